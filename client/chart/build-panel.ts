/** A panel from its points: a line, bars or diamonds, and the axis that shows them. */
import type { BigFigure } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { buildBars } from './bars.ts';
import { breakLine, limitOf } from './broken-line.ts';
import { indexAt, pointAt, pointNow } from './day-series.ts';
import { stackDiamonds } from './diamonds.ts';
import type { Panel, PanelNeeds, Spot } from './panels.ts';
import { bigNumber, EMPTY, MOST_SPOTS } from './panels.ts';
import { fitAxis } from './value-axis.ts';

export function buildPanel(kind: Kind, points: readonly Point[], needs: PanelNeeds): Panel {
  if (needs.mode === 'interval') return buildBars(kind, points, needs);
  return kind === 'update' ? stackDiamonds(points, needs) : drawLine(points, needs);
}

const SHORT = 3_600_000;

function drawLine(points: readonly Point[], needs: PanelNeeds): Panel {
  const { big } = needs;
  const shown = cutToFrame(points, needs);
  const { line, carried } = traceFigure(big, shown, points, needs);
  const isOpen = shown.some((point) => point[2] !== point[4]);
  const other = isOpen ? traceFigure(big === 'best' ? 'confirmed' : 'best', shown, points, needs).line : [];
  const isSolid = big === 'confirmed' || !isOpen;
  const lines = { line, carried, solid: isSolid ? line : other, open: isSolid ? other : line };
  const [floor, ceiling] = hatchBetween(shown);
  const [lowest, highest] = spanClaims(needs);
  const known = shown.length > 0 ? undefined : listKnown(points, needs);
  // What is confirmed of a counter may be far below it, and would press it flat.
  const lows = known ?? [...line, ...(needs.isCounter ? [] : [...other, ...lowest])].map(({ y }) => y);
  const highs = known ?? [...lows, ...[...other, ...ceiling, ...highest].map(({ y }) => y)];
  return {
    ...EMPTY,
    ...lines,
    ...measure(extreme(Math.min, lows), extreme(Math.max, highs), needs),
    floor,
    ceiling,
    lowest,
    highest,
  };
}

/** Spots where a line is broken have no value. */
function extreme(pick: (a: number, b: number) => number, values: readonly number[]): number | undefined {
  let found: number | undefined;
  for (const value of values) {
    if (!Number.isNaN(value)) found = found === undefined ? value : pick(found, value);
  }
  return found;
}

/** The axis from the lowest to the highest value, with the goal where that lies in sight. */
function measure(
  low: number | undefined,
  high: number | undefined,
  needs: PanelNeeds,
): Pick<Panel, 'axis' | 'goal'> {
  const goal = isGoalInSight(needs, low, high) ? needs.goal : undefined;
  const axis = fitAxis({
    low,
    high: goal === undefined ? high : Math.max(goal, high ?? 0),
    startsAtZero: startsAtZero(needs, low),
    least: leastOf(needs.frame, high),
    pixels: needs.pixels.height,
    headroom: needs.pixels.headroom,
  });
  return { axis, goal };
}

/** One figure's line through the points that say something of it. */
function traceFigure(
  figure: BigFigure,
  shown: readonly Point[],
  points: readonly Point[],
  needs: PanelNeeds,
): { line: Spot[]; carried: Panel['carried'] } {
  // Nobody has confirmed anything: that is no line at zero, unless it is the board's number.
  const isAlways = figure === needs.big || figure === 'best';
  const told = isAlways ? shown : shown.filter((point) => point[4] !== null);
  const spots = told.map((point) => ({ x: point[0], y: bigNumber(point, figure) }));
  const joined = needs.isCounter ? spots.filter(saysSomething) : spots;
  return breakLine(joined, {
    since: sinceWhen(points, needs.frame.from, figure),
    asOf: needs.asOf,
    limit: limitOf(spots, needs.cadence),
  });
}

/** What is reported and not confirmed; nothing where that is so of no point. */
function hatchBetween(shown: readonly Point[]): [floor: Spot[], ceiling: Spot[]] {
  if (!shown.some((point) => bottomOf(point) < topOf(point))) return [[], []];
  return [
    shown.map((point) => ({ x: point[0], y: bottomOf(point) })),
    shown.map((point) => ({ x: point[0], y: topOf(point) })),
  ];
}

/** What the claimants say, from the lowest to the highest; nothing where they agree throughout. */
function spanClaims(needs: PanelNeeds): [lowest: Spot[], highest: Spot[]] {
  const shown = cutToFrame(needs.claims, needs);
  if (shown.every(([, low, , high]) => low === high)) return [[], []];
  return [shown.map(([x, low]) => ({ x, y: low })), shown.map(([x, , , high]) => ({ x, y: high }))];
}

const bottomOf = (point: Point) => point[4] ?? point[1];
const topOf = (point: Point) => Math.max(point[2], point[3]);

/** In a short range ten; in a long one a hundredth of what it shows: less would make a wave of noise. */
function leastOf({ from, end, bar }: PanelNeeds['frame'], highest: number | undefined): number {
  if (end - from <= SHORT + bar || highest === undefined) return 10;
  return Math.max(4, highest / 100);
}

/** A number of this size is not read by its distance from zero, and a step of one is not seen. */
const MANY = 1_000;

/** The axis of a counter may always start higher; of a board's own kind only its numbers tell. */
function startsAtZero({ isCounter, isOwn }: PanelNeeds, lowest = 0): boolean {
  return !(isCounter || (isOwn && lowest >= MANY));
}

/** When the number at the left edge was said. */
function sinceWhen(points: readonly Point[], from: Instant, big: BigFigure): Instant {
  let index = indexAt(points, from);
  const at = points[index];
  if (!at) return points[0]?.[0] ?? from;
  for (let before = points[index - 1]; before && bigNumber(before, big) === bigNumber(at, big); ) {
    index--;
    before = points[index - 1];
  }
  return points[index]?.[0] ?? from;
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
  return thin(shown);
}

function thin(points: Point[]): Point[] {
  const stride = Math.ceil(points.length / MOST_SPOTS);
  if (stride <= 1) return points;
  return points.filter((_, index) => index % stride === 0 || index === points.length - 1);
}

function valuesOf([, low, best, high, confirmed]: Point): [number, number, number, number | null] {
  return [low, best, high, confirmed];
}
