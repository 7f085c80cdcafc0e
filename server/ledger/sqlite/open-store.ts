/** The embedded store: one SQLite database in the data folder, its writer in a worker, its reader here. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock, Timers } from '../../clock.ts';
import { systemTimers } from '../../clock.ts';
import { LedgerFault } from '../contract.ts';
import type { Store, StoreLog } from '../store.ts';
import type { Caller } from './calls.ts';
import { callWorker } from './calls.ts';
import type { Condition } from './condition.ts';
import { createCondition } from './condition.ts';
import { openReader, openWriter } from './connection.ts';
import { faultOf } from './faults.ts';
import { prepareFolder } from './folder.ts';
import { readWitness, writeWitness } from './head-witness.ts';
import { createLedger } from './ledger.ts';
import { lockFolder } from './lock.ts';
import { tendLog } from './log-tender.ts';
import { createPeople } from './people.ts';
import type { LineReader } from './reader.ts';
import { createReader } from './reader.ts';
import { migrate, mintEpoch, readEpoch } from './schema.ts';
import { assertWitnessed, checkAll, checkNewest } from './start-check.ts';
import type { UpkeepAnswers } from './upkeep-worker.ts';
import { keepWitness } from './witness-keeper.ts';
import type { WriterAnswers } from './writer-worker.ts';

export interface StoreSettings {
  /** The folder of the database; made where it is not there. */
  dataDir: string;
  clock: Clock;
  timers?: Timers;
  log?: StoreLog;
  /** Pages of 2 KB that the database may have: a disk that is full sooner than the real one. */
  maxPages?: number;
}

/** The most that SQLite takes. */
const NO_LIMIT = 0xffff_fffe;

/** By then a server has read its lines: verifying beside that would make the start take twice as long. */
const CHECK_ALL_AFTER_MS = 5_000;

const silent: StoreLog = { info() {}, warn() {}, error() {} };

/**
 * Opens the store of a folder, and makes it where there is none.
 * @throws LedgerFault when the folder is in use, cannot be written, or holds a database that cannot be served; its
 * sentence names the folder.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  try {
    return await open({ timers: systemTimers, log: silent, maxPages: NO_LIMIT, ...settings });
  } catch (error) {
    const fault = faultOf(error);
    throw new LedgerFault(fault.code, `DATA_DIR ${settings.dataDir}: ${fault.message}`, { cause: error });
  }
}

async function open({ dataDir, clock, timers, log, maxPages }: Required<StoreSettings>): Promise<Store> {
  await using opened = new AsyncDisposableStack();
  await prepareFolder(dataDir, log);
  opened.use(await lockFolder(dataDir));
  const path = join(dataDir, 'tocsin.db');
  const witnessPath = join(dataDir, 'head-witness.json');
  const testimony = await readWitness(witnessPath);
  prepareDatabase(path, testimony === undefined);

  const condition = createCondition();
  const writer = opened.use(
    callWorker<WriterAnswers>(
      startWorker(new URL('./writer-worker.ts', import.meta.url), { path, maxPages }),
      condition.fail,
    ),
  );
  const upkeep = opened.use(
    callWorker<UpkeepAnswers>(
      startWorker(new URL('./upkeep-worker.ts', import.meta.url), { path }),
      condition.fail,
    ),
  );
  // What an erasure left in the log when the power went is gone before anything is served.
  await writer.call('truncateLog', null);
  const db = opened.adopt(openReader(path), (connection) => connection.close());
  const reader = createReader(db, (range) => writer.call('readColumns', range));
  const epoch = readEpoch(db);
  if (testimony) assertWitnessed(testimony, { epoch, hashAt: (board, seq) => hashAt(reader, board, seq) });
  const heads = reader.heads();
  await checkNewest(upkeep, heads);
  await writeWitness(witnessPath, { epoch, heads });

  const tender = opened.use(tendLog({ writer, upkeep, timers, log }));
  const witness = opened.use(keepWitness({ path: witnessPath, epoch, heads, timers, log }));
  opened.defer(timers.after(CHECK_ALL_AFTER_MS, () => void checkAll(upkeep, heads, { condition, log })));
  const close = closing(opened.move(), writer, condition);
  return {
    ledger: createLedger({ epoch, reader, writer, upkeep, clock, tender, witness, condition, close }),
    people: createPeople({ db, writer, tender, condition }),
    async ready() {
      condition.assertServing();
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Brings the tables up to date. A database that comes without its witness was restored, or is new: its epoch is minted. */
function prepareDatabase(path: string, mint: boolean): void {
  const db = openWriter(path);
  try {
    migrate(db);
    if (mint) mintEpoch(db);
  } finally {
    db.close();
  }
}

function startWorker(file: URL, settings: object): Worker {
  return new Worker(file, { workerData: settings });
}

function hashAt(reader: LineReader, board: string, seq: number): string | undefined {
  return reader.leaf(board, seq)?.hash;
}

/** Lets the writes that are on their way finish, then closes everything, once. */
function closing(
  parts: AsyncDisposableStack,
  writer: Caller<WriterAnswers>,
  condition: Condition,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    const broken = condition.fault !== undefined;
    condition.fail(new LedgerFault('closed', 'The store is closed.'));
    // Calls are answered in their order: once this one is, those before it have been, and the witness knows of them.
    // On a full disk it fails: the log then stays as it is, and the next start empties it.
    if (!broken) await writer.call('truncateLog', null).catch(() => undefined);
    await parts.disposeAsync();
  };
  return () => {
    closed ??= close();
    return closed;
  };
}
