/** The laws of erasing, for every store that stands behind the ledger's contract. Each names the mutant that it kills. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Draft, DraftFacts, Ledger } from '../../server/ledger/contract.ts';
import { createFakeTime } from '../support/fake-time.ts';
import type { OpenFresh } from './contract-suite.ts';
import { appendOne, arrests, batch, draft, makeBoard, NOON, outcomeOf, update } from './drafts.ts';

export function describeErasing(name: string, openFresh: OpenFresh): void {
  describe(name, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      const store = await openFresh(createFakeTime(NOON));
      ledger = store.ledger;
      await makeBoard(ledger);
      return () => store[Symbol.asyncDispose]();
    });

    const post = (facts: DraftFacts, more?: Partial<Draft>) =>
      appendOne(ledger, batch('march', [draft(facts, more)]));

    // Mutants: the leaf changes with the erasure; the erasure line comes in a transaction of its own.
    test('L9: an erased text is gone from the entry, while the chain still proves its numbers', async () => {
      const sources = [{ title: 'A name' }];
      const { entries } = await post(
        arrests(12, { text: 'A name', count: { best: 12, words: 'a dozen' }, sources }),
      );
      const leaf = await ledger.leaf('march', 2);
      const line = draft({ kind: 'erasure', target: entries[0]?.id ?? '', reason: 'A private person' });
      expect(await ledger.erase(batch('march', [line]), 2)).toMatchObject({
        outcome: 'appended',
        entries: [{ seq: 3, version: 1 }],
        lines: [{ kind: 'erasure', targetSeq: 2, reason: 'A private person' }],
      });
      const [erased] = await ledger.lines('march', [2]);
      expect(erased).toEqual({
        ...{ seq: 2, at: NOON, id: entries[0]?.id, erased: true },
        ...arrests(12),
      });
      expect(await ledger.leaf('march', 2)).toEqual(leaf);
      expect(await ledger.verify('march')).toBeUndefined();
    });

    // Mutant: the erasure counts as a change of its target.
    test('L9: an erasure is no change: the next one finds the version it knows', async () => {
      const { entries } = await post(update('A name'));
      const target = entries[0]?.id ?? '';
      await ledger.erase(batch('march', [draft({ kind: 'erasure', target, reason: 'R' })]), 2);
      const change = await post({ kind: 'mark', target, key: true }, { seenVersion: 1 });
      expect(change.entries).toMatchObject([{ version: 2 }]);
    });

    // Mutants: the texts of changes stay; a change after the erasure loses its own; marks lose their receipts.
    test('L9: an erasure takes the texts of all changes so far, and what is said later stands', async () => {
      const drafts = [draft(arrests(1)), draft(update('Another'))];
      const [{ id: target = '' } = {}] = drafts;
      const changes = [
        draft({
          kind: 'correction',
          target,
          set: { text: 'A name', sources: [{ title: 'A name' }] },
          reason: 'A name',
        }),
        draft({ kind: 'status', target, status: 'confirmed', sources: [{ title: 'A name' }] }),
        draft({ kind: 'mark', target, key: true }),
      ];
      await appendOne(ledger, batch('march', [...drafts, ...changes]));
      await ledger.erase(batch('march', [draft({ kind: 'erasure', target, reason: 'R' })]), 2);
      const later = draft({ kind: 'correction', target, set: { text: 'Later' }, reason: 'Better' });
      await appendOne(ledger, batch('march', [later]));
      expect(await ledger.lines('march', [3, 4, 5, 7, 8])).toMatchObject([
        { text: 'Another' },
        { set: {}, erased: true },
        { status: 'confirmed', erased: true },
        { kind: 'erasure', reason: 'R' },
        { set: { text: 'Later' }, reason: 'Better' },
      ]);
      expect(JSON.stringify(await ledger.lines('march', [2, 4, 5, 6]))).not.toContain('A name');
      expect(await ledger.verify('march')).toBeUndefined();
      const again = async (one: Draft | undefined) =>
        (await outcomeOf(ledger, batch('march', one ? [one] : []))).outcome;
      // What said an erased text cannot be known again; what said none can.
      expect(await Promise.all([...changes, drafts[0], later].map(again))).toEqual([
        ...['conflict', 'conflict', 'appended', 'appended', 'appended'],
      ]);
    });

    // Mutant: the texts of another line are erased than the one that the erasure names.
    test('L9: an erasure that names another entry than its number is refused and erases nothing', async () => {
      const { entries } = await post(update('Stays'));
      const line = draft({ kind: 'erasure', target: entries[0]?.id ?? '', reason: 'R' });
      expect(await ledger.erase(batch('march', [line]), 1)).toEqual({ outcome: 'no-target', index: 0 });
      expect(await ledger.lines('march', [2])).toMatchObject([{ text: 'Stays' }]);
    });
  });
}
