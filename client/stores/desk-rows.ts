/** From lines of the ledger, as posted, to rows of the desk's list, as they hold now. */
import type { CorrectionSet, Source, Status } from '#shared/entry.ts';
import type { Kind } from '#shared/kinds.ts';
import { KINDS } from '#shared/kinds.ts';
import type { FeedRow } from '#shared/snapshot.ts';

/** A line as `GET …/entries` answers it. */
export type PublicLine = { seq: number; at: string; id: string; erased?: true } & (
  | Pick<FeedRow, 'kind' | 'place' | 'op' | 'count' | 'asOf' | 'claimant' | 'status' | 'text' | 'sources'>
  | ({ kind: 'correction'; set: PublicSet } & Change)
  | ({ kind: 'retraction' } & Change)
  | ({ kind: 'status'; status: Status; sources?: Source[] } & Change)
  | ({ kind: 'mark'; key?: boolean; pinned?: boolean } & Change)
  | ({ kind: 'erasure' } & Change)
  | { kind: 'checked' | 'board' }
);

export type PublicSet = Omit<CorrectionSet, 'asOf'> & { asOf?: string };
interface Change {
  target: string;
  reason?: string;
}
type ChangeLine = Extract<PublicLine, Change>;
type ClaimLine = Extract<PublicLine, { kind: Kind }>;

/**
 * Folds one line into the rows, which are in the order of `seq`. Lines come in that order and without gaps, so a change
 * whose target is not among the rows is of an older entry, which is not shown.
 */
export function foldLine(rows: Map<string, FeedRow>, line: PublicLine): void {
  if (isClaim(line)) rows.set(line.id, { ...line, version: 1 });
  if (!('target' in line)) return;
  const row = rows.get(line.target);
  if (row) rows.set(row.id, { ...changeRow(row, line), version: row.version + 1 });
}

/** The line takes back texts for good: what was folded from lines that said them is to be read again. */
export function isErasure(line: PublicLine): boolean {
  return line.kind === 'erasure';
}

function isClaim(line: PublicLine): line is ClaimLine {
  return Object.hasOwn(KINDS, line.kind);
}

function changeRow(row: FeedRow, line: ChangeLine): FeedRow {
  switch (line.kind) {
    case 'correction':
      return correct(row, line);
    case 'retraction':
      return { ...row, retracted: stamp(line) };
    case 'status':
      return {
        ...row,
        status: line.status,
        ...(line.sources && { sources: [...(row.sources ?? []), ...line.sources] }),
      };
    case 'mark':
      return mark(row, line);
    case 'erasure': {
      const { text: _text, sources: _sources, ...rest } = row;
      return { ...rest, erased: true };
    }
  }
}

function correct(row: FeedRow, line: Extract<PublicLine, { kind: 'correction' }>): FeedRow {
  const said = Object.entries(line.set);
  const was = Object.fromEntries(said.map(([field]) => [field, row[field as keyof FeedRow]]));
  const kept = Object.fromEntries(
    Object.entries(row).filter(([field]) => line.set[field as keyof PublicSet] === undefined),
  );
  const set = Object.fromEntries(said.filter(([, value]) => value !== null));
  // The fields of a set are fields of a row, and the protocol gives both the same shapes.
  return {
    ...(kept as unknown as FeedRow),
    ...(set as Partial<FeedRow>),
    corrected: { ...stamp(line), was: { ...was, ...row.corrected?.was } },
  };
}

function mark(row: FeedRow, line: Extract<PublicLine, { kind: 'mark' }>): FeedRow {
  const { key, pinned, ...rest } = row;
  const isKey = line.key ?? key ?? false;
  const isPinned = line.pinned ?? pinned ?? false;
  return { ...rest, ...(isKey && { key: true as const }), ...(isPinned && { pinned: true as const }) };
}

function stamp({ at, reason }: { at: string; reason?: string }): { at: string; reason?: string } {
  return { at, ...(reason !== undefined && { reason }) };
}
