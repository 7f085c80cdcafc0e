/** The table of places: its columns, its rows in the reader's order, and what they come to beside the total. */
import type { Place } from '#shared/board.ts';
import { isCountKind } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { PlaceRow, Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

export interface TableRow {
  id: string;
  name: string;
  zone: string;
  figures: PlaceRow;
}

/** The places that lie in one place (undefined: in the board itself), largest or first by name on top. */
export interface PlaceGroup {
  parent: TableRow | undefined;
  rows: TableRow[];
}

/** `count` is the number of a kind, `confirmed` the part of it that is. */
export interface Column {
  is: 'place' | 'clock' | 'confirmed' | 'count' | 'hour' | 'sources' | 'asOf';
  kind: Kind | undefined;
}
/** By name (`kind` undefined), or by a number of a kind. */
export type Order = Pick<Column, 'is' | 'kind'>;

/** What the columns show that no snapshot tells, and which the rows may stand in the order of. */
export interface Beyond {
  /** The number of a row in a column; undefined where it is not known. */
  numberIn(row: TableRow, order: Order): number | undefined;
}

/** The columns in which somebody has said something; updates only where nothing else is counted. */
export function chooseColumns(snapshot: Snapshot): Column[] {
  const kinds = kindsShown(snapshot);
  const numbers = kinds.flatMap((kind): Column[] => {
    const isConfirmed = snapshot.places.some((row) => confirmedIn(row, kind) !== undefined);
    const count: Column = { is: 'count', kind };
    return isConfirmed && kind !== 'update' ? [{ is: 'confirmed', kind }, count] : [count];
  });
  const times = kinds.map((kind): Column => ({ is: 'asOf', kind }));
  return [{ is: 'place', kind: undefined }, { is: 'clock', kind: undefined }, ...numbers, ...times];
}

/** With the last hour of the main kind and the sources, which come later than the numbers, between those and the times. */
export function addLater(columns: readonly Column[], snapshot: Snapshot): Column[] {
  const kind = mainColumn(snapshot)?.kind;
  if (kind === undefined) return [...columns];
  const later: Column[] = [
    ...(snapshot.board.state === 'live' ? [{ is: 'hour', kind } as const] : []),
    { is: 'sources', kind: undefined },
  ];
  const times = columns.findIndex(({ is }) => is === 'asOf');
  const all = [...columns.slice(0, times), ...later, ...columns.slice(times)];
  return hasOtherClock(snapshot.board) ? all : all.filter(({ is }) => is !== 'clock');
}

/** Where every place goes by the event's clock, a column of it would say the same in each row. */
function hasOtherClock({ places, zone }: Snapshot['board']): boolean {
  return places.some((place) => place.zone !== undefined && place.zone !== zone);
}

function kindsShown({ board, places }: Snapshot): Kind[] {
  const counted = countKindsOf(board).filter((kind) => places.some((row) => row[kind]));
  if (counted.length > 0) return counted;
  return places.some(({ update }) => update) ? ['update'] : [];
}

/** The number that the board shows big of the last kind that has numbers. */
export function chooseOrder(snapshot: Snapshot): Order {
  const kind = kindsShown(snapshot).at(-1);
  if (kind === undefined) return { is: 'place', kind };
  const isConfirmed = isCountKind(kind) && snapshot.board.big[kind] === 'confirmed';
  return { is: isConfirmed ? 'confirmed' : 'count', kind };
}

/** The number of a row in a column; undefined where nobody has said. */
export function numberIn(row: Partial<PlaceRow>, { is, kind }: Order): number | undefined {
  if (kind === undefined) return undefined;
  return is === 'confirmed' ? confirmedIn(row, kind) : row[kind]?.best;
}

/** The part of a row's number that is confirmed. */
function confirmedIn(row: Partial<PlaceRow>, kind: Kind): number | undefined {
  return row[kind]?.confirmed;
}

/** Places that are not hidden, level by level: those of the board first, then those of each of them, and so on. */
export function listPlaceGroups(snapshot: Snapshot, order: Order, lang: Lang, beyond?: Beyond): PlaceGroup[] {
  const { board, places } = snapshot;
  const figures = new Map(places.map((row) => [row.id, row]));
  const children = groupByParent(board.places);
  const collator = new Intl.Collator(lang);
  const rankOf = (row: TableRow) =>
    order.is === 'hour' || order.is === 'sources'
      ? (beyond?.numberIn(row, order) ?? Number.NEGATIVE_INFINITY)
      : rank(row, order);
  const compare = (a: TableRow, b: TableRow) =>
    compareRanks(rankOf(a), rankOf(b)) || collator.compare(a.name, b.name);
  const listIn = (parent: TableRow | undefined): PlaceGroup[] => {
    const inside = (children.get(parent?.id) ?? []).filter(({ hidden }) => !hidden);
    const rows = inside.map(({ id, name, zone }) => ({
      id,
      name: inLanguage(name, lang),
      zone: zone ?? parent?.zone ?? board.zone,
      figures: figures.get(id) ?? { id },
    }));
    return rows.length > 0 ? [{ parent, rows: rows.sort(compare) }] : [];
  };
  const groups = listIn(undefined);
  // Grows while it is walked: that is what makes it level by level.
  for (const { rows } of groups) for (const row of rows) groups.push(...listIn(row));
  return groups;
}

/** Two that are not known are equal, which their difference would not say. */
function compareRanks(a: number, b: number): number {
  return a === b ? 0 : b - a;
}

/** A row as it stands in the table: how deep, and how many places lie in it. */
export interface ShownRow extends TableRow {
  level?: number;
  /** Places right within it; whether they are shown is what `isOpen` says. */
  within?: number;
  isOpen?: boolean;
}

/** Whether a column is its kind's first number, which carries the others where there is no room for theirs. */
export function isFirstOf(columns: readonly Column[], { is, kind }: Column): boolean {
  const first = columns.find((column) => column.kind === kind && isNumber(column));
  return kind !== undefined && first?.is === is;
}

export interface ShownGroup {
  parent: TableRow | undefined;
  rows: readonly ShownRow[];
}

/** A column with what its cells have to know. */
export interface CellColumn extends Column {
  /** Whether the bars stand in it. */
  isMain: boolean;
  /** Whether it is its kind's first. */
  isFirst: boolean;
}

/** The places of the board, and below each that is open those that lie in it. A lone one at the top is always open. */
export function unfold(groups: readonly PlaceGroup[], isOpen: (id: string) => boolean): ShownRow[] {
  const inside = new Map(groups.map(({ parent, rows }) => [parent?.id, rows]));
  const top = inside.get(undefined) ?? [];
  const shown: ShownRow[] = [];
  const list = (rows: readonly TableRow[], level: number) => {
    for (const row of rows) {
      const within = inside.get(row.id);
      const opened = within !== undefined && (isOpen(row.id) || (level === 0 && top.length === 1));
      shown.push({ ...row, level, ...(within && { within: within.length, isOpen: opened }) });
      if (opened) list(within, level + 1);
    }
  };
  list(top, 0);
  return shown;
}

/** Rows in the order in which they stood before; those that were not there come last. */
export function holdOrder(groups: readonly PlaceGroup[], places: ReadonlyMap<string, number>): PlaceGroup[] {
  const at = ({ id }: TableRow) => places.get(id) ?? places.size;
  return groups.map(({ parent, rows }) => ({ parent, rows: rows.toSorted((a, b) => at(a) - at(b)) }));
}

/** The places that hold no others among those that are shown. */
export function listLowest(groups: readonly PlaceGroup[]): TableRow[] {
  const parents = new Set(groups.map(({ parent }) => parent?.id));
  return groups.flatMap(({ rows }) => rows.filter(({ id }) => !parents.has(id)));
}

/** The rows from one to before another, in their groups. */
export function cutGroups(groups: readonly PlaceGroup[], from: number, to: number): PlaceGroup[] {
  let start = 0;
  return groups.flatMap(({ parent, rows }) => {
    const cut = rows.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += rows.length;
    return cut.length > 0 ? [{ parent, rows: cut }] : [];
  });
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
function rank({ figures }: TableRow, { is, kind }: Order): number {
  if (kind === undefined) return 0;
  const best = figures[kind]?.best;
  if (is !== 'confirmed') return best ?? -1;
  return (confirmedIn(figures, kind) ?? (best === undefined ? -1 : -0.5)) + (best ?? 0) / 1e11;
}

/** Whether a column's rows add up to a total. */
export function isNumber({ is }: Pick<Column, 'is'>): boolean {
  return is === 'count' || is === 'confirmed';
}

/** What the topmost rows of a column come to, beside the total. */
export interface Sum {
  /** Absent where nothing of it is confirmed. */
  total: number | undefined;
  /** Whose the total is; undefined for updates, which nobody claims. */
  claimant: string | undefined;
  /** In the total, but in no row. Never below zero: a total is at least the sum of its claimant's places. */
  elsewhere: number | undefined;
  /** What rows hold that follow other claimants, by which the column is more than the total. */
  others: { claimant: string; count: number }[];
}

/** Rows and `elsewhere` together are the total, and what the others hold on top of it. */
export function sumUp(snapshot: Snapshot, rows: readonly TableRow[], column: Column): Sum | undefined {
  const { kind } = column;
  if (kind === undefined || !isNumber(column) || !snapshot.headline[kind]) return undefined;
  const total = numberIn(snapshot.headline, column);
  const claimant = claimantIn(snapshot.headline, kind);
  const sums = sumByClaimant(rows, column, kind);
  const others = [...sums].filter(([other, count]) => other !== claimant && count > 0);
  return {
    total,
    claimant,
    elsewhere: total === undefined ? undefined : total - (sums.get(claimant) ?? 0),
    others: others.map(([other, count]) => ({ claimant: other ?? '', count })),
  };
}

function sumByClaimant(
  rows: readonly TableRow[],
  column: Column,
  kind: Kind,
): Map<string | undefined, number> {
  const sums = new Map<string | undefined, number>();
  for (const { figures } of rows) {
    const claimant = claimantIn(figures, kind);
    sums.set(claimant, (sums.get(claimant) ?? 0) + (numberIn(figures, column) ?? 0));
  }
  return sums;
}

export function claimantIn(row: Partial<PlaceRow>, kind: Kind): string | undefined {
  return kind === 'update' ? undefined : row[kind]?.claimant;
}

/** The column with the bars: of the last kind, and its confirmed one where there is one. */
export function mainColumn(snapshot: Snapshot): Column | undefined {
  const columns = chooseColumns(snapshot);
  const kind = columns.findLast(({ is }) => is === 'count')?.kind;
  return kind && columns.find((column) => column.kind === kind);
}

/** The number whose bar is the longest: confirmed or not, since the bars show both. */
export function largestIn(groups: readonly PlaceGroup[], snapshot: Snapshot): number {
  const kind = mainColumn(snapshot)?.kind;
  if (kind === undefined) return 0;
  const rows = groups.flatMap((group) => group.rows);
  return rows.reduce((largest, { figures }) => Math.max(largest, figures[kind]?.best ?? 0), 0);
}
