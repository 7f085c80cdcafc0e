/**
 * A board's rows as they were last published, each with the position of the tick that last changed it. Every tick is made
 * of them, and so is every merged tick for a watcher who missed some.
 */
import type { Board } from '#shared/board.ts';
import { checkedIn, figureAt } from '#shared/counting/read-snapshot.ts';
import type { Changes, Tally, Where } from '#shared/counting/tally.ts';
import { isCountKind, kindsOf } from '#shared/kind-words.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Figure, Point, PointChange, Snapshot, Tick, UpdateFigure } from '#shared/snapshot.ts';
import type { PublishedFeed } from './published-feed.ts';
import { createPublishedFeed } from './published-feed.ts';
import type { ClaimChange } from './tick-rows.ts';
import { removeClaim, removePoint, writeClaim } from './tick-rows.ts';
import type { VersionedMap } from './versioned-map.ts';
import { createVersionedMap } from './versioned-map.ts';

/** Points of one series that are remembered, deleted ones included. */
const POINTS_REMEMBERED = 4 * LIMITS.seriesPoints;

/** The parts of a tick that carry rows. */
export type Rows = Omit<Tick, 'board' | 'epoch' | 'from' | 'to' | 'at' | 'head'>;

export interface PublishedRows {
  /** Reads again what the tally says has changed, or everything, and gives what differs from before this position. */
  refresh(changes: Changes | 'everything', position: number): void;
  /** The rows that changed after `since`; complete only if `since` is not below `horizon`. */
  after(since: number): Rows;
  /** A watcher with an older position must take the snapshot: some rows that vanished since are no longer remembered. */
  readonly horizon: number;
}

type AnyFigure = Figure | UpdateFigure;
interface SeriesTable {
  step: number;
  points: VersionedMap<number, PointChange>;
  /** Points left a full window without a tick that says so: a reader cuts them off by itself while its window is full. */
  hasUnannounced: boolean;
}
interface RowTables {
  tally: Tally;
  definition: VersionedMap<keyof Board, Board[keyof Board]>;
  horizon: number;
  headline: VersionedMap<Kind, AnyFigure>;
  checked: VersionedMap<'checked', Snapshot['checked']>;
  /** Ids of the places that the board has now. The figures of a place that left it are deleted. */
  onBoard: ReadonlySet<string>;
  places: Map<string, VersionedMap<Kind, AnyFigure>>;
  claims: Map<CountKind, VersionedMap<string, ClaimChange>>;
  series: Map<Kind, SeriesTable>;
  feed: PublishedFeed;
}

/** @param position where the tally stands: a watcher with an older position must take the snapshot */
export function createPublishedRows(tally: Tally, position: number): PublishedRows {
  const tables: RowTables = {
    tally,
    definition: createVersionedMap(),
    horizon: position,
    headline: createVersionedMap(),
    checked: createVersionedMap(),
    onBoard: new Set(),
    places: new Map(),
    claims: new Map(),
    series: new Map(),
    feed: createPublishedFeed(tally, position),
  };
  return {
    refresh: (changes, at) => refresh(tables, changes === 'everything' ? EVERYTHING : changes, at),
    after: (since) => collectRows(tables, since),
    get horizon() {
      return Math.max(tables.horizon, tables.feed.horizon);
    },
  };
}

/** For a changed board all rows are read again. */
const EVERYTHING: Changes = {
  board: true,
  figures: new Map(),
  series: new Set(),
  since: new Map(),
  feed: new Set(),
};

function kindsIn({ board }: Tally): readonly Kind[] {
  return kindsOf(board ?? {});
}

function refresh(tables: RowTables, changes: Changes, position: number): void {
  if (changes.board) {
    refreshDefinition(tables, position);
    tables.onBoard = new Set(tables.tally.board?.places.map(({ id }) => id));
    refreshAllFigures(tables, position);
  }
  tables.checked.set('checked', checkedIn(tables.tally), position);
  for (const [kind, wheres] of changes.figures) {
    for (const where of wheres) refreshFigure(tables, kind, where, position);
  }
  for (const kind of changes.board ? kindsIn(tables.tally) : changes.series)
    refreshSeries(tables, kind, position);
  tables.feed.refresh(changes.feed, position);
}

function refreshDefinition({ definition, tally: { board } }: RowTables, position: number): void {
  const fields = new Set([...definition.keys(), ...Object.keys(board ?? {})] as (keyof Board)[]);
  for (const field of fields) definition.set(field, board?.[field], position);
}

/** A change of the places, their tree or the policy can change any figure. */
function refreshAllFigures(tables: RowTables, position: number): void {
  const wheres: Where[] = [null, ...new Set([...tables.onBoard, ...tables.places.keys()])];
  for (const kind of kindsIn(tables.tally)) {
    for (const where of wheres) refreshFigure(tables, kind, where, position);
  }
}

