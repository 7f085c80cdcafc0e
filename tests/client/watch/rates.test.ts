import { expect, test } from 'vitest';
import { eventNow } from '../../../client/board/event-time.ts';
import { isCutOff, knownUntil, quietFor, stalenessOf } from '../../../client/board/freshness.ts';
import { listHours, NO_HISTORY } from '../../../client/chart/hour-rows.ts';
import type { Course } from '../../../client/watch/tallies/rates.ts';
import { changesOf, sparkOf } from '../../../client/watch/tallies/rates.ts';
import type { BigFigure } from '../../../shared/board.ts';
import type { Point, Series } from '../../../shared/snapshot.ts';
import { listStarts } from '../../../shared/starts.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const MINUTE = 60_000;
const now = INVENTED_NOW;

/** Points so many minutes ago, each with a best and, where it differs, a confirmed number. */
function series(
  step: number,
  ...points: [minutesAgo: number, best: number, confirmed?: number | null][]
): Series {
  return {
    step,
    points: points.map(
      ([ago, best, confirmed = best]): Point => [now - ago * MINUTE, best, best, best, confirmed],
    ),
  };
}

/** What a tally hands in: the series, and the last of its numbers as the headline. */
function course(points: Series | undefined, measure: BigFigure = 'best', startsAtNothing = false): Course {
  const last = points?.points.at(-1);
  return {
    series: points,
    number: last?.[measure === 'best' ? 2 : 4] ?? undefined,
    measure,
    startsAtNothing,
  };
}

const rateOf = (each: Course, at: number) => {
  const { hour, minute } = changesOf(each, at, 'Europe/Moscow');
  return hour === undefined ? undefined : { hour, minute };
};

test('W253: the change since the event’s midnight is told where the series reaches back to it', () => {
  // 19:42 in Moscow.
  const whole = series(240, [21 * 60, 100], [19 * 60, 140], [1, 691]);
  expect(changesOf(course(whole), now, 'Europe/Moscow').day).toBe(591);
  // In Vladivostok it is 02:42 of the next day.
  expect(changesOf(course(series(240, [180, 100], [120, 600], [1, 691])), now, 'Asia/Vladivostok').day).toBe(
    591,
  );
  const late = series(60, [90, 100], [1, 691]);
  expect(changesOf(course(late), now, 'Europe/Moscow')).toMatchObject({ hour: 591, day: undefined });
  expect(changesOf(course(late, 'best', true), now, 'Europe/Moscow').day).toBe(691);
});

test('W253: a day on which the clocks are changed begins at its own midnight', () => {
  // In Berlin the clocks went forward at 02:00 on 28 March 2021.
  const noon = Date.parse('2021-03-28T10:00:00Z');
  const points: Point[] = [
    [Date.parse('2021-03-27T22:30:00Z'), 1, 1, 1, 1],
    [Date.parse('2021-03-27T23:30:00Z'), 5, 5, 5, 5],
  ];
  const changes = changesOf(
    { series: { step: 240, points }, number: 9, measure: 'best' },
    noon,
    'Europe/Berlin',
  );
  expect(changes.day).toBe(8);
});

test('W20: the rate is the change of the last hour, and that of a minute over the last fifteen', () => {
  const steady = series(60, [90, 100], [60, 140], [16, 400], [15, 460], [1, 691]);
  expect(rateOf(course(steady), now)).toEqual({ hour: 551, minute: 15 });
});

test('W20: the rate is that of the number which the board shows big', () => {
  const half = series(60, [70, 100, 10], [5, 200, 40]);
  expect(rateOf(course(half, 'confirmed'), now)).toEqual({ hour: 30, minute: 2 });
});

test('W20: a falling number has a rate below zero, and none a minute', () => {
  expect(rateOf(course(series(60, [70, 72], [5, 64])), now)).toEqual({ hour: -8, minute: undefined });
});

test.each([
  ['nobody had said a number an hour ago', series(60, [30, 50], [5, 80])],
  ['nothing is confirmed', series(60, [90, 50, null], [5, 80, null])],
  ['there are no points', undefined],
])('W20: there is no rate where %s', (_, points) => {
  expect(rateOf(course(points, 'confirmed'), now)).toBeUndefined();
});

test('W20: posts are counted by the board itself: before the first there were none', () => {
  expect(rateOf(course(series(60, [30, 5], [5, 8]), 'best', true), now)?.hour).toBe(8);
});

