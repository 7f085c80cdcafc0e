import { expect, test } from 'vitest';
import { BOARD_DEFAULTS } from '../../shared/board.ts';
import { LIMITS } from '../../shared/limits.ts';
import { applyTick } from '../../shared/merge.ts';
import type { FeedRow, Figure, Snapshot, Tick } from '../../shared/snapshot.ts';

const AT = '2021-04-21T16:00:00.000Z';

const figure = (best: number, claimant = 'desk'): Figure => ({
  ...{ best, low: best, high: best, asOf: AT, claimant },
  basis: 'stated',
});
/** The row of that minute: the higher, the newer. */
const feedRow = (minute: number): FeedRow => ({
  ...{ id: `row ${minute}`, seq: minute, at: AT, kind: 'update', claimant: 'desk', status: 'reported' },
  ...{
    asOf: `2021-04-21T16:${String(minute).padStart(2, '0')}:00.000Z`,
    text: `minute ${minute}`,
    version: 1,
  },
});
const feedOf = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => feedRow(from - index));

const SNAPSHOT: Snapshot = {
  ...{ epoch: 'e', seq: 10, at: AT, head: 'aa' },
  board: {
    ...{ ...BOARD_DEFAULTS, slug: 'march', title: 'March', zone: 'Europe/Moscow' },
    places: [
      { id: 'kazan', name: 'Kazan' },
      { id: 'perm', name: 'Perm' },
    ],
  },
  headline: { arrest: figure(5), registration: figure(100) },
  checked: { arrest: AT },
  claims: { arrest: [figure(5), figure(3, 'ministry')] },
  places: [{ id: 'kazan', arrest: figure(5) }, { id: 'perm' }],
  series: {
    arrest: {
      step: 60,
      points: [
        [0, 1, 1, 1, null],
        [60_000, 5, 5, 5, 2],
      ],
    },
  },
  feed: feedOf(3, 1),
};
const TICK: Tick = { board: 'march', epoch: 'e', from: 10, to: 12, at: AT, head: 'bb' };

/** The snapshot after a tick that follows it. */
function after(change: Partial<Tick>, before = SNAPSHOT, feedRows?: number): Snapshot {
  const applied = applyTick(before, { ...TICK, ...change }, feedRows);
  if (typeof applied === 'string') throw new Error(applied);
  return applied.snapshot;
}

test('T2: a tick that begins beyond what is there is a gap, one that ends within it is behind', () => {
  expect(applyTick(SNAPSHOT, { ...TICK, from: 11 })).toBe('gap');
  expect(applyTick(SNAPSHOT, { ...TICK, from: 8, to: 10 })).toBe('behind');
  expect(applyTick(SNAPSHOT, { ...TICK, from: 8, to: 11 })).toMatchObject({
    snapshot: { seq: 11, head: 'bb' },
  });
});

test('T2: a tick of another epoch is a gap, whatever its numbers', () => {
  expect(applyTick(SNAPSHOT, { ...TICK, epoch: 'f', from: 1, to: 2 })).toBe('gap');
});

test('T2, T7: a beat is behind where nothing is missing, and a gap where a tick was lost', () => {
  expect(applyTick(SNAPSHOT, { ...TICK, to: 10 })).toBe('behind');
  expect(applyTick(SNAPSHOT, { ...TICK, from: 11, to: 11 })).toBe('gap');
});

test('T4: what a tick does not name stays the same object', () => {
  const next = after({ places: [{ id: 'perm', arrest: figure(1) }] });
  expect(next.places).toEqual([SNAPSHOT.places[0], { id: 'perm', arrest: figure(1) }]);
  expect(next.places[0]).toBe(SNAPSHOT.places[0]);
  for (const part of ['board', 'headline', 'claims', 'series', 'feed'] as const) {
    expect(next[part]).toBe(SNAPSHOT[part]);
  }
});

test('T4: a tick changes nothing in place', () => {
  const before = structuredClone(SNAPSHOT);
  after({
    headline: { arrest: null },
    claims: { arrest: [{ claimant: 'desk', best: 9 }] },
    places: [{ id: 'kazan', arrest: null }],
    series: { arrest: { step: 60, points: [[0, null, null, null, null]] } },
    feed: [{ id: 'row 1', text: 'other' }],
  });
  expect(SNAPSHOT).toEqual(before);
});

test('T4: null takes a headline away, and a place keeps its row', () => {
  const next = after({ headline: { arrest: null }, places: [{ id: 'kazan', arrest: null }] });
  expect(next.headline).toEqual({ registration: figure(100) });
  expect(next.places).toEqual([{ id: 'kazan' }, { id: 'perm' }]);
});

