/** What stands in the chart's panels: points, bars, diamonds and axes, as plain numbers and without a canvas. */
import type { BigFigure, Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { Carried } from './broken-line.ts';
import { breakLine, limitOf } from './broken-line.ts';
import { indexAt, pointAt, pointNow } from './day-series.ts';
import type { Frame } from './frame.ts';
import type { Size } from './layout.ts';
import type { ValueAxis } from './value-axis.ts';
import { fitAxis } from './value-axis.ts';

export type Mode = 'cumulative' | 'interval';
export interface Spot {
  x: Instant;
  y: number;
}
/** One bar: `whole` is what was counted in it, `solid` how much of that is sure. */
export interface Bar {
  from: Instant;
  to: Instant;
  whole: number;
  solid: number;
}

export interface Panel {
  axis: ValueAxis;
  /** Cumulative: the line, ascending, from the left edge or the first point to the newest `asOf`; broken over gaps. */
  line: Spot[];
  /** Where the last number is carried on. */
  carried: Carried[];
  /** Cumulative: the reported bounds, with a spot for each point of the line; empty where nothing is uncertain. */
  low: Spot[];
  high: Spot[];
  /** Per interval: the finished bars, and the one that still grows. */
  bars: Bar[];
  running: Bar | undefined;
  /** Cumulative updates: the diamonds, at most `MOST_SPOTS`, and how many updates one of them stands for. */
  diamonds: Spot[];
  perDiamond: number;
  /** The goal, where the axis reaches it. */
  goal: number | undefined;
}

export interface PanelNeeds {
  frame: Frame;
  /** Seconds between the points. */
  step: number;
  /** See `isCounter`. */
  isCounter: boolean;
  /** Whether the kind is one that the board brings. */
  isOwn: boolean;
  mode: Mode;
  /** The last instant of which something was received: the lines end there. */
  received: Instant;
  goal: number | undefined;
  /** The headline's own time, and how often the board says it will be told anew, in milliseconds. */
  asOf: Instant;
  cadence: number | undefined;
  /** Whether the board's big figure is the confirmed one. */
  big: BigFigure;
  /** The panel's size, the room its name takes at the top, and one diamond's, in pixels. */
  pixels: Size & { headroom: number; diamond: Size };
}

/** What a line and the diamonds may have at most: what four redraws a second can afford. */
const MOST_SPOTS = 520;
const SHORT = 3_600_000;

/** Which figure of a kind a board shows big. */
export function bigOf(board: Board, kind: Kind): BigFigure {
  return kind === 'update' ? 'best' : (board.big[kind] ?? 'best');
}

/** The number that a point means on this board. */
export function bigNumber(point: Point, big: BigFigure): number {
  return big === 'confirmed' ? (point[4] ?? 0) : point[2];
}

export function buildPanel(kind: Kind, points: readonly Point[], needs: PanelNeeds): Panel {
  if (needs.mode === 'interval') return buildBars(kind, points, needs);
  return kind === 'update' ? stackDiamonds(points, needs) : drawLine(points, needs);
}

const empty: Omit<Panel, 'axis'> = {
  line: [],
  carried: [],
  low: [],
  high: [],
  bars: [],
  running: undefined,
  diamonds: [],
  perDiamond: 1,
  goal: undefined,
};

function drawLine(points: readonly Point[], needs: PanelNeeds): Panel {
  const { frame, big, pixels } = needs;
  const shown = cutToFrame(points, needs);
  const spots = shown.map((point) => ({ x: point[0], y: bigNumber(point, big) }));
  const joined = needs.isCounter ? spots.filter(saysSomething) : spots;
  const { line, carried } = breakLine(joined, {
    since: sinceWhen(points, needs),
    asOf: needs.asOf,
    limit: limitOf(spots, needs.cadence),
  });
  const isUncertain = shown.some(([, low, , high]) => low < high);
  const bound = (index: 1 | 3) =>
    isUncertain ? shown.map((point) => ({ x: point[0], y: point[index] })) : [];
  const [low, high] = [bound(1), bound(3)];
  const drawn = [...joined, ...low, ...high].map(({ y }) => y);
  const values = drawn.length > 0 ? drawn : listKnown(points, needs);
  const highest = values.length === 0 ? undefined : Math.max(...values);
  const lowest = values.length === 0 ? undefined : Math.min(...values);
  const goal = isGoalInSight(needs, lowest, highest) ? needs.goal : undefined;
  const axis = fitAxis({
    low: lowest,
    high: goal === undefined ? highest : Math.max(goal, highest ?? 0),
    startsAtZero: startsAtZero(needs, lowest),
    least: frame.end - frame.from <= SHORT + frame.bar || highest === undefined ? 10 : 4,
    pixels: pixels.height,
    headroom: pixels.headroom,
    ...(needs.isOwn && { topRoom: 16 }),
  });
  return { ...empty, axis, line, carried, low, high, goal };
}

/** A number of this size is not read by its distance from zero, and a step of one is not seen. */
const MANY = 1_000;

/** The axis of a counter may always start higher; of a board's own kind only its numbers tell. */
function startsAtZero({ isCounter, isOwn }: PanelNeeds, lowest = 0): boolean {
  return !(isCounter || (isOwn && lowest >= MANY));
}

/** When the number at the left edge was said. */
function sinceWhen(points: readonly Point[], { frame, big }: PanelNeeds): Instant {
  let index = indexAt(points, frame.from);
  const at = points[index];
  if (!at) return points[0]?.[0] ?? frame.from;
  for (let before = points[index - 1]; before && bigNumber(before, big) === bigNumber(at, big); ) {
    index--;
    before = points[index - 1];
  }
  return points[index]?.[0] ?? frame.from;
}

/** Of a day that lies ahead nothing is drawn yet; its axis stands where the number does: at 466,000, not at 0 to 10. */
function listKnown(points: readonly Point[], { frame, received, big }: PanelNeeds): number[] {
  const known = pointAt(points, Math.min(received, frame.end));
  return known ? [bigNumber(known, big)] : [];
}

/**
 * A counter's numbers are joined by straight segments from one to the next: the points in between, which repeat the last
 * one, would make stairs of them.
 */
function saysSomething({ y }: Spot, index: number, spots: readonly Spot[]): boolean {
  return y !== spots[index - 1]?.y || index === spots.length - 1;
}

/**
 * The day's long ranges always show a goal that is half reached; the short ones only where it lies near, because it
 * would press the line flat.
 */
function isGoalInSight({ goal, frame }: PanelNeeds, low = 0, high = 0): boolean {
  if (goal === undefined) return false;
  const isLong = frame.range === 'all' || frame.range === '24h';
  return (isLong && high >= goal / 2) || goal - high <= 3 * (high - low);
}

/** The points between the left edge and what was received last, with one on either end. */
function cutToFrame(points: readonly Point[], { frame, received, step }: PanelNeeds): Point[] {
  const end = Math.min(received, frame.end);
  const newest = pointNow(points, end, step);
  // A board that is planned: its day lies ahead.
  if (end < frame.from) return [];
  const before = pointAt(points, frame.from);
  const shown: Point[] = before ? [[frame.from, ...valuesOf(before)]] : [];
  const afterFrom = indexAt(points, frame.from) + 1;
  for (const point of points.slice(afterFrom)) {
    if (!newest || point[0] > newest[0]) break;
    // The newest point stands on the next multiple of the step, which may lie ahead of the clock.
    shown.push(point[0] > end ? [end, ...valuesOf(point)] : point);
  }
  const last = shown.at(-1);
  // Nothing new is news too: the line goes on, flat, to the last second that is known.
  if (last && last[0] < end) shown.push([end, ...valuesOf(last)]);
  const stride = Math.ceil(shown.length / MOST_SPOTS);
  return shown.filter((_, index) => index % stride === 0 || index === shown.length - 1);
}

function valuesOf([, low, best, high, confirmed]: Point): [number, number, number, number | null] {
  return [low, best, high, confirmed];
}

function buildBars(kind: Kind, points: readonly Point[], needs: PanelNeeds): Panel {
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
    ...(needs.isOwn && { topRoom: 16 }),
  });
  return {
    ...empty,
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
function listBars(kind: Kind, points: readonly Point[], needs: PanelNeeds, length: number): Bar[] {
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
  { big, isCounter }: PanelNeeds,
  kind: Kind,
): Bar {
  const whole = bigNumber(after, big) - (before ? bigNumber(before, big) : 0);
  if (isCounter || kind === 'update' || big === 'confirmed') return { ...span, whole, solid: whole };
  const confirmed = (after[4] ?? 0) - (before?.[4] ?? 0);
  return { ...span, whole, solid: Math.max(0, Math.min(whole, confirmed)) };
}

/** One diamond for each update, stacked over the interval it fell into. */
function stackDiamonds(points: readonly Point[], needs: PanelNeeds): Panel {
  const { frame, pixels } = needs;
  const perPixel = (frame.to - frame.from) / pixels.width;
  const length = ([4, 5, 10] as const)
    .map((steps) => steps * frame.step * 1000)
    .find((candidate) => candidate >= pixels.diamond.width * perPixel);
  const stacks = listBars('update', points, needs, length ?? frame.bar);
  const roomFor = Math.max(1, Math.floor(pixels.height / pixels.diamond.height) - 1);
  const perDiamond = countPerDiamond(
    stacks.map(({ whole }) => whole),
    roomFor,
  );
  const diamonds = stacks.flatMap(({ from, to, whole }) =>
    Array.from({ length: Math.max(0, Math.ceil(whole / perDiamond)) }, (_, index) => ({
      x: Math.min((from + to) / 2, frame.end),
      y: index + 0.5,
    })),
  );
  return {
    ...empty,
    axis: { min: 0, max: pixels.height / pixels.diamond.height, ticks: [] },
    diamonds,
    perDiamond,
  };
}

/** The smallest round number of updates that a diamond must stand for, so that the stacks fit. */
function countPerDiamond(stacks: readonly number[], roomFor: number): number {
  const highest = Math.max(0, ...stacks);
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const per = factor * power;
      const total = stacks.reduce((sum, count) => sum + Math.ceil(Math.max(0, count) / per), 0);
      if (highest / per <= roomFor && (total <= MOST_SPOTS || highest <= per)) return per;
    }
  }
}
