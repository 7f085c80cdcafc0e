/**
 * What the public has been told about a board, row by row, each with the number of the tick that last changed it. From
 * it come every tick and every merged tick for those who missed some.
 */
import type { Board } from '#shared/board.ts';
import type { Changes, Tally, Where } from '#shared/counting/tally.ts';
import { isCountKind, kindsOf } from '#shared/kind-words.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Figure, Point, PointChange, Snapshot, Tick, UpdateFigure } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import type { ToldFeed } from './published-feed.ts';
import { createToldFeed } from './published-feed.ts';
import type { ClaimChange } from './tick-rows.ts';
import { removeClaim, removePoint, writeClaim } from './tick-rows.ts';
import type { Stamps } from './versioned-map.ts';
import { createStamps } from './versioned-map.ts';

/** Points of one series that are remembered, those that are gone among them. */
const POINTS_REMEMBERED = 4 * LIMITS.seriesPoints;

/** The parts of a tick that carry rows. */
export type Rows = Omit<Tick, 'board' | 'epoch' | 'from' | 'to' | 'at' | 'head'>;

export interface PublicRows {
  /** Looks again at what the tally says has changed, or at everything, and stamps what is another than before. */
  look(changes: Changes | 'everything', stamp: number): void;
  /** The rows that changed after `since`. Whole only for a `since` that is not below `horizon`. */
  after(since: number): Rows;
  /** What vanished up to here is no longer known. */
  readonly horizon: number;
}

type AnyFigure = Figure | UpdateFigure;
interface ToldSeries {
  step: number;
  points: Stamps<number, PointChange>;
  /** Points grew too old for a full window, and no tick said so: who has them still cuts them off as long as it is full. */
  hasUntold: boolean;
}
interface Told {
  tally: Tally;
  definition: Stamps<keyof Board, Board[keyof Board]>;
  horizon: number;
  headline: Stamps<Kind, AnyFigure>;
  checked: Stamps<'checked', Snapshot['checked']>;
  /** The places that the board has by now: others may have had figures, and have none any more. */
  onBoard: ReadonlySet<string>;
  places: Map<string, Stamps<Kind, AnyFigure>>;
  claims: Map<CountKind, Stamps<string, ClaimChange>>;
  series: Map<Kind, ToldSeries>;
  feed: ToldFeed;
}

/** `stamp` is the number that the tally stands at: who comes with less takes the snapshot. */
export function createPublicRows(tally: Tally, stamp: number): PublicRows {
  const told: Told = {
    tally,
    definition: createStamps(),
    horizon: stamp,
    headline: createStamps(),
    checked: createStamps(),
    onBoard: new Set(),
    places: new Map(),
    claims: new Map(),
    series: new Map(),
    feed: createToldFeed(tally, stamp),
  };
  return {
    look: (changes, at) => look(told, changes === 'everything' ? EVERYTHING : changes, at),
    after: (since) => collectRows(told, since),
    get horizon() {
      return Math.max(told.horizon, told.feed.horizon);
    },
  };
}

/** A changed board is looked at as a whole. */
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

function look(told: Told, changes: Changes, stamp: number): void {
  if (changes.board) {
    lookAtDefinition(told, stamp);
    told.onBoard = new Set(told.tally.board?.places.map(({ id }) => id));
    lookAtAllFigures(told, stamp);
  }
  told.checked.put('checked', checkedIn(told.tally), stamp);
  for (const [kind, wheres] of changes.figures) {
    for (const where of wheres) lookAtFigure(told, kind, where, stamp);
  }
  for (const kind of changes.board ? kindsIn(told.tally) : changes.series) lookAtSeries(told, kind, stamp);
  told.feed.look(changes.feed, stamp);
}

function lookAtDefinition({ definition, tally: { board } }: Told, stamp: number): void {
  const fields = new Set([...definition.keys(), ...Object.keys(board ?? {})] as (keyof Board)[]);
  for (const field of fields) definition.put(field, board?.[field], stamp);
}

/** Another tree, policy or set of places can move any number. */
function lookAtAllFigures(told: Told, stamp: number): void {
  const wheres: Where[] = [null, ...new Set([...told.onBoard, ...told.places.keys()])];
  for (const kind of kindsIn(told.tally)) {
    for (const where of wheres) lookAtFigure(told, kind, where, stamp);
  }
}

function lookAtFigure(told: Told, kind: Kind, where: Where, stamp: number): void {
  if (where === null) {
    told.headline.put(kind, figureAt(told.tally, kind, null), stamp);
    if (isCountKind(kind)) lookAtClaims(told, kind, stamp);
    return;
  }
  const figure = told.onBoard.has(where) ? figureAt(told.tally, kind, where) : undefined;
  const place = told.places.get(where);
  if (place) place.put(kind, figure, stamp);
  else if (figure) {
    const first = createStamps<Kind, AnyFigure>();
    first.put(kind, figure, stamp);
    told.places.set(where, first);
  }
}

