/** What is known of the posts that a reader chose, and how it grows: with the snapshot, and with what is read. */
import type { FeedFilter } from '#shared/feed-filter.ts';
import { createFilter, isFiltering } from '#shared/feed-filter.ts';
import { compareFeedRows } from '#shared/feed-order.ts';
import type { FirstPosts } from '#shared/page-model.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { Gap, KnownPosts, Span } from './known-posts.ts';
import {
  addFeed,
  addMatches,
  addRead,
  findGap,
  NOTHING_KNOWN,
  orderPins,
  PINNED_ON_TOP,
  spanBeyond,
} from './known-posts.ts';
import type { OlderPage, Place } from './read-older.ts';

export interface PostSource {
  known: KnownPosts;
  /** Every pinned post, whatever was chosen. */
  readonly pins: readonly FeedRow[];
  /** Where a search goes on. */
  readonly next: Place | undefined;
  begin(first: FirstPosts): void;
  /** Takes the snapshot as it is now. */
  take(shown: readonly FeedRow[]): void;
  add(last: FeedRow | undefined, page: OlderPage): void;
  pin(rows: readonly FeedRow[]): void;
  gap(): Gap | undefined;
  /** What of these is not completed by ticks. */
  span(shown: readonly FeedRow[]): Span | undefined;
  hasOldPins(): boolean;
}

export function createPostSource(snapshot: () => Snapshot, filter: () => FeedFilter): PostSource {
  let pins: readonly FeedRow[] = [];
  let next: Place | undefined;
  let made: { of: FeedFilter; places: object; fits(row: FeedRow): boolean } | undefined;

  /** Made anew for another choice, or when the board has other places. */
  function fits(row: FeedRow): boolean {
    const { board } = snapshot();
    if (made?.of !== filter() || made.places !== board.places)
      made = { of: filter(), places: board.places, fits: createFilter(filter(), board) };
    return made.fits(row);
  }

  function putPins(): void {
    source.known = { ...source.known, pinned: pins.filter(fits).slice(0, PINNED_ON_TOP) };
  }

  const source: PostSource = {
    known: NOTHING_KNOWN,
    get pins() {
      return pins;
    },
    get next() {
      return next;
    },
    begin({ pinned, found }) {
      pins = pinned;
      next = found?.next ?? undefined;
      const rows = found?.feed ?? [];
      source.known = { ...NOTHING_KNOWN, rows, isWhole: found !== undefined && !found.next };
      source.take([]);
    },
    take(shown) {
      const { feed } = snapshot();
      pins = orderPins(pins, feed);
      source.known = isFiltering(filter())
        ? addMatches(source.known, { feed, fits }, shown)
        : addFeed(source.known, feed, shown);
      putPins();
    },
    add(last, page) {
      next = page.next;
      // A search begins anew at the newest post, which the snapshot has as well.
      const above = last ?? source.known.rows.at(-1);
      const old = above
        ? page.rows.filter((row) => !source.known.rows.some(({ id }) => id === row.id))
        : page.rows;
      const read = addRead({ ...source.known, isWhole: page.isAll }, { last: above, oldest: undefined }, old);
      source.known = { ...read, rows: read.rows.toSorted(compareFeedRows) };
      putPins();
    },
    pin(rows) {
      pins = rows;
      source.take([]);
    },
    gap: () => (isFiltering(filter()) ? undefined : findGap(source.known, snapshot().feed)),
    span(shown) {
      const oldest = shown.at(-1);
      if (isFiltering(filter())) return oldest && { last: undefined, oldest };
      return spanBeyond(snapshot().feed, shown, source.known);
    },
    hasOldPins() {
      const there = new Set(snapshot().feed.map(({ id }) => id));
      return pins.some(({ id }) => !there.has(id));
    },
  };
  return source;
}
