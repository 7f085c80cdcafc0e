/** Folds the ledger's published lines into the rows of the desk's list, as they hold now. */
import type { RowChange } from '#shared/change-row.ts';
import { changeRow, eraseRow, postRow } from '#shared/change-row.ts';
import { isKind } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';

type ClaimLine = Extract<PublicLine, { kind: Kind }>;

/** An entry: as it was first posted, and as it holds after the lines folded so far. */
export interface DeskEntry {
  posted: FeedRow;
  row: FeedRow;
}

/**
 * Folds one line into the entries, which are in the order of `seq`. Lines come in that order and without gaps, so a change
 * whose target is not among them is of an older entry, which is not shown.
 */
export function foldLine(entries: Map<string, DeskEntry>, line: PublicLine): void {
  if (isClaim(line)) {
    const posted = postRow(line);
    entries.set(line.id, { posted, row: posted });
  }
  const entry = 'target' in line ? entries.get(line.target) : undefined;
  if (!(entry && 'target' in line)) return;
  const { posted, row } = entry;
  if (line.kind === 'erasure') entries.set(row.id, { posted: eraseRow(posted), row: eraseRow(row) });
  else entries.set(row.id, { posted, row: changeRow(row, line satisfies RowChange, posted) });
}

/** Whether the line takes back texts for good: the lines that said them must be read again, without them. */
export function isErasure(line: PublicLine): boolean {
  return line.kind === 'erasure';
}

function isClaim(line: PublicLine): line is ClaimLine {
  return isKind(line.kind);
}
