/** Keeps the head witness at most 5 s behind the ledger: written 4 s after the first line it lacks, and at the end. */
import type { Timers } from '../../clock.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { WitnessedHead } from './head-witness.ts';
import { writeWitness } from './head-witness.ts';

const DELAY_MS = 4_000;

export interface WitnessKeeper extends AsyncDisposable {
  /** A head that the disk has. */
  note(head: WitnessedHead): void;
}

export interface WitnessParts {
  path: string;
  epoch: string;
  heads: readonly WitnessedHead[];
  timers: Timers;
  log: StoreLog;
}

export function keepWitness({ path, epoch, heads, timers, log }: WitnessParts): WitnessKeeper {
  const newest = new Map(heads.map((head) => [head.board, head]));
  let callOff: (() => void) | undefined;
  let written: Promise<void> = Promise.resolve();

  const arm = () => {
    callOff ??= timers.after(DELAY_MS, () => {
      callOff = undefined;
      written = written.then(write);
    });
  };
  const write = async () => {
    try {
      await writeWitness(path, { epoch, heads: [...newest.values()] });
    } catch (error) {
      // A full disk: the old witness is still true, and the next one is tried in a while.
      log.warn(`The head witness could not be written. ${faultOf(error).message}`);
      arm();
    }
  };
  return {
    note(head) {
      newest.set(head.board, head);
      arm();
    },
    async [Symbol.asyncDispose]() {
      if (callOff) written = written.then(write);
      callOff?.();
      await written;
      callOff?.();
    },
  };
}
