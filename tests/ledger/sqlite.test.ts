/** The embedded store keeps the laws of both contracts, and those that only a database in a file can break. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openReader, openWriter } from '../../server/ledger/sqlite/connection.ts';
import { prepareColumns } from '../../server/ledger/sqlite/line-columns.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import { createReader } from '../../server/ledger/sqlite/reader.ts';
import { LedgerFault } from '../../server/ledger-fault.ts';
import { open, writeFolder } from './closed-folder.ts';
import type { OpenFresh } from './contract-suite.ts';
import { describeLedger } from './contract-suite.ts';
import { appendOne, arrests, batch, draft, makeBoard, NOON } from './drafts.ts';
import { describeErasing } from './erasing-suite.ts';
import { describePeople } from './people-suite.ts';
import { scratchFolder } from './scratch.ts';

const openFresh: OpenFresh = ({ clock, timers }) => openStore({ dataDir: scratchFolder(), clock, timers });

describeLedger('the ledger on SQLite', openFresh);
describeErasing('erasing on SQLite', openFresh);
describePeople('people on SQLite', openFresh);

// Mutant: NORMAL, which kill -9 cannot tell from FULL, and with which a power cut takes acknowledged entries.
test('L13: a commit waits until the disk has it', () => {
  const db = openWriter(join(scratchFolder(), 'tocsin.db'));
  onTestFinished(() => db.close());
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
});

// Mutant: the page that is read ahead is waited for by nobody, and its failure ends the process.
test('L6: who gives up reading is not followed by a failure of the page ahead', async () => {
  const db = openReader(join(await writeFolder([draft(arrests(1))]), 'tocsin.db'));
  onTestFinished(() => db.close());
  const columnsOf = prepareColumns(db);
  let asked = 0;
  const { pages } = createReader(db, async (range) => {
    if (asked++ > 0) throw new LedgerFault('failed', 'The writer has ended.');
    return columnsOf(range);
  });
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  for await (const lines of pages('march', 0)) {
    expect(lines).toHaveLength(2);
    break;
  }
  await setImmediate();
  expect(asked).toBe(2);
  expect(unhandled).toEqual([]);
});

// Mutant: what is recorded while another record is on its way is dropped.
test('L12: many actions recorded at once are all recorded', async () => {
  const folder = scratchFolder();
  await using store = await open(folder);
  const subjects = Array.from({ length: 50 }, (_, index) => `march/${index}`);
  await Promise.all(
    subjects.map((subject) => store.people.record({ at: NOON, personId: null, action: 'post', subject })),
  );
  const db = new DatabaseSync(join(folder, 'tocsin.db'), { readOnly: true });
  onTestFinished(() => db.close());
  expect(db.prepare('SELECT subject FROM audit ORDER BY no').all()).toEqual(
    subjects.map((subject) => ({ subject })),
  );
});

// Mutant: nobody moves the log into the database, which then grows until the next start has to do it all at once.
test('L21: lines are moved from the log into the database while they are posted', async () => {
  const folder = scratchFolder();
  await using store = await open(folder);
  await makeBoard(store.ledger);
  const size = () => statSync(join(folder, 'tocsin.db')).size;
  const before = size();
  await appendOne(
    store.ledger,
    batch(
      'march',
      Array.from({ length: 5_000 }, (_, index) => draft(arrests(index))),
    ),
  );
  await expect.poll(size, { timeout: 10_000 }).toBeGreaterThan(before + 500_000);
});
