/**
 * Carries a snapshot forward by a tick. The server's view and every browser do it here, so that they cannot differ.
 *
 * Nothing is changed in place: rows that a tick does not touch stay the same objects, so that a page redraws the others
 * alone.
 */
import type { Board } from './board.ts';
import { compareFeedRows } from './feed-order.ts';
import { FEED_ROWS, SERIES_POINTS } from './limits.ts';
import type {
  FeedRow,
  Figure,
  PlaceRow,
  Point,
  PointChange,
  RowChange,
  Series,
  SeriesChange,
  Snapshot,
  Tick,
} from './snapshot.ts';

/** `behind`: the snapshot has all of the tick already. `gap`: something before the tick is missing; ask again. */
export type Applied = { snapshot: Snapshot } | 'behind' | 'gap';

/**
 * The snapshot after a tick of the same board. A beat (`from` = `to`) is `behind` when nothing is missing.
 * @param feedRows how many rows of the feed to keep; a page may keep more than a snapshot has, up to `LIMITS.feedRowsKept`.
 */
export function applyTick(snapshot: Snapshot, tick: Tick, feedRows: number = FEED_ROWS): Applied {
  if (tick.epoch !== snapshot.epoch || tick.from > snapshot.seq) return 'gap';
  if (tick.to <= snapshot.seq) return 'behind';
  return {
    snapshot: {
      epoch: snapshot.epoch,
      seq: tick.to,
      at: tick.at,
      head: tick.head,
      board: tick.definition ? mergeKeys(snapshot.board, tick.definition) : snapshot.board,
      headline: tick.headline ? mergeKeys(snapshot.headline, tick.headline) : snapshot.headline,
      checked: tick.checked ?? snapshot.checked,
      claims: tick.claims ? mergeClaims(snapshot.claims, tick.claims) : snapshot.claims,
      places: mergePlaces(snapshot.places, tick),
      series: tick.series ? mergeAllSeries(snapshot.series, tick.series) : snapshot.series,
      feed: tick.feed ? mergeFeed(snapshot.feed, tick.feed, feedRows) : snapshot.feed,
    },
  };
}

/** The one order of the claims: highest first, then by the claimant's id in code-point order. */
function compareClaims(a: Figure, b: Figure): number {
  if (a.best !== b.best) return b.best - a.best;
  return a.claimant < b.claimant ? -1 : 1;
}

/** An object with the changed keys put in, and those that are null taken out. */
function mergeKeys<T extends object>(before: T | undefined, change: object): T {
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete after[key];
    else after[key] = value;
  }
  // A tick's keys are the row's own, and their values are whole.
  return after as T;
}

/** Rows by key, with the changed ones put in; a row left with nothing but its key is gone. In no order. */
function mergeRows<T extends object, Key extends keyof T>(
  before: readonly T[],
  changes: readonly RowChange<T, Key>[],
  key: Key,
): T[] {
  const rows = new Map<unknown, T>(before.map((row) => [row[key], row]));
  for (const change of changes) {
    const after = mergeKeys(rows.get(change[key]), change);
    if (Object.keys(after).length > 1) rows.set(change[key], after);
    else rows.delete(change[key]);
  }
  return [...rows.values()];
}

function mergeClaims(before: Snapshot['claims'], changes: NonNullable<Tick['claims']>): Snapshot['claims'] {
  const after = { ...before };
  for (const [kind, rows] of entriesOf(changes)) {
    const claims = mergeRows(before[kind] ?? [], rows, 'claimant').sort(compareClaims);
    if (claims.length > 0) after[kind] = claims;
    else delete after[kind];
  }
  return after;
}

/** A row for each place of the board, in its order, also where nothing is known. */
function mergePlaces(before: PlaceRow[], { definition, places: changes = [] }: Tick): PlaceRow[] {
  const listed = definition?.places;
  if (!listed && changes.length === 0) return before;
  const changed = new Map(changes.map((change) => [change.id, change]));
  return (listed ? placeRows(before, listed) : before).map((row) => {
    const change = changed.get(row.id);
    return change ? mergeKeys<PlaceRow>(row, change) : row;
  });
}

function placeRows(before: readonly PlaceRow[], places: Board['places']): PlaceRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return places.map(({ id }) => known.get(id) ?? { id });
}

function mergeAllSeries(
  before: Snapshot['series'],
  changes: NonNullable<Tick['series']>,
): Snapshot['series'] {
  const after = { ...before };
  for (const [kind, change] of entriesOf(changes)) {
    const points = mergePoints(before[kind], change);
    if (points.length > 0) after[kind] = { step: change.step, points };
    else delete after[kind];
  }
  return after;
}

function mergePoints(before: Series | undefined, { step, points: changes }: SeriesChange): Point[] {
  const kept = before?.step === step ? before.points : [];
  const points = new Map<number, PointChange>([...kept, ...changes].map((point) => [point[0], point]));
  // A tick does not name what has grown too old to stay.
  return [...points.values()]
    .filter(isPoint)
    .sort((a, b) => a[0] - b[0])
    .slice(-SERIES_POINTS);
}

function isPoint(point: PointChange): point is Point {
  return point[2] !== null;
}

/**
 * The newest rows. A changed row that is older than all of a full list is left out, even where there is room for it:
 * between the two there may be rows that this side has never seen. The newest `FEED_ROWS` are always complete,
 * because a tick brings the rows that come (back) into that window.
 */
function mergeFeed(before: FeedRow[], changes: RowChange<FeedRow, 'id'>[], feedRows: number): FeedRow[] {
  const oldest = before.length < FEED_ROWS ? undefined : before.at(-1);
  const isKnownHere = (row: FeedRow, index: number) =>
    index < FEED_ROWS || oldest === undefined || compareFeedRows(row, oldest) <= 0;
  return mergeRows(before, changes, 'id').sort(compareFeedRows).filter(isKnownHere).slice(0, feedRows);
}

/** `Object.entries` that knows which keys there are. */
function entriesOf<K extends string, V>(rows: Partial<Record<K, V>>): [K, V][] {
  return Object.entries(rows) as [K, V][];
}
