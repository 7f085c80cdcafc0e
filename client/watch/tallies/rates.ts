/** How fast a number changes: the reader's arithmetic on the snapshot's own series. */
import type { BigFigure } from '#shared/board.ts';
import type { Series } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

export interface Rate {
  /** The change over the last hour. */
  hour: number;
  /** A minute's change over the last quarter of an hour, whole; undefined where it would round to nothing. */
  minute: number | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;
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

/** The rate up to `now`; undefined where the series does not reach back an hour. Its points are 4 minutes apart at most. */
export function rateOf(course: Course, now: Instant): Rate | undefined {
  const { number } = course;
  const hourAgo = valueAt(course, now - HOUR);
  if (number === undefined || hourAgo === undefined) return undefined;
  const quarterAgo = valueAt(course, now - QUARTER);
  const minute = quarterAgo === undefined ? 0 : Math.round((number - quarterAgo) / 15);
  return { hour: number - hourAgo, minute: minute > 0 ? minute : undefined };
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
