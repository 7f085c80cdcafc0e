/** The bars of a view per interval: what each interval added. */
import type { Kind } from '#shared/kinds.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { pointAt, pointNow } from './day-series.ts';
import type { Bar, Panel, PanelNeeds } from './panels.ts';
import { bigNumber, EMPTY } from './panels.ts';
import { fitAxis } from './value-axis.ts';

export function buildBars(kind: Kind, points: readonly Point[], needs: PanelNeeds): Panel {
  const all = listBars(kind, points, needs, needs.frame.bar);
  const { frame, pixels } = needs;
  const isUnfinished = (bar: Bar) => frame.isRunning && bar.to > frame.end;
  const running = all.find(isUnfinished);
  const values = all.map(({ whole }) => whole);
  const axis = fitAxis({
    low: Math.min(0, ...values),
    high: Math.max(0, ...values),
    startsAtZero: true,
    least: 4,
    pixels: pixels.height,
    headroom: pixels.headroom,
  });
  return {
    ...EMPTY,
    axis,
    bars: all.filter((bar) => bar !== running),
    running: running && { ...running, to: Math.min(running.to, frame.end) },
  };
}

/**
 * What each interval of `length` milliseconds added. None before the first point, nor after the last known second. The
 * first number of all says nothing about the interval it was stated in: a first total of 459 is not 459 in a quarter of
 * an hour. Updates count one each, so their first is one.
 */
export function listBars(kind: Kind, points: readonly Point[], needs: PanelNeeds, length: number): Bar[] {
  const { frame, received, step } = needs;
  const end = Math.min(received, frame.end);
  const bars: Bar[] = [];
  for (let from = frame.from; from < end; from += length) {
    const before = pointAt(points, from);
    const to = from + length;
    const after = to > end ? pointNow(points, end, step) : pointAt(points, to);
    if (!after || (!before && kind !== 'update')) continue;
    bars.push(barOf({ from, to }, [before, after], needs, kind));
  }
  return bars;
}

function barOf(
  span: { from: Instant; to: Instant },
  [before, after]: [Point | undefined, Point],
  { big }: PanelNeeds,
  kind: Kind,
): Bar {
  const whole = bigNumber(after, big) - (before ? bigNumber(before, big) : 0);
  if (kind === 'update' || big === 'confirmed') return { ...span, whole, solid: whole };
  const confirmed = (after[4] ?? 0) - (before?.[4] ?? 0);
  return { ...span, whole, solid: Math.max(0, Math.min(whole, confirmed)) };
}