function checkedIn(tally: Tally): Snapshot['checked'] {
  const checked: Snapshot['checked'] = {};
  for (const kind of kindsIn(tally)) {
    const at = tally.lastChecked(kind);
    if (at !== undefined) checked[kind] = formatInstant(at);
  }
  return checked;
}

function figureAt(tally: Tally, kind: Kind, where: Where): AnyFigure | undefined {
  return isCountKind(kind) ? tally.headline(kind, where) : tally.updates(where);
}

function lookAtClaims({ tally, claims }: Told, kind: CountKind, stamp: number): void {
  const told = claims.get(kind) ?? createStamps();
  claims.set(kind, told);
  const now = new Map(tally.claims(kind, null).map((figure) => [figure.claimant, figure]));
  for (const claimant of told.keys()) if (!now.has(claimant)) told.put(claimant, undefined, stamp);
  for (const [claimant, figure] of now) told.put(claimant, writeClaim(figure), stamp);
}

function lookAtSeries(told: Told, kind: Kind, stamp: number): void {
  const { step, points } = told.tally.recentSeries(kind);
  const before = told.series.get(kind);
  if (!before && points.length === 0) return;
  const isNewStep = before !== undefined && before.step !== step;
  const series = before ?? { step, points: createStamps(), hasUntold: false };
  series.step = step;
  told.series.set(kind, series);
  if (!isNewStep && points.length === LIMITS.seriesPoints) cutOff(series, points[0]?.[0] ?? 0);
  // Nobody cuts off by itself any more: who has what was never told as gone takes the snapshot.
  else if (series.hasUntold) {
    told.horizon = stamp;
    series.hasUntold = false;
  }
  removeGone(series.points, points, stamp);
  // With another step every point travels: the reader's are dropped.
  const take = isNewStep ? series.points.putAgain : series.points.put;
  for (const point of points) take(point[0], point, stamp);
  told.horizon = Math.max(
    told.horizon,
    series.points.forget(POINTS_REMEMBERED, { which: 'gone', before: stamp }),
  );
}

/** Of a full window every reader cuts off by itself what has grown too old, as merge.ts does. */
function cutOff(series: ToldSeries, oldest: number): void {
  for (const t of series.points.keys()) {
    if (t >= oldest) continue;
    series.points.drop(t);
    series.hasUntold = true;
  }
}

function removeGone(told: ToldSeries['points'], points: readonly Point[], stamp: number): void {
  const now = new Set(points.map(([t]) => t));
  for (const t of told.keys()) if (!now.has(t)) told.put(t, undefined, stamp);
}

function collectRows(told: Told, since: number): Rows {
  const rows: Rows = {};
  const definition = told.definition.after(since);
  if (definition.length > 0) rows.definition = Object.fromEntries(definition);
  const headline = told.headline.after(since);
  // A kind's figure is put in under the kind: an update's is no count's.
  if (headline.length > 0) rows.headline = Object.fromEntries(headline) as NonNullable<Rows['headline']>;
  const checked = told.checked.after(since)[0]?.[1];
  if (checked) rows.checked = checked;
  const claims = collectClaims(told, since);
  if (claims) rows.claims = claims;
  const places = collectPlaces(told, since);
  if (places.length > 0) rows.places = places;
  const series = collectSeries(told, since);
  if (series) rows.series = series;
  const feed = told.feed.after(since);
  if (feed.length > 0) rows.feed = feed;
  return rows;
}

function collectClaims({ claims }: Told, since: number): Rows['claims'] {
  const changed: NonNullable<Rows['claims']> = {};
  for (const [kind, told] of claims) {
    const rows = told.after(since);
    if (rows.length > 0) changed[kind] = rows.map(([claimant, row]) => row ?? removeClaim(claimant));
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function collectPlaces({ places }: Told, since: number): NonNullable<Rows['places']> {
  const changed: NonNullable<Rows['places']> = [];
  for (const [id, told] of places) {
    const figures = told.after(since);
    if (figures.length > 0) changed.push({ id, ...Object.fromEntries(figures) });
  }
  return changed;
}

function collectSeries({ series }: Told, since: number): Rows['series'] {
  const changed: NonNullable<Rows['series']> = {};
  for (const [kind, { step, points }] of series) {
    const rows = points.after(since);
    if (rows.length > 0) changed[kind] = { step, points: rows.map(([t, point]) => point ?? removePoint(t)) };
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}
