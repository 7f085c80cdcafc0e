import { expect, test, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import type { Figure, Point } from '#shared/snapshot.ts';
import { writeLabel, writeNote } from '../../../client/chart/chart-text.ts';
import { readChoice } from '../../../client/chart/choice.ts';
import { listContenders } from '../../../client/chart/contenders.ts';
import { spread } from '../../../client/chart/follow-claims.ts';
import { frameDay } from '../../../client/chart/frame.ts';
import type { KindSeries } from '../../../client/chart/picture.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { readAt } from '../../../client/chart/reading.ts';
import { useBands } from '../../../client/chart/use-bands.ts';
import type { BoardRequests } from '../../../client/chart/use-board-requests.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { chartRu } from '../../../client/words/chart-ru.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import {
  at,
  contestedClaims,
  NOW,
  panelsOf,
  pointsOf,
  seriesWithMarks,
  snapshotOf,
} from '../../support/chart-day.ts';

const english = { words: chartEn, format: createFormat('en'), names: en.kind };
const figure = (claimant: string, best: number, more: Partial<Figure> = {}): Figure => ({
  ...{ claimant, best, low: best, high: best, asOf: '2021-04-21T16:00:00Z', basis: 'stated' },
  ...more,
});
const flat = (claimed: [low: number, high: number]): Point[] =>
  [at('12:00'), at('16:00')].map((t) => [t, claimed[0], claimed[0], claimed[1], null]);

function draw(
  claims: readonly Point[],
  kind: 'arrest' | 'registration' = 'arrest',
  mode: 'cumulative' | 'interval' = 'cumulative',
) {
  const snapshot = snapshotOf();
  const known = seriesWithMarks(snapshot);
  const own = known[kind];
  const series: typeof known = own ? { ...known, [kind]: { ...own, claims } } : known;
  const view = { mode, range: 'all', size: { width: 864, height: 440 } } as const;
  const picture = drawDay({ snapshot, series, keys: [], now: NOW, received: undefined }, view);
  return { picture, series, of: panelsOf(picture)[kind] };
}

test('V80: who speaks for all of it contests the number, with whom the page follows; one city does not', () => {
  const city = figure('paper', 12, { basis: 'summed' });
  const [desk, ministry] = [figure('desk', 1192, { basis: 'summed' }), figure('ministry', 612)];
  expect(listContenders([desk, ministry, city], 'desk')).toEqual([desk, ministry]);
  expect(listContenders([ministry, city], 'ministry')).toEqual([]);
  expect(listContenders([ministry, figure('union', 612)], 'ministry')).toEqual([]);
  const many = Array.from({ length: 40 }, (_, index) => figure(`c${index}`, index));
  expect(listContenders(many, undefined).map(({ best }) => best)).toEqual([39, 38, 37, 36, 3, 2, 1, 0]);
});

test('V80: the band begins where a second one has said something, and goes from the lowest to the highest', () => {
  const [a, b]: Point[][] = [
    [
      [1, 5, 5, 5, null],
      [3, 9, 9, 9, null],
    ],
    [[2, 7, 8, 9, null]],
  ];
  expect(spread([a ?? [], b ?? []])).toEqual([
    [2, 5, 5, 8, null],
    [3, 8, 8, 9, null],
  ]);
});

test('V80: the band lies within the axis, runs on to now, and stands in the reading, the note and the label', () => {
  const { picture, series, of } = draw(flat([612, 2400]));
  expect(of.highest.at(0)).toEqual({ x: at('12:00'), y: 2400 });
  expect(of.lowest.at(-1)).toEqual({ x: NOW, y: 612 });
  expect(of.axis.max).toBeGreaterThanOrEqual(2400);
  expect(readAt(at('13:00'), picture, series, english)).toContain(', claims from 612 to 2,400');
  expect(readAt(at('11:00'), picture, series, english)).not.toContain('claims');
  expect(writeNote(picture, english, 'Moscow')).toContain(chartEn.notes.claims);
  expect(writeLabel(picture, english, snapshotOf().headline, 'Moscow')).toContain(
    'Claims go from 612 to 2,400.',
  );
  const russian = { words: chartRu, format: createFormat('ru'), names: en.kind };
  expect(readAt(at('13:00'), picture, series, russian)).toContain('называют от 612 до 2\u00a0400');
});

test('V80: claims that agree are no band, nor are those of bars; a low claim does not press a counter flat', () => {
  expect(draw(flat([612, 612])).of.highest).toEqual([]);
  expect(draw(flat([612, 2400]), 'arrest', 'interval').of.highest).toEqual([]);
  expect(draw(flat([10, 463_000]), 'registration').of.axis.min).toBe(440_000);
});

// Mutants: asked for on every board; one claimant alone; not asked anew for another place; not carried on by a tick.
test('V80: each claimant is asked for where they differ, of the place that is chosen, and ticks carry the band on', async () => {
  const asked: string[] = [];
  const requests: BoardRequests = {
    async series(kind, { from = 0, step = 60, claimant = '', place = '' }) {
      asked.push([kind, claimant, place].join(' '));
      const points = pointsOf('arrest', step, from);
      const told =
        claimant === 'ministry'
          ? points.map(([t, , best]): Point => [t, 1, Math.round(best / 2), 1, null])
          : points;
      return { kind, claimant, step, points: told, marks: [] };
    },
    claims: async () => [figure('desk', 9), figure('union', 5)],
    entry: () => Promise.resolve(undefined),
    keys: async () => [],
  };
  const snapshot = shallowRef(snapshotOf());
  const choice = shallowRef(readChoice(''));
  const own = shallowRef<Partial<Record<string, KindSeries>>>(seriesWithMarks(snapshot.value));
  const frame = shallowRef(frameDay(snapshot.value, 'all', NOW));
  const scope = effectScope();
  const series = scope.run(() => useBands(own, { snapshot, choice, frame, requests }));
  expect([series?.value, asked]).toEqual([own.value, []]);
  snapshot.value = snapshotOf({ claims: contestedClaims });
  await vi.waitFor(() => expect(series?.value.arrest?.claims?.length).toBeGreaterThan(10));
  expect(asked).toEqual(['arrest desk ', 'arrest ministry ']);
  expect(series?.value.arrest?.claims?.at(-1)?.slice(1, 4)).toEqual([566, 566, 1131]);
  const [desk, ministry] = contestedClaims.arrest ?? [];
  if (!(desk && ministry)) throw new Error('nobody claims anything');
  snapshot.value = snapshotOf({ claims: { arrest: [{ ...desk, best: 1200 }, ministry] } });
  expect(series?.value.arrest?.claims?.at(-1)?.slice(1, 4)).toEqual([566, 566, 1200]);
  const before = series?.value;
  snapshot.value = { ...snapshot.value, seq: snapshot.value.seq + 1 };
  expect(series?.value).toBe(before);
  const places = [{ id: 'ufa', arrest: figure('desk', 9) }];
  snapshot.value = { ...snapshot.value, places };
  choice.value = readChoice('?chart-place=ufa');
  await vi.waitFor(() => expect(asked.slice(2)).toEqual(['arrest desk ufa', 'arrest union ufa']));
  choice.value = readChoice('?chart-by=ministry');
  await nextTick();
  expect(series?.value.arrest?.claims).toBeUndefined();
  scope.stop();
});
