/** Durable transactions: once `inTransaction` returns, the disk has the work; if it throws, nothing of it was stored. */
import type { DatabaseSync } from 'node:sqlite';
import { faultOf } from './faults.ts';

/** @throws LedgerFault for every error; the connection is ready for the next transaction then */
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

/** Runs `work` in a savepoint, which is rolled back, without the rest of the transaction, unless `keep` returns true. */
export function inSavepoint<T>(db: DatabaseSync, work: () => T, keep: (result: T) => boolean): T {
  db.exec('SAVEPOINT part');
  const result = work();
  if (!keep(result)) db.exec('ROLLBACK TO part');
  db.exec('RELEASE part');
  return result;
}
