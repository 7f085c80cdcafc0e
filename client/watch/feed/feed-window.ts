/** Which rows of the feed are shown: nothing moves under a reader's finger, and nothing that was withdrawn stays as it was. */
import { compareFeedRows } from '#shared/feed-order.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { KnownPosts } from './known-posts.ts';

export interface FeedWindow {
  /** On top, the newest pin first. None of them is among `rows`. */
  pinned: readonly FeedRow[];
  /** Newest first. */
  rows: readonly FeedRow[];
  /** How many posts wait behind the button: new ones, and those that a new pin would move to the top. */
  waiting: number;
}

export const NOTHING_SHOWN: FeedWindow = { pinned: [], rows: [], waiting: 0 };

/**
 * @param shown what is on the page now
 * @param size how many rows the list has where nothing waits
 * @param isHeld some part of the list is looked at: new posts wait
 */
export function openFeedWindow(
  shown: FeedWindow,
  { known, size }: { known: KnownPosts; size: number },
  isHeld: boolean,
): FeedWindow {
  const isNew = shown.rows.length + shown.pinned.length === 0;
  const onTop = isHeld && !isNew ? renew(shown.pinned, known) : known.pinned;
  const ids = new Set(onTop.map(({ id }) => id));
  const all = complete(shown, known).filter(({ id }) => !ids.has(id));
  if (!isHeld || isNew) return { pinned: onTop, rows: all.slice(0, size), waiting: 0 };
  const there = new Set(shown.rows.map(({ id }) => id));
  const last = shown.rows.at(-1);
  // Rows that come in below what is shown push nothing away.
  const isBelow = (row: FeedRow) => last !== undefined && compareFeedRows(row, last) > 0;
  const rows = all.filter((row) => there.has(row.id) || isBelow(row));
  const moved = known.pinned.filter(({ id }) => !ids.has(id));
  const above = all.filter((row) => !(there.has(row.id) || isBelow(row)));
  const waiting = new Set([...above, ...moved].map(({ id }) => id)).size + known.dropped;
  return { pinned: onTop, rows: rows.slice(0, Math.max(size, shown.rows.length)), waiting };
}

/** What is shown beyond the last post that this page still knows stays: nobody said that it is gone. */
function complete({ rows: shown }: FeedWindow, { rows, isWhole }: KnownPosts): readonly FeedRow[] {
  const last = rows.at(-1);
  if (isWhole || !last) return rows;
  return [...rows, ...shown.filter((row) => compareFeedRows(row, last) > 0)];
}

/** As they hold now, without those that are gone: an erased text must not stay because it was pinned. */
function renew(shown: readonly FeedRow[], { rows, pinned, isWhole }: KnownPosts): FeedRow[] {
  const now = new Map([...rows, ...pinned].map((row) => [row.id, row]));
  const last = isWhole ? undefined : rows.at(-1);
  return shown.flatMap((row) => now.get(row.id) ?? (last && compareFeedRows(row, last) > 0 ? row : []));
}
