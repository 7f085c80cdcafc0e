/** Writes a group of batches in one append, and tells each poster what became of theirs. */
import type { AppendOutcome, Batch, Ledger } from '../ledger/contract.ts';
import type { Log } from '../log.ts';
import type { Refusal } from '../refusal.ts';
import { createStoreFaults } from './store-faults.ts';

export interface GroupWriterParts {
  ledger: Pick<Ledger, 'append' | 'erase'>;
  /** Takes what was appended into the board's tally, before anybody is told; a promise where lines had to be read. */
  fold(board: string, outcome: AppendOutcome): Promise<void> | undefined;
  log: Log;
}

export interface PendingBatch {
  batch: Batch;
  /** Of an erasure: the line whose texts go. */
  targetSeq?: number;
  resolve(outcome: AppendOutcome): void;
  reject(refusal: Refusal): void;
}

/** What it answers never rejects: each poster in the group gets an outcome or a refusal. */
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
      // One batch that the store cannot digest must not take the others with it: each is tried alone.
      for (const one of group) await write([one]);
    }
  }

  async function settle(group: readonly PendingBatch[], outcomes: readonly AppendOutcome[]): Promise<void> {
    for (const [index, waiting] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome) await finish(waiting, outcome);
      else refuse([waiting], new RangeError('The ledger answered fewer batches than it was sent.'));
    }
  }

  async function finish({ batch, resolve }: PendingBatch, outcome: AppendOutcome): Promise<void> {
    try {
      await fold(batch.board, outcome);
    } catch (error) {
      // The lines are durable, and the poster must be told so; what the tally lacks is read with the next.
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
