/** The only writer: a queue in front of the ledger, with group commit. */
import { createGroupCommit } from '../group-commit.ts';
import type { AppendOutcome, Batch } from '../ledger/contract.ts';
import { Refusal } from '../refusal.ts';
import type { Recorder } from './contract.ts';
import type { GroupWriterParts, PendingBatch } from './group-writer.ts';
import { createGroupWriter } from './group-writer.ts';

/** Drafts that may wait. A batch that finds nothing waiting is taken whatever its size. */
const QUEUE_MOST = 20_000;
/** Drafts of one append: with more, the answer to the first of them would be late. */
const GROUP_MOST = 5_000;
/** Seconds after which a full queue is worth another try. */
const RETRY_BUSY = 1;

export interface ClosableRecorder extends Recorder {
  /** Resolves once everything that was taken is recorded. What comes after is refused as `busy`. */
  drain(): Promise<void>;
}

export function createRecorder(parts: GroupWriterParts): ClosableRecorder {
  const write = createGroupWriter(parts);
  const commits = createGroupCommit(writeGroup, takeGroup);
  let queued = 0;
  let isClosing = false;

  async function writeGroup(group: readonly PendingBatch[]): Promise<void> {
    await write(group);
    for (const { batch } of group) queued -= batch.drafts.length;
  }

  async function enqueue(batch: Batch, targetSeq?: number): Promise<AppendOutcome> {
    if (isClosing) throw refuseBusy('The server is stopping: nothing of this was stored.');
    if (queued > 0 && queued + batch.drafts.length > QUEUE_MOST) {
      throw refuseBusy(
        'More is being posted than can be stored: nothing of this was. Try again in a moment.',
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<AppendOutcome>();
    queued += batch.drafts.length;
    commits.add({ batch, resolve, reject, ...(targetSeq !== undefined && { targetSeq }) });
    return await promise;
  }

  return {
    record: (batch) => enqueue(batch),
    erase: (batch, targetSeq) => enqueue(batch, targetSeq),
    async drain() {
      isClosing = true;
      await commits.drained();
    },
  };
}

/** The batches of the next append, oldest first. An erasure is a transaction of its own. */
function takeGroup(queue: PendingBatch[]): PendingBatch[] {
  let drafts = 0;
  let count = 0;
  for (const { batch, targetSeq } of queue) {
    drafts += batch.drafts.length;
    if (count > 0 && (drafts > GROUP_MOST || targetSeq !== undefined)) break;
    count++;
    // A batch behind it in the group would not be written: its poster would get a 500.
    if (targetSeq !== undefined) break;
  }
  return queue.splice(0, count);
}

function refuseBusy(detail: string): Refusal {
  return new Refusal('busy', detail, { retryAfter: RETRY_BUSY });
}
