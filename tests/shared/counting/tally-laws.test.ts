/** The tally against the definitions, over random histories. Each law names a mutant that it was seen to catch. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Changes, Tally, Where } from '#shared/counting/tally.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Line } from '#shared/line.ts';
import { ownKind } from '../../support/own-kinds.ts';
import { aHistory, CLAIMANTS, minuteOf, PLACES, posts, writeLines } from '../histories.ts';
import type { Reference } from '../reference-entries.ts';
import { foldAll, readAgain } from '../reference-entries.ts';
import * as reference from '../reference-fold.ts';

const everywhere: Where[] = [null, ...PLACES];

function foldLines(lines: readonly Line[]): Tally {
  const tally = createTally();
  tally.fold(lines);
  return tally;
}

function figuresOf(tally: Tally) {
  return everywhere.flatMap((where) => [
    { where, updates: tally.updates(where) },
    ...countKindsOf(tally.board ?? {}).map((kind) => ({
      kind,
      where,
      headline: tally.headline(kind, where),
      claims: tally.claims(kind, where),
      elsewhere: tally.elsewhere(kind, where),
    })),
  ]);
}

function expectedFigures(folded: Reference) {
  return everywhere.flatMap((where) => [
    { where, updates: reference.referenceUpdates(folded, where) },
    ...countKindsOf(folded.board ?? {}).map((kind) => ({
      kind,
      where,
      headline: reference.referenceHeadline(folded, kind, where),
      claims: reference.referenceClaims(folded, kind, where),
      elsewhere: reference.referenceElsewhere(folded, kind, where),
    })),
  ]);
}

// Mutants: own without additions below; parts with additions before the total; ties by arrival; disputed entries held;
// confirmed above best; a changed entry left in its old place; a value kept when a child's changed.
test('C1, C4, C9: line by line, the numbers are those that the definitions give', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      const tally = createTally();
      lines.forEach((line, index) => {
        tally.fold([line]);
        expect(figuresOf(tally)).toEqual(expectedFigures(foldAll(lines.slice(0, index + 1))));
      });
    }),
    { numRuns: 400 },
  );
});

// Mutants: `was` from the last correction instead of the first; sources of a status put in the place of others.
test('C12, C13, C15: line by line, the feed and each entry are as the changes so far leave them', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      const tally = createTally();
      lines.forEach((line, index) => {
        tally.fold([line]);
        const folded = foldAll(lines.slice(0, index + 1));
        expect(tally.feed(100)).toEqual(reference.referenceFeed(folded));
        for (const entry of folded.entries) {
          const { row, changes } = tally.entryState(entry.seq) ?? {};
          expect({ row, changes }).toEqual({ row: reference.referenceRow(entry), changes: entry.changes });
        }
      });
    }),
    { numRuns: 300 },
  );
});

// Mutant: the texts of a corrected entry kept with what the correction said put over them.
test('C16: a tally built from the ledger after an erasure is the one that saw the texts', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      const [live, rebuilt] = [foldLines(lines), foldLines(readAgain(lines))];
      expect(lines.map(({ seq }) => live.entryState(seq))).toEqual(
        lines.map(({ seq }) => rebuilt.entryState(seq)),
      );
    }),
    { numRuns: 500 },
  );
});

// Mutant: ties in `asOf` broken by the place in the list of lines even where only additions tie.
test('C3: the order of arrival makes no difference where no rule names it', () => {
  fc.assert(
    fc.property(posts, fc.infiniteStream(fc.nat()), (moves, dice) => {
      const distinct = moves.map((move, index) => ({ facts: { ...move.facts, asOf: minuteOf(index) } }));
      const shuffled = distinct
        .map((move) => ({ move, at: dice.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ move }) => move);
      // `stated.entry` names a line, whose id depends on where it stands.
      const told = (tally: Tally) => JSON.stringify(figuresOf(tally)).replaceAll(/"entry":"[^"]*"/g, '');
      expect(told(foldLines(writeLines(shuffled)))).toBe(told(foldLines(writeLines(distinct))));
    }),
    { numRuns: 300 },
  );
});

function expectSeries(tally: Tally, folded: Reference, of: { kind: Kind; where: Where; claimant?: string }) {
  const { kind, where } = of;
  const { points, step, marks, claimant } = tally.series(of);
  const entries = reference.holding(folded, kind, claimant);
  const last = Math.max(...reference.holding(folded, kind).map(({ asOf }) => asOf));
  const known = reference.firstWithin(folded, entries, where);
  const instants = points.map(([t]) => t);
  const pitch = step * 1000;
  if (known === undefined) expect(points).toEqual([]);
  else {
    expect(instants[0]).toBe(Math.ceil(known / pitch) * pitch);
    expect(instants.at(-1)).toBe(Math.ceil(last / pitch) * pitch);
    expect(instants).toEqual(instants.map((_, index) => (instants[0] ?? 0) + index * pitch));
    expect(points.length).toBeLessThanOrEqual(LIMITS.seriesPoints);
  }
  const expected = instants.map((t) => reference.referencePoint(folded, { kind, claimant, p: where }, t));
  expect(points).toEqual(expected);
  const byInstant = (list: { t: number; entry: string; what: string }[]) =>
    list.map((mark) => JSON.stringify(mark)).sort();
  expect(byInstant(marks)).toEqual(
    kind !== 'update' && claimant === undefined
      ? []
      : byInstant(reference.referenceMarks(folded, kind, claimant, where)),
  );
}

// Mutants: a total in a cell that forgets the additions after it in that cell; of the kept curve: not cut at a late
// entry; kept over a change of the tree.
test('C18, C23: the headline series is at each point, after each line, the value of the entries as of then', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      const tally = createTally();
      lines.forEach((line, index) => {
        tally.fold([line]);
        const folded = foldAll(lines.slice(0, index + 1));
        for (const kind of kindsOf(tally.board ?? {})) {
          expectSeries(tally, folded, { kind, where: null });
          const best = kind === 'update' ? tally.updates(null) : tally.headline(kind, null);
          expect(tally.series({ kind }).points.at(-1)?.[2]).toBe(best?.best);
          expect(tally.recentSeries(kind).points.at(-1)?.[2]).toBe(best?.best);
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('C18, C23: so is that of any claimant at any place', () => {
  fc.assert(
    fc.property(
      aHistory,
      fc.constantFrom(...everywhere),
      fc.constantFrom(...CLAIMANTS),
      (lines, where, claimant) => {
        const tally = foldLines(lines);
        const folded = foldAll(lines);
        for (const kind of kindsOf(tally.board ?? {})) {
          expectSeries(tally, folded, { kind, where });
          expectSeries(tally, folded, { kind, where, claimant });
        }
      },
    ),
    { numRuns: 150 },
  );
});

// Mutant: what lies before the first point left out of it.
test('C19: a stretch of a series has the points within it, each with all that came before', () => {
  const aStretch = fc.record({
    from: fc.integer({ min: -5, max: 12 }).map(minuteOf),
    length: fc.integer({ min: 0, max: 900 }),
    step: fc.constantFrom(7, 30, 60, 3600),
  });
  fc.assert(
    fc.property(aHistory, aStretch, (lines, { from, length, step }) => {
      const tally = foldLines(lines);
      const folded = foldAll(lines);
      const to = from + length * 1000;
      for (const kind of kindsOf(tally.board ?? {})) {
        const { points, claimant } = tally.series({ kind, from, to, step });
        const within: number[] = [];
        const last = Math.max(...reference.holding(folded, kind).map(({ asOf }) => asOf));
        const ends = Math.min(to, Math.ceil(last / (step * 1000)) * step * 1000);
        for (let t = Math.ceil(from / (step * 1000)) * step * 1000; t <= ends; t += step * 1000)
          within.push(t);
        const expected = within.flatMap((t) => {
          const point = reference.referencePoint(folded, { kind, claimant, p: null }, t);
          return point === undefined ? [] : [point];
        });
        expect(points).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

/** Of every board of these histories. */
const everyKind: readonly Kind[] = [...kindsOf({}), ownKind('strike'), ownKind('sign-up')];