test('T4: claims merge by claimant, in order, and one without a key left is gone', () => {
  const gone = { best: null, low: null, high: null, asOf: null, basis: null };
  expect(after({ claims: { arrest: [figure(9, 'ministry')] } }).claims.arrest).toEqual([
    figure(9, 'ministry'),
    figure(5),
  ]);
  expect(after({ claims: { arrest: [{ claimant: 'desk', ...gone }] } }).claims.arrest).toEqual([
    figure(3, 'ministry'),
  ]);
  const none = after({ claims: { arrest: ['desk', 'ministry'].map((claimant) => ({ claimant, ...gone })) } });
  expect(none.claims).toEqual({});
});

test('T4: of the board a tick has the fields that changed, and null takes one away', () => {
  const titled = after({ definition: { summary: 'Long', title: 'New' } });
  expect(titled.board).toEqual({ ...SNAPSHOT.board, summary: 'Long', title: 'New' });
  expect(titled.places).toBe(SNAPSHOT.places);
  const { summary: _, ...plain } = titled.board;
  expect(after({ definition: { summary: null }, from: 12, to: 13 }, titled).board).toEqual(plain);
});

test('T4: where places changed, they are the rows there are, in their order', () => {
  const places = [
    { id: 'ufa', name: 'Ufa' },
    { id: 'kazan', name: 'Kazan' },
  ];
  const next = after({
    definition: { places },
    places: [{ id: 'perm', arrest: figure(2) }],
  });
  expect(next.places).toEqual([{ id: 'ufa' }, { id: 'kazan', arrest: figure(5) }]);
  expect(next.places[1]).toBe(SNAPSHOT.places[0]);
});

test('T4: points merge by t, nulls take one away, and another step replaces them all', () => {
  const merged = after({
    series: {
      arrest: {
        step: 60,
        points: [
          [120_000, 7, 7, 7, null],
          [30_000, 2, 2, 2, null],
          [0, null, null, null, null],
        ],
      },
    },
  });
  expect(merged.series.arrest?.points.map(([t]) => t)).toEqual([30_000, 60_000, 120_000]);
  const doubled = after({ series: { arrest: { step: 120, points: [[0, 5, 5, 5, 2]] } } });
  expect(doubled.series.arrest).toEqual({ step: 120, points: [[0, 5, 5, 5, 2]] });
  const nulls: Tick['series'] = {
    arrest: { step: 60, points: [0, 60_000].map((t) => [t, null, null, null, null]) },
  };
  expect(after({ series: nulls }).series).toEqual({});
});

test('T4: the feed keeps the newest rows, in order', () => {
  const full = { ...SNAPSHOT, feed: feedOf(30, 11) };
  expect(full.feed).toHaveLength(LIMITS.feedRows);
  expect(after({ feed: [feedRow(31)] }, full).feed).toEqual(feedOf(31, 12));
  expect(after({ feed: [{ id: 'row 20', text: null }] }, full).feed[10]).not.toHaveProperty('text');
});

test('T4: a changed row older than a full feed is left out, and so is what would leave a hole', () => {
  const full = { ...SNAPSHOT, feed: feedOf(30, 11) };
  expect(after({ feed: [feedRow(3)] }, full).feed).toEqual(full.feed);
  const kept = { ...SNAPSHOT, feed: feedOf(40, 11) };
  expect(after({ feed: [feedRow(3)] }, kept, 100).feed).toEqual(kept.feed);
});

test('T4: where a row goes, the one that comes back into the newest is taken', () => {
  const full = { ...SNAPSHOT, feed: feedOf(30, 11) };
  const row = feedRow(20);
  const gone = { ...Object.fromEntries(Object.keys(row).map((key) => [key, null])), id: row.id };
  const next = after({ feed: [gone, feedRow(10)] }, full);
  expect(next.feed.map(({ seq }) => seq)).toEqual(
    [...Array(21).keys()].map((n) => 30 - n).filter((n) => n !== 20),
  );
});

test('T4, T5: a page that keeps more rows than the newest has an old one corrected', () => {
  const kept = { ...SNAPSHOT, feed: feedOf(40, 11) };
  const next = after({ feed: [feedRow(41), { ...feedRow(12), text: 'Right', version: 2 }] }, kept, 100);
  expect(next.feed).toHaveLength(31);
  expect(next.feed.at(-2)).toMatchObject({ id: 'row 12', text: 'Right' });
});
