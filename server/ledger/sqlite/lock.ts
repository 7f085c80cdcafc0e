/**
 * Lets one process alone use a data folder. The lock is one that the system releases when the process ends, however it
 * ends: a lock file left behind by `kill -9` would keep the server from starting again.
 */
import { once } from 'node:events';
import { statSync, truncateSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerFault } from '../../ledger-fault.ts';
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
 * For a process that can only read the folder: it takes no lock, and must not read while another process writes.
 * @throws LedgerFault `locked`
 */
export function assertUnlocked(folder: string): void {
  try {
    using db = new DatabaseSync(join(folder, 'tocsin.lock'), { timeout: 0, readOnly: true });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    // A lock file that is missing or unreadable is held by nobody.
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
    // Somebody wrote into the lock file. It holds no data, so it can be emptied.
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
 * On Linux, takes an abstract socket named after the folder besides. If somebody deletes the lock file, no second server
 * can start and append to the same boards.
 */
async function takeName(folder: string): Promise<Server | undefined> {
  if (platform() !== 'linux') return undefined;
  const { dev, ino } = statSync(folder);
  const server = createServer((connection) => connection.destroy());
  server.listen(`\0tocsin-${dev}-${ino}`);
  await once(server, 'listening');
  return server.unref();
}