/** Every row that a tick may carry, by a key that says which row it is. */
function rowsOf(tally: Tally): Map<string, string> {
  const rows = new Map<string, string>([['board', JSON.stringify(tally.board)]]);
  for (const kind of everyKind) {
    rows.set(`series ${kind}`, JSON.stringify([tally.series({ kind }), tally.recentSeries(kind)]));
    for (const where of everywhere)
      rows.set(`figures ${kind} ${where}`, JSON.stringify(figuresAt(tally, kind, where)));
  }
  for (const row of tally.feed(100)) rows.set(`feed ${row.seq}`, JSON.stringify(row));
  return rows;
}

function figuresAt(tally: Tally, kind: Kind, where: Where) {
  if (kind === 'update') return tally.updates(where);
  return [tally.headline(kind, where), tally.claims(kind, where), tally.elsewhere(kind, where)];
}

function isNamed(changes: Changes, row: string): boolean {
  const [what, which = '', where] = row.split(' ');
  if (what === 'board') return changes.board;
  if (what === 'feed') return changes.feed.has(Number(which));
  const kind = which === 'update' ? which : ownKind(which);
  if (what === 'series') return changes.series.has(kind);
  return changes.figures.get(kind)?.has(where === 'null' ? null : (where ?? null)) ?? false;
}

// Mutants: the place that a correction took an entry from not noted; a policy or a tree changed without its rows; the
// feed row of an entry whose change was erased.
test('C20: every row that differs is among the changes', () => {
  fc.assert(
    fc.property(aHistory, fc.integer({ min: 1, max: 4 }), (lines, batch) => {
      const tally = createTally();
      let before = rowsOf(tally);
      for (let start = 0; start < lines.length; start += batch) {
        tally.fold(lines.slice(start, start + batch));
        const changes = tally.takeChanges();
        const after = rowsOf(tally);
        const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
          (row) => before.get(row) !== after.get(row),
        );
        expect(differing.filter((row) => !isNamed(changes, row))).toEqual([]);
        before = after;
      }
    }),
    { numRuns: 300 },
  );
});
