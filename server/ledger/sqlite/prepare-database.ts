/** Prepares the database for opening: migrates its tables and mints its epoch, also on a full disk. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerFault } from '../../ledger-fault.ts';
import { openImmutable, openWriter } from './connection.ts';
import { faultOf } from './faults.ts';
import type { Testimony } from './head-witness.ts';
import { assertNothingPending } from './read-only-folder.ts';
import { keepReserve, releaseReserve } from './reserve.ts';
import { hasEpoch, migrate, mintEpoch } from './schema.ts';
import type { Caller } from './worker-calls.ts';
import type { WriteBreaker } from './write-breaker.ts';
import type { WriterCalls } from './writer-worker.ts';

export interface Prepared {
  /** The database is read as it is, and nothing can be written until the next start. */
  isImmutable: boolean;
  /** Why nothing can be written at the moment. */
  fault?: LedgerFault;
  /** The new epoch, if it could not be written. */
  epoch?: string;
}

/** @param database its path. It gets a new epoch if it has no witness (it is new, or was restored) or no readable epoch. */
export async function prepareDatabase(
  database: string,
  { mint, isReadOnly }: { mint: boolean; isReadOnly: boolean },
): Promise<Prepared> {
  if (isReadOnly) {
    const sentence = 'The data folder cannot be written: make it writable, then start again.';
    return readAsItIs(database, { fault: new LedgerFault('read-only', sentence), mint });
  }
  try {
    return prepare(database, mint);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'full') throw fault;
    // There is not even room for the files that SQLite needs beside a database to read it.
    await releaseReserve(dirname(database));
    return prepareWithRoom(database, { fault, mint });
  }
}

interface Trouble {
  fault: LedgerFault;
  mint: boolean;
}

async function prepareWithRoom(database: string, { fault, mint }: Trouble): Promise<Prepared> {
  try {
    return { fault, ...prepare(database, mint) };
  } catch (error) {
    if (faultOf(error).code !== 'full') throw error;
    return readAsItIs(database, { fault, mint });
  }
}

function prepare(path: string, mint: boolean): Prepared {
  const db = openWriter(path);
  try {
    migrate(db);
    const isDue = mint || !hasEpoch(db);
    return { isImmutable: false, ...(isDue && mintWhereItFits(() => mintEpoch(db))) };
  } finally {
    db.close();
  }
}

/** Without room for it, the epoch is good for this run: the witness tells the next start that another is due. */
function mintWhereItFits(mintIt: () => void): Partial<Prepared> {
  try {
    mintIt();
    return {};
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'full') throw fault;
    return { fault, epoch: randomUUID() };
  }
}

async function readAsItIs(database: string, { fault, mint }: Trouble): Promise<Prepared> {
  await assertNothingPending(database);
  // A database that was only just made has no tables and no room for them: that is found out before anything uses it.
  using db = openImmutable(database);
  if (Number(db.prepare('PRAGMA user_version').get()?.user_version) === 0) throw fault;
  const isDue = mint || !hasEpoch(db);
  return { isImmutable: true, fault, ...(isDue && { epoch: randomUUID() }) };
}

/**
 * Empties the log, in which a power cut may have left an erased text, before anything is served. Then takes the room that
 * the next start may need. On a full disk neither is possible; the store then serves reading alone.
 */
export async function makeRoom(
  folder: string,
  {
    writer,
    breaker,
    isImmutable,
  }: { writer: Caller<WriterCalls>; breaker: WriteBreaker; isImmutable: boolean },
): Promise<void> {
  if (isImmutable) return;
  try {
    await writer.call('truncateLog', null);
    await keepReserve(folder);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'full') throw fault;
    breaker.trip(fault);
  }
}

/** @throws LedgerFault `behind-witness` if there is a witness of boards and no database */
export async function assertNotBegunAnew(database: string, testimony: Testimony | undefined): Promise<void> {
  const { size } = await stat(database).catch(() => ({ size: 0 }));
  if (size > 0 || !testimony || testimony.heads.length === 0) return;
  throw new LedgerFault(
    'behind-witness',
    `tocsin.db is empty or gone, and head-witness.json has seen ${testimony.heads.length} boards in it: restore a backup, or remove head-witness.json to begin anew.`,
  );
}
