/** Whether an address asks for a board's wall, and how that is to look: `?view=wall&theme=dark&background=none`. */
import type { WallLook } from '#shared/page-model.ts';

/** Anything else that is asked for is the reader's own choice, as if it were not there. */
export function readWall(ask: (name: string) => string | undefined): WallLook | undefined {
  if (ask('view') !== 'wall') return undefined;
  const theme = ask('theme');
  return {
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...(ask('background') === 'none' && { isClear: true }),
  };
}
