/** A snapshot of one number is the same bytes whenever and wherever it is made, as its strong validator says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderKeys } from '../../../server/key-order.ts';
import { decodeLine, encodeFacts } from '../../../server/ledger/facts-codec.ts';
import { createView } from '../../../server/live/view.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import { kindsOf } from '../../../shared/kind-words.ts';
import { countKindsOf } from '../../../shared/kinds.ts';
import type { Line } from '../../../shared/line.ts';
import { aHistory } from '../../shared/histories.ts';
import { readAgain } from '../../shared/reference-entries.ts';
import { makeHistory, steps } from '../../support/random-history.ts';

const EPOCH = 'an-epoch';
const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 12 });

/** The lines as the store reads them back: from canonical JSON, with the texts that were not erased. */
function readBack(lines: readonly Line[]): Line[] {
  const bare = readAgain(lines);
  return lines.map((line, index) => {
    const { seq, at, id, kind } = line;
    const { json, texts } = encodeFacts(line, () => new Uint8Array(16));
    const kept = bare[index]?.erased ? [] : texts.map(({ field, text }) => [field, text] as const);
    return decodeLine({
      ...{ seq, at, id, kind, facts: JSON.parse(json), texts: new Map(kept) },
      asOf: 'asOf' in line ? line.asOf : null,
      target: 'targetSeq' in line ? { id: line.target, seq: line.targetSeq } : null,
    });
  });
}

/** What else is answered of the same number. */
function restOf(tally: Tally): string {
  const wheres = [null, ...(tally.board?.places ?? []).map(({ id }) => id)];
  const entries = Array.from({ length: tally.seq }, (_, index) =>
    orderKeys(tally.entryState(index + 1)?.row),
  );
  return JSON.stringify([
    entries,
    wheres.map((where) => countKindsOf(tally.board ?? {}).map((kind) => tally.claims(kind, where))),
    wheres.map((where) => kindsOf(tally.board ?? {}).map((kind) => tally.series({ kind, where }))),
  ]);
}

function expectSameBytes(lines: readonly Line[], sizes: readonly number[], first: number): void {
  const live = createTally();
  live.fold(lines.slice(0, first));
  const view = createView(live, EPOCH, 'head');
  for (let round = 0; live.seq < lines.length; round++) {
    live.fold(lines.slice(live.seq, live.seq + (sizes[round % sizes.length] ?? 1)));
    view.advance('head');
  }
  const rebuilt = createTally();
  rebuilt.fold(readBack(lines));
  const anew = createView(rebuilt, EPOCH, 'head');
  expect(anew.etag).toBe(view.etag);
  expect(anew.encoded.json.toString()).toBe(view.encoded.json.toString());
  expect(restOf(rebuilt)).toBe(restOf(live));
}

// Mutants: the board as it was posted; the headline's kinds in the order in which they came; rows with keys that a
// correction added at their end.
test('C32: a view that was ticked on is byte for byte the one that is built anew from the disk', () => {
  fc.assert(
    fc.property(steps, cuts, fc.integer({ min: 1, max: 20 }), (history, sizes, first) =>
      expectSameBytes(makeHistory(history), sizes, first),
    ),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(aHistory, cuts, (lines, sizes) => expectSameBytes(lines, sizes, 1)),
    { numRuns: 150 },
  );
});

test('C32: keys are in one order at every depth, and what has none is left as it is', () => {
  const value = { b: [{ d: 1, c: null }], a: { z: { y: 1, x: 'é' } }, points: [[1, 2]], none: undefined };
  expect(JSON.stringify(orderKeys(value))).toBe(
    '{"a":{"z":{"x":"é","y":1}},"b":[{"c":null,"d":1}],"points":[[1,2]]}',
  );
  const ordered = orderKeys(value);
  expect(orderKeys(ordered)).toBe(ordered);
});
