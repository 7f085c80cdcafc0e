/** The ledger's contract over SQLite: appends go to the writing worker, reads to the connection on this thread. */
import type { DatabaseSync } from 'node:sqlite';
import type { Line } from '#shared/line.ts';
import type { Clock } from '../../clock.ts';
import type { Appended, AppendOutcome, Draft, Ledger } from '../contract.ts';
import type { BatchResult, Placed } from './appender.ts';
import type { Caller } from './calls.ts';
import { createReader } from './reader.ts';
import type { WriterAnswers } from './writer.ts';

export interface LedgerParts {
  /** The reading connection. */
  db: DatabaseSync;
  writer: Caller<WriterAnswers>;
  clock: Clock;
  close(): Promise<void>;
}

export function createLedger({ db, writer, clock, close }: LedgerParts): Ledger {
  const reader = createReader(db);
  const epoch = String(db.prepare(`SELECT value FROM settings WHERE name = 'epoch'`).get()?.value);
  return {
    epoch,
    async append(batches) {
      const results = await writer.call('append', { now: clock.now(), batches });
      return results.map((result, index) => outcomeOf(result, batches[index]?.drafts ?? []));
    },
    async erase(batch, targetSeq) {
      const result = await writer.call('erase', { now: clock.now(), batch, targetSeq });
      return outcomeOf(result, batch.drafts);
    },
    heads: async () => reader.heads(),
    read: (board, after) => reader.pages(board, after),
    lines: async (board, seqs) => reader.lines(board, seqs),
    seqOf: async (board, id) => reader.seqOf(board, id),
    leaf: async (board, seq) => reader.leaf(board, seq),
    verify: async () => undefined,
    [Symbol.asyncDispose]: close,
  };
}

/** The worker answers numbers; the lines are made here, from the drafts that are here anyway. */
function outcomeOf(result: BatchResult, drafts: readonly Draft[]): AppendOutcome {
  if (result.outcome !== 'appended') return result;
  const entries: Appended[] = [];
  const lines: Line[] = [];
  for (const [index, draft] of drafts.entries()) {
    const placed = result.placed[index];
    if (!placed) throw new RangeError('The writer answered fewer drafts than it was sent.');
    const { seq, at, version, repeated } = placed;
    entries.push({ id: draft.id, seq, at, version, repeated });
    if (!repeated) lines.push(lineOf(draft, placed));
  }
  return { outcome: 'appended', entries, lines, head: result.head };
}

/** The line as it will be read back: without what was left out, and without an empty list of sources. */
function lineOf({ id, facts }: Draft, { seq, at, targetSeq }: Placed): Line {
  const line: Record<string, unknown> = { seq, at, id, ...facts };
  for (const [field, value] of Object.entries(line)) {
    if (value === undefined || (field === 'sources' && Array.isArray(value) && value.length === 0))
      delete line[field];
  }
  if (targetSeq !== undefined) line.targetSeq = targetSeq;
  return line as unknown as Line;
}
