/** What a fault of the store means for those who post, and for the log. */
import type { LedgerFault } from '../ledger/contract.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';

/** Seconds after which a store that said no is worth another try. */
export const RETRY_STORE = 5;

export interface StoreFaults {
  /** Whether the store refuses everybody: then trying each batch alone only takes time. */
  concernsAll(error: unknown): boolean;
  /** The poster's answer, which tells nothing of the machine; the log has the fault once, not for each poster. */
  refuse(error: unknown): Refusal;
  /** Says in the log that writing goes on, where it had stopped. */
  clear(): void;
}

export function createStoreFaults(log: Log): StoreFaults {
  let refused = 0;
  return {
    concernsAll: (error) => isLedgerFault(error) && error.code !== 'failed',
    refuse(error) {
      if (!isLedgerFault(error)) {
        log.fault('recording', error, false);
        return new Refusal('failed', 'Something went wrong here: nothing of this was stored.');
      }
      if (refused === 0) log.error(`Nothing can be stored: ${error.message}`);
      refused++;
      return new Refusal('cannot-store', sentenceFor(error.code), { retryAfter: RETRY_STORE });
    },
    clear() {
      if (refused > 0) log.info(`Writing goes on, after ${refused} refused posts.`);
      refused = 0;
    },
  };
}

/** By name: this side of the server knows the ledger's types alone. */
export function isLedgerFault(error: unknown): error is LedgerFault {
  return error instanceof Error && error.name === 'LedgerFault';
}

function sentenceFor(code: LedgerFault['code']): string {
  switch (code) {
    case 'full':
      return "The server's disk is full: nothing of this was stored. Keep it, and try again.";
    case 'closed':
      return 'The server is stopping: nothing of this was stored. Keep it, and try again.';
    default:
      return "The server's store does not take anything at the moment: nothing of this was stored. Keep it, and try again.";
  }
}
