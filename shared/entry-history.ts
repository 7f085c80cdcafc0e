/** How an entry came to read as it does: as posted, and after each change. */
import type { RowChange } from './change-row.ts';
import { changeRow } from './change-row.ts';
import type { Line } from './line.ts';
import { changeOf, rowOfClaim } from './line.ts';
import { isSameValue } from './same-value.ts';
import type { FeedRow } from './snapshot.ts';

/** The fields that a change may give another value. */
export const HISTORY_FIELDS = [
  'place',
  'op',
  'count',
  'asOf',
  'claimant',
  'status',
  'text',
  'sources',
  'key',
  'pinned',
] as const;
export type HistoryField = (typeof HISTORY_FIELDS)[number];

export interface Revision {
  what: 'posted' | RowChange['kind'];
  at: string;
  reason?: string;
  /** What the line itself said was erased for good. */
  erased?: true;
  /** The entry after it. */
  row: FeedRow;
}

/**
 * Oldest first.
 * @param lines the entry as posted, then its changes, ascending
 */
export function tellEntry([first, ...changes]: readonly Line[]): Revision[] {
  if (!(first && 'asOf' in first)) return [];
  const posted = rowOfClaim(first);
  let row = posted;
  const revisions: Revision[] = [{ what: 'posted', at: posted.at, ...erasedIn(first), row }];
  for (const line of changes) {
    if (!('target' in line) || line.kind === 'erasure') continue;
    const change = changeOf(line, line.at);
    row = changeRow(row, change, posted);
    const { kind, at, reason } = change;
    revisions.push({ what: kind, at, ...(reason !== undefined && { reason }), ...erasedIn(line), row });
  }
  return revisions;
}

function erasedIn({ erased }: Line): { erased?: true } {
  return erased ? { erased } : {};
}

/** The fields in which two states of an entry differ. */
export function differingFields(before: FeedRow, after: FeedRow): HistoryField[] {
  return HISTORY_FIELDS.filter((field) => !isSameValue(said(before, field), said(after, field)));
}

/** A day is the same time wherever it was: its instant moves with the place. */
function said(row: FeedRow, field: HistoryField): unknown {
  return field === 'asOf' ? (row.day ?? row.asOf) : row[field];
}
