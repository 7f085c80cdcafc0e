import { afterEach, expect, test, vi } from 'vitest';
import type { EffectScope } from 'vue';
import { effectScope, nextTick, ref, shallowRef } from 'vue';
import type { FeedRow, Figure, Point, Snapshot } from '#shared/snapshot.ts';
import { followSeries } from '../../../client/chart/chart-series.ts';
import { keepUp, pointAt } from '../../../client/chart/day-series.ts';
import type { Range } from '../../../client/chart/frame.ts';
import { frameDay } from '../../../client/chart/frame.ts';
import type { Mode } from '../../../client/chart/layout.ts';
import type { Stretch } from '../../../client/chart/use-board-requests.ts';
import { useBoardRequests } from '../../../client/chart/use-board-requests.ts';
import { createApi } from '../../../client/net/api.ts';
import type { DayKind } from '../../support/chart-day.ts';
import { at, keyRows, MINUTE, marks, NOW, pointsOf, snapshotOf } from '../../support/chart-day.ts';

let scope: EffectScope | undefined;
afterEach(() => {
  scope?.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const day = snapshotOf();

/** The invented day after a tick that brought other arrests. */
function withArrests(change: Partial<Figure>, points = day.series.arrest?.points ?? []): Snapshot {
  const { arrest } = day.headline;
  if (!arrest) throw new Error('the invented day has arrests');
  return {
    ...day,
    headline: { ...day.headline, arrest: { ...arrest, ...change } },
    series: { ...day.series, arrest: { step: 120, points } },
  };
}

function fetchedArrests() {
  const points = pointsOf('arrest', 20, at('18:40'));
  return { step: 20, points, marks: [], claimant: 'desk', alongside: day.series.arrest };
}

const iso = (t: number) => new Date(t).toISOString();

test('V9: a newer number is one more point, on the next step', () => {
  const { series, isStale } = keepUp(
    fetchedArrests(),
    'arrest',
    withArrests({ best: 1150, asOf: iso(NOW + 75_000) }),
  );
  expect(isStale).toBe(false);
  expect(series.points.at(-1)).toEqual([at('19:43:40'), 1070, 1150, 1192, 1014]);
  expect(series.points).toHaveLength(fetchedArrests().points.length + 1);
});

test('V9: a number that changes within one step moves the last point', () => {
  const { series, isStale } = keepUp(
    fetchedArrests(),
    'arrest',
    withArrests({ best: 1140, asOf: iso(NOW + 5_000) }),
  );
  expect(isStale).toBe(false);
  expect(series.points.at(-1)?.[2]).toBe(1140);
  expect(series.points).toHaveLength(fetchedArrests().points.length);
});

test('V9: another number without a newer time says that the past was changed', () => {
  const { series, isStale } = keepUp(
    fetchedArrests(),
    'arrest',
    withArrests({ best: 900, asOf: iso(at('19:30')) }),
  );
  expect(isStale).toBe(true);
  expect(series.points.at(-1)?.[2]).toBe(900);
});

test('V9: so does a point of the past in the board’s own series, and another claimant', () => {
  const points = (day.series.arrest?.points ?? []).map(
    (point): Point => (point[0] === at('19:00') ? [point[0], 1, 1, 1, 1] : point),
  );
  expect(keepUp(fetchedArrests(), 'arrest', withArrests({}, points)).isStale).toBe(true);
  expect(keepUp(fetchedArrests(), 'arrest', withArrests({ claimant: 'ovd-info' })).isStale).toBe(true);
  expect(
    keepUp(fetchedArrests(), 'arrest', withArrests({}, [...(day.series.arrest?.points ?? [])])).isStale,
  ).toBe(false);
});

test('V2: the value at an instant is that of the last point not after it', () => {
  const points: Point[] = [1, 2, 3].map((v) => [v * MINUTE, v, v, v, v]);
  const valueAt = (t: number) => pointAt(points, t)?.[2];
  expect([0, MINUTE, 2 * MINUTE - 1, 2 * MINUTE, 99 * MINUTE].map(valueAt)).toEqual([undefined, 1, 1, 2, 3]);
});

/** The composable with requests that are written down and answered from the invented day. */
function follow(snapshot: Snapshot, { keys = [] as FeedRow[], isDeaf = false } = {}) {
  const asked: string[] = [];
  const sources = {
    snapshot: shallowRef(snapshot),
    range: ref<Range>('all'),
    mode: ref<Mode>('cumulative'),
    isCutOff: ref(false),
  };
  scope = effectScope();
  const followed = scope.run(() =>
    followSeries({
      snapshot: sources.snapshot,
      mode: sources.mode,
      isCutOff: sources.isCutOff,
      frame: shallowRef(frameDay(snapshot, 'all', NOW)),
      requests: {
        series: async (kind: DayKind, { from = 0, step = 60 }: Stretch) => {
          asked.push(`${kind} ${step}`);
          if (isDeaf) return undefined;
          return {
            kind,
            step,
            claimant: 'desk',
            points: pointsOf(kind, step, from),
            marks: kind === 'arrest' ? marks : [],
          };
        },
        claims: () => Promise.resolve(undefined),
        entry: () => Promise.resolve(undefined),
        keys: async () => keys,
      },
    }),
  );
  if (!followed) throw new Error('the scope has ended');
  return { ...sources, ...followed, asked };
}

test('V9, V10: where the board’s own points are fine enough only the marks are asked for', async () => {
  const { asked, series } = follow(snapshotOf());
  await vi.waitFor(() => expect(series.value.arrest?.marks).toEqual(marks));
  expect(asked).toContain('arrest 86400');
  expect(series.value.arrest?.points).toEqual(day.series.arrest?.points);
});

test('V9: where they are not, finer ones are asked for and drawn', async () => {
  const coarse = { step: 7680, points: pointsOf('registration', 7680) };
  const { asked, series } = follow({ ...day, series: { ...day.series, registration: coarse } });
  expect(series.value.registration?.step).toBe(7680);
  await vi.waitFor(() => expect(series.value.registration?.step).toBe(90));
  expect(asked).toContain('registration 90');
});

// Mutant: a window that begins within the frame taken for all there is.
test('V9: what lies before the board’s own points is asked for', async () => {
  const points = pointsOf('registration', 60, NOW - 519 * MINUTE).slice(-520);
  const window = { step: 60, points };
  expect(points).toHaveLength(520);
  const { asked, series } = follow({ ...day, series: { ...day.series, registration: window } });
  await vi.waitFor(() => expect(series.value.registration?.points[0]?.[0]).toBe(at('10:00')));
  expect(asked).toContain('registration 90');
});

test('V10: a corrected row makes the page ask for the marks again, once and after a pause of its own', async () => {
  vi.useFakeTimers();
  const { asked, snapshot } = follow(snapshotOf());
  const [row] = keyRows;
  if (!row) throw new Error('the invented day has posts');
  const before = asked.length;
  for (const version of [2, 3, 4]) {
    snapshot.value = { ...day, feed: [{ ...row, version, corrected: { at: row.at, was: {} } }] };
    await nextTick();
  }
  expect(asked).toHaveLength(before);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toHaveLength(2 * before);
});

test('V11: key updates that have left the feed are asked for, those within it are taken from there', async () => {
  const [first, ...rest] = keyRows;
  if (!first) throw new Error('the invented day has posts');
  const fresh = { ...first, text: 'Another text.' };
  const { keys } = follow({ ...day, feed: [fresh] }, { keys: [first, ...rest] });
  await vi.waitFor(() => expect(keys.value).toHaveLength(4));
  expect(keys.value.find(({ id }) => id === first.id)?.text).toBe('Another text.');
});

test('V11: only what was marked last as key is asked for', async () => {
  const paths: string[] = [];
  const entries = [
    { id: 'm1', seq: 5, kind: 'mark', target: 'a', key: true },
    { id: 'm2', seq: 6, kind: 'mark', target: 'b', key: true },
    { id: 'm3', seq: 7, kind: 'mark', target: 'a', key: false },
    { id: 'm4', seq: 8, kind: 'mark', target: 'c', pinned: true },
  ];
  const server: typeof fetch = async (path) => {
    paths.push(String(path));
    const isList = String(path).includes('kind=mark');
    return Response.json(isList ? { entries, next: null } : { ...keyRows[0], id: 'b' });
  };
  const rows = await useBoardRequests('day', createApi(server)).keys();
  expect(rows?.map(({ id }) => id)).toEqual(['b']);
  expect(paths.slice(1)).toEqual(['/api/v1/boards/day/entries/b']);
});

test('V9: an answer that did not come is asked for again, after a pause and not with each tick', async () => {
  vi.useFakeTimers();
  // A pause of 27.5 s: with a short one a second round would fall into the half minute.
  vi.spyOn(Math, 'random').mockReturnValue(0.9);
  const { asked, snapshot } = follow(snapshotOf(), { isDeaf: true });
  for (const best of [1015, 1016, 1017]) {
    snapshot.value = withArrests({ best });
    await nextTick();
  }
  expect(asked).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toHaveLength(6);
});
