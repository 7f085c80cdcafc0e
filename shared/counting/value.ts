/**
 * The law of counting, for one claimant at one place. Where a total T stands there:
 *   own   = T + the additions after T at the place and below it
 *   parts = the children's values + the additions at the place itself (after T, where one stands)
 *   value = the larger of the two, for each of low, best and high; without a total, parts.
 */
import type { Basis } from '../snapshot.ts';
import type { Amount, Bounds } from './amount.ts';
import { addAmount, addEntry, largerBounds, noAmount } from './amount.ts';
import type { PlaceNode } from './claim-tree.ts';
import type { Columns, Moment } from './columns.ts';
import { laterOf, momentOf } from './columns.ts';
import type { Timeline } from './timeline.ts';
import { lastEntry, lastThrough, sumThrough } from './timeline.ts';

export interface Value extends Bounds {
  /** Whether an entry that it counts has no upper bound. */
  isOpen: boolean;
  /** `seq` of the last entry that it counts. */
  latest: number;
  basis: Basis;
  /** `seq` of the total that stands at the place itself, or 0. */
  total: number;
}

/** One side of the comparison: `own` or `parts`. */
interface Side extends Bounds {
  isOpen: boolean;
  latest: number;
}

/** The value of a claimant's entries at a place, cached; undefined if no entry counts. */
export function valueAt(columns: Columns, node: PlaceNode): Value | undefined {
  if (node.value === undefined) node.value = workOut(columns, node) ?? null;
  return node.value ?? undefined;
}

/** The sum of the values at those places right below that are chosen. */
export function sumOfChildren(
  columns: Columns,
  node: PlaceNode,
  isChosen: (place: number) => boolean,
): number {
  const chosen = node.children.filter(({ place }) => isChosen(place));
  return chosen.reduce((sum, child) => sum + (valueAt(columns, child)?.best ?? 0), 0);
}

/** The sum of the additions at a place and below it after `past`, up to and including `until`. */
export function additionsBelow(columns: Columns, node: PlaceNode, past: Moment, until?: Moment): Amount {
  const sum = additionsAt(columns, node.additions, past, until);
  for (const child of node.children) addAmount(sum, additionsBelow(columns, child, past, until));
  return sum;
}

/** The sum of the additions at the place alone. */
export function additionsAt(columns: Columns, additions: Timeline, past: Moment, until?: Moment): Amount {
  const sum = noAmount();
  if (additions.sum.entries === 0) return sum;
  addAmount(sum, until === undefined ? additions.sum : sumThrough(additions, columns, until));
  addAmount(sum, sumThrough(additions, columns, past), -1);
  return sum;
}

/** The `best` of a claimant's entries up to and including a moment at a place; 0 if no entry counts. */
function bestUntil(columns: Columns, node: PlaceNode, until: Moment): number {
  const total = lastThrough(node.totals, columns, until);
  const past = total === 0 ? BEFORE_ALL : momentOf(columns, total);
  const stated = total === 0 ? 0 : (columns.best[total] ?? 0);
  const placed = additionsAt(columns, node.additions, past, until).best;
  // Most places have none below.
  if (node.children.length === 0) return stated + placed;
  const parts = bestOfChildren(columns, node, until) + placed;
  return total === 0 ? parts : Math.max(parts, stated + additionsBelow(columns, node, past, until).best);
}

/** The sum of `best` up to and including a moment over the places right below. */
export function bestOfChildren(columns: Columns, node: PlaceNode, until: Moment): number {
  return node.children.reduce((sum, child) => sum + bestUntil(columns, child, until), 0);
}

/** The moment before all entries. */
export const BEFORE_ALL: Moment = { asOf: Number.NEGATIVE_INFINITY, seq: 0 };

function workOut(columns: Columns, node: PlaceNode): Value | undefined {
  const total = lastEntry(node.totals);
  const parts = sumOfParts(columns, node, total);
  if (total === 0) return parts && { ...parts, basis: 'summed', total };
  const { advances, ...own } = advanceTotal(columns, node, total);
  const basis = advances ? 'advanced' : 'stated';
  if (parts === undefined) return { ...own, basis, total };
  // The basis is that of the larger `best`, which is the number that people read; at a tie it is the claimant's own.
  const larger =
    own.best >= parts.best ? ({ ...own, basis } as const) : ({ ...parts, basis: 'summed' } as const);
  // "8 or more" in a city opens the upper bound of the nation's figure too, where that bound is made from cities.
  const isOpen = larger.isOpen || (parts.high > own.high ? parts : own).isOpen;
  return { ...larger, ...largerBounds(own, parts), isOpen, total };
}

function advanceTotal(columns: Columns, node: PlaceNode, total: number): Side & { advances: boolean } {
  const moment = momentOf(columns, total);
  const since = additionsBelow(columns, node, moment);
  const advances = since.entries > 0;
  addEntry(since, columns, total);
  const { low, best, high, open } = since;
  const latest = advances ? laterOf(columns, total, lastAddition(columns, node)) : total;
  return { low, best, high, isOpen: open > 0, latest, advances };
}

function sumOfParts(columns: Columns, node: PlaceNode, total: number): Side | undefined {
  const { additions } = node;
  const placed = total === 0 ? additions.sum : additionsAt(columns, additions, momentOf(columns, total));
  const side = {
    low: placed.low,
    best: placed.best,
    high: placed.high,
    isOpen: placed.open > 0,
    latest: placed.entries > 0 ? lastEntry(additions) : 0,
  };
  for (const child of node.children) {
    const value = valueAt(columns, child);
    if (value === undefined) continue;
    side.low += value.low;
    side.best += value.best;
    side.high += value.high;
    side.isOpen ||= value.isOpen;
    side.latest = laterOf(columns, side.latest, value.latest);
  }
  return side.latest === 0 ? undefined : side;
}

/** The last addition at a place or below it, or 0 if there is none. */
function lastAddition(columns: Columns, node: PlaceNode): number {
  return node.children.reduce(
    (last, child) => laterOf(columns, last, lastAddition(columns, child)),
    lastEntry(node.additions),
  );
}
