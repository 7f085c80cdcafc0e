/** The wave as plain values: its axis of time, and where columns, marks and lines lie in the drawing of each row. */
import type { Snapshot } from '#shared/snapshot.ts';
import type { Start } from '#shared/starts.ts';
import type { Instant } from '#shared/time.ts';
import type { WaveAnswer, WaveNumber, WaveRow } from '#shared/wave.ts';
import { stretchOf } from '#shared/wave.ts';
import { floorInZone } from '#shared/zone-clock.ts';
import type { Frame } from '../../chart/frame.ts';
import { frameDay } from '../../chart/frame.ts';

export type WaveAxis = Pick<Frame, 'from' | 'to' | 'end' | 'isRunning'>;

/** Of a drawing, which is stretched over the axis: so many units for each column, and so high. */
export const UNIT = 4;
export const HEIGHT = 28;
const HOUR = 3_600_000;
/** The tallest column: a start's mark stands out above it. */
const TALLEST = 24;

/** What of a board tells its stretch of time besides the snapshot. */
interface Known {
  now: Instant;
  /** When the board's first number was. */
  begin?: Instant | undefined;
  answer?: WaveAnswer | undefined;
}

/**
 * The chart's own stretch of time. Where that is too long for a staircase, as with numbers of weeks before: from the hour
 * of the first start, or of the first column that is told, to a day after the last start.
 */
export function frameWave(
  snapshot: Snapshot,
  starts: readonly Start[],
  { now, begin, answer }: Known,
): WaveAxis {
  const { from, to, end, isRunning } = frameDay(snapshot, 'all', now, begin);
  const told = stretchOf(starts);
  const firsts = [...starts.map(({ at }) => at), ...(answer?.from ? [answer.from] : [])];
  const first = floorInZone(Math.min(...firsts), HOUR, snapshot.board.zone);
  return { from: from < told.from ? first : from, to: Math.min(to, told.to), end, isRunning };
}

/** Where an instant lies on the axis, from 0 to 1. */
export function placeOf(instant: Instant, { from, to }: WaveAxis): number {
  return Math.min(1, Math.max(0, (instant - from) / (to - from)));
}

export interface Columns {
  axis: WaveAxis;
  /** Milliseconds of a column. */
  width: number;
  count: number;
}

export function divide(axis: WaveAxis, width: number): Columns {
  return { axis, width, count: Math.max(1, Math.ceil((axis.to - axis.from) / width)) };
}

/** What rose in each column of each start's row; nothing in any while the answer is of another kind, or not there. */
export function fillRows(
  columns: Columns,
  starts: readonly Start[],
  answer: WaveAnswer | undefined,
  numbers: readonly (WaveNumber | undefined)[],
): number[][] {
  return starts.map((start, index) => {
    const row = answer?.rows.find(({ at }) => Date.parse(at) === start.at);
    return row && answer ? fillColumns(columns, answer, row, numbers[index]) : [];
  });
}

/**
 * What rose in each column. What has come since the answer stands in the column of now: which it was of exactly, the next
 * answer tells.
 */
export function fillColumns(
  columns: Columns,
  { from, step, of }: WaveAnswer,
  row: WaveRow,
  number: WaveNumber | undefined,
): number[] {
  const { axis, width, count } = columns;
  const filled: number[] = Array.from({ length: count }, () => 0);
  const add = (until: Instant, by: number) => {
    // What is of the very instant at which the axis begins stands in its first column.
    const index = Math.max(0, Math.ceil((until - axis.from) / width) - 1);
    if (until >= axis.from && index < count) filled[index] = (filled[index] ?? 0) + by;
  };
  for (const [index, by] of row.added.entries()) add(from + (index + 1) * step * 1000, by);
  add(axis.end, (number?.[of] ?? 0) - (row.number?.[of] ?? 0));
  return filled;
}

/** A round number, none below the largest: the one scale of all rows. */
export function chooseScale(rows: readonly (readonly number[])[]): number {
  const largest = rows.reduce((most, row) => Math.max(most, ...row), 1);
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= largest) ?? largest;
}

/** The columns as strokes from the ground up. One that would be too low to be seen is as high as can be seen. */
export function drawColumns(values: readonly number[], scale: number): string {
  return values
    .map((value, index) => {
      const height = Math.max(1, Math.round((TALLEST * value) / scale));
      return value > 0 ? `M${UNIT * index + UNIT / 2} ${HEIGHT}v-${height}` : '';
    })
    .join('');
}

/** A mark on the ground where the number was lowered: a column below it would be a number of people less than none. */
export function drawFalls(values: readonly number[]): string {
  return values.map((value, index) => (value < 0 ? `M${UNIT * index} ${HEIGHT - 1.5}h${UNIT}` : '')).join('');
}

/** From a start to now. It begins with the edge of the start: a dash as long as that is the start's mark. */
export function drawBand(start: Instant, { axis, count }: Columns): string {
  const [left, right] = [start, axis.end].map((instant) => round(placeOf(instant, axis) * count * UNIT));
  // What ended before it had begun here has the mark alone.
  return `M${left} 0V${HEIGHT}H${Math.max(left ?? 0, right ?? 0)}V0z`;
}

export function drawLines(instants: readonly Instant[], { axis, count }: Columns): string {
  return instants.map((instant) => `M${round(placeOf(instant, axis) * count * UNIT)} 0v${HEIGHT}`).join('');
}

/** A start that is yet to come: the mark's outline. */
export function drawWaiting(start: Instant, { axis, count }: Columns): string {
  return `M${round(placeOf(start, axis) * count * UNIT - 0.6)} .5h1.2v${HEIGHT - 1}h-1.2z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
