/** The embedded store: one SQLite database in the data folder, its writer in a worker, its reader here. */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Clock, Timers } from '../../clock.ts';
import { systemTimers } from '../../clock.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import type { Store, StoreLog } from '../store.ts';
import { startCheckpointer } from './checkpointer.ts';
import { openImmutable, openReader } from './connection.ts';
import { createDamages } from './damages.ts';
import { faultOf } from './faults.ts';
import { prepareFolder } from './folder.ts';
import { readWitness } from './head-witness.ts';
import { createLedger } from './ledger.ts';
import { assertUnlocked, lockFolder } from './lock.ts';
import { keepPast } from './past.ts';
import { createPeople } from './people.ts';
import { assertNotBegunAnew, makeRoom, prepareDatabase } from './prepare-database.ts';
import { isReadOnly } from './read-only-folder.ts';
import { createReader } from './reader.ts';
import { keepReserve } from './reserve.ts';
import { readEpoch } from './schema.ts';
import { checkRest, checkStart } from './start-check.ts';
import type { StoreHealth } from './store-health.ts';
import { createStoreHealth, describeHealth } from './store-health.ts';
import type { UpkeepCalls } from './upkeep-worker.ts';
import { keepWitness } from './witness-keeper.ts';
import type { Caller } from './worker-calls.ts';
import { callWorker } from './worker-calls.ts';
import { createWriteBreaker } from './write-breaker.ts';
import type { WriterCalls } from './writer-worker.ts';

export interface StoreSettings {
  /** The folder of the database; it is made if it is missing. */
  dataDir: string;
  clock: Clock;
  timers?: Timers;
  log?: StoreLog;
  /** Lines that are verified before the store serves, besides each board's newest 1,000. */
  linesAtStart?: number;
  /** The most pages of 2 KB that the database may have: tests fill a small disk with it. */
  maxPages?: number;
  /** Lines between two stored images of a board's tally. */
  imageEvery?: number;
  /** The most that each heap may take in which boards are worked out as they were, in MB. */
  heapMb?: number;
}

/** SQLite's own limit. */
const NO_LIMIT = 0xffff_fffe;

/** They take half a second to verify. */
const LINES_AT_START = 200_000;

/** At most twice as many are folded for who asks about the past: while the newest image is still being made. */
const IMAGE_EVERY = 10_000;

/** A board of 200,000 lines and 5,000 places takes less than a quarter of it. */
const HEAP_MB = 1_024;

const silent: StoreLog = { info() {}, warn() {}, error() {} };

/**
 * Opens the store of a folder, and makes it if there is none.
 * @throws LedgerFault if the folder is in use, cannot be made, or holds a database that cannot be served; its sentence
 * names the folder
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  try {
    return await open({
      timers: systemTimers,
      log: silent,
      maxPages: NO_LIMIT,
      linesAtStart: LINES_AT_START,
      imageEvery: IMAGE_EVERY,
      heapMb: HEAP_MB,
      ...settings,
    });
  } catch (error) {
    const fault = faultOf(error);
    throw new LedgerFault(fault.code, `DATA_DIR ${settings.dataDir}: ${fault.message}`, { cause: error });
  }
}

async function open(required: Required<StoreSettings>): Promise<Store> {
  const { dataDir, clock, timers, log, maxPages, linesAtStart, imageEvery, heapMb } = required;
  await using opened = new AsyncDisposableStack();
  const readOnly = await isReadOnly(dataDir);
  if (readOnly) assertUnlocked(dataDir);
  else {
    await prepareFolder(dataDir, log);
    opened.use(await lockFolder(dataDir));
  }
  const path = join(dataDir, 'tocsin.db');
  const witnessPath = join(dataDir, 'head-witness.json');
  const testimony = await readWitness(witnessPath);
  await assertNotBegunAnew(path, testimony);
  const state = await prepareDatabase(path, { mint: testimony === undefined, isReadOnly: readOnly });
  const { isImmutable } = state;

  const health = createStoreHealth();
  const settings = { path, maxPages, isImmutable };
  const { writer, upkeep } = startWorkers(opened, settings, health);
  const breaker = createWriteBreaker({
    dataDir,
    log,
    readOnly: isImmutable ? state.fault : undefined,
    tryWriting: () => writer.call('probe', null),
    keepRoom: () => keepReserve(dataDir),
  });
  if (state.fault && !isImmutable) breaker.trip(state.fault);
  await makeRoom(dataDir, { writer, breaker, isImmutable });
  const db = opened.adopt(openFor(isImmutable, path), (connection) => connection.close());
  const reader = createReader(db, (range) => writer.call('readColumns', range));
  const withheldSince = new Map(testimony?.withheld.map(({ board, since }) => [board, since]));
  const damages = createDamages({ clock, log, withheldSince });
  const epoch = state.epoch ?? readEpoch(db);
  const { heads, unverified } = await checkStart({
    ...{ reader, upkeep, damages, testimony, log, linesAtStart, epoch },
  });
  const checkpointer = opened.use(startCheckpointer({ writer, upkeep, timers, log }));
  const witnessing = { path: witnessPath, epoch, heads, damages, timers, log, isReadOnly: isImmutable };
  const witness = opened.use(await keepWitness(witnessing));
  const imagesPath = isImmutable ? undefined : join(dataDir, 'tally-images.db');
  const asking = { path, isImmutable, epoch, imagesPath, imageEvery, heapMb, timers, log };
  const past = opened.use(keepPast(asking));
  const close = closing(opened.move(), writer, health);
  return {
    ledger: createLedger({
      ...{
        epoch,
        reader,
        writer,
        upkeep,
        clock,
        checkpointer,
        witness,
        health,
        breaker,
        damages,
        past,
        close,
      },
    }),
    people: createPeople({ db, writer, checkpointer, health, breaker }),
    health: () => describeHealth({ health, breaker, damages }),
    async checkRest() {
      await checkRest({ upkeep, damages, health, breaker, log }, unverified);
      for (const { board, seq } of heads) past.noteWritten(board, seq);
    },
    [Symbol.asyncDispose]: close,
  };
}

function openFor(isImmutable: boolean, path: string): DatabaseSync {
  return isImmutable ? openImmutable(path) : openReader(path);
}

function startWorkers(
  opened: AsyncDisposableStack,
  settings: object,
  health: StoreHealth,
): { writer: Caller<WriterCalls>; upkeep: Caller<UpkeepCalls> } {
  const writer = startWorker(new URL('./writer-worker.ts', import.meta.url), settings);
  const upkeep = startWorker(new URL('./upkeep-worker.ts', import.meta.url), settings);
  return {
    writer: opened.use(callWorker<WriterCalls>(writer, health.fail)),
    upkeep: opened.use(callWorker<UpkeepCalls>(upkeep, health.fail)),
  };
}

function startWorker(file: URL, settings: object): Worker {
  return new Worker(file, { workerData: settings });
}

/** Returns what lets the writes under way finish and then closes everything, once. */
function closing(
  parts: AsyncDisposableStack,
  writer: Caller<WriterCalls>,
  health: StoreHealth,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    const broken = health.fault !== undefined;
    health.fail(new LedgerFault('closed', 'The store is closed.'));
    // The worker runs calls in order: once this one has returned, so have those before it, and the witness knows of them.
    // On a full disk it fails; the log then stays as it is until the next start.
    if (!broken) await writer.call('truncateLog', null).catch(() => undefined);
    await parts.disposeAsync();
  };
  return () => {
    closed ??= close();
    return closed;
  };
}
