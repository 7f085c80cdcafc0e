/** Which rows of the feed are shown: nothing moves under a reader's finger, and nothing that was withdrawn stays as it was. */
import { compareFeedRows } from '#shared/feed-order.ts';
import type { FeedRow } from '#shared/snapshot.ts';

export interface FeedWindow {
  /** Newest first. */
  rows: readonly FeedRow[];
  /** How many newer ones wait behind the button. */
  waiting: number;
}

/**
 * @param shown what is on the page now; empty at the start
 * @param feed the newest rows as they hold now, newest first and without a gap
 * @param older rows that the reader asked for, as they hold now
 * @param isHeld the reader has scrolled into the feed or is inside it: new rows wait
 */
export function openFeedWindow(
  shown: readonly FeedRow[],
  feed: readonly FeedRow[],
  older: readonly FeedRow[],
  isHeld: boolean,
): FeedWindow {
  const known = new Map([...older, ...feed].map((row) => [row.id, row]));
  const all = [...known.values()].sort(compareFeedRows);
  if (!isHeld || shown.length === 0) return { rows: all, waiting: 0 };
  const ids = new Set(shown.map(({ id }) => id));
  const last = shown.at(-1);
  // Rows that come in below what is shown push nothing away.
  const rows = all.filter((row) => ids.has(row.id) || (last && compareFeedRows(row, last) > 0));
  return { rows, waiting: all.length - rows.length };
}