test('W21: the spark is the last hour in twelve bins, or nothing', () => {
  const spark = sparkOf(course(series(60, [61, 10], [31, 20])), now);
  expect(spark).toHaveLength(13);
  expect([spark[0], spark[6], spark[12]]).toEqual([10, 20, 20]);
  expect(sparkOf(course(series(60, [30, 10])), now)).toEqual([]);
});

// Mutant: the number now read from the series, whose newest point is ahead of now.
test('W20, W21: what was said within the last step counts, as it does in the headline', () => {
  const posted = series(240, [90, 60], [10, 60], [-1, 160]);
  expect(rateOf(course(posted), now)).toMatchObject({ hour: 100 });
  expect(sparkOf(course(posted), now).at(-1)).toBe(160);
});

const watched = { ...inventedSnapshot, board: { ...inventedBoard, nature: 'real' as const } };

test('W22: a number is stale past twice its cadence, and not a second sooner', () => {
  const news = now - 60_000;
  const checked = { arrest: new Date(news).toISOString() };
  const expected = { ...watched, checked, board: { ...watched.board, cadence: { arrest: 300 } } };
  expect(stalenessOf(expected, 'arrest', news + 600_000)).toBeUndefined();
  expect(stalenessOf(expected, 'arrest', news + 601_000)).toEqual({ age: 601_000, cadence: 300_000 });
  expect(stalenessOf(expected, 'registration', news + 9e9)).toBeUndefined();
  const ended = { ...expected, board: { ...expected.board, state: 'ended' as const } };
  expect(stalenessOf(ended, 'arrest', news + 9e9)).toBeUndefined();
});

test('W23: a live board without news for ten minutes is quiet; a replay never is', () => {
  const newest = Date.parse(watched.at);
  expect(quietFor(watched, newest + 9 * MINUTE)).toBeUndefined();
  expect(quietFor(watched, newest + 14 * MINUTE)).toBe(14 * MINUTE);
  const replayed = { ...watched, board: { ...watched.board, nature: 'replay' as const } };
  expect(quietFor(replayed, newest + 14 * MINUTE)).toBeUndefined();
});

test('W11: what a page that is cut off says is as of its last message', () => {
  const cut = { is: 'reconnecting', since: now - 20_000, nextTryAt: undefined } as const;
  expect([isCutOff(cut), knownUntil(cut, now)]).toEqual([true, now - 20_000]);
  expect(knownUntil({ is: 'live', by: 'wire' }, now)).toBe(now);
});

test('W24: 7 pm is eleven moments, in order, each named by its first zone', () => {
  const starts = listStarts(inventedBoard);
  expect(starts).toHaveLength(11);
  expect(starts[0]).toMatchObject({ at: Date.parse('2021-04-21T07:00Z'), zone: 'Asia/Kamchatka' });
  expect(starts.at(-1)).toMatchObject({ at: Date.parse('2021-04-21T17:00Z'), zone: 'Europe/Kaliningrad' });
  expect(starts.filter(({ at }) => at <= now)).toHaveLength(10);
  const { start: _, ...unscheduled } = inventedBoard;
  expect(listStarts(unscheduled)).toEqual([]);
});

test("W25: a replay's clock is its newest number, and so is that of an event that is over", () => {
  const newest = Date.parse(inventedSnapshot.headline.arrest?.asOf ?? '');
  const years = now + 5 * 365 * 86_400_000;
  const as = (change: object) => ({ ...inventedSnapshot, board: { ...inventedBoard, ...change } });
  expect(eventNow(as({ nature: 'replay' }), years)).toBe(newest);
  expect(eventNow(as({ state: 'ended' }), years)).toBe(newest);
  expect(eventNow(as({ nature: 'real' }), now)).toBe(now);
});

test('W26: the chart as a table has a row for each hour of the event’s clock, and one for now', () => {
  const rows = listHours(inventedSnapshot, now, NO_HISTORY);
  expect(rows.slice(-4).map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
    ...['14:00', '15:00', '16:00', '16:42'],
  ]);
  expect(rows.at(-1)?.values.registration?.[2]).toBe(463_218);
  expect(listHours({ ...inventedSnapshot, headline: {} }, now, NO_HISTORY)).toEqual([]);
});
