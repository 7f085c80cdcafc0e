/**
 * A circuit breaker for writing. A full disk or a folder that may only be read stops posting but not reading. Each later
 * write tries again, and so does each question about the store's health.
 */
import { statfs } from 'node:fs/promises';
import type { LedgerFault } from '../../ledger-fault.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';

export interface WriteBreaker {
  /** Why nothing can be written; undefined as far as is known. */
  readonly fault: LedgerFault | undefined;
  /** Runs a write. Rejects with a LedgerFault, and at once if the folder may only be read or there is no room. */
  attempt<T>(write: () => Promise<T>): Promise<T>;
  /** Stops writing because of a fault that was met elsewhere. */
  trip(fault: LedgerFault): void;
  /** Tries to write if that failed last time or the disk is nearly full. Never rejects. */
  recheck(): Promise<void>;
}

export interface WriteBreakerParts {
  dataDir: string;
  log: StoreLog;
  /** Given for a folder that may only be read: nothing is ever tried. */
  readOnly: LedgerFault | undefined;
  /** Writes something and removes it again. */
  tryWriting(): Promise<void>;
  /** Takes the room on the disk that the next start needs; rejects if there is none. */
  keepRoom(): Promise<void>;
}

/** Bytes of free space below which `recheck` tries to write: one post of the largest size takes as many. */
const LITTLE_ROOM = 1_048_576;
const TRIPPING: ReadonlySet<LedgerFault['code']> = new Set(['full', 'read-only', 'damaged']);

export function createWriteBreaker(parts: WriteBreakerParts): WriteBreaker {
  const { dataDir, log, readOnly, tryWriting, keepRoom } = parts;
  let tripped = readOnly;
  let rechecking: Promise<void> | undefined;

  const logFault = ({ message }: LedgerFault) =>
    log.error(`Nothing can be written; reading goes on. ${message}`);
  if (readOnly) logFault(readOnly);

  const trip = (fault: LedgerFault) => {
    if (!TRIPPING.has(fault.code)) return;
    if (!tripped) logFault(fault);
    tripped = fault;
  };
  const reset = () => {
    if (tripped) log.info('Writing goes on.');
    tripped = undefined;
  };
  const attempt = async <T>(write: () => Promise<T>): Promise<T> => {
    if (readOnly) throw readOnly;
    try {
      if (tripped) await keepRoom();
      const written = await write();
      reset();
      return written;
    } catch (error) {
      const fault = faultOf(error);
      trip(fault);
      throw fault;
    }
  };
  const hasLittleRoom = async () => {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize < LITTLE_ROOM;
  };
  const recheckOnce = async () => {
    if (readOnly || !(tripped || (await hasLittleRoom().catch(() => true)))) return;
    await attempt(tryWriting).catch(() => undefined);
  };
  return {
    get fault() {
      return tripped;
    },
    attempt,
    trip,
    async recheck() {
      rechecking ??= recheckOnce().finally(() => {
        rechecking = undefined;
      });
      await rechecking;
    },
  };
}
