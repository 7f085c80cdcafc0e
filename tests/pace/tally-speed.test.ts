/** No history is folded anew: what one line costs is measured on a history, and on one a hundred times as long. */
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { CountFacts, Facts, Line } from '#shared/line.ts';
import { idOfLine, ledgerOf, MIDNIGHT } from '../shared/histories.ts';

const SHORT = 2_000;
const LONG = 200_000;
/** A line that summed or sorted the history anew would cost about a hundred times as much. */
const RATIO = 20;
const cities = Array.from({ length: 20 }, (_, index) => `city-${index}`);

function addition(asOfSecond: number, city: number): CountFacts {
  const asOf = MIDNIGHT + Math.floor((asOfSecond % 36_000) / 60) * 60_000;
  const place = cities[city % 20] ?? 'city-0';
  return {
    kind: 'registration',
    op: 'add',
    count: { best: 2 },
    place,
    asOf,
    claimant: 'desk',
    status: 'reported',
  };
}

function longTally(length: number): Tally {
  const lines: Line[] = ledgerOf({ places: cities.map((id) => ({ id, name: id })) });
  for (let seq = 2; seq <= length; seq++) {
    lines.push({ seq, at: MIDNIGHT + seq, id: idOfLine(seq), ...addition((seq * 36_000) / length, seq) });
  }
  const tally = createTally();
  tally.fold(lines);
  return tally;
}

function costOf(tally: Tally, facts: (seq: number) => Facts, read: (tally: Tally) => unknown): number {
  const rounds = Array.from({ length: 7 }, () => {
    const start = performance.now();
    for (let times = 0; times < 40; times++) {
      const seq = tally.seq + 1;
      tally.fold([{ seq, at: MIDNIGHT + seq, id: idOfLine(seq), ...facts(seq) }]);
      read(tally);
    }
    return performance.now() - start;
  });
  return Math.min(...rounds);
}

const newest = (seq: number) => addition(35_999, seq);
const late = (seq: number) => addition(seq * 7919, seq);
/** One of years ago, then such ones again and again: what lies before the window is summed up, not gone through. */
const ofOld = (seq: number) => ({ ...addition(0, seq), asOf: Date.UTC(2012, 0, 1) + seq * 1000 });
const totalBetween = (seq: number) => ({ ...addition(18_000, seq), op: 'total' as const });
const correction = (seq: number) => {
  const targetSeq = 2 + ((seq * 7919) % (SHORT - 2));
  return {
    kind: 'correction' as const,
    target: idOfLine(targetSeq),
    targetSeq,
    set: { count: { best: seq } },
  };
};
const readHeadline = (tally: Tally) => tally.headline('registration', null);
const readSeries = (tally: Tally) => tally.recentSeries('registration');
const readSome = (tally: Tally) => [readHeadline(tally), tally.feed(20), tally.takeChanges()];

// Mutants: a block of any size; the sums of a block added up from its entries.
test.each([
  ['a newest addition', newest, readSome],
  ['a late addition', late, readSome],
  ['a total in between', totalBetween, readSome],
  ['a correction', correction, readSome],
  ['the series after a newest addition', newest, readSeries],
  ['the series after one of years ago', ofOld, readSeries],
])('C24: %s costs no more on a history a hundred times as long', (_, facts, read) => {
  const [short, long] = [longTally(SHORT), longTally(LONG)];
  readSeries(short);
  readSeries(long);
  expect(costOf(long, facts, read)).toBeLessThan(RATIO * costOf(short, facts, read));
});

// Mutant: the kept curve drawn from its beginning.
test('C24: the board’s own series is drawn on, where one of another step is drawn anew', () => {
  const tally = longTally(LONG);
  readSeries(tally);
  const drawnAnew = (drawn: Tally) => drawn.series({ kind: 'registration', step: 120 });
  expect(3 * costOf(tally, newest, readSeries)).toBeLessThan(costOf(tally, newest, drawnAnew));
});

test('C24: adding to a long history is as quick as to a short one', () => {
  const perLine = (length: number) => {
    const start = performance.now();
    longTally(length);
    return (performance.now() - start) / length;
  };
  perLine(LONG);
  expect(perLine(LONG)).toBeLessThan(RATIO * perLine(SHORT));
});
