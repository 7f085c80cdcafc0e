/** Reads rows as arrays: objects take three times as long for a million lines. */
import type { DatabaseSync } from 'node:sqlite';
import { LedgerFault } from '../../ledger-fault.ts';
import { faultOf } from './faults.ts';

export type Rows<R> = (...values: (string | number | Uint8Array)[]) => R[];

/**
 * A prepared query. `R` names its columns in their order; STRICT tables hold no other types than those declared.
 * @throws LedgerFault if the database cannot be read
 */
export function rowsOf<R extends unknown[]>(db: DatabaseSync, sql: string): Rows<R> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return (...values) => guardRead(() => statement.all(...values) as unknown[] as R[]);
}

/**
 * Runs a function that reads or decodes rows.
 * @throws LedgerFault for every error; `damaged` for a value that cannot have been stored: a number that is too large,
 * facts that are not JSON
 */
export function guardRead<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError) {
      throw new LedgerFault('damaged', 'The database holds what was never stored: restore a backup.', {
        cause: error,
      });
    }
    throw faultOf(error);
  }
}
