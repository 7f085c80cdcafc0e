/** The table behind the chart: the page's rows, the browser's rows, `/series` and a plain reading of the ledger agree. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { shallowRef } from 'vue';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import { followHistory } from '../../client/chart/follow-history.ts';
import type { HourRow } from '../../client/chart/hour-rows.ts';
import { listHours } from '../../client/chart/hour-rows.ts';
import type { BoardRequests } from '../../client/chart/use-board-requests.ts';
import { createView } from '../../server/live/view.ts';
import { createTally } from '../../shared/counting/create-tally.ts';
import { kindsOf } from '../../shared/kind-words.ts';
import type { Kind } from '../../shared/kinds.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { toLocal } from '../../shared/zone-offset.ts';
import { aLongHistory, minuteOf } from '../shared/histories.ts';
import type { Reference } from '../shared/reference-entries.ts';
import { foldAll } from '../shared/reference-entries.ts';
import * as reference from '../shared/reference-fold.ts';

const HOUR = 3_600_000;
const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Santiago', 'Australia/Lord_Howe'];

function startBoard([board]: readonly Line[], zone: string) {
  if (board?.kind !== 'board') throw new Error('A history begins with its board.');
  const tally = createTally();
  tally.fold([{ ...board, set: { ...board.set, zone } }]);
  return { tally, view: createView(tally, 'e', 'head') };
}

/** Now, by an event whose newest entry may lie behind or, by the fixture's whim, years away. */
function nowOf(tally: Tally, later: number): number {
  const newest = kindsOf(tally.board ?? {}).flatMap(
    (kind) => tally.recentSeries(kind).points.at(-1)?.[0] ?? [],
  );
  return Math.max(minuteOf(0), Math.max(minuteOf(0), ...newest) + later * 60_000);
}

function expectTrue(rows: readonly HourRow[], folded: Reference, snapshot: Snapshot): void {
  const times = rows.map(({ at }) => at);
  expect(rows.length).toBeLessThanOrEqual(48);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  // Whole hours by the zone's clock, or half ones where it goes on by half an hour.
  for (const at of times.slice(0, -1)) expect(toLocal(at, snapshot.board.zone) % (HOUR / 2)).toBe(0);
  for (const kind of kindsOf(snapshot.board)) {
    for (const { at, values } of rows.slice(0, -1))
      expect(numbersOf(values[kind]), `${kind} ${new Date(at).toISOString()}`).toEqual(
        expectedAt(folded, snapshot, [kind, at]),
      );
    const last = rows.at(-1);
    expect(numbersOf(last?.values[kind])).toEqual(headlineOf(snapshot, kind));
    // Which is what the ledger says of its time, too; how many updates are confirmed is 0 there where a point has null.
    const told = expectedAt(folded, snapshot, [kind, last?.at ?? 0]);
    expect(numbersOf(last?.values[kind])?.slice(0, 3)).toEqual(told?.slice(0, 3));
  }
}

type Numbers = (number | null)[] | null | undefined;

function numbersOf(value: HourRow['values'][Kind]): Numbers {
  return value ? value.slice(1) : value;
}

function expectedAt(folded: Reference, { headline }: Snapshot, [kind, at]: [Kind, number]): Numbers {
  const figure = headline[kind];
  if (!figure) return null;
  const claimant = 'claimant' in figure ? figure.claimant : undefined;
  const point = reference.referencePoint(folded, { kind, claimant, p: null }, at);
  return point ? point.slice(1) : null;
}

function headlineOf({ headline }: Snapshot, kind: Kind): Numbers {
  const figure = headline[kind];
  if (!figure) return null;
  if (!('claimant' in figure)) return [figure.best, figure.best, figure.best, figure.confirmed];
  return [figure.low, figure.best, figure.high, figure.confirmed ?? null];
}

/** Less than 0: the clock was ahead, and is put back. */
const anAge = fc.constantFrom(0, 1, 59, 61, 600, 60 * 24 * 3, -1, -61, -600);

