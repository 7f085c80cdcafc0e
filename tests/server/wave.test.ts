/** The wave: the server's rows, the page's numbers and a plain reading of the ledger agree, whatever was posted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listNumbers } from '../../client/watch/wave/wave-rows.ts';
import { createView } from '../../server/live/view.ts';
import type { Place } from '../../shared/board.ts';
import { zoneOf } from '../../shared/board.ts';
import { createTally } from '../../shared/counting/create-tally.ts';
import type { Tally } from '../../shared/counting/tally.ts';
import { countKindsOf } from '../../shared/kinds.ts';
import type { Facts, Line } from '../../shared/line.ts';
import type { Figure, Point, Snapshot } from '../../shared/snapshot.ts';
import { listStarts } from '../../shared/starts.ts';
import type { WaveAnswer } from '../../shared/wave.ts';
import { fromLocal } from '../../shared/zone-clock.ts';
import { aLongHistory, ledgerOf, minuteOf } from '../shared/histories.ts';

const HOUR = 3_600_000;
const atOnce = async () => {};
const ZONES = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Berlin', 'Africa/Algiers'];
const START = { date: '2021-04-21', time: '00:20' };

/** The history with zones given to its places, some hidden, and a start: regions span zones as they happen to. */
const aWave = fc.record({
  lines: aLongHistory,
  zones: fc.array(fc.option(fc.constantFrom(...ZONES), { nil: undefined }), { minLength: 6, maxLength: 6 }),
  hidden: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  big: fc.constantFrom('best' as const, 'confirmed' as const),
  cut: fc.nat(20),
});

function dress(
  places: readonly Place[],
  { zones, hidden }: { zones: (string | undefined)[]; hidden: boolean[] },
): Place[] {
  return places.map((place) => {
    const at = ['volga', 'kazan', 'samara', 'ural', 'perm', 'moscow'].indexOf(place.id);
    return { ...place, ...(zones[at] && { zone: zones[at] }), ...(hidden[at] && { hidden: true }) };
  });
}

function dressLines(
  lines: readonly Line[],
  wave: Parameters<typeof dress>[1] & { big: 'best' | 'confirmed' },
): Line[] {
  return lines.map((line, index) => {
    if (line.kind !== 'board') return line;
    const { places } = line.set;
    const kinds = { arrest: wave.big, strike: wave.big };
    const first = index === 0 ? { start: START, big: kinds } : {};
    return {
      ...line,
      set: { ...line.set, ...first, ...(places && { places: dress(places as Place[], wave) }) },
    };
  });
}

/** The rows by the words of the rule, without the code that draws them. */
function expectedNumbers({ board, places, headline }: Snapshot, kind: keyof Snapshot['claims']) {
  const byId = new Map(board.places.map((place) => [place.id, place]));
  const above = (place: Place): Place[] => {
    const parent = byId.get(place.parent ?? '');
    return parent ? [parent, ...above(parent)] : [];
  };
  const shown = board.places.filter((place) => ![place, ...above(place)].some(({ hidden }) => hidden));
  const startOf = (place: Place) =>
    fromLocal(Date.parse(`${START.date}T${START.time}Z`), zoneOf(board, place.id));
  const instants = [...new Set(shown.map(startOf))].sort((a, b) => a - b);
  const sum = (figures: (Figure | undefined)[], part: 'best' | 'low' | 'high' | 'confirmed') => {
    const parts = figures.flatMap((figure) => figure?.[part] ?? []);
    return parts.length > 0 ? parts.reduce((a, b) => a + b, 0) : undefined;
  };
  const rows = instants.map((at) => {
    const here = shown.filter((place) => startOf(place) === at);
    const topmost = here.filter((place) => !above(place).some((each) => here.includes(each)));
    return topmost.map(({ id }) => places.find((row) => row.id === id)?.[kind]);
  });
  return (rows.length > 0 ? rows : [[headline[kind]]]).map((figures) =>
    (['best', 'low', 'high', 'confirmed'] as const).map((part) => sum(figures, part)),
  );
}

const partsOf = (number: ReturnType<typeof listNumbers>[number]) =>
  (['best', 'low', 'high', 'confirmed'] as const).map((part) => number?.[part]);

// Mutants: the board's topmost places alone; places below a hidden one; a place kept after a change of another below it.
test('W201: the number of a row is the sum of the headlines of its topmost places, on the page as in the answer', async () => {
  await fc.assert(
    fc.asyncProperty(aWave, async ({ lines: bare, cut, ...wave }) => {
      const lines = dressLines(bare, wave);
      const tally = createTally();
      tally.fold(lines.slice(0, 1));
      const view = createView(tally, 'e', 'head');
      for (const part of [lines.slice(1, cut + 1), lines.slice(cut + 1)]) {
        tally.fold(part);
        view.advance('head');
        const { snapshot } = view;
        const starts = listStarts(snapshot.board);
        for (const kind of countKindsOf(snapshot.board)) {
          const expected = expectedNumbers(snapshot, kind);
          expect(listNumbers(snapshot, starts, kind).map(partsOf)).toEqual(expected);
          const answer = await view.wave(kind, atOnce);
          expect(answer.rows.map(({ number }) => partsOf(number))).toEqual(expected);
          expect(answer.rows.map(({ at }) => Date.parse(at))).toEqual(starts.map(({ at }) => at));
        }
      }
    }),
    { numRuns: 300 },
  );
});

