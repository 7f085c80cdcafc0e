/** Which posts changed last, told without looking through the ledger: compared with looking through all of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { CountFacts, Facts, Line, UpdateFacts } from '#shared/line.ts';
import { formatInstant } from '#shared/time.ts';
import { makeHistory, steps } from '../../support/random-history.ts';
import { idOfLine, ledgerOf, minuteOf } from '../histories.ts';

const claim = { asOf: minuteOf(0), claimant: 'desk', status: 'reported' } as const;
const twelve: CountFacts = {
  kind: 'arrest',
  op: 'add',
  count: { best: 12 },
  text: 'At the square',
  ...claim,
};
const buses: UpdateFacts = { kind: 'update', text: 'Buses arrive', ...claim };
const target = (seq: number) => ({ target: idOfLine(seq), targetSeq: seq });

function tallyOf(lines: readonly Line[]): Tally {
  const tally = createTally();
  tally.fold(lines);
  return tally;
}

/** Every post that the feed holds or whose texts were erased, by the last line about it: each line is looked at. */
function lookThrough(lines: readonly Line[], tally: Tally): [seq: number, changedAt: string][] {
  const posts = lines.flatMap(({ seq }): [number, Line][] => {
    const entry = tally.entryState(seq);
    if (!(entry && (tally.feedRow(seq) || entry.erasures.length > 0))) return [];
    const about = Math.max(seq, ...entry.changes, ...entry.erasures);
    return lines.filter((line) => line.seq === about).map((line): [number, Line] => [seq, line]);
  });
  posts.sort(([, a], [, b]) => b.seq - a.seq);
  return posts.map(([seq, { at }]) => [seq, formatInstant(at)]);
}

test('O70: the posts that changed last are those that looking through the whole ledger finds', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 60 }), (made, limit) => {
      const lines = makeHistory(made);
      const tally = tallyOf(lines);
      const found = tally.recentPosts(limit).map(({ row, changedAt }) => [row.seq, changedAt]);
      expect(found).toEqual(lookThrough(lines, tally).slice(0, limit));
    }),
    { numRuns: 300 },
  );
});

test('O70: one that leaves the feed makes room for an older one; one whose text is erased stays', () => {
  const facts: Facts[] = [twelve, buses, { ...buses, text: 'Two' }, { ...twelve, text: 'Three' }];
  const gone: Facts = { kind: 'correction', ...target(5), set: { text: null }, reason: 'a slip' };
  const left = tallyOf(ledgerOf({}, ...facts, gone));
  expect(left.recentPosts(3).map(({ row }) => row.seq)).toEqual([4, 3, 2]);
  const erased = tallyOf(ledgerOf({}, ...facts, gone, { kind: 'erasure', ...target(5) }));
  expect(erased.recentPosts(2)).toMatchObject([{ row: { seq: 5 }, isErasure: true }, { row: { seq: 4 } }]);
  expect(erased.feedRow(5)).toBeUndefined();
});

test('O70: the ledger that has lost a text tells the same of it as the one that had it', () => {
  const [board, post, ...rest] = ledgerOf({}, twelve, buses, { kind: 'erasure', ...target(2) });
  if (!(board && post)) throw new Error('the ledger has two lines');
  const { text: _, ...bare } = twelve;
  const read: Line = { seq: post.seq, at: post.at, id: post.id, ...bare, erased: true };
  const told = (lines: Line[]) =>
    tallyOf(lines)
      .recentPosts(5)
      .map(({ row, isErasure }) => [row.seq, isErasure]);
  expect(told([board, read, ...rest])).toEqual(told([board, post, ...rest]));
  expect(told([board, read, ...rest])).toEqual([
    [2, true],
    [3, false],
  ]);
});

test('O71: a post tells each of its changes, and where they are many what they came to', () => {
  const correct = (best: number): Facts => ({
    kind: 'correction',
    ...target(2),
    set: { count: { best } },
    reason: `now ${best}`,
  });
  const few = tallyOf(ledgerOf({}, twelve, correct(20), correct(21)));
  const tellWhy = (tally: Tally) =>
    tally.recentPosts(1)[0]?.revisions.map(({ reason, row }) => [row.count, reason]);
  expect(tellWhy(few)).toEqual([
    [12, undefined],
    [20, 'now 20'],
    [21, 'now 21'],
  ]);
  const many = tallyOf(ledgerOf({}, twelve, ...Array.from({ length: 5_000 }, (_, n) => correct(13 + n))));
  expect(tellWhy(many)).toEqual([
    [12, undefined],
    [5_012, 'now 5012'],
  ]);
});
