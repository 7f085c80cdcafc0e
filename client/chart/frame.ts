/** Which stretch of time the chart shows, and how finely. */

import { kindsOf } from '#shared/kind-words.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { listStarts } from '#shared/starts.ts';
import type { Instant } from '#shared/time.ts';
import { floorInZone } from '#shared/zone-clock.ts';
import { eventNow, isOver } from '../board/event-time.ts';
import type { Choice } from './choice.ts';

export const RANGES = ['15m', '1h', '6h', '24h', 'all'] as const;
export type Range = (typeof RANGES)[number];

export interface Frame {
  range: Range;
  /** The plot's left edge; whole bars fit from here. */
  from: Instant;
  /** The plot's right edge. */
  to: Instant;
  /** The last instant anything can be known about: now, or the last entry's time where the day is over. */
  end: Instant;
  /** Whether time goes on at `end`: there is a now line. */
  isRunning: boolean;
  /** Milliseconds of one bar. */
  bar: number;
  /** Seconds between the points that are worth having. */
  step: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const spans: Record<Exclude<Range, 'all'>, number> = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
};
/**
 * How long a bar may be, and the seconds between the points that are worth having for it: they divide the bar and, up
 * to days, the offsets of the world's zones, so that no bar begins between two points.
 */
const bars: readonly { bar: number; step: number }[] = [
  { bar: MINUTE, step: 6 },
  { bar: 2 * MINUTE, step: 12 },
  { bar: 5 * MINUTE, step: 30 },
  { bar: 10 * MINUTE, step: 60 },
  { bar: 15 * MINUTE, step: 90 },
  { bar: 30 * MINUTE, step: 180 },
  { bar: HOUR, step: 300 },
  { bar: 3 * HOUR, step: 900 },
  { bar: 6 * HOUR, step: 1_800 },
  { bar: DAY, step: 3_600 },
  { bar: 7 * DAY, step: 21_600 },
  { bar: 28 * DAY, step: 43_200 },
];
const LONGEST = { bar: 364 * DAY, step: 604_800 };

/** More bars than this would be hairlines on a phone. */
const MOST_BARS = 43;
/** More than this nobody can tell apart, whoever chose them. */
const MOST_CHOSEN = 160;
/** What the plot shows beyond `end`, as a part of what lies before it: room for the now line's box. */
const MARGIN = 0.06;
/** An axis of less, in a board's first minutes, would name seconds. */
const YOUNGEST = 10 * MINUTE;

/**
 * @param now the server's time, in milliseconds
 * @param begin when the board's first number was, where that lies before the snapshot's own points
 */
export function frameDay(snapshot: Snapshot, range: Range, now: Instant, begin?: Instant): Frame {
  const { board } = snapshot;
  const isRunning = !isOver(board);
  const end = eventNow(snapshot, now);
  const left = range === 'all' ? beginOfAll(snapshot, end, begin) : end - spans[range];
  const last = range === 'all' && isRunning ? lastOfAll(snapshot, left, end) : end;
  const span = Math.max(last - left, MINUTE);
  const { bar, step } = pitch(span);
  const from = floorInZone(left, bar, board.zone);
  const margin = last > end ? Math.max(HOUR / 4, span * 0.02) : span * MARGIN;
  return { range, from, to: Math.max(last + margin, from + YOUNGEST), end, isRunning, bar, step };
}

/** Within a frame a part of it, and bars of a chosen length where they are not too many. */
export function narrow(frame: Frame, { zoom, bucket }: Pick<Choice, 'zoom' | 'bucket'>, zone: string): Frame {
  const [left, to] = zoom
    ? [Math.max(zoom.from, frame.from), Math.min(zoom.to, frame.to)]
    : [frame.from, frame.to];
  if (to - left < MINUTE) return frame;
  const chosen = bars.find(({ bar }) => bar === (bucket ?? 0) * MINUTE && (to - left) / bar <= MOST_CHOSEN);
  if (!(zoom || chosen)) return frame;
  const { bar, step } = chosen ?? pitch(to - left);
  const end = Math.min(frame.end, to);
  return {
    ...frame,
    from: floorInZone(left, bar, zone),
    to,
    end,
    isRunning: frame.isRunning && frame.end <= to,
    bar,
    step,
  };
}

function pitch(span: number): { bar: number; step: number } {
  return bars.find((each) => span / each.bar <= MOST_BARS) ?? LONGEST;
}

/** Once the event has begun, or while there is nothing else to show, the hours up to its last start; before, only what is known. */
function lastOfAll({ board }: Snapshot, left: Instant, end: Instant): Instant {
  const starts = listStarts(board);
  const isAhead = (starts[0]?.at ?? end) > end && left < end;
  return isAhead ? end : Math.max(end, starts.at(-1)?.at ?? end);
}

/** Where "All" begins: with the board's first number; where there is none yet, at its first start. */
function beginOfAll({ series, board }: Snapshot, end: Instant, begin: Instant | undefined): Instant {
  const firsts = kindsOf(board).flatMap((kind) => series[kind]?.points[0]?.[0] ?? []);
  const known = begin === undefined ? firsts : [...firsts, begin];
  const first = known.length > 0 ? Math.min(...known) : (listStarts(board)[0]?.at ?? end - HOUR);
  return first;
}
