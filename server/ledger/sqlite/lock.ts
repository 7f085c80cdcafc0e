/**
 * One process for one data folder. The lock is one that the system takes back when its process ends, however it ends:
 * a lock file left by `kill -9` would keep the server from starting again.
 */

import { once } from 'node:events';
import { statSync, truncateSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerFault } from '../contract.ts';
import { faultOf } from './faults.ts';

/** @throws LedgerFault `locked` while another process, or another store of this one, holds the folder. */
export async function lockFolder(folder: string): Promise<Disposable> {
  const path = join(folder, 'tocsin.lock');
  try {
    using opened = new DisposableStack();
    const db = opened.adopt(lockFile(path), (lock) => lock.close());
    const name = opened.adopt(await takeName(folder), (server) => server?.close());
    void [db, name];
    const held = opened.move();
    return { [Symbol.dispose]: () => held.dispose() };
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'locked') throw fault;
    throw refuseFolder(folder);
  }
}

/**
 * Whoever can only read locks nobody out, and is refused while somebody writes.
 * @throws LedgerFault `locked`
 */
export function assertUnlocked(folder: string): void {
  try {
    using db = new DatabaseSync(join(folder, 'tocsin.lock'), { timeout: 0, readOnly: true });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    // There may be no lock to read: then nobody holds it.
    if (faultOf(error).code === 'locked') throw refuseFolder(folder);
  }
}

function refuseFolder(folder: string): LedgerFault {
  return new LedgerFault(
    'locked',
    `The data folder ${folder} is in use by another Tocsin: end that one, or set another DATA_DIR.`,
  );
}

function lockFile(path: string): DatabaseSync {
  try {
    return beginExclusive(path);
  } catch (error) {
    if (faultOf(error).code !== 'damaged') throw error;
    // Nothing is kept in it: what somebody wrote there says nothing of the database. The lock itself lies on the file.
    truncateSync(path);
    return beginExclusive(path);
  }
}

function beginExclusive(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * On Linux a name of the folder besides, which lies in no folder: whoever deletes the lock file must not let a second
 * server in, whose numbers would part from the first one's.
 */
async function takeName(folder: string): Promise<Server | undefined> {
  if (platform() !== 'linux') return undefined;
  const { dev, ino } = statSync(folder);
  const server = createServer((connection) => connection.destroy());
  server.listen(`\0tocsin-${dev}-${ino}`);
  await once(server, 'listening');
  return server.unref();
}
