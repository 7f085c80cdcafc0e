/** Boards as they were, from images of their tallies: the answer is the same with them and without. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { getPriority, platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { orderSnapshot } from '../../server/key-order.ts';
import type { Draft, DraftFacts, Ledger } from '../../server/ledger/contract.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import { createTally } from '../../shared/counting/create-tally.ts';
import { readSnapshot } from '../../shared/counting/read-snapshot.ts';
import type { Line } from '../../shared/line.ts';
import { makeHistory, steps } from '../support/random-history.ts';
import { appendOne, batch, draft, makeBoard, readAll, update } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

const EVERY = 7;
/** A worker starts first. */
const PATIENT = { timeout: 20_000 };

function openIn(dataDir: string) {
  return openStore({ dataDir, clock: systemClock, imageEvery: EVERY });
}

/** The ledger of a random board, its erasures carried out. */
async function append(ledger: Ledger, lines: readonly Line[]): Promise<void> {
  for (const line of lines) {
    const { seq: _, at: __, id, ...said } = line;
    const { targetSeq, ...facts } = said as typeof said & { targetSeq?: number };
    const one: Draft = draft(facts as DraftFacts, { id });
    const posted = batch('march', [one]);
    if (line.kind === 'erasure') await ledger.erase(posted, targetSeq ?? 0);
    else await appendOne(ledger, posted);
  }
}

/** What must be answered, by `seq`: the fold of the lines as they can be read. */
async function foldEach(ledger: Ledger): Promise<Map<number, string>> {
  const tally = createTally();
  const then = new Map<number, string>();
  for (const line of await readAll(ledger)) {
    tally.fold([line]);
    const head = (await ledger.leaf('march', line.seq))?.hash ?? '';
    then.set(line.seq, JSON.stringify(orderSnapshot(readSnapshot(tally, { epoch: ledger.epoch, head }))));
  }
  return then;
}

async function ask(ledger: Ledger, seq: number): Promise<string> {
  const { json, brotli } = await ledger.past.snapshot('march', seq);
  expect(brotliDecompressSync(brotli).equals(json)).toBe(true);
  return Buffer.from(json).toString();
}

function listImages(dataDir: string): number[] {
  const db = new DatabaseSync(join(dataDir, 'tally-images.db'), { timeout: 5_000 });
  const rows = db.prepare('SELECT seq FROM images ORDER BY seq').all();
  db.close();
  return rows.map(({ seq }) => Number(seq));
}

/** Asks for each, so that most questions begin at another image than the one before. */
async function expectEach(ledger: Ledger, then: ReadonlyMap<number, string>): Promise<void> {
  const seqs = [...then.keys()];
  for (const seq of [...seqs].sort((a, b) => ((a * 31) % 17) - ((b * 31) % 17)))
    expect([seq, await ask(ledger, seq)]).toEqual([seq, then.get(seq)]);
}

test('O90: whatever the board, the snapshot at each entry is the fold of the lines up to it, with images or without', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const dataDir = scratchFolder();
      await using store = await openIn(dataDir);
      await append(store.ledger, makeHistory(history));
      const then = await foldEach(store.ledger);
      await expectEach(store.ledger, then);
      expect(listImages(dataDir)).toEqual([...then.keys()].filter((seq) => seq % EVERY === 0));
    }),
    { numRuns: 8 },
  );
});

async function openLong(dataDir: string, lines: number) {
  const store = await openIn(dataDir);
  await makeBoard(store.ledger);
  for (let seq = 2; seq <= lines; seq++)
    await appendOne(store.ledger, batch('march', [draft(update(`news ${seq}`))]));
  return store;
}

test('O91: images are made while the board grows, and those that are missing after a start', async () => {
  const dataDir = scratchFolder();
  {
    await using store = await openLong(dataDir, 30);
    expect(store.ledger.epoch).not.toBe('');
    await expect.poll(() => listImages(dataDir), PATIENT).toEqual([7, 14, 21, 28]);
  }
  const db = new DatabaseSync(join(dataDir, 'tally-images.db'));
  db.exec('DELETE FROM images WHERE seq > 7');
  db.close();
  await using store = await openIn(dataDir);
  await store.checkRest();
  await expect.poll(() => listImages(dataDir), PATIENT).toEqual([7, 14, 21, 28]);
});

