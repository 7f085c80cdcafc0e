/** Reads older posts a step at a time, and anew while the ledger grows. */
import type { ShallowRef } from 'vue';
import { watch } from 'vue';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { createApi } from '../../net/api.ts';
import { readOlder } from './read-older.ts';

export interface KeptOlder {
  /** A step further back: `all` when there is nothing before, `failed` when no answer came. */
  step(): Promise<'more' | 'all' | 'failed'>;
  stop(): void;
}

/** Where older posts are shown, they are read anew this often, while the ledger grows. */
const RENEW_EVERY = 15_000;

/** @param rows the older posts that are shown, newest first */
export function keepOlder(snapshot: () => Snapshot, rows: ShallowRef<readonly FeedRow[]>): KeptOlder {
  const api = createApi((...call) => fetch(...call));
  const posts = readOlder(api, snapshot().board.slug);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    const [last, oldest] = [snapshot().feed.at(-1), rows.value.at(-1)];
    const renewed = last && oldest && (await posts.renew(last, oldest));
    // A step may have come in meanwhile: what it brought lies beyond.
    if (renewed) rows.value = [...renewed, ...rows.value.slice(rows.value.indexOf(oldest) + 1)];
    timer = undefined;
  }

  const unwatch = watch(
    () => snapshot().seq,
    () => {
      // Spread, because all pages see the same line at the same moment.
      if (rows.value.length > 0)
        timer ??= setTimeout(() => void renew(), RENEW_EVERY * (0.5 + Math.random()));
    },
  );

  return {
    async step() {
      const last = rows.value.at(-1) ?? snapshot().feed.at(-1);
      const page = last && (await posts.step(last));
      if (!page) return 'failed';
      rows.value = [...rows.value, ...page.rows];
      return page.isAll ? 'all' : 'more';
    },
    stop() {
      unwatch();
      clearTimeout(timer);
    },
  };
}
