/** Posts of a board before those of the snapshot, as they hold now; `keepOlder`, which does it, is loaded with the first step. */
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowRef } from 'vue';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { KeptOlder } from './keep-older.ts';

export interface Older {
  readonly rows: Readonly<ShallowRef<readonly FeedRow[]>>;
  step: KeptOlder['step'];
}

export function useOlder(snapshot: () => Snapshot): Older {
  const rows = shallowRef<readonly FeedRow[]>([]);
  let kept: KeptOlder | undefined;
  onScopeDispose(() => kept?.stop());

  return {
    rows,
    async step() {
      const loaded = await import('./keep-older.ts').catch(() => undefined);
      kept ??= loaded?.keepOlder(snapshot, rows);
      return (await kept?.step()) ?? 'failed';
    },
  };
}
