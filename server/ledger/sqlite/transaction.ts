/** One durable transaction: when this returns, the disk has it; when it throws, nothing of it was stored. */
import type { DatabaseSync } from 'node:sqlite';
import { faultOf } from './faults.ts';

/** @throws LedgerFault; the connection is ready for the next transaction then. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  try {
    db.exec('BEGIN IMMEDIATE');
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw faultOf(error);
  }
}

/** Runs `work` so that it can be taken back without the rest of the transaction: it is when `keep` says no. */
export function inSavepoint<T>(db: DatabaseSync, work: () => T, keep: (result: T) => boolean): T {
  db.exec('SAVEPOINT part');
  const result = work();
  if (!keep(result)) db.exec('ROLLBACK TO part');
  db.exec('RELEASE part');
  return result;
}
