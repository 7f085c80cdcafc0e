/**
 * Draws a claimant's number at a place over time: the law of value.ts for every cell of a grid at once. A place's curve is
 * made from those of its children, so after a change one branch of the tree is redrawn, from the cell of the change on.
 */
import type { Bounds } from './amount.ts';
import { largerBounds } from './amount.ts';
import type { ClaimTree, PlaceNode } from './claim-tree.ts';
import { spanOf } from './claim-tree.ts';
import type { Columns } from './columns.ts';
import { momentOf } from './columns.ts';
import type { Curve, Stretch } from './curve.ts';
import {
  addCell,
  addCurve,
  addToStretch,
  boundsAfter,
  copyCurve,
  countBefore,
  createCurve,
  createStretch,
  cutCurve,
  extendCurve,
  pushStep,
  reuseStretch,
} from './curve.ts';
import type { Timeline } from './timeline.ts';
import { lastThrough, sumThrough, visitCells } from './timeline.ts';
import { additionsAt, additionsBelow, BEFORE_ALL } from './value.ts';

/** The cells to draw. Entries before `first` count in it; those after `last` are ignored. */
export interface Grid {
  /** Milliseconds between two cells. */
  pitch: number;
  first: number;
  last: number;
}

export interface Drawn {
  /** All additions at a place or below it, whatever totals stand. */
  additions: Curve;
  /** The value of the place. It is the same object as `additions` if no total stands there or below. */
  value: Curve;
}

/** The cell of an instant: the first that is not before it. */
export function cellOf(pitch: number, asOf: number): number {
  // `+ 0` keeps the last cell before 1970 from being -0.
  return Math.ceil(asOf / pitch) + 0;
}

/** Draws the value at a place over the grid, without caching anything. */
export function drawOnce({ columns }: ClaimTree, grid: Grid, node: PlaceNode): Curve {
  return drawFrom({ columns, grid, isKept: false, memory: memoryFor(grid) }, node).value;
}

/**
 * Draws the value of the whole board, and caches the curves for the next call to extend. The next grid may begin later: a
 * curve that begins earlier says the same from there on. Everything is drawn anew for a grid of another pitch, for one that
 * begins before a cell into which earlier entries were folded, or once the cached curves have grown too long.
 */
export function drawBoard(tree: ClaimTree, grid: Grid, board: PlaceNode): Curve {
  const { pitch, since, folded } = tree.drawn;
  if (pitch !== grid.pitch || grid.first < folded || grid.first > since + MOST_CELLS_BEFORE) {
    for (const node of tree.nodes.values()) node.drawn = undefined;
    tree.drawn = { pitch: grid.pitch, since: grid.first, folded: Number.NEGATIVE_INFINITY };
  }
  const span = spanOf(tree.columns, board);
  if (span && cellOf(grid.pitch, span.first) < grid.first)
    tree.drawn.folded = Math.max(tree.drawn.folded, grid.first);
  return drawFrom({ columns: tree.columns, grid, isKept: true, memory: memoryFor(grid) }, board).value;
}

/** The most cells before the grid that a cached curve may have: the cost of a line must not grow with the past. */
const MOST_CELLS_BEFORE = 1_000;

interface Drawing {
  columns: Columns;
  grid: Grid;
  isKept: boolean;
  /** Of the grid's length: for one place after the other. */
  memory: Stretch;
}

function memoryFor({ first, last }: Grid): Stretch {
  return createStretch(first, last);
}

function drawFrom(drawing: Drawing, node: PlaceNode): Drawn {
  const { grid, isKept } = drawing;
  const known = isKept ? node.drawn : undefined;
  if (known !== undefined && node.changedFrom === Number.POSITIVE_INFINITY) return known;
  const children = node.children.map((child) => ({ node: child, drawn: drawFrom(drawing, child) }));
  const cut = known === undefined ? Number.NEGATIVE_INFINITY : cellOf(grid.pitch, node.changedFrom);
  const isWhole = cut <= grid.first;
  const branch: Branch = { ...drawing, node, children, from: Math.max(cut, grid.first), isWhole };
  const drawn = known ?? { additions: createCurve(), value: createCurve() };
  // Entries before the first cell count in it: a cached step from before would count twice.
  const validUntil = isWhole ? Number.NEGATIVE_INFINITY : cut;
  cutCurve(drawn.additions, validUntil);
  cutCurve(drawn.value, validUntil);
  drawBranch(branch, drawn);
  if (isKept) {
    node.drawn = drawn;
    node.changedFrom = Number.POSITIVE_INFINITY;
  }
  return drawn;
}

