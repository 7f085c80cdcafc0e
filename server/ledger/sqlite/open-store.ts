/** The embedded store: one SQLite database in the data folder, its writer in a worker, its reader here. */
import { join } from 'node:path';
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
}

/** SQLite's own limit. */
const NO_LIMIT = 0xffff_fffe;

/** They take half a second to verify. */
const LINES_AT_START = 200_000;

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
      ...settings,
    });
  } catch (error) {
    const fault = faultOf(error);
    throw new LedgerFault(fault.code, `DATA_DIR ${settings.dataDir}: ${fault.message}`, { cause: error });
  }
}

async function open({
  dataDir,
  clock,
  timers,
  log,
  maxPages,
  linesAtStart,
}: Required<StoreSettings>): Promise<Store> {
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
  const writer = opened.use(
    callWorker<WriterCalls>(
      startWorker(new URL('./writer-worker.ts', import.meta.url), settings),
      health.fail,
    ),
  );
  const upkeep = opened.use(
    callWorker<UpkeepCalls>(
      startWorker(new URL('./upkeep-worker.ts', import.meta.url), settings),
      health.fail,
    ),
  );
  const breaker = createWriteBreaker({
    dataDir,
    log,
    readOnly: isImmutable ? state.fault : undefined,
    tryWriting: () => writer.call('probe', null),
    keepRoom: () => keepReserve(dataDir),
  });
  if (state.fault && !isImmutable) breaker.trip(state.fault);
  await makeRoom(dataDir, { writer, breaker, isImmutable });
  const db = opened.adopt((isImmutable ? openImmutable : openReader)(path), (connection) =>
    connection.close(),
  );
  const reader = createReader(db, (range) => writer.call('readColumns', range));
  const withheldSince = new Map(testimony?.withheld.map(({ board, since }) => [board, since]));
  const damages = createDamages({ clock, log, withheldSince });
  const epoch = state.epoch ?? readEpoch(db);
  const { heads, unverified } = await checkStart({
    ...{ reader, upkeep, damages, testimony, log, linesAtStart, epoch },
  });
  const checkpointer = opened.use(startCheckpointer({ writer, upkeep, timers, log }));
  const witness = opened.use(
    await keepWitness({
      ...{ path: witnessPath, epoch, heads, damages, timers, log, isReadOnly: isImmutable },
    }),
  );
  const close = closing(opened.move(), writer, health);
  return {
    ledger: createLedger({
      ...{ epoch, reader, writer, upkeep, clock, checkpointer, witness, health, breaker, damages, close },
    }),
    people: createPeople({ db, writer, checkpointer, health, breaker }),
    health: () => describeHealth({ health, breaker, damages }),
    checkRest: () => checkRest({ upkeep, damages, health, breaker, log }, unverified),
    [Symbol.asyncDispose]: close,
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
