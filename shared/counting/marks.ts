/** The marks of a chart: corrections, retractions and falls of a number. */
import type { Mark } from '../snapshot.ts';
import type { PlaceNode } from './claim-tree.ts';
import type { Claims } from './claims.ts';
import { claimOf } from './claims.ts';
import type { Columns } from './columns.ts';
import { claimKindOf, idOf, momentOf } from './columns.ts';
import { BOARD } from './place-tree.ts';
import type { SeriesQuery } from './tally.ts';
import { entriesFrom, lastThrough } from './timeline.ts';
import { additionsAt, additionsBelow, BEFORE_ALL, bestOfChildren } from './value.ts';

/**
 * The marks of a claimant's number at a place (or of all updates there), by their instant: corrections and retractions at
 * the place or below it, and falls of the number at the place itself.
 */
export function findMarks(
  claims: Claims,
  changed: ReadonlySet<number>,
  place: number,
  query: SeriesQuery,
): Mark[] {
  const { columns } = claims;
  const node = claimOf(claims, query.kind, query.claimant)?.all.nodes.get(place);
  const found: Found[] = node ? findFalls(columns, node).map((seq) => ({ seq, what: 'fell' })) : [];
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

/**
 * The totals at a place at which its number fell. The fall of a city is no mark of the nation: a summed number follows its
 * parts, which have marks of their own.
 */
function findFalls(columns: Columns, node: PlaceNode): readonly number[] {
  const { fallsFrom } = node;
  if (fallsFrom === Number.POSITIVE_INFINITY) return node.falls;
  // Entries as of `fallsFrom` or later changed nothing before that instant.
  const known = node.falls.filter((seq) => (columns.asOf[seq] ?? 0) < fallsFrom);
  const later = entriesFrom(node.totals, columns, fallsFrom);
  node.falls = [...known, ...later.filter((seq) => isFall(columns, node, seq))];
  node.fallsFrom = Number.POSITIVE_INFINITY;
  return node.falls;
}

/** Whether the number is lower with this total than just before it: it replaced a higher total or more additions. */
function isFall(columns: Columns, node: PlaceNode, seq: number): boolean {
  const stated = columns.best[seq] ?? 0;
  const until = { asOf: columns.asOf[seq] ?? 0, seq: seq - 1 };
  const before = lastThrough(node.totals, columns, until);
  const past = before === 0 ? BEFORE_ALL : momentOf(columns, before);
  const placed = additionsAt(columns, node.additions, past, until).best;
  const own =
    before === 0 ? 0 : (columns.best[before] ?? 0) + additionsBelow(columns, node, past, until).best;
  // The places below add the same before and after. Without this line each total would add up hundreds of places.
  if (own <= stated && placed === 0) return false;
  const below = bestOfChildren(columns, node, until);
  return Math.max(own, below + placed) > Math.max(stated, below);
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
