/** What a fault of the store means for those who post, and for the log. */
import { LedgerFault } from '../ledger-fault.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';

/** Seconds after which a store that said no is worth another try. */
const RETRY_STORE = 5;

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
    concernsAll: (error) => error instanceof LedgerFault && error.code !== 'failed',
    refuse(error) {
      if (!(error instanceof LedgerFault)) {
        log.fault('recording', error, false);
        return new Refusal('failed', 'Something went wrong here: nothing of this was stored.');
      }
      if (refused === 0) log.error(`Nothing can be stored: ${error.message}`);
      refused++;
      return refuseStore(error);
    },
    clear() {
      if (refused > 0) log.info(`Writing goes on, after ${refused} refused posts.`);
      refused = 0;
    },
  };
}

/** Whether it is the disk or the folder that takes nothing, while everything can still be read. */
export function cannotWrite(error: unknown): error is LedgerFault {
  return error instanceof LedgerFault && (error.code === 'full' || error.code === 'read-only');
}

/** For what may as well be left undone where nothing can be written. */
export async function unlessUnwritable(write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!cannotWrite(error)) throw error;
  }
}

/** What is said at every door where the store does not do what was asked: what is wrong, what is safe, and what to do. */
export function refuseStore(fault: Pick<LedgerFault, 'code'>): Refusal {
  const { code } = fault;
  return new Refusal('cannot-store', sentenceFor(code), {
    retryAfter: RETRY_STORE,
    ...((code === 'full' || code === 'read-only') && { store: code }),
  });
}

function sentenceFor(code: LedgerFault['code']): string {
  switch (code) {
    case 'full':
      return "The server's disk is full: nothing of this was stored, and reading goes on. Keep it, and try again once whoever runs the server has made room.";
    case 'read-only':
      return "The server's data folder cannot be written: nothing of this was stored, and reading goes on. Keep it, and try again once whoever runs the server has made it writable.";
    case 'closed':
      return 'The server is stopping: nothing of this was stored. Keep it, and try again in a moment.';
    default:
      return "The server's store does not serve at the moment: nothing of this was stored. Keep it, and try again; whoever runs the server finds in its log what to do.";
  }
}
