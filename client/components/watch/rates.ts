/** How fast a number changes: the reader's arithmetic on the snapshot's own series. */
import type { Point, Series } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

/** Which of a point's numbers: the one that the board shows big. */
export type Measure = 'best' | 'confirmed';

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
export const SPARK_BINS = 12;
const BIN = HOUR / SPARK_BINS;

/**
 * The rate up to `now`; undefined where the series does not reach back an hour or is too coarse to tell.
 * @param startsAtNothing before the first point the number was 0: true of updates, which the board itself counts
 */
export function rateOf(
  series: Series | undefined,
  now: Instant,
  measure: Measure,
  startsAtNothing = false,
): Rate | undefined {
  if (!series || series.step * 1000 > HOUR) return undefined;
  const at = (instant: Instant) =>
    valueAt(series.points, instant, measure) ?? (startsAtNothing ? 0 : undefined);
  const last = at(now);
  const hourAgo = at(now - HOUR);
  if (last === undefined || hourAgo === undefined) return undefined;
  const quarterAgo = series.step * 1000 > QUARTER ? undefined : at(now - QUARTER);
  const minute = quarterAgo === undefined ? 0 : Math.round((last - quarterAgo) / 15);
  return { hour: last - hourAgo, minute: minute > 0 ? minute : undefined };
}

/** The number at the end of each bin of the last hour, and before the first: 13 of them, or none where it is unknown. */
export function sparkOf(
  series: Series | undefined,
  now: Instant,
  measure: Measure,
  startsAtNothing = false,
): number[] {
  if (!series || series.step * 1000 > BIN) return [];
  const values = Array.from({ length: SPARK_BINS + 1 }, (_, index) =>
    valueAt(series.points, now - HOUR + index * BIN, measure),
  );
  if (startsAtNothing) return values.map((value) => value ?? 0);
  return values.every((value) => value !== undefined) ? values : [];
}

/** What was known at an instant: the last point not after it. Points ascend. */
function valueAt(points: readonly Point[], instant: Instant, measure: Measure): number | undefined {
  return pointAt(points, instant)?.[measure === 'best' ? 2 : 4] ?? undefined;
}

/** The last point not after an instant. Points ascend. */
export function pointAt(points: readonly Point[], instant: Instant): Point | undefined {
  return points.findLast(([t]) => t <= instant);
}
