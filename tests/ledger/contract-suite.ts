/**
 * The laws of the ledger, for every store that stands behind its contract. Each names the mutant that it kills: the
 * mistake in a store that no other law would notice.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Draft, DraftFacts, Ledger } from '../../server/ledger/contract.ts';
import type { Store } from '../../server/ledger/store.ts';
import type { FakeTime } from '../support/fake-time.ts';
import { createFakeTime } from '../support/fake-time.ts';
import {
  appendOne,
  arrests,
  batch,
  boardLine,
  draft,
  makeBoard,
  NOON,
  outcomeOf,
  readAll,
  retraction,
  update,
} from './drafts.ts';

/** Opens an empty store whose clock is the one of `time`. The suite closes it. */
export type OpenFresh = (time: FakeTime) => Promise<Store>;

export function describeLedger(name: string, openFresh: OpenFresh): void {
  describe(name, () => {
    let time: FakeTime;
    let ledger: Ledger;
    beforeEach(async () => {
      time = createFakeTime(NOON);
      const store = await openFresh(time);
      ledger = store.ledger;
      await makeBoard(ledger);
      return () => store[Symbol.asyncDispose]();
    });

    const post = (facts: DraftFacts, more?: Partial<Draft>) =>
      appendOne(ledger, batch('march', [draft(facts, more)]));

    // Mutant: `seq` taken from a counter that a refused batch, a repeat or another board moves on.
    test('L1: lines are numbered from 1 without a gap, on each board for itself', async () => {
      await makeBoard(ledger, 'strike');
      const { entries } = await post(arrests(1));
      await outcomeOf(ledger, batch('march', [draft(arrests(2)), draft(retraction(randomUUID()))]));
      await post(arrests(1), { id: entries[0]?.id ?? '' });
      await post(arrests(3));
      await appendOne(ledger, batch('strike', [draft(arrests(4)), draft(arrests(5))]));
      expect((await readAll(ledger)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect((await readAll(ledger, 'strike')).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    // Mutant: `at` is the clock's time alone.
    test('L1: the time of publication never falls, even when the clock does', async () => {
      const first = await post(arrests(1));
      time.setClock(-60_000);
      const second = await post(arrests(2));
      time.pass(120_000);
      const third = await post(arrests(3));
      expect([first, second, third].map(({ lines }) => (lines[0]?.at ?? 0) - NOON)).toEqual([0, 0, 60_000]);
    });

    // Mutants: numbering outside the transaction; a group whose batches overtake one another.
    test('L1: whatever is posted at once by many, the chain has no gap and adds up', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
          async (groups) => {
            const callers = groups.map((sizes) =>
              ledger.append(
                sizes.map((size) =>
                  batch(
                    'march',
                    Array.from({ length: size + 1 }, () => draft(arrests(size))),
                  ),
                ),
              ),
            );
            const outcomes = (await Promise.all(callers)).flat();
            expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
          },
        ),
        { numRuns: 15 },
      );
      const lines = await readAll(ledger);
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      expect(await ledger.verify('march')).toBeUndefined();
    });

    // Mutant: a repeat is appended again, or answered with its own moment.
    test('L2: the same id with the same body is one entry, answered as it was the first time', async () => {
      const posted = draft(arrests(12));
      const first = await appendOne(ledger, batch('march', [posted]));
      time.pass(5_000);
      const again = await appendOne(ledger, batch('march', [posted]));
      expect(again.entries).toEqual(first.entries.map((entry) => ({ ...entry, repeated: true })));
      expect(again).toMatchObject({ lines: [], headHash: '' });
      expect(await readAll(ledger)).toHaveLength(2);
    });

    // Mutant: the repeat of a change finds its own effect to be stale.
    test('L2: a change that is sent again is answered with the version that it made', async () => {
      const { entries } = await post(arrests(12));
      const target = entries[0]?.id ?? '';
      const change = draft({ kind: 'mark', target, pinned: true }, { seenVersion: 1 });
      await appendOne(ledger, batch('march', [change]));
      await post({ kind: 'status', target, status: 'confirmed' });
      const again = await appendOne(ledger, batch('march', [change]));
      expect(again.entries).toMatchObject([{ version: 2, repeated: true }]);
    });

    // Mutant: only the id is compared.
    test('L2: the same id with another body is a conflict, and takes its batch with it', async () => {
      const posted = draft(arrests(12));
      await appendOne(ledger, batch('march', [posted]));
      const other = draft(arrests(13), { id: posted.id });
      const outcome = await outcomeOf(ledger, batch('march', [draft(arrests(1)), other]));
      expect(outcome).toEqual({ outcome: 'conflict', index: 1, id: posted.id });
      expect(await readAll(ledger)).toHaveLength(2);
    });

    // Mutant: a batch with one known id is answered as if all of it were known.
    test('L2: of a batch that is there in part, the rest is appended', async () => {
      const [known, fresh] = [draft(arrests(1)), draft(arrests(2))];
      await appendOne(ledger, batch('march', [known]));
      const outcome = await appendOne(ledger, batch('march', [known, fresh]));
      expect(outcome.entries.map(({ seq, repeated }) => [seq, repeated])).toEqual([
        [2, true],
        [3, false],
      ]);
      expect(outcome.lines.map(({ seq }) => seq)).toEqual([3]);
    });

    // Mutant: ids are unique over all boards.
    test('L2: the same id on another board is another entry', async () => {
      await makeBoard(ledger, 'strike');
      const posted = draft(arrests(1));
      await appendOne(ledger, batch('march', [posted]));
      const there = await appendOne(ledger, batch('strike', [draft(arrests(2), { id: posted.id })]));
      expect(there.entries).toMatchObject([{ seq: 2, repeated: false }]);
    });

    // Mutant: one transaction for the group, without a savepoint for each batch.
    test('L3: a batch is appended wholly or not at all, and no batch takes another with it', async () => {
      const outcomes = await ledger.append([
        batch('march', [draft(arrests(1))]),
        batch('march', [draft(arrests(2)), draft(retraction(randomUUID()))]),
        batch('nowhere', [draft(arrests(3))]),
        batch('march', [draft(arrests(4))]),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([
        'appended',
        'no-target',
        'no-board',
        'appended',
      ]);
      expect((await readAll(ledger)).map((line) => 'count' in line && line.count.best)).toEqual([
        false,
        1,
        4,
      ]);
      expect(await ledger.verify('march')).toBeUndefined();
    });

    // Mutant: the check of the version stands outside the transaction, or counts the target's versions from 0.
    test('L4: of two changes judged on the same version the second is stale, and hears the version', async () => {
      const { entries } = await post(arrests(12));
      const target = entries[0]?.id ?? '';
      const change = (key: boolean) =>
        batch('march', [draft({ kind: 'mark', target, key }, { seenVersion: 1 })]);
      const [first, second] = await ledger.append([change(true), change(false)]);
      expect(first).toMatchObject({ outcome: 'appended', entries: [{ version: 2 }] });
      expect(second).toEqual({ outcome: 'stale', index: 0, version: 2 });
    });

    // Mutant: the targets of a batch are looked up before it begins.
    test('L4: a change may be about an entry earlier in its batch, and counts the changes before it', async () => {
      const entry = draft(arrests(12));
      const mark = draft({ kind: 'mark', target: entry.id, key: true }, { seenVersion: 1 });
      const withdrawal = draft(retraction(entry.id), { seenVersion: 2 });
      const { entries, lines } = await appendOne(ledger, batch('march', [entry, mark, withdrawal]));
      expect(entries.map(({ version }) => version)).toEqual([1, 2, 3]);
      expect(lines.map((line) => 'targetSeq' in line && line.targetSeq)).toEqual([false, 2, 2]);
    });

    // Mutant: a target is looked for on every board.
    test('L5: a change to an entry that this board does not have is refused', async () => {
      await makeBoard(ledger, 'strike');
      const { entries } = await post(arrests(12));
      const elsewhere = batch('strike', [draft(retraction(entries[0]?.id ?? ''))]);
      expect(await outcomeOf(ledger, elsewhere)).toEqual({ outcome: 'no-target', index: 0 });
    });

    // Mutants: the second making of a board is appended as a change; a refused making leaves an empty board behind.
    test('L5: a board is made once, by its first line, and nothing is posted to one that is not there', async () => {
      expect(await outcomeOf(ledger, batch('march', [draft(boardLine('march'))]))).toEqual({
        outcome: 'board-exists',
      });
      const refused = batch('strike', [draft(boardLine('strike')), draft(retraction(randomUUID()))]);
      expect(await outcomeOf(ledger, refused)).toEqual({ outcome: 'no-target', index: 1 });
      expect(await outcomeOf(ledger, batch('strike', [draft(arrests(1))]))).toEqual({ outcome: 'no-board' });
      // A board under another's name would never add up: its first line says what it is called.
      expect(await outcomeOf(ledger, batch('strike', [draft(boardLine('rally'))]))).toEqual({
        outcome: 'no-board',
      });
      const made = draft(boardLine('strike'));
      const twice = await ledger.append([batch('strike', [made]), batch('strike', [made])]);
      expect(twice).toMatchObject([
        { entries: [{ seq: 1, repeated: false }] },
        { entries: [{ seq: 1, repeated: true }] },
      ]);
      expect((await ledger.heads()).map(({ board, seq }) => [board, seq])).toEqual([
        ['march', 1],
        ['strike', 1],
      ]);
    });

    // Mutant: any field that the codec forgets, or that a default hides.
    test('L6: what is read back is what the append answered, field by field', async () => {
      const target = draft(arrests(1));
      const sources = [{ url: 'https://example.org/a', title: 'A' }, { title: 'Б' }];
      const everything: DraftFacts[] = [
        {
          kind: 'registration',
          op: 'add',
          count: { best: 1 },
          place: 'kazan',
          asOf: NOON - 1,
          claimant: 'desk',
          status: 'reported',
        },
        arrests(30, {
          op: 'total',
          count: { best: 30, low: 20, high: 40, words: 'десятки' },
          claimant: 'ovd-info',
          sources,
        }),
        arrests(0, {
          count: { best: 8, atLeast: true },
          status: 'confirmed',
          text: 'At least 8\n\t"quoted" 🔔',
        }),
        arrests(2, { asOf: Date.parse('1900-01-01T00:00Z'), sources: [] }),
        {
          ...update('Началось'),
          place: 'kazan',
          claimant: 'ministry',
          status: 'disputed',
          sources,
        } as DraftFacts,
        {
          kind: 'correction',
          target: target.id,
          set: { count: { best: 3, words: 'three' }, text: null, place: null, sources: [] },
          reason: 'Why',
        },
        {
          kind: 'correction',
          target: target.id,
          set: { op: 'total', asOf: NOON, claimant: 'x', text: 'T', sources },
          reason: 'Why',
        },
        { kind: 'status', target: target.id, status: 'confirmed', sources },
        { kind: 'status', target: target.id, status: 'reported' },
        { kind: 'mark', target: target.id, key: false, pinned: true },
        retraction(target.id),
        { kind: 'checked', of: 'arrest', place: 'kazan' },
        { kind: 'checked' },
        {
          kind: 'board',
          set: {
            summary: { en: 'S', ru: 'С' },
            goals: null,
            places: [{ id: 'kazan', name: 'Kazan', lat: 55.79 }],
          },
        },
      ];
      const { lines } = await appendOne(
        ledger,
        batch('march', [target, ...everything.map((facts) => draft(facts))]),
      );
      expect(await readAll(ledger, 'march', 1)).toEqual(lines);
      const asPosted = lines.slice(1).map(({ seq, at, id, ...facts }) => facts);
      expect(asPosted).toMatchObject(
        everything.map((facts) =>
          'sources' in facts && facts.sources?.length === 0 ? { kind: 'arrest' } : facts,
        ),
      );
      expect(await ledger.verify('march')).toBeUndefined();
    });

    // Mutant: a page that begins with the line it should follow, or ends before the last.
    test('L6: lines are read in pages from any position, and singly by number and id', async () => {
      const many = Array.from({ length: 4_500 }, (_, index) => draft(arrests(index)));
      await appendOne(ledger, batch('march', many));
      await makeBoard(ledger, 'strike');
      const pages: number[][] = [];
      for await (const page of ledger.read('march', 200)) pages.push(page.map(({ seq }) => seq));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat()).toEqual(Array.from({ length: 4_301 }, (_, index) => index + 201));
      expect((await ledger.lines('march', [4_501, 9_999, 2])).map(({ seq }) => seq)).toEqual([4_501, 2]);
      expect(await ledger.seqOf('march', many[41]?.id ?? '')).toBe(43);
      expect(await ledger.seqOf('strike', many[41]?.id ?? '')).toBeUndefined();
      expect(await readAll(ledger, 'nowhere')).toEqual([]);
    });

    // Mutants: the leaf of a line is written anew from parsed facts; the hash before it is left out.
    test('L7: each leaf holds the hash of the one before, and the head is the hash of the last', async () => {
      const { lines, headHash } = await post(update('Первые автозаки'));
      const [before, last] = [await ledger.leaf('march', 1), await ledger.leaf('march', 2)];
      expect(Buffer.from(last?.bytes ?? []).toString('hex')).toContain(before?.hash);
      expect(last?.hash).toBe(headHash);
      expect(await ledger.heads()).toEqual([{ board: 'march', seq: 2, at: lines[0]?.at, hash: headHash }]);
    });

    // Mutant: the author, the body or the time of reception goes into the facts, or a text into the leaf.
    test('L8: neither who posted nor a text is in a leaf', async () => {
      const who = '4c3dfd3c-1f52-4f50-9f0a-53b5c6e8d0aa';
      await appendOne(
        ledger,
        batch('march', [draft(update('Совсем тайный текст'), { body: 'BODY' })], { author: who }),
      );
      const leaf = Buffer.from((await ledger.leaf('march', 2))?.bytes ?? []);
      for (const hidden of [who, 'тайный', 'BODY', 'anna']) expect(leaf.includes(hidden)).toBe(false);
    });

    // Mutants: another board's line; the author of the batch before; a line of the server's own taken for unknown.
    test('D24: the ledger knows who posted each line, and keeps that beside it', async () => {
      await makeBoard(ledger, 'strike');
      await appendOne(ledger, batch('march', [draft(arrests(1)), draft(arrests(2))], { author: 'vera' }));
      await appendOne(ledger, batch('march', [draft(arrests(3))], { author: null }));
      await appendOne(ledger, batch('strike', [draft(arrests(4))], { author: 'boris' }));
      const authors = await ledger.authors('march', [1, 4, 3, 2, 99]);
      expect(Object.fromEntries(authors)).toEqual({ 1: 'anna', 2: 'vera', 3: 'vera', 4: null });
      expect((await ledger.authors('nowhere', [1])).size).toBe(0);
    });

    test('L10: once closed, nothing is answered', async () => {
      const store = await openFresh(createFakeTime(NOON));
      onTestFinished(() => store[Symbol.asyncDispose]());
      expect(await store.health()).toEqual({ status: 'ready' });
      await store.ledger[Symbol.asyncDispose]();
      await expect(store.health()).rejects.toMatchObject({ code: 'closed' });
      await expect(makeBoard(store.ledger)).rejects.toMatchObject({ code: 'closed' });
      await expect(store.people.hasAdmin()).rejects.toMatchObject({ code: 'closed' });
    });
  });
}
