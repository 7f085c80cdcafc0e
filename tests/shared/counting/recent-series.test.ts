/** The board's own series: a window onto the newest points, that moves on, and back where the newest is withdrawn. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { CountFacts } from '#shared/line.ts';
import type { Series } from '#shared/snapshot.ts';
import { aLongHistory, idOfLine, ledgerOf, MIDNIGHT, minuteOf } from '../histories.ts';
import type { Reference } from '../reference-entries.ts';
import { foldAll } from '../reference-entries.ts';
import * as reference from '../reference-fold.ts';

const MOST = 520;

/** The step and the instants, by the contract's words. */
function expectedWindow(folded: Reference, kind: Kind, claimant: string | undefined) {
  const entries = reference.holding(folded, kind, claimant);
  const first = reference.firstWithin(folded, entries, null);
  if (first === undefined) return undefined;
  const last = Math.max(...reference.holding(folded, kind).map(({ asOf }) => asOf));
  for (const step of [60, 120, 240]) {
    const pitch = step * 1000;
    const [begin, end] = [Math.ceil(first / pitch) * pitch, Math.ceil(last / pitch) * pitch];
    const count = (end - begin) / pitch + 1;
    if (count > MOST && step < 240) continue;
    const shown = Math.min(count, MOST);
    return { step, instants: Array.from({ length: shown }, (_, index) => end - (shown - 1 - index) * pitch) };
  }
  return undefined;
}

function expectRecent(tally: Tally, folded: Reference, kind: Kind, some: readonly number[]): void {
  const { step, points } = tally.recentSeries(kind);
  const { claimant } = tally.series({ kind });
  const window = expectedWindow(folded, kind, claimant);
  expect(points.map(([t]) => t)).toEqual(window?.instants ?? []);
  if (!window) return;
  expect(step).toBe(window.step);
  // The reference is slow: both ends, and some in between.
  const looked = [0, 1, points.length - 1, ...some.map((part) => Math.floor(part * points.length))];
  for (const index of looked) {
    const point = points[index];
    if (point) expect(point).toEqual(reference.referencePoint(folded, { kind, claimant, p: null }, point[0]));
  }
}

const aPart = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

// Mutants: what was folded into the window's first cell not told apart when the window moves back; steps from before a
// window kept when its beginning is drawn anew; an entry before the window left out of it.
test('C40: the board’s own series is the newest 520 points of 60, 120 or 240 s, after each line', () => {
  fc.assert(
    fc.property(aLongHistory, fc.array(aPart, { minLength: 6, maxLength: 6 }), (lines, some) => {
      const tally = createTally();
      lines.forEach((line, index) => {
        tally.fold([line]);
        const folded = foldAll(lines.slice(0, index + 1));
        for (const kind of kindsOf(tally.board ?? {})) expectRecent(tally, folded, kind, some);
      });
    }),
    { numRuns: 150 },
  );
});

test('C40: it is what /series says at the same instants', () => {
  fc.assert(
    fc.property(aLongHistory, (lines) => {
      const tally = createTally();
      tally.fold(lines);
      for (const kind of kindsOf(tally.board ?? {})) {
        const { step, points } = tally.recentSeries(kind);
        const [first, last] = [points[0]?.[0], points.at(-1)?.[0]];
        if (first === undefined || last === undefined) continue;
        expect(tally.series({ kind, from: first, to: last, step }).points).toEqual(points);
      }
    }),
    { numRuns: 150 },
  );
});

const total = (best: number, asOf: number): CountFacts => ({
  ...{ kind: 'arrest', op: 'total', count: { best }, asOf, claimant: 'desk', status: 'reported' },
});

test('C40: an entry of years ago does not blur today, and takes nothing from it', () => {
  const day = Array.from({ length: 49 }, (_, index) => total(index, minuteOf(index * 10)));
  const tally = createTally();
  tally.fold(ledgerOf({}, ...day));
  const before = tally.recentSeries('arrest');
  expect([before.step, before.points.length]).toEqual([60, 481]);
  tally.fold([{ seq: 51, at: MIDNIGHT, id: idOfLine(51), ...total(7, Date.UTC(2012, 3, 21)) }]);
  const after = tally.recentSeries('arrest');
  expect([after.step, after.points.length]).toEqual([240, 520]);
  const valueAt = ({ points }: Series, t: number) => points.find(([each]) => each === t)?.[2];
  for (let minute = 0; minute <= 480; minute += 4)
    expect(valueAt(after, minuteOf(minute))).toBe(valueAt(before, minuteOf(minute)));
  expect(after.points[0]?.[2]).toBe(7);
});
