/** What is damaged is found: changed bytes, and hands in the database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../server/ledger/contract.ts';
import type { Store } from '../../server/ledger/store.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { edit, open, readRows, writeFolder } from './closed-folder.ts';
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
  const key = keyOf(folder);
  const truth = await askCopy({ db: sound, witness }, ({ ledger }) => tellAll(ledger));
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const db = Buffer.from(sound);
    const where = pickPlace(sound, key);
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

/** Anywhere but in the key that tells a repeat from a conflict: docs/operating.md says what no check covers. */
function pickPlace(db: Buffer, key: Uint8Array): number {
  const start = db.indexOf(key);
  const where = Math.floor(Math.random() * (db.length - key.length));
  return where < start ? where : where + key.length;
}

function keyOf(folder: string): Uint8Array {
  const [row] = readRows(folder, "SELECT value FROM settings WHERE name = 'body_key'");
  return row?.value as Uint8Array;
}

async function verifyAndTell({ ledger }: Store, logged: readonly string[]): Promise<unknown> {
  // An epoch that the witness does not know is said, and everything is served under it.
  if (ledger.damages.of('march') || logged.some((line) => line.includes('another epoch'))) return 'found';
  return (await ledger.verify('march')) === undefined ? tellAll(ledger) : 'found';
}

async function askCopy<T>(
  files: { db: Buffer; witness: Buffer },
  ask: (store: Store, logged: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'tocsin.db'), files.db);
  writeFileSync(join(folder, 'head-witness.json'), files.witness);
  const logged: string[] = [];
  const note = (sentence: string) => void logged.push(sentence);
  await using store = await open(folder, { log: { info: note, warn: note, error: note } });
  return await ask(store, logged);
}

