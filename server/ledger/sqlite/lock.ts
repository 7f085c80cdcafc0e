/**
 * One process for one data folder. The lock is one that the system takes back when its process ends, however it ends:
 * a lock file left by `kill -9` would keep the server from starting again.
 */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerFault } from '../contract.ts';
import { faultOf } from './faults.ts';

/** @throws LedgerFault `locked` while another process, or another store of this one, holds the folder. */
export function lockFolder(folder: string): Disposable {
  const open = () => {
    const db = new DatabaseSync(join(folder, 'tocsin.lock'), { timeout: 0 });
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  };
  try {
    const db = open();
    return { [Symbol.dispose]: () => db.close() };
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'locked') throw fault;
    throw new LedgerFault(
      'locked',
      `The data folder ${folder} is in use by another Tocsin: end that one, or set another DATA_DIR.`,
    );
  }
}
