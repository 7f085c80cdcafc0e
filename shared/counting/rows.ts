/** Entries as they are now: from the columns to the public row, to which changes are applied, and back. */
import type { PostedCount } from '../posted-count.ts';
import { expandCount, shortenCount } from '../posted-count.ts';
import type { FeedRow } from '../snapshot.ts';
import { formatInstant, parseInstant } from '../time.ts';
import type { Columns } from './columns.ts';
import {
  claimKindOf,
  idOf,
  opOf,
  statusOf,
  timeOf,
  writeCount,
  writePlace,
  writeStatus,
  writeTime,
} from './columns.ts';
import { BOARD } from './place-tree.ts';

/** The row of a count or an update for which the columns suffice; undefined for any other line. */
export function readRow(columns: Columns, seq: number): FeedRow | undefined {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined) return undefined;
  const place = columns.placeNames.nameOf(columns.place[seq] ?? BOARD);
  return {
    id: idOf(columns, seq),
    seq,
    at: formatInstant(columns.at[seq] ?? 0),
    kind,
    ...(place !== undefined && { place }),
    ...(kind !== 'update' && { op: opOf(columns, seq), count: readCount(columns, seq) }),
    ...timeOf(columns, seq),
    claimant: columns.claimantNames.nameOf(columns.claimant[seq] ?? 0) ?? '',
    status: statusOf(columns, seq),
    version: 1,
  };
}

/** Writes the numbers of a row, as a change has left it, into the columns. */
export function writeRow(columns: Columns, row: FeedRow): void {
  const { seq } = row;
  writeTime(columns, seq, parseInstant(row.asOf), row.day);
  writePlace(columns, seq, row.place ?? null);
  columns.claimant[seq] = columns.claimantNames.numberOf(row.claimant);
  writeStatus(columns, seq, row.status);
  columns.isCorrected[seq] = row.corrected ? 1 : 0;
  columns.isRetracted[seq] = row.retracted ? 1 : 0;
  if (row.count === undefined) return;
  writeCount(columns, seq, expandCount(row.count));
  columns.isTotal[seq] = row.op === 'total' ? 1 : 0;
}

function readCount(columns: Columns, seq: number): PostedCount {
  const [low = 0, best = 0, high = 0] = [columns.low[seq], columns.best[seq], columns.high[seq]];
  return shortenCount({
    best,
    ...(low !== best && { low }),
    ...(high !== best && { high }),
    ...(columns.isOpen[seq] === 1 && { atLeast: true }),
  });
}
