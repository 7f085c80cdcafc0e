/** The embedded store: one SQLite database in the data folder, its writer in a worker, its reader here. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { Store, StoreLog } from '../store.ts';
import { callWorker } from './calls.ts';
import { openReader, openWriter } from './connection.ts';
import { createLedger } from './ledger.ts';
import { lockFolder } from './lock.ts';
import { createPeople } from './people.ts';
import { migrate } from './schema.ts';
import type { WriterAnswers } from './writer.ts';

export interface StoreSettings {
  /** The folder of the database; made where it is not there. */
  dataDir: string;
  clock: Clock;
  log?: StoreLog;
}

/** @throws LedgerFault when the folder is in use, cannot be written, or holds a database that cannot be served. */
export async function openStore({ dataDir, clock }: StoreSettings): Promise<Store> {
  mkdirSync(dataDir, { recursive: true });
  const lock = lockFolder(dataDir);
  const path = join(dataDir, 'tocsin.db');
  const first = openWriter(path);
  migrate(first);
  first.close();
  const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { path } });
  const writer = callWorker<WriterAnswers>(worker);
  await writer.call('truncateLog', null);
  const db = openReader(path);
  const close = async () => {
    if (writer.ended) return;
    await writer.call('close', null);
    await worker.terminate();
    db.close();
    lock[Symbol.dispose]();
  };
  return {
    ledger: createLedger({ db, writer, clock, close }),
    people: createPeople(db, writer),
    async ready() {
      if (writer.ended) throw writer.ended;
    },
    [Symbol.asyncDispose]: close,
  };
}
