/** What happened last, in words. */
import type { FeedRow } from '#shared/snapshot.ts';

/** The newest key update, else the newest post with a text; nothing that is withdrawn or disputed. Rows come newest first. */
export function newestWords(feed: readonly FeedRow[]): FeedRow | undefined {
  const worth = feed.filter(({ text, retracted, status }) => text && !retracted && status !== 'disputed');
  return worth.find(({ key }) => key) ?? worth[0];
}
