/** The ledger over SQLite: appends and pages go to the writer worker, single reads to the connection of this thread. */
import type { Line } from '#shared/line.ts';
import type { Clock } from '../../clock.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import type { Appended, AppendOutcome, Batch, BoardHead, Damages, Draft, Ledger } from '../contract.ts';
import type { AppendedDraft, BatchResult } from './appender.ts';
import type { Checkpointer } from './checkpointer.ts';
import { isDamage } from './faults.ts';
import type { PastKeeper } from './past.ts';
import type { LineReader } from './reader.ts';
import type { StoreHealth } from './store-health.ts';
import type { UpkeepCalls } from './upkeep-worker.ts';
import type { WitnessKeeper } from './witness-keeper.ts';
import type { Caller } from './worker-calls.ts';
import type { WriteBreaker } from './write-breaker.ts';
import type { WriterCalls } from './writer-worker.ts';

export interface LedgerParts {
  epoch: string;
  reader: LineReader;
  writer: Caller<WriterCalls>;
  upkeep: Caller<UpkeepCalls>;
  clock: Clock;
  checkpointer: Checkpointer;
  witness: WitnessKeeper;
  health: StoreHealth;
  breaker: WriteBreaker;
  damages: Damages;
  past: PastKeeper;
  close(): Promise<void>;
}

export function createLedger(parts: LedgerParts): Ledger {
  const { epoch, reader, writer, upkeep, clock, checkpointer, health, breaker, damages, past, close } = parts;
  /** Reads lines of a board; if they cannot be read, the board is noted as damaged. */
  const readOf = <T>(board: string, read: () => T | Promise<T>): Promise<T> =>
    health.ifServing(async () => {
      assertWhole(damages, board);
      try {
        return await read();
      } catch (error) {
        throw noteDamage(damages, board, error);
      }
    });
  return {
    epoch,
    damages,
    past: {
      snapshot: (board, seq) => readOf(board, () => past.snapshot(board, seq)),
      exportLines: (board, range) => readOf(board, () => past.exportLines(board, range)),
    },
    append: (batches) => health.ifServing(() => appendSound(parts, batches)),
    erase: (batch, targetSeq) =>
      health.ifServing(async () => {
        if (damages.of(batch.board)) return { outcome: 'damaged' };
        const { result, wiped } = await breaker.attempt(() =>
          writer.call('erase', { now: clock.now(), batch, targetSeq }),
        );
        past.noteErasure();
        if (!wiped) checkpointer.wipe();
        return conclude(parts, batch, result);
      }),
    heads: () => health.ifServing(() => listHeads(parts)),
    read(board, after) {
      health.assertServing();
      return readPages(parts, board, after);
    },
    readDamaged(board) {
      health.assertServing();
      return reader.pages(board, 0);
    },
    lines: (board, seqs) => readOf(board, () => reader.lines(board, seqs)),
    seqOf: (board, id) => readOf(board, () => reader.seqOf(board, id)),
    authors: (board, seqs) => readOf(board, () => reader.authors(board, seqs)),
    leaf: (board, seq) => readOf(board, () => reader.leaf(board, seq)),
    verify: (board) =>
      health.ifServing(async () => {
        await upkeep.call('checkFile', null);
        return upkeep.call('verifyBoard', { slug: board, from: 1 });
      }),
    [Symbol.asyncDispose]: close,
  };
}

/** Appends the batches of sound boards; those of damaged boards are refused without holding up the others. */
async function appendSound(parts: LedgerParts, batches: readonly Batch[]): Promise<AppendOutcome[]> {
  const { writer, clock, breaker, damages } = parts;
  const sound = batches.filter(({ board }) => !damages.of(board));
  const results =
    sound.length === 0
      ? []
      : await breaker.attempt(() => writer.call('append', { now: clock.now(), batches: sound }));
  return batches.map((batch) => {
    const index = sound.indexOf(batch);
    return index < 0 ? { outcome: 'damaged' } : conclude(parts, batch, results[index]);
  });
}

function listHeads({ reader, damages }: LedgerParts): BoardHead[] {
  return reader
    .boards()
    .filter((board) => !damages.of(board))
    .flatMap((board) => reader.head(board) ?? []);
}

async function* readPages(
  { reader, damages }: LedgerParts,
  board: string,
  after: number,
): AsyncGenerator<Line[], void> {
  assertWhole(damages, board);
  try {
    yield* reader.pages(board, after);
  } catch (error) {
    throw noteDamage(damages, board, error);
  }
}

/** @throws LedgerFault `damaged` */
function assertWhole(damages: Damages, board: string): void {
  const damage = damages.of(board);
  if (damage) throw new LedgerFault('damaged', damage.sentence);
}

/** Returns the error, and notes it as the board's damage if what was stored cannot be read. */
function noteDamage(damages: Damages, board: string, error: unknown): unknown {
  if (isDamage(error)) damages.note(board, `Board ${board}: ${error.message}`);
  return error;
}

/** Completes the outcome, and tells the witness and the checkpointer what was written. */
function conclude(
  { checkpointer, witness, past }: LedgerParts,
  { board, drafts }: { board: string; drafts: readonly Draft[] },
  result: BatchResult | undefined,
): AppendOutcome {
  if (!result) throw new RangeError('The writer answered fewer batches than it was sent.');
  if (result.outcome !== 'appended') return result;
  const outcome = {
    outcome: result.outcome,
    ...completeDrafts(drafts, result.appended),
    headHash: result.headHash,
  };
  const seq = outcome.lines.at(-1)?.seq;
  if (seq !== undefined) {
    witness.note({ board, seq, hash: result.headHash });
    past.noteWritten(board, seq);
  }
  checkpointer.noteWritten(outcome.lines.length);
  return outcome;
}

/** The worker returns numbers alone: the lines are made here, from the drafts, which need not be sent back. */
function completeDrafts(
  drafts: readonly Draft[],
  appended: readonly AppendedDraft[],
): { entries: Appended[]; lines: Line[] } {
  const entries: Appended[] = [];
  const lines: Line[] = [];
  for (const [index, place] of appended.entries()) {
    const draft = drafts[index];
    if (!draft) throw new RangeError('The writer answered more drafts than it was sent.');
    const { seq, at, version, repeated } = place;
    entries.push({ id: draft.id, seq, at, version, repeated });
    if (!repeated) lines.push(lineOf(draft, place));
  }
  return { entries, lines };
}

/** The line as it will be read back: without undefined fields, and without an empty list of sources. */
function lineOf({ id, facts }: Draft, { seq, at, targetSeq }: AppendedDraft): Line {
  const line: Record<string, unknown> = { seq, at, id, ...facts };
  for (const [field, value] of Object.entries(line)) {
    if (value === undefined || (field === 'sources' && Array.isArray(value) && value.length === 0))
      delete line[field];
  }
  if (targetSeq !== undefined) line.targetSeq = targetSeq;
  return line as unknown as Line;
}
