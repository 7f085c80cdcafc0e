/** Sums of stated numbers. Low, best and high are each added and compared on their own. */
import type { Columns } from './columns.ts';

export interface Bounds {
  low: number;
  best: number;
  high: number;
}

export interface Amount extends Bounds {
  /** The number of entries in the sum, and of those without an upper bound ("8 or more"). */
  entries: number;
  open: number;
}

export function noAmount(): Amount {
  return { low: 0, best: 0, high: 0, entries: 0, open: 0 };
}

/** Adds an amount to a sum, or with `times` -1 takes it away. */
export function addAmount(sum: Amount, part: Amount, times: 1 | -1 = 1): void {
  sum.low += times * part.low;
  sum.best += times * part.best;
  sum.high += times * part.high;
  sum.entries += times * part.entries;
  sum.open += times * part.open;
}

/** Adds one entry's number to a sum, or with `times` -1 takes it away. */
export function addEntry(sum: Amount, columns: Columns, seq: number, times: 1 | -1 = 1): void {
  sum.low += times * (columns.low[seq] ?? 0);
  sum.best += times * (columns.best[seq] ?? 0);
  sum.high += times * (columns.high[seq] ?? 0);
  sum.entries += times;
  sum.open += times * (columns.isOpen[seq] ?? 0);
}

/** The larger of each bound. `low` ≤ `best` ≤ `high` still holds, whichever side each comes from. */
export function largerBounds(a: Bounds, b: Bounds): Bounds {
  return { low: Math.max(a.low, b.low), best: Math.max(a.best, b.best), high: Math.max(a.high, b.high) };
}
