/** Whether a store can serve. A fault that a person has to mend stays: nothing is answered as if it were not there. */
import { LedgerFault } from '../contract.ts';

export interface Condition {
  readonly fault: LedgerFault | undefined;
  /** The first fault stays. */
  fail(fault: LedgerFault): void;
  /** @throws LedgerFault once the store has failed or is closed. */
  assertServing(): void;
  /** Does the work, unless the store cannot serve: then it rejects. */
  whileServing<T>(work: () => T | Promise<T>): Promise<T>;
}

export function createCondition(): Condition {
  let fault: LedgerFault | undefined;
  const assertServing = () => {
    // A new error each time: its stack names who asked.
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
    async whileServing(work) {
      assertServing();
      return work();
    },
  };
}