/** A place to draw from the cell `from` on, with its children, which are drawn already. */
interface Branch extends Drawing {
  node: PlaceNode;
  children: { node: PlaceNode; drawn: Drawn }[];
  from: number;
  /** Whether it is drawn from the grid's first cell on, in which all earlier entries count. */
  isWhole: boolean;
}

function drawBranch(branch: Branch, drawn: Drawn): void {
  const { node, children, grid, from } = branch;
  // The children are drawn, and nothing else is before this place is.
  const below = reuseStretch(branch.memory, from, grid.last);
  addTimeline(branch, below, node.additions);
  for (const child of children) addCurve(below, child.drawn.additions, branch.isWhole);
  const hasNoTotals =
    node.totals.sum.entries === 0 && children.every((child) => child.drawn.value === child.drawn.additions);
  if (hasNoTotals) drawn.value = drawn.additions;
  else if (drawn.value === drawn.additions) drawn.value = copyCurve(drawn.additions);
  extendCurve(drawn.additions, below);
  if (!hasNoTotals) drawValue(branch, below, drawn.value);
}

/** The total that stands at some cell, and the sums since. */
interface RunningSums {
  total: number;
  children: Bounds;
  /** Additions since the total: at the place itself, and there or below. */
  own: Bounds;
  below: Bounds;
}

function drawValue(branch: Branch, below: Stretch, value: Curve): void {
  const { columns, node, children, grid, from } = branch;
  const own = createStretch(from, grid.last);
  addTimeline(branch, own, node.additions);
  const parts = createStretch(from, grid.last);
  for (const child of children) addCurve(parts, child.drawn.value, branch.isWhole);
  const totals = createStretch(from, grid.last);
  addTimeline(branch, totals, node.totals);
  const sums = sumsBefore(branch);
  for (let index = 0; index < parts.isTouched.length; index++) {
    const isTouched =
      own.isTouched[index] || parts.isTouched[index] || totals.isTouched[index] || below.isTouched[index];
    if (!isTouched) continue;
    addCell(sums.children, parts, index);
    if (totals.isTouched[index]) restart(branch, sums, from + index);
    else {
      addCell(sums.own, own, index);
      addCell(sums.below, below, index);
    }
    pushStep(value, from + index, boundsOf(columns, sums));
  }
}

/** The sums just before the cell from which the branch is drawn. */
function sumsBefore({ columns, node, children, grid, from, isWhole }: Branch): RunningSums {
  const sums: RunningSums = { total: 0, children: nothing(), own: nothing(), below: nothing() };
  if (isWhole) return sums;
  for (const { drawn } of children) {
    const { low, best, high } = boundsAfter(drawn.value, countBefore(drawn.value, from));
    sums.children.low += low;
    sums.children.best += best;
    sums.children.high += high;
  }
  restart({ columns, node, grid }, sums, from - 1);
  return sums;
}

/** Restarts the sums from the total that stands at a cell. */
function restart(
  { columns, node, grid }: Pick<Branch, 'columns' | 'node' | 'grid'>,
  sums: RunningSums,
  cell: number,
): void {
  const until = { asOf: cell * grid.pitch, seq: Number.POSITIVE_INFINITY };
  sums.total = lastThrough(node.totals, columns, until);
  const past = sums.total === 0 ? BEFORE_ALL : momentOf(columns, sums.total);
  sums.own = additionsAt(columns, node.additions, past, until);
  sums.below = additionsBelow(columns, node, past, until);
}

function boundsOf(columns: Columns, { total, children, own, below }: RunningSums): Bounds {
  const parts = {
    low: children.low + own.low,
    best: children.best + own.best,
    high: children.high + own.high,
  };
  if (total === 0) return parts;
  return largerBounds(parts, {
    low: (columns.low[total] ?? 0) + below.low,
    best: (columns.best[total] ?? 0) + below.best,
    high: (columns.high[total] ?? 0) + below.high,
  });
}

/** Adds the entries of a timeline to the cells of the stretch. */
function addTimeline({ columns, grid, from, isWhole }: Branch, stretch: Stretch, timeline: Timeline): void {
  let past = (from - 1) * grid.pitch;
  if (isWhole) {
    past = from * grid.pitch;
    const before = sumThrough(timeline, columns, { asOf: past, seq: Number.POSITIVE_INFINITY });
    if (before.entries > 0) addToStretch(stretch, from, before);
  }
  const cells = { past, cellOf: (asOf: number) => cellOf(grid.pitch, asOf) };
  visitCells(timeline, columns, cells, (cell, sum) => addToStretch(stretch, cell, sum));
}

function nothing(): Bounds {
  return { low: 0, best: 0, high: 0 };
}