// Mutants: rows read from the last point before them; what is kept of the past not forgotten, or kept for another
// claimant; the last row read from the series.
test('W110, W111: every row of the page’s table is what the ledger says of its time, and the last is the headline', () => {
  fc.assert(
    fc.property(aLongHistory, fc.constantFrom(...ZONES), anAge, (lines, zone, later) => {
      const { tally, view } = startBoard(lines, zone);
      lines.slice(1).forEach((line, index) => {
        tally.fold([line]);
        view.advance('head');
        const rows = listHours(view.snapshot, nowOf(tally, later), view.history);
        if (rows.length > 0) expectTrue(rows, foldAll(lines.slice(0, index + 2)), view.snapshot);
      });
    }),
    { numRuns: 40 },
  );
});

/** The board's `/series`, answered from the tally. */
function requestsTo(tally: Tally): BoardRequests {
  return {
    series: async (kind, stretch) => tally.series({ kind, ...stretch }),
    claims: () => Promise.resolve(undefined),
    entry: () => Promise.resolve(undefined),
    keys: async () => [],
  };
}

test('W112: a browser’s table has the rows of the page that was served, once somebody opens it', async () => {
  await fc.assert(
    fc.asyncProperty(aLongHistory, fc.constantFrom(...ZONES), anAge, async (lines, zone, later) => {
      const { tally, view } = startBoard(lines, zone);
      tally.fold(lines.slice(1));
      view.advance('head');
      const now = nowOf(tally, later);
      const board = { snapshot: shallowRef(view.snapshot), today: shallowRef(now) };
      const { history, stop } = followHistory(board, requestsTo(tally));
      const served = listHours(view.snapshot, now, view.history);
      await vi.waitFor(() => expect(listHours(view.snapshot, now, history.value)).toEqual(served));
      stop();
    }),
    { numRuns: 40 },
  );
});

const total = (minute: number, best: number): object => ({
  ...{
    kind: 'arrest',
    op: 'total',
    count: { best },
    asOf: minuteOf(minute),
    claimant: 'desk',
    status: 'reported',
  },
});

test('W110: one post alone has its row; ten hours without a start have ten', () => {
  const tableOf = (facts: object[], minute: number) => {
    const lines = [{ kind: 'board', set: { slug: 'b', title: 'B', zone: 'UTC', places: [] } }, ...facts];
    const tally = createTally();
    tally.fold(lines.map((line, index) => ({ seq: index + 1, at: 0, id: String(index), ...line }) as Line));
    const view = createView(tally, 'e', 'head');
    return listHours(view.snapshot, minuteOf(minute), view.history).map(({ values }) => values.arrest?.[2]);
  };
  expect(tableOf([total(0.5, 12)], 0.75)).toEqual([12]);
  const tenHours = Array.from({ length: 11 }, (_, hour) => total(hour * 60 + 0.5, hour));
  expect(tableOf(tenHours, 10 * 60 + 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('W111: an hour that lies between two points of the series is not read from the one before it', () => {
  const facts = [total(0, 1), total(613, 2), total(1200, 3)];
  const lines = [
    { kind: 'board', set: { slug: 'b', title: 'B', zone: 'Asia/Kathmandu', places: [] } },
    ...facts,
  ];
  const tally = createTally();
  tally.fold(lines.map((line, index) => ({ seq: index + 1, at: 0, id: String(index), ...line }) as Line));
  const view = createView(tally, 'e', 'head');
  expect(view.snapshot.series.arrest?.step).toBe(240);
  const rows = listHours(view.snapshot, minuteOf(1200), view.history);
  // 16:00 in Kathmandu, two minutes after the second total.
  expect(rows.find(({ at }) => at === minuteOf(615))?.values.arrest?.[2]).toBe(2);
});

test('W111: where the clock was put back, the headline of a time to come is said at that time, not of now', () => {
  const facts = [total(0, 200), total(98, 101)];
  const lines = [{ kind: 'board', set: { slug: 'b', title: 'B', zone: 'UTC', places: [] } }, ...facts];
  const tally = createTally();
  tally.fold(lines.map((line, index) => ({ seq: index + 1, at: 0, id: String(index), ...line }) as Line));
  const view = createView(tally, 'e', 'head');
  const rows = listHours(view.snapshot, minuteOf(65), view.history);
  expect(rows.map(({ at, values }) => [at, values.arrest?.[2]])).toEqual([
    [minuteOf(0), 200],
    [minuteOf(60), 200],
    [minuteOf(98), 101],
  ]);
});
