/**
 * What a board's numbers were at instants further back than its snapshot tells. The server answers from the tally, a
 * browser from `/series`; both read the snapshot first, and by the same law, so that no two tables can differ.
 */
import type { Kind } from './kinds.ts';
import { SERIES_POINTS } from './limits.ts';
import type { Point, Series } from './snapshot.ts';
import type { Instant } from './time.ts';

export interface BoardHistory {
  /** When the headline of a kind begins, to the second: its first `asOf`; undefined where it is not known. */
  beginOf(kind: Kind): Instant | undefined;
  /** What was known at each of these ascending instants; null where nobody had said, undefined where it is not known. */
  valuesAt(kind: Kind, instants: readonly Instant[]): (Point | null | undefined)[];
}

/** Whether a snapshot's series begins where the number does: a full window may have left out what is older. */
export function reachesBack({ points }: Series): boolean {
  return points.length < SERIES_POINTS;
}

/**
 * What a snapshot's series says of an instant: exact where a point stands, and after the last one; null before the
 * number's beginning; undefined where only `/series` can tell.
 */
export function readSeries(series: Series, t: Instant): Point | null | undefined {
  const { points, step } = series;
  const [first, last] = [points[0], points.at(-1)];
  if (!(first && last)) return null;
  if (t >= last[0]) return last;
  const pitch = step * 1000;
  if (t < first[0]) return reachesBack(series) && t <= first[0] - pitch ? null : undefined;
  return points[(t - first[0]) / pitch];
}

/** A question to `/series`: its points stand on all the instants that it is asked for. */
export interface Span {
  from: Instant;
  to: Instant;
  /** Seconds. */
  step: number;
}

/** Seconds that divide the hours and days of the world's zones, the longest first. */
const STEPS = [21_600, 10_800, 3_600, 1_800, 900, 300, 60, 1];
/** Points of one answer: what a phone can be asked to take. */
const MOST_POINTS = 600;

/** As few questions as tell all these ascending instants, which are whole seconds. */
export function planSpans(instants: readonly Instant[]): Span[] {
  const spans: Span[] = [];
  for (const t of instants) {
    const last = spans.at(-1);
    const longer = last && stretch(last, t);
    if (longer) spans[spans.length - 1] = longer;
    else spans.push({ from: t, to: t, step: commonStep(STEPS[0] ?? 1, t) });
  }
  return spans;
}

function stretch({ from, step }: Span, to: Instant): Span | undefined {
  const common = commonStep(step, to);
  return (to - from) / 1000 / common < MOST_POINTS ? { from, to, step: common } : undefined;
}

function commonStep(most: number, t: Instant): number {
  return STEPS.find((step) => step <= most && t % (step * 1000) === 0) ?? 1;
}

/** What an answer says of an instant of its span: its point there, or null where the number had not begun. */
export function readAnswer(points: readonly Point[], t: Instant): Point | null {
  return points.find(([at]) => at === t) ?? null;
}
