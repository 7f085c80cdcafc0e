/** What of a board the chart draws, which stretch of it, and how both stand in the address. */
import { expect, test, vi } from 'vitest';
import { nextTick, ref, shallowRef } from 'vue';
import type { Choice } from '../../../client/chart/choice.ts';
import { readChoice } from '../../../client/chart/choice.ts';
import { followChoice } from '../../../client/chart/follow-choice.ts';
import { frameDay, narrow } from '../../../client/chart/frame.ts';
import type { BoardRequests } from '../../../client/chart/use-board-requests.ts';
import { writeChoice } from '../../../client/chart/write-choice.ts';
import { fitStretch, zoomByDrag, zoomByKey, zoomByPinch } from '../../../client/chart/zooming.ts';
import { at, HOUR, MINUTE, NOW, pointsOf, snapshotOf } from '../../support/chart-day.ts';

const none: Choice = {
  mode: 'cumulative',
  range: undefined,
  zoom: undefined,
  bucket: undefined,
  place: undefined,
  claimant: undefined,
};
const page = 'http://board.test/b/day?lang=ru&place=ufa';

test('V50: the address says the view, the range, the zoom, the bar, the place and the claimant, and reads them back', () => {
  const choice: Choice = {
    ...{ mode: 'interval', range: '6h', bucket: 15, place: 'kazan', claimant: 'ovd-info' },
    zoom: { from: at('12:00'), to: at('15:30') },
  };
  const address = writeChoice(page, choice);
  expect(readChoice(new URL(address).search)).toEqual(choice);
  // The feed's own choice of a place is another one.
  expect(new URL(address).searchParams.get('place')).toBe('ufa');
  expect(writeChoice(address, none)).toBe(page);
});

test('V50: what cannot be read in an address is not chosen', () => {
  const search =
    '?chart=pie&chart-range=2w&chart-from=never&chart-to=2021-04-21T12:00:00Z&chart-bucket=7&chart-place=';
  expect(readChoice(search)).toEqual(none);
  expect(readChoice('?chart-from=2021-04-21T12:00:00Z&chart-to=2021-04-21T11:00:00Z').zoom).toBeUndefined();
});

const day = frameDay(snapshotOf(), 'all', NOW);
const zone = 'Europe/Moscow';

test('V51: a bar is as long as was chosen, where there are not too many of them', () => {
  expect(
    [5, 15, 60].map((bucket) => narrow(day, { zoom: undefined, bucket: bucket as 5 }, zone).bar),
  ).toEqual([5, 15, 60].map((minutes) => minutes * MINUTE));
  const month = { ...day, from: day.to - 30 * 24 * HOUR };
  expect(narrow(month, { zoom: undefined, bucket: 5 }, zone).bar).toBe(month.bar);
});

test('V52: a zoom is a part of the range with finer steps; now is in it or there is no now', () => {
  const part = narrow(day, { zoom: { from: at('12:00'), to: at('14:00') }, bucket: undefined }, zone);
  expect(part).toMatchObject({ from: at('12:00'), to: at('14:00'), end: at('14:00'), isRunning: false });
  expect(part.bar).toBeLessThan(day.bar);
  const newest = narrow(day, { zoom: { from: at('19:00'), to: at('20:00') }, bucket: undefined }, zone);
  expect(newest).toMatchObject({ end: NOW, isRunning: true });
  const outside = { from: at('03:00'), to: at('04:00') };
  expect(narrow(day, { zoom: outside, bucket: undefined }, zone)).toEqual(day);
});

const whole = { from: at('10:00'), to: at('20:00') };
const zoomed = (from: string, to: string) => ({ shown: { from: at(from), to: at(to) }, whole });
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

test('V52: keys zoom about what is read, move along, and go back; others are none', () => {
  expect(zoomByKey(key('+'), zoomed('10:00', '20:00'), at('12:00'))).toEqual({
    from: at('11:00'),
    to: at('16:00'),
  });
  expect(zoomByKey(key('-'), zoomed('12:00', '14:00'), at('13:00'))).toEqual({
    from: at('11:00'),
    to: at('15:00'),
  });
  expect(zoomByKey(key('-'), zoomed('12:00', '18:00'), at('13:00'))).toBeUndefined();
  expect(zoomByKey(key('ArrowRight', true), zoomed('12:00', '16:00'), 0)).toEqual({
    from: at('13:00'),
    to: at('17:00'),
  });
  // At the edge it stays as long as it was.
  expect(zoomByKey(key('ArrowLeft', true), zoomed('10:30', '14:30'), 0)).toEqual({
    from: at('10:00'),
    to: at('14:00'),
  });
  expect(zoomByKey(key('0'), zoomed('12:00', '16:00'), 0)).toBeUndefined();
  expect(zoomByKey(key('ArrowLeft'), zoomed('12:00', '16:00'), 0)).toBeNull();
  expect(fitStretch({ from: at('12:00'), to: at('12:00') + 1 }, whole)).toEqual({
    from: at('12:00'),
    to: at('12:01'),
  });
});

test('V52: a drag shows what it passed over in either direction, and a tremble is none', () => {
  for (const drag of [
    [0.2, 0.5],
    [0.5, 0.2],
  ] as [number, number][])
    expect(zoomByDrag(drag, zoomed('10:00', '20:00'))).toEqual({ from: at('12:00'), to: at('15:00') });
  expect(zoomByDrag([0.2, 0.21], zoomed('10:00', '20:00'))).toBeNull();
});

test('V52: two fingers keep the times that lay under them', () => {
  expect(zoomByPinch([0.4, 0.6], [0.2, 0.8], zoomed('10:00', '20:00'))).toEqual({
    from: at('13:20'),
    to: at('16:40'),
  });
  expect(zoomByPinch([0.2, 0.8], [0.45, 0.55], zoomed('12:00', '16:00'))).toBeUndefined();
  expect(zoomByPinch([0.2, 0.8], [0.5, 0.5], zoomed('12:00', '16:00'))).toBeNull();
});

// Mutant: the board's own numbers beside a place's line.
test('V53: of a chosen place and claimant the series are asked for, and its numbers are their ends', async () => {
  const asked: unknown[] = [];
  const requests: BoardRequests = {
    async series(kind, stretch) {
      asked.push([kind, stretch]);
      const points = pointsOf('arrest', 900, at('12:00'), at('16:00'));
      return { kind, claimant: 'ovd-info', step: 900, points, marks: [] };
    },
    claims: () => Promise.resolve(undefined),
    entry: () => Promise.resolve(undefined),
    keys: async () => [],
  };
  const chosen = ref({ place: 'ufa', claimant: 'ovd-info' });
  const alone = followChoice(shallowRef(snapshotOf()), chosen, shallowRef(day), requests);
  const of = { from: day.from, step: day.step, place: 'ufa', claimant: 'ovd-info' };
  // No update is a claimant's number.
  expect(asked).toEqual([
    ['registration', of],
    ['arrest', of],
  ]);
  await vi.waitFor(() => expect(alone.series.value.arrest?.points.length).toBeGreaterThan(5));
  const last = alone.series.value.arrest?.points.at(-1);
  expect(alone.snapshot.value.headline.arrest).toMatchObject({ best: last?.[2], claimant: 'ovd-info' });
  expect([alone.snapshot.value.headline.update, alone.snapshot.value.board.goals]).toEqual([undefined, {}]);
  chosen.value = { place: 'moscow', claimant: 'ovd-info' };
  await nextTick();
  expect(asked).toHaveLength(4);
});
