/** How fast a number changes: the reader's arithmetic on the snapshot's own series. */
import type { BigFigure } from '#shared/board.ts';
import type { Series } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-offset.ts';

export interface Changes {
  /** Over the last hour; undefined where the series does not tell, as everywhere here. */
  hour: number | undefined;
  /** A minute's change over the last quarter of an hour, whole; undefined where it would round to nothing. */
  minute: number | undefined;
  /** Since the event's day began by its own clock. */
  day: number | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;
const DAY = 24 * HOUR;
/** How a spark is cut: the last hour in bins of five minutes. */
const SPARK_BINS = 12;
const BIN = HOUR / SPARK_BINS;

/** A number and how it came there. */
export interface Course {
  /** As the snapshot has it; undefined where nobody has said. */
  series: Series | undefined;
  /** The number now, as the headline has it: a series' newest point stands at the end of its step, which is ahead of now. */
  number: number | undefined;
  measure: BigFigure;
  /** Before the first point the number was 0: true of updates, which the board itself counts. */
  startsAtNothing?: boolean;
}

/** The changes up to `now`, by the clock of a zone. A series' points are 4 minutes apart at most. */
export function changesOf(course: Course, now: Instant, zone: string): Changes {
  const { number } = course;
  const since = (instant: Instant) => {
    const before = valueAt(course, instant);
    return number === undefined || before === undefined ? undefined : number - before;
  };
  const minute = Math.round((since(now - QUARTER) ?? 0) / 15);
  return {
    hour: since(now - HOUR),
    minute: minute > 0 ? minute : undefined,
    day: since(startOfDay(now, zone)),
  };
}

/** Midnight by a zone's clock; the first moment of the day where the clocks skip it. */
function startOfDay(now: Instant, zone: string): Instant {
  const local = toLocal(now, zone);
  const midnight = local - (((local % DAY) + DAY) % DAY);
  const guess = now - (local - midnight);
  // Where the clocks were changed since, the guess is off by as much.
  return guess - (toLocal(guess, zone) - midnight);
}

/** The number at the end of each bin of the last hour, and before the first: 13 of them, or none where it is unknown. */
export function sparkOf(course: Course, now: Instant): number[] {
  const { number } = course;
  if (number === undefined) return [];
  const values = Array.from({ length: SPARK_BINS }, (_, index) => valueAt(course, now - HOUR + index * BIN));
  // As the chart does, by less than a step ahead of now: what lies further ahead is of a time to come.
  const last = valueAt(course, now + (course.series?.step ?? 0) * 1000 - 1) ?? number;
  return values.every((value) => value !== undefined) ? [...values, last] : [];
}

/** What was known at an instant: the last point not after it. Points ascend. */
function valueAt({ series, measure, startsAtNothing }: Course, instant: Instant): number | undefined {
  const point = series?.points.findLast(([t]) => t <= instant);
  return point?.[measure === 'best' ? 2 : 4] ?? (startsAtNothing ? 0 : undefined);
}