test('O92: an image that is not what was written counts as missing, and the answer is the same', async () => {
  const dataDir = scratchFolder();
  let then = new Map<number, string>();
  {
    await using store = await openLong(dataDir, 30);
    await expect.poll(() => listImages(dataDir), PATIENT).toHaveLength(4);
    then = await foldEach(store.ledger);
  }
  const spoilers = [
    "UPDATE images SET header = replace(header, 'March', 'Marsh') WHERE seq = 14",
    "UPDATE images SET hash = 'another' WHERE seq = 7",
    'UPDATE images SET lines = zeroblob(length(lines)) WHERE seq = 21',
    'UPDATE images SET after = 6 WHERE seq = 14',
    "UPDATE images SET epoch = 'another' WHERE seq = 14",
    'UPDATE images SET format = 0',
    'DROP TABLE images',
  ];
  for (const spoil of spoilers) {
    const db = new DatabaseSync(join(dataDir, 'tally-images.db'));
    db.exec(spoil);
    db.close();
    await using store = await openIn(dataDir);
    for (const seq of [30, 15, 22, 8, 28])
      expect([spoil, await ask(store.ledger, seq)]).toEqual([spoil, then.get(seq)]);
  }
  writeFileSync(join(dataDir, 'tally-images.db'), 'no database at all'.repeat(1_000));
  await using store = await openIn(dataDir);
  for (const seq of [30, 15]) expect(await ask(store.ledger, seq)).toBe(then.get(seq));
});

test('O93: a line that was changed in the file is no part of any answer: the board is damaged', async () => {
  const dataDir = scratchFolder();
  await using store = await openLong(dataDir, 30);
  const db = new DatabaseSync(join(dataDir, 'tocsin.db'));
  db.exec('DROP TRIGGER entries_never_change');
  db.exec(`UPDATE entries SET as_of = as_of + 60000 WHERE key % 4294967296 = 17`);
  db.close();
  await expect(store.ledger.past.snapshot('march', 20)).rejects.toMatchObject({ code: 'damaged' });
  expect(store.ledger.damages.of('march')).toBeDefined();
});

test('P111: who answers about the past steps back for the server’s own thread', async () => {
  const own = getPriority();
  await using store = await openLong(scratchFolder(), 3);
  await store.ledger.past.snapshot('march', 2);
  // Elsewhere a thread has no priority of its own.
  if (platform() === 'linux') expect(await nicenesses()).toContain(10);
  // This thread's own is as it was.
  expect(getPriority()).toBe(own);
});

/** How far each thread of this process steps back. */
async function nicenesses(): Promise<number[]> {
  const stats = await Array.fromAsync(glob('/proc/self/task/*/stat'));
  // The name of a thread, in brackets, may have blanks: the niceness is the seventeenth field behind it.
  return stats.map((path) => Number(readFileSync(path, 'utf8').split(') ')[1]?.split(' ')[16]));
}

test('L9: no file of the images has a text, erased or not', async () => {
  const dataDir = scratchFolder();
  await using store = await openLong(dataDir, 30);
  await expect.poll(() => listImages(dataDir), PATIENT).toHaveLength(4);
  expect(store.ledger.epoch).not.toBe('');
  const files = readdirSync(dataDir).filter((name) => name.startsWith('tally-images.db'));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) expect(readFileSync(join(dataDir, name)).includes('news ')).toBe(false);
});

// Mutant: no bound, and the heaps of two workers grow as far as the machine lets them.
test('P133: a question that needs more memory than a worker may have fails alone, and the store goes on', async () => {
  const dataDir = scratchFolder();
  await using store = await openStore({ dataDir, clock: systemClock, imageEvery: EVERY, heapMb: 8 });
  await makeBoard(store.ledger);
  const texts = Array.from({ length: 3_000 }, (_, at) => draft(update(`${at} ${'long '.repeat(300)}`)));
  await appendOne(store.ledger, batch('march', texts));
  await expect(store.ledger.past.snapshot('march', 3_000)).rejects.toMatchObject({ name: 'LedgerFault' });
  await appendOne(store.ledger, batch('march', [draft(update('news'))]));
  expect(await store.ledger.lines('march', [3_002])).toHaveLength(1);
});
