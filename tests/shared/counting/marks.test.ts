/** Where a series says that its number was corrected, retracted or fell. */
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally, Where } from '#shared/counting/tally.ts';
import type { CountFacts, Facts } from '#shared/line.ts';
import { idOfLine, ledgerOf, minuteOf } from '../histories.ts';

const places = [
  { id: 'volga', name: 'Volga' },
  { id: 'kazan', name: 'Kazan', parent: 'volga' },
];
const target = (seq: number) => ({ target: idOfLine(seq), targetSeq: seq });
const count = (op: 'add' | 'total', best: number, minute: number, place?: string): CountFacts => ({
  ...{ kind: 'arrest', op, count: { best }, asOf: minuteOf(minute), claimant: 'desk', status: 'reported' },
  ...(place !== undefined && { place }),
});

function tallyOf(...facts: Facts[]): Tally {
  const tally = createTally();
  tally.fold(ledgerOf({ places }, ...facts));
  return tally;
}
const marksOf = (tally: Tally, where: Where) =>
  tally.series({ kind: 'arrest', where, claimant: 'desk' }).marks.map(({ t, what }) => [t, what]);

test('C23: a corrected, a retracted and a falling number leave a mark where they now are', () => {
  const tally = tallyOf(
    count('total', 30, 1, 'kazan'),
    count('total', 20, 2, 'kazan'),
    count('total', 25, 3, 'kazan'),
    { kind: 'correction', ...target(4), set: { asOf: minuteOf(5) }, reason: 'later' },
    count('add', 12, 4, 'kazan'),
    { kind: 'retraction', ...target(6), reason: 'a hoax' },
  );
  expect(marksOf(tally, 'kazan')).toEqual([
    [minuteOf(2), 'fell'],
    [minuteOf(4), 'retracted'],
    [minuteOf(5), 'corrected'],
  ]);
  // The nation's number is made of the city's, and says what was corrected in it; it states nothing that fell.
  expect(marksOf(tally, null)).toEqual([
    [minuteOf(4), 'retracted'],
    [minuteOf(5), 'corrected'],
  ]);
});

test('C23: with a total retracted, the next is compared with the one before it', () => {
  const tally = tallyOf(count('total', 30, 1), count('total', 20, 2), count('total', 25, 3));
  expect(marksOf(tally, null)).toEqual([[minuteOf(2), 'fell']]);
  tally.fold([{ ...{ seq: 5, at: 0, id: idOfLine(5) }, kind: 'retraction', ...target(3), reason: 'a slip' }]);
  expect(marksOf(tally, null)).toEqual([
    [minuteOf(2), 'retracted'],
    [minuteOf(3), 'fell'],
  ]);
});

// Mutant: totals compared with totals alone.
test('C23: a total below the additions that it replaces is a fall', () => {
  const tens = Array.from({ length: 21 }, (_, minute) => count('add', 10, minute, 'kazan'));
  expect(marksOf(tallyOf(...tens, count('total', 50, 30, 'kazan')), 'kazan')).toEqual([
    [minuteOf(30), 'fell'],
  ]);
  expect(marksOf(tallyOf(...tens, count('total', 210, 30, 'kazan')), 'kazan')).toEqual([]);
  const since = [count('total', 5, 0, 'kazan'), ...tens.slice(1, 4), count('total', 34, 30, 'kazan')];
  expect(marksOf(tallyOf(...since), 'kazan')).toEqual([[minuteOf(30), 'fell']]);
});

// Mutants: a fall below counted above; a lower total marked although the places hold the number up.
test('C23: what holds the number up is no fall, and what is placed at the region itself is one', () => {
  const held = tallyOf(
    count('add', 100, 0, 'kazan'),
    count('total', 90, 1, 'volga'),
    count('total', 60, 2, 'volga'),
    count('total', 40, 3, 'kazan'),
  );
  expect([marksOf(held, 'volga'), marksOf(held, null), marksOf(held, 'kazan')]).toEqual([
    [],
    [],
    [[minuteOf(3), 'fell']],
  ]);
  const own = tallyOf(
    count('total', 50, 0, 'kazan'),
    count('add', 30, 1, 'volga'),
    count('total', 70, 2, 'volga'),
  );
  expect(marksOf(own, 'volga')).toEqual([[minuteOf(2), 'fell']]);
});

// Mutant: falls that are kept are not looked at again from the earliest change on.
test('C23: what comes late makes a fall, or takes one away', () => {
  const tally = tallyOf(count('total', 30, 1), count('total', 20, 5));
  expect(marksOf(tally, null)).toEqual([[minuteOf(5), 'fell']]);
  tally.fold([{ seq: 4, at: 0, id: idOfLine(4), ...count('total', 10, 3) }]);
  expect(marksOf(tally, null)).toEqual([[minuteOf(3), 'fell']]);
  tally.fold([{ seq: 5, at: 0, id: idOfLine(5), ...count('add', 15, 4) }]);
  expect(marksOf(tally, null)).toEqual([
    [minuteOf(3), 'fell'],
    [minuteOf(5), 'fell'],
  ]);
});
