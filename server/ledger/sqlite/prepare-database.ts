/** Brings the database to where it can be opened: its tables up to date, its epoch minted, on a full disk as well. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerFault } from '../contract.ts';
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
  /** It is read as it stands, and nothing can ever be written until the next start. */
  isImmutable: boolean;
  /** Why nothing can be written at the moment. */
  fault?: LedgerFault;
  /** The epoch, where it could not be written down. */
  epoch?: string;
}

/** A database that comes without its witness was restored, or is new: its epoch is minted. So is one that is damaged. */
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
    // There is not even room for what SQLite keeps beside a database that it reads.
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

/** An epoch that finds no room holds for this run: the witness will tell the next start that another is due. */
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
  // It is tried before anything is built on it: one that was only just made has no tables, and no room for them.
  using db = openImmutable(database);
  if (Number(db.prepare('PRAGMA user_version').get()?.user_version) === 0) throw fault;
  const isDue = mint || !hasEpoch(db);
  return { isImmutable: true, fault, ...(isDue && { epoch: randomUUID() }) };
}

/**
 * Empties the log: what an erasure left in it when the power went is gone before anything is served. Then takes the room
 * that the next start may need. A full disk lets neither happen, and is read all the same.
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

/**
 * A witness without its database.
 * @throws LedgerFault `behind-witness`
 */
export async function assertNotBegunAnew(database: string, testimony: Testimony | undefined): Promise<void> {
  const { size } = await stat(database).catch(() => ({ size: 0 }));
  if (size > 0 || !testimony || testimony.heads.length === 0) return;
  throw new LedgerFault(
    'behind-witness',
    `tocsin.db is empty or gone, and head-witness.json has seen ${testimony.heads.length} boards in it: restore a backup, or remove head-witness.json to begin anew.`,
  );
}
