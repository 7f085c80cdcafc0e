/** Who asks what changed, by request or over a socket, waits for a turn, unless somebody else was told the same already. */
import type { Live } from '../live/contract.ts';
import type { Lanes } from './turns.ts';

export interface ChangesParts {
  live: Pick<Live, 'view'>;
  lanes: Pick<Lanes, 'watching'>;
}

/** Where a watcher stands; without both it takes the snapshot, which is there. */
export interface Position {
  since?: number | undefined;
  epoch?: string | undefined;
}

/** Undefined where the answer is there. After a break thousands ask with the same few numbers: they wait for one turn. */
export function waitForChanges(
  { live, lanes }: ChangesParts,
  slug: string,
  { since, epoch }: Position,
): Promise<void> | undefined {
  const view = live.view(slug);
  if (!view || since === undefined || epoch === undefined || view.hasChanges(since, epoch)) return undefined;
  return lanes.watching.take(`${slug} ${since}`);
}
