/** The window of a board's series, as ticks carry it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveView } from '../../../server/live/view.ts';
import { createView } from '../../../server/live/view.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import { kindsOf } from '../../../shared/kind-words.ts';
import type { Line } from '../../../shared/line.ts';
import { applyTick } from '../../../shared/merge.ts';
import type { Snapshot, Tick } from '../../../shared/snapshot.ts';
import { aLongHistory, idOfLine, ledgerOf, minuteOf } from '../../shared/histories.ts';
import { mergeNaively } from '../../support/naive-merge.ts';

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
  const series = kindsOf(tally.board ?? {}).map((kind) => [kind, tally.recentSeries(kind)] as const);
  return Object.fromEntries(series.filter(([, { points }]) => points.length > 0));
}

/** The snapshots of a board after each of its lines, the last of them carried from the first by its ticks. */
function watchBoard(lines: readonly Line[]) {
  const { tally, view } = startBoard(lines);
  const snapshots = [view.snapshot];
  let watched = view.snapshot;
  for (const line of lines.slice(1)) {
    tally.fold([line]);
    const tick = view.advance('head');
    if (tick) watched = apply(watched, structuredClone(tick));
    expect(watched.series).toEqual(seriesOf(tally));
    snapshots.push(view.snapshot);
  }
  return { view, snapshots, newest: watched.series };
}

/** What a watcher has who asks again, having this snapshot, by both ways to merge. */
function comeBack({ view }: { view: LiveView }, old: Snapshot) {
  const { whole, json } = view.changes(old.seq, 'e');
  const take = (merge: typeof apply) => (whole ? JSON.parse(json) : merge(old, JSON.parse(json))).series;
  return { whole, series: [take(apply), take(mergeNaively)] };
}

// Mutants: more than the newest 520 kept in merging; a point that comes back into the window not told again.
test('C40, T1, T3: from any snapshot, ticks and merged ticks lead to the newest window', () => {
  const answers = { whole: 0, merged: 0 };
  fc.assert(
    fc.property(aLongHistory, fc.nat(20), (lines, stay) => {
      const board = watchBoard(lines);
      const { whole, series } = comeBack(board, board.snapshots[stay % lines.length] as Snapshot);
      answers[whole ? 'whole' : 'merged']++;
      expect(series).toEqual([board.newest, board.newest]);
    }),
    { numRuns: 150 },
  );
  expect(answers.whole * 10).toBeLessThan(answers.merged);
});

const post = (minute: number) => ({
  ...{ kind: 'arrest' as const, op: 'add' as const, count: { best: 1 } },
  ...{ claimant: 'desk', status: 'reported' as const, asOf: minuteOf(minute) },
});
const retractFirst = { kind: 'retraction' as const, targetSeq: 2, target: idOfLine(2), reason: 'a hoax' };

test('C40, T1: a step that was left and came back leaves no point of before', () => {
  const board = watchBoard(ledgerOf({}, post(0), post(2700), retractFirst));
  expect(board.newest.arrest?.points).toHaveLength(1);
  const { whole, series } = comeBack(board, board.snapshots[1] as Snapshot);
  expect({ whole, series }).toEqual({ whole: false, series: [board.newest, board.newest] });
});

test('C40, T1: who has points that a full window once cut off takes the snapshot when it is full no more', () => {
  const board = watchBoard(ledgerOf({}, post(0), post(1600), post(2076), post(2800), retractFirst));
  expect(board.newest.arrest?.points).toHaveLength(301);
  const { whole, series } = comeBack(board, board.snapshots[3] as Snapshot);
  expect({ whole, series }).toEqual({ whole: true, series: [board.newest, board.newest] });
});
