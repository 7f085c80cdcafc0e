/**
 * The revisions of an entry: what was posted, each change since, and what they come to. Few entries have a text, a list of
 * sources or a change, so these are objects in a map; the columns suffice for the rest.
 *
 * Each change is kept, not only what they come to: once the texts of one change are erased, the row is worked out anew. The
 * same row must come out when the ledger, which has lost those texts, is read again from its beginning.
 */
import type { RowChange } from '../change-row.ts';
import { changeRow, eraseChange, eraseRow } from '../change-row.ts';
import type { Line } from '../line.ts';
import { changeOf, rowOfClaim } from '../line.ts';
import type { FeedRow } from '../snapshot.ts';

export interface Revisions {
  posted: FeedRow;
  /** Each change with the `seq` of its line, ascending. */
  changes: { seq: number; change: RowChange }[];
  /** The `seq` of each line that erased texts about the entry, ascending. */
  erasures: number[];
  /** The entry as it is now: `posted` with all changes applied. */
  row: FeedRow;
}

export function beginRevisions(posted: FeedRow): Revisions {
  return { posted, changes: [], erasures: [], row: posted };
}

/** Whether a posted entry has something that the columns cannot keep. */
export function exceedsColumns({ text, sources, count, erased }: FeedRow): boolean {
  return text !== undefined || sources !== undefined || erased === true || typeof count === 'object';
}

/** @param seq the line of the change */
export function addChange(revisions: Revisions, seq: number, change: RowChange): void {
  revisions.changes.push({ seq, change });
  revisions.row = changeRow(revisions.row, change, revisions.posted);
}

/** Erases the texts about an entry that `line` brought: all of them where that is the entry itself, else one change's. */
export function eraseTexts(revisions: Revisions, line: number, erasure: number): void {
  if (line === revisions.posted.seq) eraseAllTexts(revisions);
  else eraseChangeTexts(revisions, line);
  revisions.erasures.push(erasure);
}

/**
 * The revisions of an entry, from its own line and those of its changes and erasures, ascending; undefined if the first is
 * neither a count nor an update.
 */
export function readRevisions([first, ...about]: readonly Line[]): Revisions | undefined {
  if (first === undefined || !('claimant' in first)) return undefined;
  const revisions = beginRevisions(rowOfClaim(first));
  for (const line of about) {
    if (!('targetSeq' in line)) continue;
    if (line.kind === 'erasure') eraseTexts(revisions, line.targetSeq, line.seq);
    else addChange(revisions, line.seq, changeOf(line, line.at));
  }
  return revisions;
}

/** Erases all texts about the entry: its own, and those of its changes so far. */
function eraseAllTexts(revisions: Revisions): void {
  revisions.posted = eraseRow(revisions.posted);
  revisions.row = eraseRow(revisions.row);
  revisions.changes = revisions.changes.map(({ seq, change }) => ({ seq, change: eraseChange(change) }));
}

/** Erases the texts of one change, so that the row has again what was said before it. */
function eraseChangeTexts(revisions: Revisions, line: number): void {
  const { posted } = revisions;
  revisions.changes = revisions.changes.map(({ seq, change }) => ({
    seq,
    change: seq === line ? eraseChange(change) : change,
  }));
  revisions.row = revisions.changes.reduce((row, { change }) => changeRow(row, change, posted), posted);
}
