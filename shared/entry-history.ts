/** How an entry came to read as it does: as posted, and after each change. */
import type { RowChange } from './change-row.ts';
import { changeRow } from './change-row.ts';
import type { Line } from './line.ts';
import { changeOf, rowOfClaim } from './line.ts';
import { isSameValue } from './same-value.ts';
import type { FeedRow } from './snapshot.ts';
import { supportOf } from './support.ts';
import { formatInstant } from './time.ts';

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
  'against',
  'key',
  'pinned',
] as const;
export type HistoryField = (typeof HISTORY_FIELDS)[number];

export interface Revision {
  what: 'posted' | RowChange['kind'] | 'erasure';
  at: string;
  reason?: string;
  /** What the line itself said was erased for good. */
  erased?: true;
  /** The entry after it. */
  row: FeedRow;
}

/**
 * Oldest first.
 * @param lines the entry as posted, then its changes and the erasures of their texts, ascending
 */
export function tellEntry([first, ...changes]: readonly Line[]): Revision[] {
  if (!(first && 'asOf' in first)) return [];
  const posted = rowOfClaim(first);
  let row = posted;
  const revisions: Revision[] = [{ what: 'posted', ...stamp(first), row }];
  for (const line of changes) {
    if (!('target' in line)) continue;
    if (line.kind === 'erasure') {
      // The lines that it erased come without their texts, so the row has none of them either.
      revisions.push({ what: line.kind, ...stamp(line), row });
      continue;
    }
    row = changeRow(row, changeOf(line, line.at), posted);
    revisions.push({ what: line.kind, ...stamp(line), row });
  }
  return revisions;
}

/** The same from what was posted and its changes. */
export function tellChanges(posted: FeedRow, changes: readonly RowChange[]): Revision[] {
  let row = posted;
  const revisions: Revision[] = [{ what: 'posted', at: posted.at, row }];
  for (const change of changes) {
    row = changeRow(row, change, posted);
    const { kind, at, reason } = change;
    revisions.push({ what: kind, at, ...(reason !== undefined && { reason }), row });
  }
  return revisions;
}

/** When and why a line came, and whether texts of its own are gone. */
function stamp(line: Line): Pick<Revision, 'at' | 'reason' | 'erased'> {
  const reason = 'reason' in line ? line.reason : undefined;
  return {
    at: formatInstant(line.at),
    ...(reason !== undefined && { reason }),
    ...(line.erased && { erased: line.erased }),
  };
}

/** The fields in which two states of an entry differ. */
export function differingFields(before: FeedRow, after: FeedRow): HistoryField[] {
  return HISTORY_FIELDS.filter((field) => !isSameValue(said(before, field), said(after, field)));
}

/** A day is the same time wherever it was: its instant moves with the place. A dispute's sources are a field of their own. */
function said(row: FeedRow, field: HistoryField): unknown {
  if (field === 'sources') return supportOf(row);
  return field === 'asOf' ? (row.day ?? row.asOf) : row[field];
}
