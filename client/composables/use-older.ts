/** Steps back through the posts of a board; see `readOlder`, which is loaded with the first step. */
import type { Ref } from 'vue';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { createApi } from '../net/api.ts';
import type { ReadOlder } from '../net/read-older.ts';

/** @param older the rows that earlier steps brought */
export function useOlder(snapshot: () => Snapshot, older: Readonly<Ref<readonly FeedRow[]>>): ReadOlder {
  let read: ReadOlder | undefined;
  return async () => {
    const loaded = await import('../net/read-older.ts').catch(() => undefined);
    if (!loaded) return undefined;
    read ??= loaded.readOlder({
      api: createApi((...call) => fetch(...call)),
      slug: snapshot().board.slug,
      seq: snapshot().seq,
      has: (id) => [...snapshot().feed, ...older.value].some((row) => row.id === id),
    });
    return read();
  };
}