// Mutants: the first column tells of all before it; a step late; the confirmed parts by `best`.
test('W202: the columns are by how much each row rose in each step, as its series says', async () => {
  await fc.assert(
    fc.asyncProperty(aWave, async ({ lines: bare, cut, ...wave }) => {
      const lines = dressLines(bare, wave);
      const tally = createTally();
      tally.fold(lines.slice(0, 1));
      const view = createView(tally, 'e', 'head');
      for (const part of [lines.slice(1, cut + 1), lines.slice(cut + 1)]) {
        tally.fold(part);
        view.advance('head');
        const { snapshot } = view;
        for (const kind of countKindsOf(snapshot.board))
          expectTold(await view.wave(kind, atOnce), tally, snapshot);
      }
    }),
    { numRuns: 100 },
  );
});

const PITCH = 900_000;

function expectTold({ rows, from, step, of, kind }: WaveAnswer, tally: Tally, { board }: Snapshot): void {
  const starts = listStarts(board);
  expect(step * 1000).toBe(PITCH);
  // Whole steps, from twelve hours before the first start to a day after the last.
  const begin = Math.floor(((starts[0]?.at ?? 0) - 12 * HOUR) / PITCH) * PITCH;
  const end = Math.ceil(((starts.at(-1)?.at ?? 0) + 24 * HOUR) / PITCH) * PITCH;
  const steps = Array.from({ length: (end - begin) / PITCH }, (_, at) => begin + at * PITCH);
  for (const [index, { added }] of rows.entries()) {
    const series = topmostOf(board.places, starts[index]?.places ?? []).map(
      (where) => tally.series({ kind, where, from: begin, to: end, step }).points,
    );
    const valueAt = (t: number) =>
      series.map((points) => partAt(points, t, of)).reduce((sum, value) => sum + value, 0);
    const told = steps.map((t) => valueAt(t + PITCH) - valueAt(t));
    const said = steps.map((t) => added[(t - from) / PITCH] ?? 0);
    expect(said).toEqual(told);
    expect(added.at(-1)).not.toBe(0);
  }
}

/** After its last point a number stays what it is; before its first there is none. */
function partAt(points: readonly Point[], t: number, of: WaveAnswer['of']): number {
  const point = points.findLast(([at]) => at <= t);
  return (of === 'confirmed' ? point?.[4] : point?.[2]) ?? 0;
}

function topmostOf(all: readonly Place[], places: readonly Place[]): (string | null)[] {
  const ids = new Set(places.map(({ id }) => id));
  const byId = new Map(all.map((place) => [place.id, place]));
  const isBelow = (place: Place): boolean => {
    const parent = byId.get(place.parent ?? '');
    return parent !== undefined && (ids.has(parent.id) || isBelow(parent));
  };
  const topmost = places.filter((place) => !isBelow(place)).map(({ id }) => id);
  return topmost.length > 0 ? topmost : [null];
}

// Mutants: what was learned before the change stays; the rows are drawn although some of them are missing.
test('P131: a wave of many places is made in pieces, and a change that comes between two of them is in it', async () => {
  const places = Array.from({ length: 5_000 }, (_, at) => ({ id: `p${at}`, name: `P${at}` }));
  const arrest = (place: string): Facts =>
    ({
      kind: 'arrest',
      op: 'add',
      count: { best: 1 },
      asOf: minuteOf(1),
      place,
      claimant: 'desk',
      status: 'reported',
    }) as Facts;
  const lines = ledgerOf(
    { places, start: START },
    ...places.slice(0, 50).map(({ id }) => arrest(id)),
    arrest('p0'),
    arrest('p4999'),
  );
  const tally = createTally();
  tally.fold(lines.slice(0, -2));
  const view = createView(tally, 'e', 'head');
  let turns = 0;
  const turn = async () => {
    turns += 1;
    if (turns !== 20) return;
    tally.fold(lines.slice(-2));
    view.advance('head');
  };
  const [one, other] = await Promise.all([view.wave('arrest', turn), view.wave('arrest', turn)]);
  expect(one).toBe(other);
  expect(turns).toBeGreaterThanOrEqual(49);
  const best = one.rows.map(({ number }) => number?.best);
  expect([best, one.seq]).toEqual([[52], lines.length]);
  expect(one.rows[0]?.added.reduce((sum, by) => sum + by, 0)).toBe(52);
  expect(await view.wave('arrest', turn)).toBe(one);
});
