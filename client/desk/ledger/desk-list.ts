/** The desk's list: what this device has not sent yet on top, then the ledger, newest first. */

import { isCountKind, isKind } from '#shared/kind-words.ts';
import type { FeedRow, Figure, Snapshot } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import { isUnsent } from '../outbox/outbox-item.ts';

export interface ListedRow {
  key: string;
  row: FeedRow;
  /** The post of this device that the row comes from, while the ledger does not show it. */
  own?: OutboxItem;
  /** Changes to this row that this device has not been promised yet. */
  changing: readonly OutboxItem[];
  /** What its claimant's number is at its place now; left out where this is not the newest row of that number. */
  total?: Figure;
}

export interface ListParts {
  rows: readonly FeedRow[];
  items: readonly OutboxItem[];
  snapshot: Pick<Snapshot, 'headline' | 'places'>;
  /** What was typed to filter; every word of it must be found in what `describe` says of a row. */
  filter: string;
  describe(row: FeedRow): string;
}

export function listRows({ rows, items, snapshot, filter, describe }: ListParts): ListedRow[] {
  const published = new Set(rows.map(({ id }) => id));
  const newest = rows[0]?.seq ?? 0;
  // A post that was kept long ago lies beyond the oldest row that was read: it must not stand on top.
  const isAhead = ({ state }: OutboxItem) => state.is !== 'kept' || state.receipt.seq > newest;
  const own = items
    .filter((item) => !published.has(item.id) && isAhead(item))
    .flatMap((item) => {
      const row = rowOf(item);
      return row ? [{ key: item.id, row, own: item, changing: [] }] : [];
    })
    .reverse();
  const listed = rows.map((row) => ({
    key: row.id,
    row,
    changing: items.filter((item) => item.target?.id === row.id && isUnsent(item)),
  }));
  const words = filter
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const isFound = ({ row }: ListedRow) => {
    const said = words.length > 0 ? describe(row).toLowerCase() : '';
    return words.every((word) => said.includes(word));
  };
  return addTotals([...own, ...listed], snapshot).filter(isFound);
}

/** The row that a post will make; undefined for a change, which shows on the row that it changes. */
export function rowOf({ entry, writtenAt, state }: OutboxItem): FeedRow | undefined {
  if (!isKind(entry.kind)) return undefined;
  // A post has all that a row has, but for what the ledger gives it.
  const claim = entry as Partial<FeedRow> & { id: string; kind: FeedRow['kind'] };
  const at = state.is === 'kept' ? state.receipt.at : formatInstant(writtenAt);
  return {
    seq: state.is === 'kept' ? state.receipt.seq : 0,
    at,
    asOf: at,
    claimant: 'desk',
    status: 'reported',
    version: 1,
    ...claim,
  };
}

/** The fields that a post of this device states, and a row that has them. */
export function statedFields(item: OutboxItem): { fields: string[]; row: FeedRow | undefined } {
  const { entry, target } = item;
  if (!target) return { fields: Object.keys(entry), row: rowOf(item) };
  const set = setOf(entry);
  return { fields: Object.keys(set), row: { ...target, against: [], ...set } as FeedRow };
}

/** The fields of the row that a change sets. The sources of a dispute speak against it. */
function setOf(entry: OutboxItem['entry']): object {
  if (entry.kind === 'correction') return entry.set;
  if (entry.kind !== 'status') return {};
  const { status, sources } = entry;
  if (!sources) return { status };
  return status === 'disputed' ? { status, against: sources } : { status, sources };
}

function addTotals(listed: ListedRow[], { headline, places }: ListParts['snapshot']): ListedRow[] {
  const figures = new Map(places.map((place) => [place.id, place]));
  const newest = new Map<string, ListedRow>();
  for (const row of listed) {
    if (row.own || row.row.retracted || row.row.status === 'disputed' || !isCountKind(row.row.kind)) continue;
    const there = `${row.row.kind} ${row.row.claimant} ${row.row.place ?? ''}`;
    const known = newest.get(there);
    if (!known || comesAfter(row.row, known.row)) newest.set(there, row);
  }
  const last = new Set(newest.values());
  return listed.map((row) => {
    const { kind, place } = row.row;
    const total =
      last.has(row) && isCountKind(kind)
        ? (place === undefined ? headline : figures.get(place))?.[kind]
        : undefined;
    // Beside a number of another claimant it would look like wrong arithmetic.
    return total?.claimant === row.row.claimant ? { ...row, total } : row;
  });
}

function comesAfter(a: FeedRow, b: FeedRow): boolean {
  return a.asOf === b.asOf ? a.seq > b.seq : a.asOf > b.asOf;
}