test('L17: an epoch that is none is minted anew, and everything is served under it', async () => {
  const folder = await writeFolder(drafts);
  edit(folder, `UPDATE settings SET value = CAST(x'e9e9' AS TEXT) WHERE name = 'epoch'`);
  await using store = await open(folder);
  expect(store.ledger.epoch).toMatch(/^[0-9a-f-]{36}$/);
  expect(await store.health()).toEqual({ status: 'ready' });
  expect(await readAll(store.ledger)).toHaveLength(drafts.length + 1);
});

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
    await using store = await open(folder);
    // A board's name is missed by the witness already.
    expect(store.ledger.damages.of('march')?.sentence).toMatch(
      new RegExp(`Entry ${seq} of board march|march is in head-witness.json and not in tocsin.db`),
    );
    expect(await store.health()).toMatchObject({ status: 'damaged' });
  });

  test.each([
    ['a count', forced(`UPDATE entries SET facts = '{"count":999}' WHERE key & 65535 = 3`), 3],
    ['a time', forced('UPDATE entries SET at = at + 1 WHERE key & 65535 = 4'), 4],
    ['a text', `UPDATE texts SET text = 'Another' WHERE key & 65535 = 6`, 6],
    ['a text taken out without an erasure', 'DELETE FROM texts WHERE key & 65535 = 6', 6],
    ['a target', forced('UPDATE entries SET target = target + 1 WHERE target IS NOT NULL'), 122],
  ])(
    'L37: %s changed by hand while the store is open is found when that line is read',
    async (_, sql, seq) => {
      const folder = await writeFolder(drafts);
      await using store = await open(folder);
      const seqs = Array.from({ length: drafts.length + 1 }, (_entry, index) => index + 1);
      expect(await store.ledger.lines('march', seqs)).toHaveLength(seqs.length);
      edit(folder, sql);
      expect(await store.ledger.lines('march', [2])).toHaveLength(1);
      await expect(store.ledger.lines('march', [seq])).rejects.toMatchObject({ code: 'damaged' });
      expect(store.ledger.damages.of('march')?.sentence).toMatch(`Board march: Entry ${seq} `);
      await expect(store.ledger.lines('march', [2])).rejects.toMatchObject({ code: 'damaged' });
    },
  );

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

  const spoil = forced(`UPDATE entries SET facts = '{"count":999}' WHERE key & 65535 = 3`);

  async function writeOldDamage(): Promise<string> {
    const folder = await writeFolder(Array.from({ length: 1_100 }, (_, index) => draft(arrests(index))));
    edit(folder, spoil);
    return folder;
  }

  // Mutants: only the newest lines are ever verified; the whole store refuses; a damaged board takes posts.
  test('L17, L31: damage to an old line is found at once after the start; its board is withheld, the others go on', async () => {
    const folder = await writeOldDamage();
    const told: string[] = [];
    const log = { info() {}, warn() {}, error: (sentence: string) => void told.push(sentence) };
    await using store = await open(folder, { log, linesAtStart: 0 });
    const { ledger } = store;
    const withheld: string[] = [];
    ledger.damages.onDamage((board) => withheld.push(board));
    await store.checkRest();
    expect(withheld).toEqual(['march']);
    expect(told).toEqual([expect.stringMatching(/^Entry 3 of board march is not what was stored/)]);
    expect(await store.health()).toEqual({ status: 'damaged', boards: 1 });

    await makeBoard(ledger, 'strike');
    const both = [batch('march', [draft(arrests(1))]), batch('strike', [draft(arrests(1))])];
    expect(await ledger.append(both)).toMatchObject([{ outcome: 'damaged' }, { outcome: 'appended' }]);
    expect((await ledger.heads()).map(({ board }) => board)).toEqual(['strike']);
    await expect(ledger.lines('march', [1])).rejects.toMatchObject({ code: 'damaged' });
  });

  // Mutant: each start serves the false number again until its verification comes to it.
  test('L32: a board that was withheld is looked at whole at the next start, since when is kept, and a repair clears it', async () => {
    const folder = await writeFolder(Array.from({ length: 1_100 }, (_, index) => draft(arrests(index))));
    const sound = readFileSync(join(folder, 'tocsin.db'));
    edit(folder, spoil);
    let since: number | undefined;
    {
      await using store = await open(folder, { linesAtStart: 0 });
      await store.checkRest();
      since = store.ledger.damages.of('march')?.since;
    }
    {
      const later = createFakeTime(NOON + 3_600_000);
      await using store = await open(folder, { ...later, linesAtStart: 0 });
      expect(store.ledger.damages.of('march')).toMatchObject({ since });
    }
    writeFileSync(join(folder, 'tocsin.db'), sound);
    await using store = await open(folder, { linesAtStart: 0 });
    await store.checkRest();
    expect(await store.health()).toEqual({ status: 'ready' });
  });

  // Mutant: as much as is looked at before serving is a board's newest lines, whatever there is time for.
  test('L32: a start looks at old lines too, as far as a bounded number of lines goes', async () => {
    await using store = await open(await writeOldDamage());
    expect(store.ledger.damages.of('march')).toBeDefined();
  });

  test.each([
    [
      'a missing middle line',
      'DELETE FROM texts WHERE key & 65535 = 50; DELETE FROM receipts WHERE key & 65535 = 50; DELETE FROM entries WHERE key & 65535 = 50',
    ],
    [
      'the newest line dropped',
      'DELETE FROM receipts WHERE key & 65535 = 122; DELETE FROM texts WHERE key & 65535 = 122; DELETE FROM entries WHERE key & 65535 = 122',
    ],
    ['all lines dropped', 'DELETE FROM texts; DELETE FROM receipts; DELETE FROM entries'],
    ['a board dropped', 'DELETE FROM texts; DELETE FROM receipts; DELETE FROM entries; DELETE FROM boards'],
    ['facts that are no facts', `UPDATE entries SET facts = 'x' WHERE key & 65535 = 2`],
  ])('L31: %s is one sentence about that board, and stops no start', async (_, sql) => {
    const folder = await writeFolder(drafts);
    edit(folder, forced(sql));
    const told: string[] = [];
    const log = { info() {}, warn() {}, error: (sentence: string) => void told.push(sentence) };
    await using store = await open(folder, { log });
    expect(store.ledger.damages.of('march')?.sentence).toMatch(/march.*withheld.*(backup|head-witness)/);
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('\n');
    expect(await store.health()).toEqual({ status: 'damaged', boards: 1 });
    await makeBoard(store.ledger, 'strike');
  });
});
