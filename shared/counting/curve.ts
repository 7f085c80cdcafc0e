/**
 * A number over time, as a step function: each step has the number from its cell on. Cells divide time since 1970 by the
 * step of the series: cell c stands for the instant c × step, and an entry falls into the first cell not before it.
 */
import type { Amount, Bounds } from './amount.ts';

export interface Curve {
  /** Ascending. */
  cells: number[];
  low: number[];
  best: number[];
  high: number[];
}

export function createCurve(): Curve {
  return { cells: [], low: [], best: [], high: [] };
}

export function copyCurve({ cells, low, best, high }: Curve): Curve {
  return { cells: [...cells], low: [...low], best: [...best], high: [...high] };
}

/** Appends a step. Its cell must be later than all others. */
export function pushStep(curve: Curve, cell: number, bounds: Bounds): void {
  curve.cells.push(cell);
  curve.low.push(bounds.low);
  curve.best.push(bounds.best);
  curve.high.push(bounds.high);
}

/** Removes the steps from a cell on. */
export function cutCurve(curve: Curve, cell: number): void {
  const length = countBefore(curve, cell);
  for (const column of [curve.cells, curve.low, curve.best, curve.high]) column.length = length;
}

/** The number of steps before a cell. */
export function countBefore({ cells }: Curve, cell: number): number {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle] ?? 0) < cell) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number after the first `steps` steps; 0 after none. */
export function boundsAfter({ low, best, high }: Curve, steps: number): Bounds {
  return { low: low[steps - 1] ?? 0, best: best[steps - 1] ?? 0, high: high[steps - 1] ?? 0 };
}

/** The additions in each cell of a stretch of cells: curves are added up in it. */
export interface Stretch {
  from: number;
  /** 1 if something falls into the cell, even an addition of 0. */
  isTouched: Uint8Array;
  low: Float64Array;
  best: Float64Array;
  high: Float64Array;
}

/** The stretch from a cell up to and including another. */
export function createStretch(from: number, last: number): Stretch {
  const length = Math.max(0, last - from + 1);
  return {
    from,
    isTouched: new Uint8Array(length),
    low: new Float64Array(length),
    best: new Float64Array(length),
    high: new Float64Array(length),
  };
}

/**
 * The same in the memory of a stretch that is as long or longer, and of which nobody needs the rest: where thousands of
 * places are drawn, most of the time would go into memory of their own.
 */
export function reuseStretch(used: Stretch, from: number, last: number): Stretch {
  const length = Math.max(0, last - from + 1);
  return {
    from,
    isTouched: used.isTouched.subarray(0, length).fill(0),
    low: used.low.subarray(0, length).fill(0),
    best: used.best.subarray(0, length).fill(0),
    high: used.high.subarray(0, length).fill(0),
  };
}

/** Adds to one cell. A cell after the stretch is ignored; one before it counts in the stretch's first cell. */
export function addToStretch(stretch: Stretch, cell: number, amount: Bounds): void {
  const index = Math.max(0, cell - stretch.from);
  if (index >= stretch.isTouched.length) return;
  stretch.isTouched[index] = 1;
  stretch.low[index] = (stretch.low[index] ?? 0) + amount.low;
  stretch.best[index] = (stretch.best[index] ?? 0) + amount.best;
  stretch.high[index] = (stretch.high[index] ?? 0) + amount.high;
}

/**
 * Adds the steps of a curve that lie within the stretch.
 * @param folds whether earlier steps count in its first cell
 */
export function addCurve(stretch: Stretch, curve: Curve, folds: boolean): void {
  for (let step = folds ? 0 : countBefore(curve, stretch.from); step < curve.cells.length; step++) {
    const [before, after] = [boundsAfter(curve, step), boundsAfter(curve, step + 1)];
    addToStretch(stretch, curve.cells[step] ?? 0, {
      low: after.low - before.low,
      best: after.best - before.best,
      high: after.high - before.high,
    });
  }
}

/** Adds the additions of the cell with this index to a sum. */
export function addCell(sum: Bounds | Amount, stretch: Stretch, index: number): void {
  sum.low += stretch.low[index] ?? 0;
  sum.best += stretch.best[index] ?? 0;
  sum.high += stretch.high[index] ?? 0;
}

/** Extends a curve, which ends before the stretch, by the additions of the stretch's cells. */
export function extendCurve(curve: Curve, stretch: Stretch): void {
  const sum = boundsAfter(curve, curve.cells.length);
  for (let index = 0; index < stretch.isTouched.length; index++) {
    if (stretch.isTouched[index] !== 1) continue;
    addCell(sum, stretch, index);
    pushStep(curve, stretch.from + index, sum);
  }
}
