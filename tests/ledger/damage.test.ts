/** What is damaged is found: changed bytes, and hands in the database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../server/ledger/contract.ts';
import type { Store } from '../../server/ledger/store.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { edit, open, writeFolder } from './closed-folder.ts';
import { arrests, batch, draft, makeBoard, NOON, readAll, retraction, update } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

const ROUNDS = Number(process.env.TOCSIN_FLIP_ROUNDS ?? 40);

const posted = Array.from({ length: 120 }, (_, index) =>
  draft(index % 4 ? arrests(index) : update(`Text ${index}: ${'words '.repeat(20)}`)),
);
const drafts = [...posted, draft(retraction(posted[1]?.id ?? ''))];

/** Everything that the ledger answers. */
async function tellAll(ledger: Ledger): Promise<unknown> {
  return {
    repeats: await ledger.append(drafts.map((one) => batch('march', [one]))),
    epoch: ledger.epoch,
    heads: await ledger.heads(),
    lines: await readAll(ledger),
    found: await Promise.all(drafts.map(({ id }) => ledger.seqOf('march', id))),
  };
}

// Mutants: texts are not compared with their hashes; what lies beside an entry has no checksum; indexes are trusted.
test(`L17: ${ROUNDS} bytes changed at random places of the file are found, or change nothing that is answered`, async () => {
  const folder = await writeFolder(drafts);
  const sound = readFileSync(join(folder, 'tocsin.db'));
  const witness = readFileSync(join(folder, 'head-witness.json'));
  const truth = await askCopy({ db: sound, witness }, ({ ledger }) => tellAll(ledger));
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const db = Buffer.from(sound);
    const where = Math.floor(Math.random() * db.length);
    const flip = 1 + Math.floor(Math.random() * 255);
    db[where] = (db[where] ?? 0) ^ flip;
    const answer = await askCopy({ db, witness }, verifyAndTell).catch((fault) => {
      expect(fault, `byte ${where} ^ ${flip}`).toMatchObject({ name: 'LedgerFault' });
      return 'found';
    });
    if (answer === 'found') found++;
    else expect(answer, `byte ${where} ^ ${flip}`).toEqual(truth);
  }
  // Half of the file is lines and texts: where hardly anything is found, hardly anything is looked at.
  expect(found).toBeGreaterThan(ROUNDS / 4);
}, 120_000);

async function verifyAndTell({ ledger }: Store): Promise<unknown> {
  return (await ledger.verify('march')) === undefined ? tellAll(ledger) : 'found';
}

async function askCopy<T>(
  files: { db: Buffer; witness: Buffer },
  ask: (store: Store) => Promise<T>,
): Promise<T> {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'tocsin.db'), files.db);
  writeFileSync(join(folder, 'head-witness.json'), files.witness);
  await using store = await open(folder);
  return await ask(store);
}

describe('hands in the database', () => {
  test.each([
    ['UPDATE entries SET facts = facts', 'UPDATE'],
    ['DELETE FROM entries WHERE key & 65535 = 3', 'DELETE'],
  ])('L18: %s is refused', async (sql) => {
    const folder = await writeFolder(drafts);
    expect(() => edit(folder, sql)).toThrow('the ledger is append-only');
  });

  const forced = (sql: string) => `DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go; ${sql}`;
  test.each([
    ['a count', forced(`UPDATE entries SET facts = '{"count":999}' WHERE key & 65535 = 3`), 3],
    ['a time', forced('UPDATE entries SET at = at + 1 WHERE key & 65535 = 4'), 4],
    ['a hash', forced('UPDATE entries SET hash = randomblob(32) WHERE key & 65535 = 5'), 5],
    ['a line taken out', forced('DELETE FROM entries WHERE key & 65535 = 7'), 7],
    ['a text', `UPDATE texts SET text = 'Another' WHERE key & 65535 = 6`, 6],
    ['a text taken out without an erasure', 'DELETE FROM texts WHERE key & 65535 = 6', 6],
    ['an author', 'UPDATE receipts SET author = NULL WHERE key & 65535 = 8', 8],
    ['a line whose receipt is gone', 'DELETE FROM receipts WHERE key & 65535 = 9', 9],
    [`a board's name`, `UPDATE boards SET slug = 'marsh'`, 1],
  ])('L17: %s changed by hand is found at the start, and the line is named', async (_, sql, seq) => {
    const folder = await writeFolder(drafts);
    edit(folder, sql);
    // A board's name is missed by the witness already, and a line that is gone breaks an index.
    await expect(open(folder)).rejects.toThrow(
      new RegExp(`Entry ${seq} of board|lacks entry \\d+ of board|is damaged`),
    );
  });

  // Mutant: an erasure of the entry excuses whatever text is missing from a change of it, later ones too.
  test('L17: a text taken out of a change that came after its entry was erased is found', async () => {
    const secret = draft(update('A name'));
    const correct = (text: string) =>
      draft({ kind: 'correction', target: secret.id, set: { text }, reason: text });
    const folder = await writeFolder([secret, correct('Another name')]);
    await using store = await open(folder);
    await store.ledger.erase(batch('march', [draft({ kind: 'erasure', target: secret.id, reason: 'R' })]), 2);
    await store.ledger.append([batch('march', [correct('Later')])]);
    expect(await store.ledger.verify('march')).toBeUndefined();
    edit(folder, 'DELETE FROM texts WHERE key & 65535 = 5');
    expect(await store.ledger.verify('march')).toBe(5);
  });

  // Mutant: only the newest lines are ever verified.
  test('L17: damage to an old line is found soon after the start; from then on the store refuses', async () => {
    const folder = await writeFolder(Array.from({ length: 1_100 }, (_, index) => draft(arrests(index))));
    edit(folder, forced(`UPDATE entries SET facts = '{"count":999}' WHERE key & 65535 = 3`));
    const time = createFakeTime(NOON);
    const told = Promise.withResolvers<string>();
    const log = { info() {}, warn() {}, error: told.resolve };
    await using store = await open(folder, { ...time, log });
    await store.ready();
    time.advance(5_000);
    expect(await told.promise).toContain('Entry 3 of board march');
    await expect(store.ready()).rejects.toMatchObject({ code: 'damaged' });
    await expect(makeBoard(store.ledger, 'strike')).rejects.toMatchObject({ code: 'damaged' });
  });
});
