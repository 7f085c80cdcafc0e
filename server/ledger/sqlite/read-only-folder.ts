/** Data folders that cannot be written: their database is read as it is. */
import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerFault } from '../../ledger-fault.ts';

/**
 * Whether the folder, or the database in it, may only be read.
 * @throws LedgerFault `read-only` if there is no database to read either
 */
export async function isReadOnly(folder: string): Promise<boolean> {
  const database = join(folder, 'tocsin.db');
  if ((await isWritable(folder)) && (await isWritable(database))) return false;
  const { size } = await stat(database).catch(() => ({ size: 0 }));
  if (size > 0) return true;
  throw new LedgerFault('read-only', 'The folder cannot be made or written: make it writable.');
}

/** A path that does not exist counts as writable: making it will show whether it is. */
async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

/** @throws LedgerFault `read-only` if the write-ahead log holds entries, which cannot be read without writing */
export async function assertNothingPending(database: string): Promise<void> {
  const { size } = await stat(`${database}-wal`).catch(() => ({ size: 0 }));
  if (size === 0) return;
  throw new LedgerFault(
    'read-only',
    'tocsin.db-wal holds entries that are not in tocsin.db yet, and reading them takes writing: nothing is lost; make the folder writable, with room on its disk, and start again.',
  );
}