function refreshFigure(tables: RowTables, kind: Kind, where: Where, position: number): void {
  if (where === null) {
    tables.headline.set(kind, figureAt(tables.tally, kind, null), position);
    if (isCountKind(kind)) refreshClaims(tables, kind, position);
    return;
  }
  const figure = tables.onBoard.has(where) ? figureAt(tables.tally, kind, where) : undefined;
  const place = tables.places.get(where);
  if (place) place.set(kind, figure, position);
  else if (figure) {
    const first = createVersionedMap<Kind, AnyFigure>();
    first.set(kind, figure, position);
    tables.places.set(where, first);
  }
}

function refreshClaims({ tally, claims }: RowTables, kind: CountKind, position: number): void {
  const table = claims.get(kind) ?? createVersionedMap();
  claims.set(kind, table);
  const now = new Map(tally.claims(kind, null).map((figure) => [figure.claimant, figure]));
  for (const claimant of table.keys()) if (!now.has(claimant)) table.set(claimant, undefined, position);
  for (const [claimant, figure] of now) table.set(claimant, writeClaim(figure), position);
}

function refreshSeries(tables: RowTables, kind: Kind, position: number): void {
  const { step, points } = tables.tally.recentSeries(kind);
  const before = tables.series.get(kind);
  if (!before && points.length === 0) return;
  const isNewStep = before !== undefined && before.step !== step;
  const series = before ?? { step, points: createVersionedMap(), hasUnannounced: false };
  series.step = step;
  tables.series.set(kind, series);
  if (!isNewStep && points.length === LIMITS.seriesPoints) cutOff(series, points[0]?.[0] ?? 0);
  // Readers no longer cut off by themselves. One that still has a point whose end no tick told must take the snapshot.
  else if (series.hasUnannounced) {
    tables.horizon = position;
    series.hasUnannounced = false;
  }
  removeGone(series.points, points, position);
  // With another step every point is sent: the reader drops those it has.
  const write = isNewStep ? series.points.touch : series.points.set;
  for (const point of points) write(point[0], point, position);
  tables.horizon = Math.max(
    tables.horizon,
    series.points.prune(POINTS_REMEMBERED, { which: 'gone', before: position }),
  );
}

/** Every reader cuts off the points that are too old for a full window by itself, as merge.ts does. */
function cutOff(series: SeriesTable, oldest: number): void {
  for (const t of series.points.keys()) {
    if (t >= oldest) continue;
    series.points.remove(t);
    series.hasUnannounced = true;
  }
}

function removeGone(table: SeriesTable['points'], points: readonly Point[], position: number): void {
  const now = new Set(points.map(([t]) => t));
  for (const t of table.keys()) if (!now.has(t)) table.set(t, undefined, position);
}

function collectRows(tables: RowTables, since: number): Rows {
  const rows: Rows = {};
  const definition = tables.definition.after(since);
  if (definition.length > 0) rows.definition = Object.fromEntries(definition);
  const headline = tables.headline.after(since);
  // The compiler cannot see that each kind's figure stands under that kind: an update's never under a count.
  if (headline.length > 0) rows.headline = Object.fromEntries(headline) as NonNullable<Rows['headline']>;
  const checked = tables.checked.after(since)[0]?.[1];
  if (checked) rows.checked = checked;
  const claims = collectClaims(tables, since);
  if (claims) rows.claims = claims;
  const places = collectPlaces(tables, since);
  if (places.length > 0) rows.places = places;
  const series = collectSeries(tables, since);
  if (series) rows.series = series;
  const feed = tables.feed.after(since);
  if (feed.length > 0) rows.feed = feed;
  return rows;
}

function collectClaims({ claims }: RowTables, since: number): Rows['claims'] {
  const changed: NonNullable<Rows['claims']> = {};
  for (const [kind, table] of claims) {
    const rows = table.after(since);
    if (rows.length > 0) changed[kind] = rows.map(([claimant, row]) => row ?? removeClaim(claimant));
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function collectPlaces({ places }: RowTables, since: number): NonNullable<Rows['places']> {
  const changed: NonNullable<Rows['places']> = [];
  for (const [id, table] of places) {
    const figures = table.after(since);
    if (figures.length > 0) changed.push({ id, ...Object.fromEntries(figures) });
  }
  return changed;
}

function collectSeries({ series }: RowTables, since: number): Rows['series'] {
  const changed: NonNullable<Rows['series']> = {};
  for (const [kind, { step, points }] of series) {
    const rows = points.after(since);
    if (rows.length > 0) changed[kind] = { step, points: rows.map(([t, point]) => point ?? removePoint(t)) };
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}
