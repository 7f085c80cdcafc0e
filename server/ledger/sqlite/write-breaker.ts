/**
 * Whether the store can write. A disk that is full or a folder that may only be read stops posting, not reading, and what
 * was stopped is tried again: by the next post, and whenever somebody asks how the store does.
 */
import { statfs } from 'node:fs/promises';
import type { LedgerFault } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';

export interface Writing {
  /** Why nothing can be written; undefined as far as is known. */
  readonly stopped: LedgerFault | undefined;
  /** Does what writes, or rejects at once where that is known to fail. */
  attempt<T>(write: () => Promise<T>): Promise<T>;
  /** Notes a fault that was met elsewhere. */
  stop(fault: LedgerFault): void;
  /** Looks whether writing is possible, where that is in doubt. Never rejects. */
  look(): Promise<void>;
}

export interface WritingParts {
  dataDir: string;
  log: StoreLog;
  /** The folder may only be read: nothing is ever tried. */
  readOnly: LedgerFault | undefined;
  /** Writes something and takes it away again, to see whether that works. */
  probe(): Promise<void>;
  /** Sees to it that there is room to start in, and rejects where there is none. */
  keepRoom(): Promise<void>;
}

/** Below this, it is tried whether anything can be written: one post of the largest size takes as much. */
const LITTLE_ROOM = 1_048_576;
const STOPS: ReadonlySet<LedgerFault['code']> = new Set(['full', 'read-only', 'damaged']);

export function createWriting({ dataDir, log, readOnly, probe, keepRoom }: WritingParts): Writing {
  let stopped = readOnly;
  let looking: Promise<void> | undefined;

  const say = ({ message }: LedgerFault) => log.error(`Nothing can be written; reading goes on. ${message}`);
  if (readOnly) say(readOnly);

  const stop = (fault: LedgerFault) => {
    if (!STOPS.has(fault.code)) return;
    if (!stopped) say(fault);
    stopped = fault;
  };
  const goOn = () => {
    if (stopped) log.info('Writing goes on.');
    stopped = undefined;
  };
  const run = async <T>(write: () => Promise<T>): Promise<T> => {
    if (readOnly) throw readOnly;
    try {
      if (stopped) await keepRoom();
      const written = await write();
      goOn();
      return written;
    } catch (error) {
      const fault = faultOf(error);
      stop(fault);
      throw fault;
    }
  };
  const hasLittleRoom = async () => {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize < LITTLE_ROOM;
  };
  const look = async () => {
    if (readOnly || !(stopped || (await hasLittleRoom().catch(() => true)))) return;
    await run(probe).catch(() => undefined);
  };
  return {
    get stopped() {
      return stopped;
    },
    attempt: run,
    stop,
    async look() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
  };
}
