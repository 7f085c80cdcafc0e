/**
 * Empties the write-ahead log beside the writer: a commit that had to do it itself would take four times as long at p99.
 */
import type { Timers } from '../../clock.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { UpkeepAnswers } from './upkeep-worker.ts';
import type { Caller } from './worker-calls.ts';
import type { WriterAnswers } from './writer-worker.ts';

/** Rows after which the log is moved into the database: some 8 MB of it. */
const ROWS = 4_096;
/** Pages (64 MB) from which the writer begins the log anew itself: under an endless load it never finds all of it moved. */
const MAX_PAGES = 32_768;
const WIPE_AGAIN_MS = 1_000;

export interface LogTender extends AsyncDisposable {
  /** So many rows went into the log. */
  wrote(rows: number): void;
  /** An erased text may still stand in the log: empties it as soon as no reader is in the way. */
  wipe(): void;
}

export interface TenderParts {
  writer: Caller<WriterAnswers>;
  upkeep: Caller<UpkeepAnswers>;
  timers: Timers;
  log: StoreLog;
}

export function tendLog({ writer, upkeep, timers, log }: TenderParts): LogTender {
  let rows = 0;
  let tending: Promise<void> | undefined;
  let callOff: (() => void) | undefined;

  const tend = async () => {
    rows = 0;
    try {
      const pages = await upkeep.call('checkpoint', null);
      if (pages > MAX_PAGES) await writer.call('restartLog', null);
    } catch (error) {
      log.warn(`The write-ahead log could not be emptied. ${faultOf(error).message}`);
    }
    tending = undefined;
  };
  const wipe = () => {
    callOff ??= timers.after(WIPE_AGAIN_MS, () => {
      callOff = undefined;
      writer.call('truncateLog', null).then(
        (emptied) => emptied || wipe(),
        // The store is closing, or has failed: the next start empties the log.
        () => undefined,
      );
    });
  };
  return {
    wrote(more) {
      rows += more;
      if (rows >= ROWS) tending ??= tend();
    },
    wipe,
    async [Symbol.asyncDispose]() {
      callOff?.();
      await tending;
    },
  };
}
