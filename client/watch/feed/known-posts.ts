/** What a page knows of a board's posts: the newest without a gap, as far back as it has read or was told. */
import { compareFeedRows } from '#shared/feed-order.ts';
import { FEED_ROWS } from '#shared/limits.ts';
import type { FeedRow } from '#shared/snapshot.ts';

export interface KnownPosts {
  /** Newest first. */
  rows: readonly FeedRow[];
  /** Those to be on top, the newest pin first. */
  pinned: readonly FeedRow[];
  /** There is no post before the last of `rows`: one that is not among them is gone. */
  isWhole: boolean;
  /** Posts that came and are no longer among `rows`, because more came than a page keeps. */
  dropped: number;
}

export const NOTHING_KNOWN: KnownPosts = { rows: [], pinned: [], isWhole: false, dropped: 0 };

/** Posts on top of the list: of more than these the rest stands where its time is. */
export const PINNED_ON_TOP = 5;
/** Rows that a page keeps while new ones wait. */
const MOST_KEPT = 1_000;

/**
 * With the snapshot's posts, which are the newest without a gap; what they no longer reach is kept as it was.
 * @param shown what the list shows: newer ones wait
 */
export function addFeed(known: KnownPosts, feed: readonly FeedRow[], shown: readonly FeedRow[]): KnownPosts {
  const isAll = feed.length < FEED_ROWS;
  const rows = [...feed, ...beyond(known.rows, feed)];
  return cut({ ...known, rows, isWhole: isAll || known.isWhole }, shown);
}

/** The same of posts that fit a filter: those of the snapshot among those that were read. */
export function addMatches(
  known: KnownPosts,
  { feed, fits }: { feed: readonly FeedRow[]; fits(row: FeedRow): boolean },
  shown: readonly FeedRow[],
): KnownPosts {
  const rows = [...feed, ...beyond(known.rows, feed)].filter(fits);
  return cut({ ...known, rows, isWhole: feed.length < FEED_ROWS || known.isWhole }, shown);
}

/** What is known beyond the snapshot's posts; where those are all there are, nothing is. */
function beyond(rows: readonly FeedRow[], feed: readonly FeedRow[]): FeedRow[] {
  const last = feed.at(-1);
  return feed.length < FEED_ROWS || !last ? [] : rows.filter((row) => compareFeedRows(row, last) > 0);
}

function cut(known: KnownPosts, shown: readonly FeedRow[]): KnownPosts {
  if (known.rows.length <= MOST_KEPT) return known;
  const end = shown.at(-1);
  const ids = new Set(shown.map(({ id }) => id));
  const waiting = (row: FeedRow) => end && compareFeedRows(row, end) < 0 && !ids.has(row.id);
  const dropped = known.dropped + known.rows.slice(MOST_KEPT).filter(waiting).length;
  return { ...known, rows: known.rows.slice(0, MOST_KEPT), isWhole: false, dropped };
}

/** With what was read between two of its posts, without the first, in the place of what was known there. */
export function addRead(
  known: KnownPosts,
  { last, oldest }: { last: FeedRow | undefined; oldest: FeedRow | undefined },
  read: readonly FeedRow[],
): KnownPosts {
  const above = last ? known.rows.filter((row) => compareFeedRows(row, last) <= 0) : [];
  const below = oldest ? known.rows.filter((row) => compareFeedRows(row, oldest) > 0) : [];
  return { ...known, rows: [...above, ...read, ...below] };
}

/**
 * The newest pin first; of several that are found pinned at once, the newest post. One that the snapshot's posts no longer
 * reach stays until it is read anew.
 */
export function orderPins(before: readonly FeedRow[], feed: readonly FeedRow[]): FeedRow[] {
  const now = new Map(feed.map((row) => [row.id, row]));
  const old = new Set(beyond(before, feed));
  const kept = before
    .flatMap((row) => now.get(row.id) ?? (old.has(row) ? row : []))
    .filter(({ pinned }) => pinned);
  const ids = new Set(kept.map(({ id }) => id));
  return [...feed.filter(({ id, pinned }) => pinned && !ids.has(id)), ...kept];
}

/** The posts that are shown and that no tick completes: those after `last` to `oldest`. */
export interface Span {
  /** Undefined: from the newest on. */
  last: FeedRow | undefined;
  oldest: FeedRow;
}
/** The same, with the posts down to `last`. */
export interface Gap extends Span {
  feed: readonly FeedRow[];
}

/** What the list shows beyond the snapshot's posts; undefined where ticks complete all of it. */
export function spanBeyond(
  feed: readonly FeedRow[],
  shown: readonly FeedRow[],
  known: KnownPosts,
): Span | undefined {
  const end = feed.at(-1);
  const old = end ? shown.filter((row) => compareFeedRows(row, end) > 0) : [];
  const [first] = old;
  const oldest = old.at(-1);
  const last = first && known.rows.findLast((row) => compareFeedRows(row, first) < 0);
  return oldest && { last: last ?? end ?? oldest, oldest };
}

/** Whether it is known what comes below these rows of the list. */
export function reaches({ rows }: KnownPosts, shown: readonly FeedRow[], count: number): boolean {
  const end = shown.at(-1);
  const at = rows.findIndex(({ id }) => id === end?.id);
  return at >= 0 && rows.length > at + count;
}

/** Where a page was away so long that its new posts do not reach down to those that it had. */
export function findGap({ rows }: KnownPosts, feed: readonly FeedRow[]): Gap | undefined {
  const last = feed.at(-1);
  const [first] = rows;
  const oldest = rows.at(-1);
  if (feed.length < FEED_ROWS || !(last && first && oldest)) return undefined;
  return compareFeedRows(first, last) > 0 ? { feed, last, oldest } : undefined;
}

/** With what was read across the gap. Where nothing could be read, all that is known is what the snapshot has. */
export function closeGap(
  known: KnownPosts,
  { feed }: Gap,
  missed: readonly FeedRow[] | undefined,
): KnownPosts {
  return missed ? { ...known, rows: [...feed, ...missed] } : { ...NOTHING_KNOWN, pinned: known.pinned };
}
