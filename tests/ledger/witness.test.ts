/** The head witness: a database that has lost entries is not served as if nothing had happened. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeTime } from '../support/fake-time.ts';
import { open, writeFolder } from './closed-folder.ts';
import { appendOne, arrests, batch, draft, makeBoard, NOON, readAll } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

function readHeads(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'head-witness.json'), 'utf8')).heads;
}

/** A folder whose database was put back to an earlier day, while its witness was not. */
async function writeSetBack(): Promise<string> {
  const folder = await writeFolder([draft(arrests(1))]);
  copyFileSync(join(folder, 'tocsin.db'), join(folder, 'earlier.db'));
  {
    await using store = await open(folder);
    await appendOne(store.ledger, batch('march', [draft(arrests(2)), draft(arrests(3))]));
  }
  copyFileSync(join(folder, 'earlier.db'), join(folder, 'tocsin.db'));
  return folder;
}

// Mutant: the witness is written and never read.
test('L19: a board that lacks entries which its witness has seen is withheld at each start, and told how to go on', async () => {
  const folder = await writeSetBack();
  // The second start must not take what the first one found for what was there all along.
  for (const _ of [1, 2]) {
    await using store = await open(folder);
    expect(store.ledger.damages.of('march')?.sentence).toMatch(
      /march lacks entry 4.*withheld.*remove head-witness\.json/,
    );
  }
  rmSync(join(folder, 'head-witness.json'));
  await using store = await open(folder);
  expect(await store.health()).toEqual({ status: 'ready' });
});

// Mutant: only the number of the head is compared.
test('L19: a board whose entries are others than its witness has seen is withheld', async () => {
  const folder = await writeSetBack();
  rmSync(join(folder, 'head-witness.json'), { force: true });
  const witness = join(folder, 'head-witness.json');
  {
    await using store = await open(folder);
    await appendOne(store.ledger, batch('march', [draft(arrests(4)), draft(arrests(5))]));
  }
  const heads = readHeads(folder);
  copyFileSync(join(folder, 'earlier.db'), join(folder, 'tocsin.db'));
  rmSync(witness);
  {
    await using store = await open(folder);
    await appendOne(store.ledger, batch('march', [draft(arrests(6)), draft(arrests(7))]));
  }
  const { epoch } = JSON.parse(readFileSync(witness, 'utf8'));
  writeFileSync(witness, JSON.stringify({ epoch, heads }));
  await using store = await open(folder);
  expect(store.ledger.damages.of('march')).toBeDefined();
});

// Mutant: a missing database is made anew although its witness knows of entries.
test('L19: a folder that lost its database, but not its witness, is not begun anew', async () => {
  const folder = await writeFolder([draft(arrests(1))]);
  rmSync(join(folder, 'tocsin.db'));
  await expect(open(folder)).rejects.toMatchObject({ code: 'behind-witness' });
});

test.each([
  ['half a file', (path: string) => writeFileSync(path, '{"epoch": "')],
  ['an empty file', (path: string) => writeFileSync(path, '')],
  ['another document', (path: string) => writeFileSync(path, '{}')],
  [
    'a folder',
    (path: string) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
])(
  'L19: a witness that is %s is refused in one line, which does not call the database damaged',
  async (_, spoil) => {
    const folder = await writeFolder([draft(arrests(1))]);
    spoil(join(folder, 'head-witness.json'));
    await expect(open(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(
        /^DATA_DIR \S+: head-witness\.json cannot be understood.*tocsin\.db was not touched[^\n]*$/,
      ),
    });
  },
);

// Mutant: a witness that says nothing of a board vouches for it without a word.
test('L33: a witness that lacks a board, or all of them, or is of another epoch, is said', async () => {
  const folder = await writeFolder([draft(arrests(1))]);
  writeFileSync(join(folder, 'head-witness.json'), JSON.stringify({ epoch: 'another', heads: [] }));
  const warned: string[] = [];
  const log = { info() {}, error() {}, warn: (sentence: string) => void warned.push(sentence) };
  await using store = await open(folder, { log });
  expect(warned).toEqual([
    expect.stringContaining('another epoch'),
    expect.stringContaining('says nothing of board march'),
  ]);
  expect(await store.health()).toEqual({ status: 'ready' });
});

// Mutant: the witness is written at the end alone, which a crash never reaches.
test('L19: the witness follows within 5 s, and at the end', async () => {
  const folder = scratchFolder();
  const time = createFakeTime(NOON);
  const warned: string[] = [];
  const log = { info() {}, error() {}, warn: (sentence: string) => void warned.push(sentence) };
  const store = await open(folder, { ...time, log });
  await makeBoard(store.ledger);
  expect(readHeads(folder)).toEqual([]);
  time.advance(4_999);
  // The log is emptied after the witness, which it waits for: both are written away from this thread.
  await expect.poll(() => readHeads(folder)).toMatchObject([{ board: 'march', seq: 1 }]);
  const { headHash } = await appendOne(store.ledger, batch('march', [draft(arrests(1))]));
  await store[Symbol.asyncDispose]();
  expect(readHeads(folder)).toEqual([{ board: 'march', seq: 2, hash: headHash }]);
  expect(warned).toEqual([]);
});

// Mutant: an epoch for each start, which sends every watcher a whole snapshot.
test('L20: the epoch survives restarts; a database that comes without its witness gets a new one', async () => {
  const folder = await writeFolder([draft(arrests(1))]);
  const epochs: string[] = [];
  for (const restored of [false, false, true, false]) {
    if (restored) rmSync(join(folder, 'head-witness.json'));
    await using store = await open(folder);
    epochs.push(store.ledger.epoch);
    expect(await readAll(store.ledger)).toHaveLength(2);
  }
  expect(epochs[1]).toBe(epochs[0]);
  expect(epochs[2]).not.toBe(epochs[0]);
  expect(epochs[3]).toBe(epochs[2]);
});
