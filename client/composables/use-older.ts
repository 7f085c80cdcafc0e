/** Posts of a board before those of the snapshot, as they hold now; see `readOlder`, which is loaded with the first step. */
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { createApi } from '../net/api.ts';
import type { OlderPosts } from '../net/read-older.ts';

export interface Older {
  readonly rows: Readonly<ShallowRef<readonly FeedRow[]>>;
  /** A step further back: `all` when there is nothing before, `failed` when no answer came. */
  step(): Promise<'more' | 'all' | 'failed'>;
}

/** Where older posts are shown, they are read anew this often, while the ledger grows. */
const RENEW_EVERY = 15_000;

export function useOlder(snapshot: () => Snapshot): Older {
  const rows = shallowRef<readonly FeedRow[]>([]);
  let posts: OlderPosts | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<OlderPosts | undefined> {
    const loaded = await import('../net/read-older.ts').catch(() => undefined);
    posts ??= loaded?.readOlder(
      createApi((...call) => fetch(...call)),
      snapshot().board.slug,
    );
    return posts;
  }

  async function renew(): Promise<void> {
    timer = undefined;
    const [last, oldest] = [snapshot().feed.at(-1), rows.value.at(-1)];
    if (last && oldest) rows.value = (await posts?.renew(last, oldest)) ?? rows.value;
  }

  watch(
    () => snapshot().seq,
    () => {
      // Spread, because all pages see the same line at the same moment.
      if (rows.value.length > 0)
        timer ??= setTimeout(() => void renew(), RENEW_EVERY * (0.5 + Math.random()));
    },
  );
  onScopeDispose(() => clearTimeout(timer));

  return {
    rows,
    async step() {
      const last = rows.value.at(-1) ?? snapshot().feed.at(-1);
      const page = last && (await (await load())?.step(last));
      if (!page) return 'failed';
      rows.value = [...rows.value, ...page.rows];
      return page.isAll ? 'all' : 'more';
    },
  };
}
