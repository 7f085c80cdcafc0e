/** Keeps the head witness at most 5 s behind the ledger: written 4 s after the first line it lacks, and at the end. */
import type { Timers } from '../../clock.ts';
import type { Damages } from '../contract.ts';
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
  /** What is to be found at the next start: of a damaged board, what its witness has seen. */
  heads: readonly WitnessedHead[];
  damages: Damages;
  timers: Timers;
  log: StoreLog;
  /** Nothing is ever written. */
  isReadOnly: boolean;
}

/** Writes it once at the beginning; that a full disk takes it later is no reason not to serve. */
export async function keepWitness(parts: WitnessParts): Promise<WitnessKeeper> {
  const { path, epoch, damages, timers, log, isReadOnly } = parts;
  const newest = new Map(parts.heads.map((head) => [head.board, head]));
  let callOff: (() => void) | undefined;
  let written: Promise<void> = Promise.resolve();

  const arm = () => {
    if (isReadOnly) return;
    callOff ??= timers.after(DELAY_MS, () => {
      callOff = undefined;
      written = written.then(write);
    });
  };
  const write = async () => {
    try {
      const withheld = [...damages.all()].map(([board, { since }]) => ({ board, since }));
      await writeWitness(path, {
        epoch,
        heads: [...newest.values()],
        withheld,
      });
    } catch (error) {
      // A full disk: the old witness is still true, and the next one is tried in a while.
      log.warn(`The head witness could not be written. ${faultOf(error).message}`);
      arm();
    }
  };
  // The next start must know of it, even if this process is killed by somebody who saw the numbers go.
  const unsubscribe = damages.onDamage(() => {
    if (!isReadOnly) written = written.then(write);
  });
  if (!isReadOnly) await write();
  return {
    note(head) {
      newest.set(head.board, head);
      arm();
    },
    async [Symbol.asyncDispose]() {
      unsubscribe();
      if (callOff) written = written.then(write);
      callOff?.();
      await written;
      callOff?.();
    },
  };
}
