/** The series of a number as known now: the value at t counts the entries with `asOf` ≤ t. */
import type { Kind } from '../kinds.ts';
import { LIMITS } from '../limits.ts';
import type { Point } from '../snapshot.ts';
import type { Instant } from '../time.ts';
import type { PlaceNode } from './claim-tree.ts';
import { spanOf } from './claim-tree.ts';
import type { Claim, Claims } from './claims.ts';
import type { Curve } from './curve.ts';
import { boundsAfter, countBefore, createCurve } from './curve.ts';
import type { Grid } from './draw-curves.ts';
import { cellOf, drawBoard, drawOnce } from './draw-curves.ts';
import { BOARD } from './place-tree.ts';
import type { SeriesQuery } from './tally.ts';

/** Seconds between the points unless the query says otherwise; doubled while there are too many points. */
const FIRST_STEP = 60;
/** The longest step of the board's own series, in seconds. */
const LAST_STEP = 240;
const RECENT_STEPS = [FIRST_STEP, 120, LAST_STEP];

export interface DrawnSeries {
  step: number;
  points: Point[];
}

/** The query's own step makes more points than `LIMITS.seriesPointsMax`. */
export class TooFine extends RangeError {
  /** The shortest step with which the same query is answered, in seconds. */
  readonly leastStep: number;
  constructor(leastStep: number) {
    super(`a series takes at most ${LIMITS.seriesPointsMax} points, here a step of ${leastStep} s or more`);
    this.name = 'TooFine';
    this.leastStep = leastStep;
  }
}

/**
 * Draws a claim at a place: one point each step, from the first `asOf` known there to the last of the kind.
 * @throws TooFine
 */
export function drawSeries(
  claims: Claims,
  claim: Claim | undefined,
  place: number | undefined,
  query: SeriesQuery,
): DrawnSeries {
  const drawing = place === undefined ? undefined : locate(claims, claim, place);
  if (drawing === undefined) return { step: query.step ?? FIRST_STEP, points: [] };
  return drawUntil(drawing, lastOfKind(claims, query.kind), query);
}

/**
 * The same to the last `asOf` at the place itself, after which nothing changes there: how many other places there are
 * costs nothing.
 * @throws TooFine
 */
export function drawOwnSeries(
  claims: Claims,
  claim: Claim | undefined,
  place: number,
  query: SeriesQuery,
): DrawnSeries {
  const drawing = locate(claims, claim, place);
  if (drawing === undefined) return { step: query.step ?? FIRST_STEP, points: [] };
  return drawUntil(drawing, drawing.span.last, query);
}

function drawUntil(drawing: Located, last: Instant, query: SeriesQuery): DrawnSeries {
  const { span } = drawing;
  const bounds = {
    first: Math.max(span.first, query.from ?? span.first),
    last: Math.max(span.last, last),
    to: query.to ?? Number.POSITIVE_INFINITY,
  };
  const step = query.step ?? defaultStep(bounds);
  const grid = gridOf(bounds, step);
  if (grid.last - grid.first >= LIMITS.seriesPointsMax) throw new TooFine(leastStepOf(bounds));
  return { step, points: grid.last < grid.first ? [] : draw(drawing, grid, drawOnce) };
}

/**
 * The board's own series, which every watcher has: the newest points of the shortest step that reaches back to the
 * beginning, or of the longest step if none does. So one entry of years ago does not make today coarse. The curves are
 * cached and extended, since they are asked for at every tick.
 */
export function drawRecent(claims: Claims, claim: Claim | undefined, kind: Kind): DrawnSeries {
  const drawing = locate(claims, claim, BOARD);
  if (drawing === undefined) return { step: FIRST_STEP, points: [] };
  const { span } = drawing;
  const last = Math.max(span.last, lastOfKind(claims, kind));
  const reaches = (step: number) =>
    cellOf(step * 1000, last) - cellOf(step * 1000, span.first) < LIMITS.seriesPoints;
  const step = RECENT_STEPS.find(reaches) ?? LAST_STEP;
  const whole = gridOf({ first: span.first, last, to: Number.POSITIVE_INFINITY }, step);
  const grid = { ...whole, first: Math.max(whole.first, whole.last - LIMITS.seriesPoints + 1) };
  return { step, points: draw(drawing, grid, drawBoard) };
}

/** The first `asOf` of a claim on the whole board. */
export function beginOf(claims: Claims, claim: Claim | undefined): Instant | undefined {
  return locate(claims, claim, BOARD)?.span.first;
}

interface Located {
  claim: Claim;
  node: PlaceNode;
  span: { first: number; last: number };
}

function locate({ columns }: Claims, claim: Claim | undefined, place: number): Located | undefined {
  const node = claim?.all.nodes.get(place);
  const span = node && spanOf(columns, node);
  return claim && node && span ? { claim, node, span } : undefined;
}

function draw({ claim, node }: Located, grid: Grid, drawTree: typeof drawBoard): Point[] {
  const confirmed = claim.confirmed.nodes.get(node.place);
  return pointsOf(
    grid,
    drawTree(claim.all, grid, node),
    confirmed ? drawTree(claim.confirmed, grid, confirmed) : createCurve(),
  );
}

interface SeriesBounds {
  /** The first instant to draw, not before the first `asOf`; the last `asOf`; and the end of the query. */
  first: number;
  last: number;
  to: number;
}

function gridOf({ first, last, to }: SeriesBounds, step: number): Grid {
  const pitch = step * 1000;
  return { pitch, first: cellOf(pitch, first), last: Math.min(cellOf(pitch, last), Math.floor(to / pitch)) };
}

/** Both ends are rounded to the grid, so n steps of time may take n + 1 points. */
function leastStepOf({ first, last, to }: SeriesBounds): number {
  return Math.ceil((Math.min(last, to) - first) / 1000 / (LIMITS.seriesPointsMax - 1));
}

function defaultStep(bounds: SeriesBounds): number {
  let step = FIRST_STEP;
  for (;;) {
    const { first, last } = gridOf(bounds, step);
    if (last - first < LIMITS.seriesPoints) return step;
    step *= 2;
  }
}

/** The last `asOf` of a kind. Every claimant's line ends there, so that the lines of one chart end together. */
function lastOfKind(claims: Claims, kind: Kind): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const claim of claims.byKind.get(kind)?.values() ?? []) {
    const board = claim.all.nodes.get(BOARD);
    last = Math.max(last, (board && spanOf(claims.columns, board)?.last) ?? last);
  }
  return last;
}

function pointsOf({ pitch, first, last }: Grid, value: Curve, confirmed: Curve): Point[] {
  const points: Point[] = [];
  let steps = countBefore(value, first);
  let confirmedSteps = countBefore(confirmed, first);
  for (let cell = first; cell <= last; cell++) {
    if (value.cells[steps] === cell) steps++;
    if (confirmed.cells[confirmedSteps] === cell) confirmedSteps++;
    const { low, best, high } = boundsAfter(value, steps);
    // Confirmed parts may add up to more than a total that nobody confirmed.
    const proven = confirmedSteps === 0 ? null : Math.min(boundsAfter(confirmed, confirmedSteps).best, best);
    points.push([cell * pitch, low, best, high, proven]);
  }
  return points;
}
