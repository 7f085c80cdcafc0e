/** Whether a store serves, and how well. A fault that stops it stays until the next start. */
import type { Health } from '#shared/answers.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import type { Damages } from '../contract.ts';
import type { WriteBreaker } from './write-breaker.ts';

export interface StoreHealth {
  readonly fault: LedgerFault | undefined;
  /** Stops the store; the first fault stays. */
  fail(fault: LedgerFault): void;
  /** @throws LedgerFault once the store has failed or is closed */
  assertServing(): void;
  /** Runs the work; rejects with a LedgerFault once the store has failed or is closed. */
  ifServing<T>(work: () => T | Promise<T>): Promise<T>;
}

export function createStoreHealth(): StoreHealth {
  let fault: LedgerFault | undefined;
  const assertServing = () => {
    // A new error each time, whose stack names the caller of now and not that of the first failure.
    if (fault) throw new LedgerFault(fault.code, fault.message, { cause: fault });
  };
  return {
    get fault() {
      return fault;
    },
    fail(found) {
      fault ??= found;
    },
    assertServing,
    async ifServing(work) {
      assertServing();
      return work();
    },
  };
}

export interface HealthParts {
  health: StoreHealth;
  breaker: WriteBreaker;
  damages: Damages;
}

/**
 * How well the store serves, for whoever runs the server. Damaged boards are reported before a disk that takes nothing.
 * @throws LedgerFault if it serves nothing
 */
export async function describeHealth({ health, breaker, damages }: HealthParts): Promise<Health> {
  health.assertServing();
  await breaker.recheck();
  const boards = damages.all().size;
  if (boards > 0) return { status: 'damaged', boards };
  return breaker.fault ? { status: 'reading-only', why: WHY[breaker.fault.code] } : { status: 'ready' };
}

const WHY: Readonly<Record<LedgerFault['code'], string>> = {
  full: 'The disk is full.',
  'read-only': 'The data folder cannot be written.',
  damaged: "The database's structure is damaged; the numbers of every board were verified.",
  'behind-witness': 'The database is not the one that its witness has seen.',
  locked: 'Another program holds the database.',
  closed: 'The store is closed.',
  failed: 'The store failed.',
};
