/** The series of a number, as known now: the value at t counts the entries with `asOf` ≤ t. */
import { LIMITS } from '../limits.ts';
import type { Point } from '../snapshot.ts';
import type { PlaceNode } from './claim-tree.ts';
import { spanOf } from './claim-tree.ts';
import type { Claim, Claims } from './claims.ts';
import type { Curve } from './curve.ts';
import { boundsAfter, countBefore, createCurve } from './curve.ts';
import type { Grid } from './draw-curves.ts';
import { cellOf, drawBoard, drawOnce } from './draw-curves.ts';
import { BOARD } from './place-tree.ts';
import type { SeriesQuery } from './tally.ts';

/** Seconds between points where nothing else is asked for, before it is doubled. */
const FIRST_STEP = 60;

export interface DrawnSeries {
  step: number;
  points: Point[];
}

/** The query's own step makes more points than `LIMITS.seriesPointsMax`. */
export class TooFine extends RangeError {
  /** Seconds with which the same query is answered. */
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
  const node = place === undefined ? undefined : claim?.all.nodes.get(place);
  const span = node && spanOf(claims.columns, node);
  if (claim === undefined || place === undefined || node === undefined || span === undefined)
    return { step: query.step ?? FIRST_STEP, points: [] };
  const bounds = {
    first: Math.max(span.first, query.from ?? span.first),
    last: Math.max(span.last, lastOfKind(claims, query)),
    to: query.to ?? Number.POSITIVE_INFINITY,
  };
  const step = query.step ?? defaultStep(bounds);
  const grid = gridOf(bounds, step);
  const cells = grid.last - grid.first + 1;
  if (cells > LIMITS.seriesPointsMax) throw new TooFine(leastStepOf(bounds));
  // The board's own series is asked for with every tick: it alone is kept. Anything else would push it out.
  const isKept =
    place === BOARD && query.from === undefined && query.to === undefined && query.step === undefined;
  const draw = (tree: Claim['all'], at: PlaceNode | undefined) => {
    if (at === undefined || cells <= 0) return createCurve();
    return isKept ? drawBoard(tree, grid, at) : drawOnce(tree.columns, grid, at);
  };
  const value = draw(claim.all, node);
  return { step, points: pointsOf(grid, value, draw(claim.confirmed, claim.confirmed.nodes.get(place))) };
}

interface SeriesBounds {
  /** The first instant of interest, not before the first known; the last `asOf`; and the end of the question. */
  first: number;
  last: number;
  to: number;
}

function gridOf({ first, last, to }: SeriesBounds, step: number): Grid {
  const pitch = step * 1000;
  return { pitch, first: cellOf(pitch, first), last: Math.min(cellOf(pitch, last), Math.floor(to / pitch)) };
}

/** Both ends are rounded to the grid, so that n steps of time may take n + 1 points. */
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

/** Every claimant's line ends where the kind's last news does, so that lines of one chart end together. */
function lastOfKind(claims: Claims, { kind }: SeriesQuery): number {
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
    // The sum of confirmed parts may pass a total that was itself never confirmed.
    const proven = confirmedSteps === 0 ? null : Math.min(boundsAfter(confirmed, confirmedSteps).best, best);
    points.push([cell * pitch, low, best, high, proven]);
  }
  return points;
}
