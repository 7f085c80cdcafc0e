/** By how much a claimant's number at a place rose or fell, cell by cell. */
import type { BigFigure } from '../board.ts';
import type { Claim } from './claims.ts';
import type { Curve } from './curve.ts';
import { boundsAfter, countBefore } from './curve.ts';
import type { Grid } from './draw-curves.ts';
import { drawOnce } from './draw-curves.ts';

/** Only cells in which the number changed, ascending. */
export type Rise = [cell: number, by: number];

/** What was there in the grid's first cell rose before it, and is none. */
export function drawRises(claim: Claim | undefined, place: number, of: BigFigure, grid: Grid): Rise[] {
  const node = claim?.all.nodes.get(place);
  if (!(claim && node)) return [];
  const all = drawOnce(claim.all, grid, node);
  if (of === 'best') return risesOf(all.cells, grid, (cell) => valueAt(all, cell));
  const confirmedNode = claim.confirmed.nodes.get(place);
  if (!confirmedNode) return [];
  const confirmed = drawOnce(claim.confirmed, grid, confirmedNode);
  const cells = [...new Set([...all.cells, ...confirmed.cells])].sort((a, b) => a - b);
  // Confirmed parts may add up to more than a total that nobody confirmed.
  return risesOf(cells, grid, (cell) => Math.min(valueAt(confirmed, cell), valueAt(all, cell)));
}

function risesOf(cells: readonly number[], { first }: Grid, numberIn: (cell: number) => number): Rise[] {
  let before = numberIn(first);
  const rises: Rise[] = [];
  for (const cell of cells) {
    const value = numberIn(cell);
    if (cell > first && value !== before) rises.push([cell, value - before]);
    before = value;
  }
  return rises;
}

function valueAt(curve: Curve, cell: number): number {
  return boundsAfter(curve, countBefore(curve, cell + 1)).best;
}
