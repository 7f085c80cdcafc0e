/** The one order of the feed. */
import type { FeedRow } from './snapshot.ts';

/** By `asOf`, then `seq`, newest first. */
export function compareFeedRows(a: FeedRow, b: FeedRow): number {
  // The public form of an instant has a fixed width, so its text sorts as its time does.
  if (a.asOf !== b.asOf) return a.asOf < b.asOf ? 1 : -1;
  return b.seq - a.seq;
}
