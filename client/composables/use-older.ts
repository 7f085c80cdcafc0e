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

/** Where older posts are shown, the ledger is looked through for changes of them this often, while it grows. */
const RENEW_EVERY = 15_000;

export function useOlder(snapshot: () => Snapshot): Older {
  const rows = shallowRef<readonly FeedRow[]>([]);
  let posts: OlderPosts | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<OlderPosts | undefined> {
    const loaded = await import('../net/read-older.ts').catch(() => undefined);
    posts ??= loaded?.readOlder({
      api: createApi((...call) => fetch(...call)),
      slug: snapshot().board.slug,
      seq: snapshot().seq,
      has: (id) => [...snapshot().feed, ...rows.value].some((row) => row.id === id),
    });
    return posts;
  }

  async function renew(): Promise<void> {
    timer = undefined;
    const renewed = await posts?.renew(new Set(rows.value.map(({ id }) => id)));
    if (!renewed?.length) return;
    const byId = new Map(renewed.map((row) => [row.id, row]));
    rows.value = rows.value.map((row) => byId.get(row.id) ?? row);
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
      const page = await (await load())?.step();
      if (!page) return 'failed';
      rows.value = [...rows.value, ...page.rows];
      return page.isAll ? 'all' : 'more';
    },
  };
}
