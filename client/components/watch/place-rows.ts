/** The table of places: its rows in the reader's order, and what the total holds beyond them. */
import type { Place } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { Figure, PlaceRow, Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

export interface TableRow {
  id: string;
  name: string;
  zone: string;
  /** 0 for a place of the board itself, 1 for a place in it, and so on. */
  depth: number;
  figures: PlaceRow;
}

/** By name, by confirmed arrests, by reported arrests, by registrations. */
export type SortKey = 'place' | 'confirmed' | 'arrest' | 'registration';
export type Column = 'place' | 'clock' | 'confirmed' | 'reported' | 'registration' | 'asOf';

/** The columns in which somebody has said something. */
export function chooseColumns({ places }: Snapshot): Column[] {
  const columns: Column[] = ['place', 'clock'];
  if (places.some(({ arrest }) => arrest?.confirmed !== undefined)) columns.push('confirmed');
  if (places.some(({ arrest }) => arrest)) columns.push('reported');
  if (places.some(({ registration }) => registration)) columns.push('registration');
  return [...columns, 'asOf'];
}

/** Rows of places that are not hidden, each followed by those that lie in it; the largest or the first by name on top. */
export function listPlaceRows(snapshot: Snapshot, sortBy: SortKey, lang: Lang): TableRow[] {
  const { board, places } = snapshot;
  const figures = new Map(places.map((row) => [row.id, row]));
  const children = groupByParent(board.places);
  const collator = new Intl.Collator(lang);
  const compare = (a: TableRow, b: TableRow) =>
    (sortBy === 'place' ? 0 : rank(b, sortBy) - rank(a, sortBy)) || collator.compare(a.name, b.name);
  const listBelow = (parent: string | undefined, depth: number): TableRow[] =>
    (children.get(parent) ?? [])
      .filter(({ hidden }) => !hidden)
      .map(({ id, name }) => ({
        id,
        name: inLanguage(name, lang),
        zone: zoneOf(board, id),
        depth,
        figures: figures.get(id) ?? { id },
      }))
      .sort(compare)
      .flatMap((row) => [row, ...listBelow(row.id, depth + 1)]);
  return listBelow(undefined, 0);
}

function groupByParent(places: readonly Place[]): Map<string | undefined, Place[]> {
  const groups = new Map<string | undefined, Place[]>();
  for (const place of places) {
    const siblings = groups.get(place.parent);
    if (siblings) siblings.push(place);
    else groups.set(place.parent, [place]);
  }
  return groups;
}

/** Below zero where nobody has said. Where as many are confirmed, the place with more reports comes first. */
function rank({ figures }: TableRow, sortBy: Exclude<SortKey, 'place'>): number {
  if (sortBy !== 'confirmed') return figures[sortBy]?.best ?? -1;
  const { arrest } = figures;
  return arrest ? (arrest.confirmed ?? -0.5) + arrest.best / 1e11 : -1;
}

export interface Remainder {
  /** In the total, but in no place. */
  elsewhere: number;
  /** Whether some place follows another claimant than the total, so that the rows do not add up. */
  isMixed: boolean;
}

/** The total's own claimant less what the same claimant has in the topmost places, hidden ones too. */
export function remainderOf(snapshot: Snapshot, kind: CountKind): Remainder | undefined {
  const total = snapshot.headline[kind];
  if (!total) return undefined;
  const topmost = new Set(
    snapshot.board.places.filter(({ parent }) => parent === undefined).map(({ id }) => id),
  );
  const figures = snapshot.places.flatMap((row) => (topmost.has(row.id) && row[kind] ? [row[kind]] : []));
  const own = figures.filter(({ claimant }: Figure) => claimant === total.claimant);
  const sum = own.reduce((counted, { best }) => counted + best, 0);
  return { elsewhere: total.best - sum, isMixed: own.length < figures.length };
}
