/** The ledger's contract over SQLite: appends and pages go to the writing worker, single reads to the connection here. */
import type { Line } from '#shared/line.ts';
import type { Clock } from '../../clock.ts';
import type { Appended, AppendOutcome, Draft, Ledger } from '../contract.ts';
import type { BatchResult, Placed } from './appender.ts';
import type { Caller } from './calls.ts';
import type { Condition } from './condition.ts';
import type { LogTender } from './log-tender.ts';
import type { LineReader } from './reader.ts';
import type { UpkeepAnswers } from './upkeep-worker.ts';
import type { WitnessKeeper } from './witness-keeper.ts';
import type { WriterAnswers } from './writer-worker.ts';

export interface LedgerParts {
  epoch: string;
  reader: LineReader;
  writer: Caller<WriterAnswers>;
  upkeep: Caller<UpkeepAnswers>;
  clock: Clock;
  tender: LogTender;
  witness: WitnessKeeper;
  condition: Condition;
  close(): Promise<void>;
}

export function createLedger(parts: LedgerParts): Ledger {
  const { epoch, reader, writer, upkeep, clock, tender, condition, close } = parts;
  return {
    epoch,
    append: (batches) =>
      condition.whileServing(async () => {
        const results = await writer.call('append', { now: clock.now(), batches });
        return batches.map(({ board, drafts }, index) => conclude(parts, { board, drafts }, results[index]));
      }),
    erase: (batch, targetSeq) =>
      condition.whileServing(async () => {
        const { result, wiped } = await writer.call('erase', { now: clock.now(), batch, targetSeq });
        if (!wiped) tender.wipe();
        return conclude(parts, batch, result);
      }),
    heads: () => condition.whileServing(() => reader.heads()),
    read(board, after) {
      condition.assertServing();
      return reader.pages(board, after);
    },
    lines: (board, seqs) => condition.whileServing(() => reader.lines(board, seqs)),
    seqOf: (board, id) => condition.whileServing(() => reader.seqOf(board, id)),
    authors: (board, seqs) => condition.whileServing(() => reader.authors(board, seqs)),
    leaf: (board, seq) => condition.whileServing(() => reader.leaf(board, seq)),
    verify: (board) =>
      condition.whileServing(async () => {
        await upkeep.call('checkFile', null);
        return upkeep.call('verifyBoard', { slug: board, from: 1 });
      }),
    [Symbol.asyncDispose]: close,
  };
}

/** Tells those who look after the file, and completes the outcome. */
function conclude(
  { tender, witness }: LedgerParts,
  { board, drafts }: { board: string; drafts: readonly Draft[] },
  result: BatchResult | undefined,
): AppendOutcome {
  if (!result) throw new RangeError('The writer answered fewer batches than it was sent.');
  if (result.outcome !== 'appended') return result;
  const outcome = { outcome: result.outcome, ...completeDrafts(drafts, result.placed), head: result.head };
  const seq = outcome.lines.at(-1)?.seq;
  if (seq !== undefined) witness.note({ board, seq, hash: result.head });
  tender.wrote(outcome.lines.length);
  return outcome;
}

/** The worker answers numbers; the lines are made here, from the drafts that are here anyway. */
function completeDrafts(
  drafts: readonly Draft[],
  placed: readonly Placed[],
): { entries: Appended[]; lines: Line[] } {
  const entries: Appended[] = [];
  const lines: Line[] = [];
  for (const [index, place] of placed.entries()) {
    const draft = drafts[index];
    if (!draft) throw new RangeError('The writer answered more drafts than it was sent.');
    const { seq, at, version, repeated } = place;
    entries.push({ id: draft.id, seq, at, version, repeated });
    if (!repeated) lines.push(lineOf(draft, place));
  }
  return { entries, lines };
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
