import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Columns } from '#shared/counting/columns.ts';
import { createColumns, writeLine } from '#shared/counting/columns.ts';
import type { Timeline } from '#shared/counting/timeline.ts';
import {
  createTimeline,
  entriesFrom,
  insertEntry,
  lastThrough,
  newestEntries,
  removeEntry,
  sumThrough,
  visitCells,
} from '#shared/counting/timeline.ts';
import { idOfLine } from '../histories.ts';

const ENTRIES = 3000;

/** Additions of their own `seq`, as of a few hundred instants, so that blocks split and ties cross their borders. */
function someColumns(instants: number): Columns {
  const columns = createColumns();
  for (let seq = 1; seq <= ENTRIES; seq++) {
    const asOf = ((seq * 7919) % instants) * 1000;
    const count = { best: seq };
    const claim = { kind: 'arrest', op: 'add', count, asOf, claimant: 'desk', status: 'reported' } as const;
    writeLine(columns, { seq, at: 0, id: idOfLine(seq), ...claim });
  }
  return columns;
}

const asOf = (columns: Columns, seq: number) => columns.asOf[seq] ?? 0;
const minuteOf = (instant: number) => Math.ceil(instant / 60_000);
const sum = (seqs: readonly number[]) => seqs.reduce((total, seq) => total + seq, 0);

function sumsByMinute(timeline: Timeline, columns: Columns, past: number): Map<number, number> {
  const sums = new Map<number, number>();
  visitCells(timeline, columns, { past, cellOf: minuteOf }, (minute, { best }) =>
    sums.set(minute, (sums.get(minute) ?? 0) + best),
  );
  return sums;
}

/** Puts entries in and takes them out again at random; answers with those inside, in their order. */
function stir(timeline: Timeline, columns: Columns, roll: () => number): number[] {
  const inside = new Set<number>();
  for (let step = 0; step < 4000; step++) {
    const seq = roll();
    if (inside.delete(seq)) removeEntry(timeline, columns, seq);
    else insertEntry(timeline, columns, inside.add(seq) && seq);
    // What is worked out between changes must not outlive them.
    if (step % 500 === 0) sumsByMinute(timeline, columns, 0);
  }
  return [...inside].sort((a, b) => asOf(columns, a) - asOf(columns, b) || a - b);
}

// Mutants: a block split without its sums divided; runs kept over a removal; a search that takes ties by block alone.
test('C2: entries that come and go in any order stand in their order, with their sums', () => {
  const spread = fc.constantFrom(1, 3, 400, ENTRIES);
  fc.assert(
    fc.property(spread, fc.infiniteStream(fc.nat(ENTRIES * 100)), (instants, dice) => {
      const columns = someColumns(instants);
      const timeline = createTimeline();
      const roll = () => 1 + (dice.next().value % ENTRIES);
      const inside = stir(timeline, columns, roll);
      expect(newestEntries(timeline, ENTRIES).reverse()).toEqual(inside);

      const moment = { seq: roll(), asOf: 0 };
      moment.asOf = asOf(columns, moment.seq);
      const isLater = (seq: number) => asOf(columns, seq) > moment.asOf;
      const isPast = (seq: number) =>
        isLater(seq) || (asOf(columns, seq) === moment.asOf && seq > moment.seq);
      const through = inside.filter((seq) => !isPast(seq));
      expect(sumThrough(timeline, columns, moment).best).toBe(sum(through));
      expect(lastThrough(timeline, columns, moment)).toBe(through.at(-1) ?? 0);
      expect(entriesFrom(timeline, columns, moment.asOf)).toEqual(
        inside.filter((seq) => asOf(columns, seq) >= moment.asOf),
      );

      const byMinute = new Map<number, number>();
      for (const seq of inside.filter(isLater)) {
        const minute = minuteOf(asOf(columns, seq));
        byMinute.set(minute, (byMinute.get(minute) ?? 0) + seq);
      }
      expect(sumsByMinute(timeline, columns, moment.asOf)).toEqual(byMinute);
    }),
    { numRuns: 30 },
  );
});
