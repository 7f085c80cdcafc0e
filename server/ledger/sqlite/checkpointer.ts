/**
 * Moves the write-ahead log into the database in the upkeep worker, beside the writer: a commit that had to do it itself
 * would take four times as long at p99.
 */
import type { Timers } from '../../clock.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { UpkeepCalls } from './upkeep-worker.ts';
import type { Caller } from './worker-calls.ts';
import type { WriterCalls } from './writer-worker.ts';

/** Rows after which a checkpoint begins: some 8 MB of the log. */
const ROWS = 4_096;
/** Pages (64 MB) from which the writer restarts the log itself: under endless load no checkpoint reaches its end. */
const MAX_PAGES = 32_768;
const WIPE_AGAIN_MS = 1_000;

export interface Checkpointer extends AsyncDisposable {
  /** Counts rows that were written to the log. */
  noteWritten(rows: number): void;
  /** Truncates the log as soon as no reader is in the way, since an erased text may still stand in it. */
  wipe(): void;
}

export interface CheckpointerParts {
  writer: Caller<WriterCalls>;
  upkeep: Caller<UpkeepCalls>;
  timers: Timers;
  log: StoreLog;
}

export function startCheckpointer({ writer, upkeep, timers, log }: CheckpointerParts): Checkpointer {
  let rows = 0;
  let checkpointing: Promise<void> | undefined;
  let callOff: (() => void) | undefined;

  const checkpoint = async () => {
    rows = 0;
    try {
      const pages = await upkeep.call('checkpoint', null);
      if (pages > MAX_PAGES) await writer.call('restartLog', null);
    } catch (error) {
      log.warn(`The write-ahead log could not be emptied. ${faultOf(error).message}`);
    }
    checkpointing = undefined;
  };
  const wipe = () => {
    callOff ??= timers.after(WIPE_AGAIN_MS, () => {
      callOff = undefined;
      writer.call('truncateLog', null).then(
        (isEmptied) => isEmptied || wipe(),
        // The store is closing or has failed: the next start truncates the log.
        () => undefined,
      );
    });
  };
  return {
    noteWritten(more) {
      rows += more;
      if (rows >= ROWS) checkpointing ??= checkpoint();
    },
    wipe,
    async [Symbol.asyncDispose]() {
      callOff?.();
      await checkpointing;
    },
  };
}
