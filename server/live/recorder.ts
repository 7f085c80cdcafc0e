/**
 * The only writer. What arrives while an append runs goes together into the next one, so that a lone post costs one
 * write to the disk, and a thousand at once hardly more.
 */
import type { AppendOutcome, Batch } from '../ledger/contract.ts';
import { Refusal } from '../refusal.ts';
import type { Recorder } from './contract.ts';
import type { GroupWriterParts, PendingBatch } from './group-writer.ts';
import { createGroupWriter } from './group-writer.ts';

/** Drafts that may wait. A batch that finds nothing waiting is taken whatever its size. */
const QUEUE_MOST = 20_000;
/** Drafts of one append: past that the answer to the first of them would be late. */
const GROUP_MOST = 5_000;
/** Seconds after which a full queue is worth another try. */
const RETRY_BUSY = 1;

export interface ClosableRecorder extends Recorder {
  /** Resolves once everything that was taken is recorded. What comes after is refused as `busy`. */
  drain(): Promise<void>;
}

export function createRecorder(parts: GroupWriterParts): ClosableRecorder {
  const write = createGroupWriter(parts);
  const queue: PendingBatch[] = [];
  let queued = 0;
  let running: Promise<void> | undefined;
  let closing = false;

  async function enqueue(batch: Batch, targetSeq?: number): Promise<AppendOutcome> {
    if (closing) throw refuseBusy('The server is stopping: nothing of this was stored.');
    if (queued > 0 && queued + batch.drafts.length > QUEUE_MOST) {
      throw refuseBusy(
        'More is being posted than can be stored: nothing of this was. Try again in a moment.',
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<AppendOutcome>();
    queue.push({ batch, resolve, reject, ...(targetSeq !== undefined && { targetSeq }) });
    queued += batch.drafts.length;
    running ??= work();
    return await promise;
  }

  async function work(): Promise<void> {
    // What is posted in the same turn goes together into the first append too.
    await Promise.resolve();
    while (queue.length > 0) {
      const group = takeGroup(queue);
      await write(group);
      for (const { batch } of group) queued -= batch.drafts.length;
    }
    running = undefined;
  }

  return {
    record: (batch) => enqueue(batch),
    erase: (batch, targetSeq) => enqueue(batch, targetSeq),
    async drain() {
      closing = true;
      await running;
    },
  };
}

/** The oldest that wait, as many as go into one append. An erasure is a transaction of its own. */
function takeGroup(queue: PendingBatch[]): PendingBatch[] {
  let drafts = 0;
  let count = 0;
  for (const { batch, targetSeq } of queue) {
    drafts += batch.drafts.length;
    if (count > 0 && (drafts > GROUP_MOST || targetSeq !== undefined)) break;
    count++;
    if (targetSeq !== undefined) break;
  }
  return queue.splice(0, count);
}

function refuseBusy(detail: string): Refusal {
  return new Refusal('busy', detail, { retryAfter: RETRY_BUSY });
}
