/** Writes the head witness 4 s after the first line that it lacks, and at the end: it is at most 5 s behind the ledger. */
import type { Timers } from '../../clock.ts';
import type { Damages } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { WitnessedHead } from './head-witness.ts';
import { writeWitness } from './head-witness.ts';

const DELAY_MS = 4_000;

export interface WitnessKeeper extends AsyncDisposable {
  /** Notes a head that is on the disk. */
  note(head: WitnessedHead): void;
}

export interface WitnessParts {
  path: string;
  epoch: string;
  /** The heads that the next start must find; for a damaged board the one that its old witness has. */
  heads: readonly WitnessedHead[];
  damages: Damages;
  timers: Timers;
  log: StoreLog;
  /** The folder cannot be written: the witness never is. */
  isReadOnly: boolean;
}

/** Writes the witness once at the beginning. If that fails on a full disk, the store serves, and it is tried again. */
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
      // On a full disk the old witness stays, which is still true; it is tried again in a while.
      log.warn(`The head witness could not be written. ${faultOf(error).message}`);
      arm();
    }
  };
  // Written at once: the next start must know of it even if this process is killed because the numbers vanished.
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
