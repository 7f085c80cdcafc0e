/**
 * What the tally does on this machine with a million additions of one claimant: at the board alone, in 100 cities, and
 * in 100 cities up to an hour late. `node --expose-gc tests/bench/tally.bench.ts [entries]` tells the memory as well.
 */

import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { CountFacts, Facts, Line } from '#shared/line.ts';
import { idOfLine, ledgerOf, MIDNIGHT } from '../shared/histories.ts';

const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const TEN_HOURS = 36_000_000;
const BATCH = 10_000;
const cities = Array.from({ length: 100 }, (_, index) => `city-${index}`);
const places = [
  ...Array.from({ length: 10 }, (_, index) => ({ id: `region-${index}`, name: 'Region' })),
  ...cities.map((id, index) => ({ id, name: id, parent: `region-${index % 10}` })),
];

runOne('at the board', () => ({}));
runOne('in 100 cities', (index) => ({ place: cities[(index * 7919) % 100] ?? 'city-0' }));
runOne('in 100 cities, up to an hour late', (index) => ({
  place: cities[(index * 7919) % 100] ?? 'city-0',
  asOf: asOfLine(index) - 60_000 * ((index * 7919) % 61),
}));

/** Whole minutes over ten hours. */
function asOfLine(index: number): number {
  return MIDNIGHT + Math.floor((index / ENTRIES) * (TEN_HOURS / 60_000)) * 60_000;
}

function anAddition(index: number): CountFacts {
  const asOf = asOfLine(index);
  return {
    kind: 'registration',
    op: 'add',
    count: { best: 1 + (index % 3) },
    asOf,
    claimant: 'desk',
    status: 'reported',
  };
}

function runOne(name: string, differ: (index: number) => Partial<CountFacts>): void {
  console.log(name);
  const tally = createTally();
  tally.fold(ledgerOf({ places }));
  const before = usedBytes();
  report('  folding a million', foldMany(tally, differ) * (1_000_000 / ENTRIES));
  const after = usedBytes();
  if (globalThis.gc) console.log(`  bytes an entry: ${((after - before) / ENTRIES).toFixed(0)}`);
  report(
    '  the first series',
    time(() => drawBoard(tally)),
  );

  const late = () => ({ ...anAddition(ENTRIES / 2), ...differ(tally.seq) });
  const newest = () => ({ ...anAddition(ENTRIES - 1), ...differ(tally.seq), asOf: asOfLine(ENTRIES - 1) });
  const total = () => ({ ...anAddition(ENTRIES / 2), op: 'total' as const, count: { best: ENTRIES } });
  const corrected = () => {
    const targetSeq = 2 + ((tally.seq * 7919) % ENTRIES);
    return {
      kind: 'correction' as const,
      target: idOfLine(targetSeq),
      targetSeq,
      set: { count: { best: 9 } },
    };
  };
  for (const [what, facts] of Object.entries({ newest, late, corrected, total })) {
    report(
      `  ${what}, headline`,
      timeEach(200, () => [post(tally, facts()), tally.headline('registration', null)]),
    );
    report(
      `  ${what}, series`,
      timeEach(20, () => [post(tally, facts()), drawBoard(tally)]),
    );
  }
  const step = 61;
  report(
    '  a series of another step',
    timeEach(5, () => [tally.series({ kind: 'registration', step })]),
  );
}

function foldMany(tally: Tally, differ: (index: number) => Partial<CountFacts>): number {
  let spent = 0;
  for (let start = 0; start < ENTRIES; start += BATCH) {
    const lines: Line[] = [];
    for (let index = start; index < start + BATCH; index++) {
      const seq = index + 2;
      lines.push({ seq, at: MIDNIGHT + seq, id: idOfLine(seq), ...anAddition(index), ...differ(index) });
    }
    spent += time(() => tally.fold(lines));
  }
  return spent;
}

function post(tally: Tally, facts: Facts): void {
  const seq = tally.seq + 1;
  tally.fold([{ seq, at: MIDNIGHT + seq, id: idOfLine(seq), ...facts }]);
}

function drawBoard(tally: Tally) {
  return tally.recentSeries('registration');
}

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function timeEach(times: number, run: () => unknown): number {
  return time(() => Array.from({ length: times }, run)) / times;
}

function report(what: string, milliseconds: number): void {
  console.log(`${what.padEnd(32)} ${milliseconds.toFixed(3).padStart(10)} ms`);
}
