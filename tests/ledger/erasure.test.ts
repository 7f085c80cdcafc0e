/** An erased text is gone from the disk: not a copy of it is in any file of the folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { createFakeTime } from '../support/fake-time.ts';
import { open, writeFolder } from './closed-folder.ts';
import { appendOne, arrests, batch, draft, makeBoard, NOON, update } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
}

// Mutants: no secure_delete; no checkpoint after the erasure; the body kept beside the entry.
test('L9: of many texts of many sizes, each that is erased is in no file any more, and each other one is', async () => {
  const folder = scratchFolder();
  await using store = await open(folder);
  await makeBoard(store.ledger);
  const nameOf = (index: number) => `person-${index}-`;
  // From a few bytes to several pages, and changed pages in between, so that rows move about in the file.
  const drafts = Array.from({ length: 60 }, (_, index) =>
    draft(update(nameOf(index).repeat(1 + ((index * 7) % 60) * 4))),
  );
  for (const one of drafts) await appendOne(store.ledger, batch('march', [one]));
  const order = drafts.map((_, index) => (index * 23) % 60).filter((index) => index % 2 === 0);
  for (const index of order) {
    expect(filesWith(folder, nameOf(index))).not.toEqual([]);
    const line = draft({ kind: 'erasure', target: drafts[index]?.id ?? '', reason: 'R' });
    await store.ledger.erase(batch('march', [line]), index + 2);
    expect(filesWith(folder, nameOf(index)), nameOf(index)).toEqual([]);
  }
  for (const [index] of drafts.entries()) {
    expect(filesWith(folder, nameOf(index)).length > 0).toBe(index % 2 === 1);
  }
});

// Mutant: the erasure is content with a log that a reader kept from being emptied.
test('L9: where a reader is in the way, the text is gone as soon as it has ended', async () => {
  const folder = scratchFolder();
  const time = createFakeTime(NOON);
  await using store = await open(folder, time);
  await makeBoard(store.ledger);
  const secret = draft(update('A very private name'));
  await appendOne(store.ledger, batch('march', [secret]));
  const reader = new DatabaseSync(join(folder, 'tocsin.db'), { readOnly: true });
  reader.exec('BEGIN; SELECT count(*) FROM entries');
  reader.prepare('SELECT * FROM entries').all();
  await store.ledger.erase(batch('march', [draft({ kind: 'erasure', target: secret.id, reason: 'R' })]), 2);
  expect(filesWith(folder, 'A very private name')).not.toEqual([]);
  time.advance(1_000);
  // Answered after the attempt that the reader was in the way of.
  await makeBoard(store.ledger, 'strike');
  reader.close();
  time.advance(1_000);
  await expect.poll(() => filesWith(folder, 'A very private name')).toEqual([]);
});

describe('a text that was erased', () => {
  // Mutant: the keyed hash of the body stays, and who has the file can try out what the text was.
  test('L9: leaves nothing beside its entry to try a guess on: its repeat is a conflict', async () => {
    const secret = draft(update('A name'));
    const folder = await writeFolder([secret]);
    await using store = await open(folder);
    await store.ledger.erase(batch('march', [draft({ kind: 'erasure', target: secret.id, reason: 'R' })]), 2);
    const [again] = await store.ledger.append([batch('march', [secret])]);
    expect(again).toEqual({ outcome: 'conflict', index: 0, id: secret.id });
    const db = new DatabaseSync(join(folder, 'tocsin.db'), { readOnly: true });
    const left = db
      .prepare('SELECT count(*) AS n FROM texts JOIN receipts USING (key) WHERE body IS NULL')
      .get();
    db.close();
    expect(left).toEqual({ n: 0 });
  });

  // Mutant: the erasure's line and the removal of the texts are two transactions.
  test('L9: stays when its erasure is refused', async () => {
    const secret = draft(update('Stays'), {});
    const folder = await writeFolder([secret, draft(arrests(1))]);
    await using store = await open(folder);
    const taken = draft({ kind: 'erasure', target: secret.id, reason: 'R' }, { id: secret.id });
    expect(await store.ledger.erase(batch('march', [taken]), 2)).toMatchObject({ outcome: 'conflict' });
    expect(await store.ledger.lines('march', [2])).toMatchObject([{ text: 'Stays' }]);
  });
});
