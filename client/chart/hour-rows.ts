/**
 * The chart as a table: what was known at regular times of the event's clock, from the first number to now. The last row
 * is the headline itself, at the time that it is as of where a clock was wrong and that lies ahead. No row is guessed: what neither the snapshot nor the history tells is not known here.
 */
import type { BoardHistory } from '#shared/history.ts';
import { reachesBack, readSeries } from '#shared/history.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Figures, Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { Pitch } from './time-grid.ts';
import { lengthOf, listTimes } from './time-grid.ts';

export interface HourRow {
  at: Instant;
  /** Where it tells what an interval added: when that ends. */
  until?: Instant;
  /** Null where nobody had said anything, undefined where it is not known here (yet). */
  values: Partial<Record<Kind, Point | null | undefined>>;
}

/** Nothing but the snapshot is known. */
export const NO_HISTORY: BoardHistory = {
  beginOf: () => undefined,
  valuesAt: (_, instants) => instants.map(() => undefined),
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The row of now is one more. */
const MOST_ROWS = 47;
const HOURLY: Pitch = { minutes: 60 };
/** What lies before the last day of an older board: no more than this many rows beside that day's 25. */
const MOST_EARLIER = 22;
const earlier: readonly Pitch[] = [
  ...[180, 360, 720, 1440, 2880, 10_080, 20_160].map((minutes) => ({ minutes })),
  ...[1, 3, 6, 12, 24, 60, 120].map((months) => ({ months })),
];

/** When anything of the board begins; undefined where there is nothing, or where it is not known here (yet). */
function beginOfBoard({ board, series }: Snapshot, history: BoardHistory): Instant | undefined {
  const begins = kindsOf(board).flatMap((kind) => {
    const own = series[kind];
    const [first] = own?.points ?? [];
    if (!(own && first)) return [];
    return [reachesBack(own) ? first[0] : (history.beginOf(kind) ?? Number.NaN)];
  });
  const begin = Math.min(...begins);
  return Number.isFinite(begin) ? begin : undefined;
}

/** Newest last; empty where there are no numbers. */
export function listHours(snapshot: Snapshot, now: Instant, history: BoardHistory): HourRow[] {
  const kinds = kindsOf(snapshot.board);
  if (!kinds.some((kind) => snapshot.headline[kind])) return [];
  const begin = beginOfBoard(snapshot, history) ?? firstShown(snapshot);
  const times = listRowTimes({ from: begin, to: now - 1 }, snapshot.board.zone);
  const columns = kinds.map((kind) => [kind, readColumn(kind, times, [snapshot, history])] as const);
  const rows = times.map((at, index) => ({
    at,
    values: Object.fromEntries(columns.map(([kind, column]) => [kind, column[index]])),
  }));
  const newest = kinds.map((kind) => [kind, pointOf(snapshot.headline, kind)]);
  const at = Math.max(now, ...timesOf(snapshot));
  return [...rows, { at, values: Object.fromEntries(newest) }];
}

/** The hours, as long as they are few; else those of the last day, and before it what is further apart. */
function listRowTimes({ from, to }: { from: Instant; to: Instant }, zone: string): Instant[] {
  if (from > to) return [];
  if (to - from <= MOST_ROWS * HOUR) return listTimes({ from, to }, HOURLY, zone).slice(-MOST_ROWS);
  const lastDay = listTimes({ from: to - DAY, to }, HOURLY, zone);
  const before = { from, to: (lastDay[0] ?? to) - 1 };
  const pitch = earlier.find((each) => (before.to - from) / lengthOf(each) < MOST_EARLIER - 1);
  const older = listTimes(before, pitch ?? { months: 240 }, zone).slice(-MOST_EARLIER);
  return [...older, ...lastDay].slice(-MOST_ROWS);
}

function readColumn(
  kind: Kind,
  times: readonly Instant[],
  [{ series, headline }, history]: [Snapshot, BoardHistory],
): (Point | null | undefined)[] {
  const own = series[kind];
  if (!own) return times.map(() => (headline[kind] ? undefined : null));
  const read = times.map((t) => readSeries(own, t));
  const unknown = times.filter((_, index) => read[index] === undefined);
  const told = new Map(history.valuesAt(kind, unknown).map((value, index) => [unknown[index], value]));
  return read.map((value, index) => (value === undefined ? told.get(times[index]) : value));
}

/** The headline as a point: what the last row says. */
function pointOf(headline: Figures, kind: Kind): Point | null {
  const figure = headline[kind];
  if (!figure) return null;
  const [t, { best }] = [parseInstant(figure.asOf), figure];
  if (!('claimant' in figure)) return [t, best, best, best, figure.confirmed];
  return [t, figure.low, best, figure.high, figure.confirmed ?? null];
}

/** What the headline says is true from these times on: said of an earlier one it would contradict the series. */
function timesOf({ board, headline }: Snapshot): Instant[] {
  return kindsOf(board).flatMap((kind) => (headline[kind] ? [parseInstant(headline[kind].asOf)] : []));
}

/** While nobody knows how far back the numbers go: as far as the snapshot does. */
function firstShown({ board, series }: Snapshot): Instant {
  return Math.min(...kindsOf(board).flatMap((kind) => series[kind]?.points[0]?.[0] ?? []));
}
