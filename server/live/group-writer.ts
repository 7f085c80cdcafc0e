/** Writes a group of batches in one append, and tells each poster what became of theirs. */
import type { AppendOutcome, Batch, Ledger } from '../ledger/contract.ts';
import type { Log } from '../log.ts';
import type { Refusal } from '../refusal.ts';
import { createStoreFaults } from './store-faults.ts';

export interface GroupWriterParts {
  ledger: Pick<Ledger, 'append' | 'erase'>;
  /** Folds what was appended into the board's tally. Returns a promise if missing lines must be read first. */
  fold(board: string, outcome: AppendOutcome): Promise<void> | undefined;
  log: Log;
}

/** A batch that waits, with the promise of its poster. */
export interface PendingBatch {
  batch: Batch;
  /** Of an erasure: the line whose texts are erased. */
  targetSeq?: number;
  resolve(outcome: AppendOutcome): void;
  reject(refusal: Refusal): void;
}

/** Returns the function that writes. It never rejects: each poster in the group gets an outcome or a refusal. */
export function createGroupWriter({
  ledger,
  fold,
  log,
}: GroupWriterParts): (group: readonly PendingBatch[]) => Promise<void> {
  const faults = createStoreFaults(log);

  async function write(group: readonly PendingBatch[]): Promise<void> {
    try {
      const outcomes = await append(ledger, group);
      faults.clear();
      await settle(group, outcomes);
    } catch (error) {
      if (group.length === 1 || faults.concernsAll(error)) return refuse(group, error);
      // One batch that the store cannot digest must not fail the others: each is tried alone.
      for (const one of group) await write([one]);
    }
  }

  async function settle(group: readonly PendingBatch[], outcomes: readonly AppendOutcome[]): Promise<void> {
    for (const [index, pending] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome) await finish(pending, outcome);
      else refuse([pending], new RangeError('The ledger answered fewer batches than it was sent.'));
    }
  }

  /** The poster is told once the tally has the lines: whoever asks right after must find them counted. */
  async function finish({ batch, resolve }: PendingBatch, outcome: AppendOutcome): Promise<void> {
    try {
      await fold(batch.board, outcome);
    } catch (error) {
      // The lines are durable, so the poster is told that they are. What the tally lacks is read with the next batch.
      log.fault('folding new lines', error, false);
    }
    resolve(outcome);
  }

  function refuse(group: readonly PendingBatch[], error: unknown): void {
    for (const { reject } of group) reject(faults.refuse(error));
  }

  return write;
}

async function append(
  ledger: GroupWriterParts['ledger'],
  group: readonly PendingBatch[],
): Promise<AppendOutcome[]> {
  const [first] = group;
  if (first?.targetSeq !== undefined) return [await ledger.erase(first.batch, first.targetSeq)];
  return await ledger.append(group.map(({ batch }) => batch));
}
