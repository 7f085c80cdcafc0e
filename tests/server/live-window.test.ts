/** The window of a board's series, as ticks carry it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createView } from '../../server/live/view.ts';
import { createTally } from '../../shared/counting/create-tally.ts';
import type { Tally } from '../../shared/counting/tally.ts';
import { kinds } from '../../shared/kinds.ts';
import type { Line } from '../../shared/line.ts';
import { applyTick } from '../../shared/merge.ts';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';
import { aLongHistory } from '../shared/histories.ts';
import { mergeNaively } from '../support/naive-merge.ts';

/** A tick that names all of a window is no smaller than a snapshot: this makes the snapshot larger. */
const LONG = 'A march. '.repeat(20_000);

function apply(snapshot: Snapshot, tick: Tick): Snapshot {
  const applied = applyTick(snapshot, tick);
  if (applied === 'gap') throw new Error(applied);
  return applied === 'behind' ? snapshot : applied.snapshot;
}

function startBoard([board]: readonly Line[]) {
  if (board?.kind !== 'board') throw new Error('A history begins with its board.');
  const tally = createTally();
  tally.fold([{ ...board, set: { ...board.set, summary: LONG } }]);
  return { tally, view: createView(tally, 'e', 'head') };
}

function seriesOf(tally: Tally): Snapshot['series'] {
  const series = kinds.map((kind) => [kind, tally.recentSeries(kind)] as const);
  return Object.fromEntries(series.filter(([, { points }]) => points.length > 0));
}

// Mutants: more than the newest 520 kept in merging; a point that comes back into the window not told again.
test('C40, T1, T3: from any snapshot, ticks and merged ticks lead to the newest window', () => {
  fc.assert(
    fc.property(aLongHistory, fc.nat(20), (lines, stay) => {
      const { tally, view } = startBoard(lines);
      const snapshots = [view.snapshot];
      let watched = view.snapshot;
      for (const line of lines.slice(1)) {
        tally.fold([line]);
        const tick = view.advance('head');
        if (tick) watched = apply(watched, structuredClone(tick));
        snapshots.push(view.snapshot);
        expect(watched.series).toEqual(seriesOf(tally));
      }
      const old = snapshots[stay % snapshots.length] ?? watched;
      const { whole, json } = view.changes(old.seq, 'e');
      expect(whole).toBe(false);
      expect(apply(old, JSON.parse(json)).series).toEqual(watched.series);
      expect(mergeNaively(old, JSON.parse(json)).series).toEqual(watched.series);
    }),
    { numRuns: 100 },
  );
});
