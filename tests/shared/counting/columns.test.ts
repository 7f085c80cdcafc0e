/** The columns of a tally are a second reading of the law of change, for speed: this ties them to the first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Columns } from '#shared/counting/columns.ts';
import { holds } from '#shared/counting/columns.ts';
import { emptyTally, foldLine } from '#shared/counting/fold-line.ts';
import { readRow } from '#shared/counting/rows.ts';
import type { Line } from '#shared/line.ts';
import { publicLine } from '#shared/line.ts';
import { expandCount, shortenCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { DeskEntry } from '../../../client/desk/ledger/desk-rows.ts';
import { foldLine as foldByLaw } from '../../../client/desk/ledger/desk-rows.ts';
import { aHistory } from '../histories.ts';

/** What the columns hold of an entry: texts and what only a reader wants are not for counting. */
function counted({ id, seq, at, kind, place, op, count, asOf, day, claimant, status }: FeedRow): object {
  const { words: _, ...numbers } = count === undefined ? {} : expandCount(count);
  const bare = 'best' in numbers ? shortenCount(numbers) : undefined;
  return { id, seq, at, kind, place, op, count: bare, asOf, day, claimant, status };
}

function rowsByLaw(lines: readonly Line[]): FeedRow[] {
  const entries = new Map<string, DeskEntry>();
  for (const line of lines) foldByLaw(entries, publicLine(line));
  return [...entries.values()].map(({ row }) => row);
}

function expectHeld(columns: Columns, row: FeedRow): void {
  const held = readRow(columns, row.seq);
  expect(held && counted(held)).toEqual(counted(row));
  expect(holds(columns, row.seq)).toBe(row.retracted === undefined && row.status !== 'disputed');
  expect(columns.isCorrected[row.seq]).toBe(row.corrected ? 1 : 0);
}

// Mutants: any line of `writeRow` left out.
test('C30: after each line the columns of a tally hold what the law of change leaves of each entry', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      const tally = emptyTally();
      for (const [index, line] of lines.entries()) {
        foldLine(tally, line);
        for (const row of rowsByLaw(lines.slice(0, index + 1))) expectHeld(tally.columns, row);
      }
    }),
    { numRuns: 100 },
  );
});
