/** A folder in which nothing can be written: its database is read as it stands. */
import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerFault } from '../contract.ts';

/**
 * Whether the folder, or the database in it, may only be read.
 * @throws LedgerFault `read-only` where there is nothing to be read either
 */
export async function isReadOnly(folder: string): Promise<boolean> {
  const database = join(folder, 'tocsin.db');
  if ((await isWritable(folder)) && (await isWritable(database))) return false;
  const { size } = await stat(database).catch(() => ({ size: 0 }));
  if (size > 0) return true;
  throw new LedgerFault('read-only', 'The folder cannot be made or written: make it writable.');
}

/** What is not there can be made where the folder above it can be written, which is found out by making it. */
async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

/** @throws LedgerFault `read-only` where entries wait in a log that cannot be read without writing */
export async function assertNothingPending(database: string): Promise<void> {
  const { size } = await stat(`${database}-wal`).catch(() => ({ size: 0 }));
  if (size === 0) return;
  throw new LedgerFault(
    'read-only',
    'tocsin.db-wal holds entries that are not in tocsin.db yet, and reading them takes writing: nothing is lost; make the folder writable, with room on its disk, and start again.',
  );
}
