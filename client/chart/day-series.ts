/** The points a chart is drawn from: as fetched for one frame, and kept up with what the ticks bring. */

import type { Kind } from '#shared/kinds.ts';
import type { Figure, Mark, Point, Series, Snapshot, UpdateFigure } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { Frame } from './frame.ts';
import type { Mode } from './layout.ts';

/** What `GET …/series` answered, and how the snapshot's own series stood at that moment. */
export interface FetchedSeries {
  step: number;
  points: readonly Point[];
  marks: readonly Mark[];
  claimant?: string;
  /** The snapshot's series of the kind then: a point of it that changes later says that the past was changed. */
  alongside: Series | undefined;
}

export interface KeptUp {
  series: FetchedSeries;
  /** The past was changed, or another claimant leads: what was fetched no longer holds. */
  isStale: boolean;
}

/** Whether the snapshot's own points, which every tick keeps exact, are close enough together for a frame. */
export function isFineEnough(step: number, frame: Frame, mode: Mode): boolean {
  const bar = frame.bar / 1000;
  return mode === 'interval' ? bar % step === 0 : step <= bar / 5;
}

/**
 * The fetched points carried forward by a snapshot. Ticks carry the board's coarse series alone, so the newest point
 * comes from the headline: it is placed at its own `asOf`, on the next multiple of the step, so that a number that
 * changes every second adds one point a step.
 */
export function keepUp(fetched: FetchedSeries, kind: Kind, snapshot: Snapshot): KeptUp {
  const figure = snapshot.headline[kind];
  if (!figure) return { series: { ...fetched, points: [] }, isStale: fetched.points.length > 0 };
  const newest = pointOf(figure, fetched.step * 1000);
  const last = fetched.points.at(-1);
  const isOthers = 'claimant' in figure && figure.claimant !== (fetched.claimant ?? figure.claimant);
  const isStale = isOthers || wasRewritten(fetched, snapshot.series[kind]);
  if (!last || newest[0] > last[0])
    return { series: { ...fetched, points: [...fetched.points, newest] }, isStale };
  const end: Point = [last[0], newest[1], newest[2], newest[3], newest[4]];
  if (isSame(last, end)) return { series: fetched, isStale };
  const points = [...fetched.points.slice(0, -1), end];
  // A number that is older than the last point and yet another one changed what lies between the two.
  return { series: { ...fetched, points }, isStale: isStale || newest[0] < last[0] };
}

/** The value that held at an instant: that of the last point not after it; undefined before the first. */
export function pointAt(points: readonly Point[], instant: Instant): Point | undefined {
  return points[indexAt(points, instant)];
}

/**
 * What is known at the end of what is shown. A point stands at the end of its step, so that the newest may lie ahead by less
 * than one; what lies further ahead is of a time to come, which a clock that was wrong has stated.
 */
export function pointNow(points: readonly Point[], end: Instant, step: number): Point | undefined {
  return pointAt(points, end + step * 1000 - 1);
}

/** The index of the last point not after an instant; -1 before the first. */
export function indexAt(points: readonly Point[], instant: Instant): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function pointOf(figure: Figure | UpdateFigure, step: number): Point {
  const t = Math.ceil(parseInstant(figure.asOf) / step) * step;
  const { best } = figure;
  if (!('claimant' in figure)) return [t, best, best, best, figure.confirmed];
  return [t, figure.low, best, figure.high, figure.confirmed ?? null];
}

/** Whether a point that the fetched ones cover differs from what the snapshot said when they were fetched. */
function wasRewritten(fetched: FetchedSeries, now: Series | undefined): boolean {
  const { alongside, points } = fetched;
  const last = points.at(-1)?.[0];
  if (now === alongside || last === undefined) return false;
  if (!(now && alongside)) return true;
  return now.points.some((point, index) => {
    if (point[0] > last) return false;
    const other = alongside.points[index];
    // As a rule it is where it was.
    const before = other?.[0] === point[0] ? other : pointAt(alongside.points, point[0]);
    // A series that has doubled its step still says the same at the instants that are left.
    return before !== point && !isSame(before, point);
  });
}

function isSame(a: Point | undefined, b: Point | undefined): boolean {
  if (!(a && b)) return false;
  return a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4];
}
