/**
 * What the ledger does on this machine, both sides of each ratio in one run, since absolute figures of a shared machine
 * mean little: `node tests/bench/ledger.bench.ts [entries]`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../server/clock.ts';
import type { Batch, Ledger } from '../../server/ledger/contract.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import { batch, draft, makeBoard } from '../ledger/drafts.ts';

const POSTERS = 256;
const MILLION = Number(process.argv[2] ?? 1_000_000);
const SHORT = Math.min(100_000, MILLION);
const NAIVE = 2_000;

const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));

function registration(place: string): Batch {
  const now = systemClock.now();
  const facts = {
    kind: 'registration',
    op: 'add',
    count: { best: 1 },
    place,
    asOf: now,
    claimant: 'desk',
    status: 'reported',
  } as const;
  return batch('march', [draft(facts)], { author: 'key', receivedAt: now });
}
const places = ['moscow', 'kazan', 'vladivostok', 'nizhny-novgorod'];
const makeBatch = (index: number) => registration(places[index % places.length] ?? 'moscow');

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/** One poster after another, each entry a transaction of its own, on the thread that serves: the naive design. */
function runNaive(): number {
  const db = new DatabaseSync(join(folder, 'naive.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const insert = prepareBare(db);
  const start = performance.now();
  for (let seq = 1; seq <= NAIVE; seq++) insert(seq);
  const rate = (NAIVE / (performance.now() - start)) * 1_000;
  db.close();
  return rate;
}

/** The engine alone: the same row, 256 a transaction, no hashes, no laws, on the calling thread. */
function runBare(): number {
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const insert = prepareBare(db);
  const start = performance.now();
  for (let seq = 1; seq <= SHORT; ) {
    db.exec('BEGIN IMMEDIATE');
    for (const end = seq + POSTERS; seq < end; seq++) insert(seq);
    db.exec('COMMIT');
  }
  const rate = (SHORT / (performance.now() - start)) * 1_000;
  db.close();
  return rate;
}

function prepareBare(db: DatabaseSync): (seq: number) => void {
  db.exec(`CREATE TABLE entries (board INTEGER, seq INTEGER, at INTEGER, id BLOB, facts TEXT, PRIMARY KEY (board, seq)) STRICT, WITHOUT ROWID;
           CREATE UNIQUE INDEX by_id ON entries (board, id)`);
  const insert = db.prepare('INSERT INTO entries VALUES (1, ?, ?, ?, ?)');
  return (seq) => {
    const [posted] = makeBatch(seq).drafts;
    const id = Buffer.from((posted?.id ?? randomUUID()).replaceAll('-', ''), 'hex');
    insert.run(seq, systemClock.now(), id, posted?.body ?? '');
  };
}

/** 256 posters, each with one post on its way; what comes while an append runs goes together into the next. */
async function runGrouped(ledger: Ledger, entries: number): Promise<{ rate: number; acks: Float64Array }> {
  const acks = new Float64Array(entries);
  let queue: { posted: Batch; done: () => void }[] = [];
  let working = false;
  const work = async () => {
    working = true;
    await Promise.resolve();
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      await ledger.append(group.map(({ posted }) => posted));
      for (const { done } of group) done();
      await Promise.resolve();
    }
    working = false;
  };
  let next = 0;
  const poster = async () => {
    while (next < entries) {
      const index = next++;
      const start = performance.now();
      const { promise, resolve } = Promise.withResolvers<void>();
      queue.push({ posted: makeBatch(index), done: resolve });
      if (!working) void work();
      await promise;
      acks[index] = performance.now() - start;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: POSTERS }, poster));
  return { rate: (entries / (performance.now() - start)) * 1_000, acks: acks.sort() };
}

async function readCold(dataDir: string): Promise<{ opened: number; read: number; lines: number }> {
  const start = performance.now();
  await using store = await openStore({ dataDir, clock: systemClock });
  const opened = performance.now() - start;
  let lines = 0;
  for await (const page of store.ledger.read('march', 0)) lines += page.length;
  return { opened, read: performance.now() - start - opened, lines };
}

const show = (what: string, figure: number, unit: string) =>
  console.log(
    `${what.padEnd(58)} ${figure.toLocaleString('en', { maximumFractionDigits: 2 }).padStart(12)} ${unit}`,
  );

try {
  const naive = runNaive();
  const bare = runBare();
  const dataDir = join(folder, 'store');
  const loop = monitorEventLoopDelay({ resolution: 1 });
  {
    await using store = await openStore({ dataDir, clock: systemClock });
    await makeBoard(store.ledger);
    loop.enable();
    const { rate, acks } = await runGrouped(store.ledger, SHORT);
    loop.disable();
    show('naive: one transaction each', naive, 'entries/s');
    show(`bare: the engine's bulk insert, ${POSTERS} a transaction`, bare, 'entries/s');
    show(`the ledger, ${POSTERS} posters`, rate, 'entries/s');
    show('  against naive (at least 20)', rate / naive, '×');
    show('  against bare (at least 0.45)', rate / bare, '×');
    show('  acknowledged at p50', percentile(acks, 0.5), 'ms');
    show('  acknowledged at p99 (at most 20)', percentile(acks, 0.99), 'ms');
    show('  event loop delay at p99', loop.percentile(99) / 1e6, 'ms');
    await runGrouped(store.ledger, MILLION - SHORT);
  }
  show(
    `bytes of ${MILLION.toLocaleString('en')} entries, for a million (at most 170)`,
    statSync(join(dataDir, 'tocsin.db')).size / MILLION,
    'MB',
  );
  const { opened, read, lines } = await readCold(dataDir);
  show('opened, with the checks of a start', opened, 'ms');
  show(`read ${lines.toLocaleString('en')} lines (with opening at most 1,500 for 1 M)`, read, 'ms');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
