/** Where a chart says that a number was changed or fell. */
import type { Mark } from '../snapshot.ts';
import type { PlaceNode } from './claim-tree.ts';
import { visitBelow } from './claim-tree.ts';
import type { Claims } from './claims.ts';
import { claimOf } from './claims.ts';
import { claimKindOf, idOf } from './columns.ts';
import { BOARD } from './place-tree.ts';
import type { SeriesQuery } from './tally.ts';

/** The marks of what a claimant states (or of all updates) at a place and below it, by their instant. */
export function findMarks(
  claims: Claims,
  changed: ReadonlySet<number>,
  place: number,
  query: SeriesQuery,
): Mark[] {
  const { columns } = claims;
  const found = findFalls(claims, place, query);
  for (const seq of changed) {
    if (!isOfQuery(claims, seq, place, query)) continue;
    found.push({ seq, what: columns.isRetracted[seq] === 1 ? 'retracted' : 'corrected' });
  }
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
  return found
    .map(({ seq, what }) => ({ seq, what, t: columns.asOf[seq] ?? 0 }))
    .filter(({ t }) => t >= from && t <= to)
    .toSorted((a, b) => a.t - b.t || a.seq - b.seq)
    .map(({ seq, what, t }) => {
      const name = columns.placeNames.nameOf(columns.place[seq] ?? BOARD);
      return { t, what, entry: idOf(columns, seq), ...(name !== undefined && { place: name }) };
    });
}

interface Found {
  seq: number;
  what: Mark['what'];
}

function findFalls(claims: Claims, place: number, { kind, claimant }: SeriesQuery): Found[] {
  const node = claimOf(claims, kind, claimant)?.all.nodes.get(place);
  const found: Found[] = [];
  const noteFalls = ({ falls }: PlaceNode) => {
    for (const seq of falls) found.push({ seq, what: 'fell' });
  };
  if (node !== undefined) visitBelow(node, noteFalls);
  return found;
}

function isOfQuery({ columns, places }: Claims, seq: number, place: number, query: SeriesQuery): boolean {
  if (claimKindOf(columns, seq) !== query.kind) return false;
  const isTheirs =
    query.kind === 'update' || columns.claimantNames.nameOf(columns.claimant[seq] ?? 0) === query.claimant;
  return isTheirs && liesWithin(places.parentOf, places.locate(columns.place[seq] ?? BOARD), place);
}

function liesWithin(parentOf: (place: number) => number | undefined, place: number, within: number): boolean {
  for (let at: number | undefined = place; at !== undefined; at = parentOf(at))
    if (at === within) return true;
  return false;
}
