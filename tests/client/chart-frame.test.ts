import { expect, test } from 'vitest';
import type { Snapshot } from '#shared/snapshot.ts';
import { floorInZone, fromLocal } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';
import { frameDay, RANGES } from '../../client/charts/frame.ts';
import { tickTimes } from '../../client/charts/time-ticks.ts';
import { at, HOUR, MINUTE, NOW, pointsOf, snapshotOf } from '../support/chart-day.ts';

/** The invented day with other fields of the board, and other series. */
function dayWith(board: Partial<Snapshot['board']>, series: Partial<Snapshot['series']> = {}): Snapshot {
  const day = snapshotOf();
  return { ...day, board: { ...day.board, ...board }, series: { ...day.series, ...series } };
}

test('V1: "All" begins with the first zone’s start, however long registrations were counted before it', () => {
  const frame = frameDay(snapshotOf(), 'all', NOW);
  expect(frame.from).toBe(at('10:00'));
  expect(frame.end).toBe(NOW);
  expect(frame.to).toBeGreaterThan(at('20:00'));
});

test('V1: an arrest on the day before the first start is shown, one of a month ago is not', () => {
  const early = {
    step: 60,
    points: pointsOf('arrest', 60).map(([, ...rest], index) => [at('07:20') + index, ...rest]),
  };
  expect(frameDay(dayWith({}, { arrest: early as never }), 'all', NOW).from).toBe(at('07:00'));
  const old = { step: 60, points: [[at('07:20', '2021-03-23'), 1, 1, 1, 1]] };
  expect(frameDay(dayWith({}, { arrest: old as never }), 'all', NOW).from).toBe(at('10:00'));
});

test('V1: a board without a start begins with its first arrest or update, else with its first registration', () => {
  const { start: _, ...board } = snapshotOf().board;
  const day: Snapshot = { ...snapshotOf(), board };
  expect(frameDay(day, 'all', NOW).from).toBe(at('10:00'));
  const { registration } = day.series;
  const registered: Snapshot = { ...day, series: registration ? { registration } : {} };
  expect(frameDay(registered, 'all', NOW).from).toBe(at('00:00'));
});

test('V1: a board that is over, and a replay, end with their last entry and not with today', () => {
  const today = NOW + 5 * 365 * 24 * HOUR;
  const ended = frameDay(dayWith({ state: 'ended' }), 'all', today);
  expect(ended).toMatchObject({ end: NOW, isRunning: false });
  expect(frameDay(dayWith({ nature: 'replay' }), 'all', today)).toMatchObject({ end: NOW, isRunning: true });
});

test('V1: a planned board shows the hours up to its last start', () => {
  const frame = frameDay(dayWith({ state: 'planned' }, {}), 'all', at('07:45'));
  expect(frame.from).toBe(at('10:00'));
  expect(frame.to).toBeGreaterThan(at('20:00'));
});

test.each(RANGES)(
  'V6: the bars of %s are at most 43 and begin on the points that are worth having',
  (range) => {
    const frame = frameDay(snapshotOf(), range, NOW);
    expect((frame.to - frame.from) / frame.bar).toBeLessThanOrEqual(47);
    expect(frame.bar % (frame.step * 1000)).toBe(0);
    expect(frame.from % (frame.step * 1000)).toBe(0);
    expect((frame.to - frame.from) / frame.step / 1000).toBeLessThanOrEqual(560);
  },
);

test('V8: times are named on the hours of a half-hour zone', () => {
  const zone = 'Asia/Kolkata';
  const from = Date.parse('2021-04-21T10:00+05:30');
  const ticks = tickTimes({ from, to: from + 8 * HOUR, pixels: 584 }, zone);
  expect(ticks.map(({ t }) => toLocal(t, zone) % HOUR)).toEqual(ticks.map(() => 0));
  expect(ticks[0]).toEqual({ t: from, isNamed: true, isDay: false });
});

test('V8: in the night when clocks are set forward no hour is named twice, and midnight is named by its date', () => {
  const zone = 'Europe/Berlin';
  const from = Date.parse('2021-03-27T21:00+01:00');
  const ticks = tickTimes({ from, to: from + 9 * HOUR, pixels: 584 }, zone);
  const times = ticks.map(({ t }) => t);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(ticks.filter(({ isDay }) => isDay).map(({ t }) => t)).toEqual([
    Date.parse('2021-03-28T00:00+01:00'),
  ]);
  expect(times.at(-1)).toBe(Date.parse('2021-03-28T07:00+02:00'));
});

test('V8: a zone’s clock is read with the offset that holds at that instant', () => {
  expect(floorInZone(Date.parse('2021-07-01T12:34+02:00'), 24 * HOUR, 'Europe/Berlin')).toBe(
    Date.parse('2021-07-01T00:00+02:00'),
  );
  for (const zone of ['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'Europe/Moscow']) {
    expect(fromLocal(toLocal(NOW, zone), zone)).toBe(NOW);
  }
});

test('V8: names keep their distance on a narrow plot, gridlines stay on the hours', () => {
  const { from, to } = frameDay(snapshotOf(), 'all', NOW);
  const ticks = tickTimes({ from, to, pixels: 302 }, 'Europe/Moscow');
  const named = ticks.filter(({ isNamed }) => isNamed);
  expect(named.map(({ t }) => t)).toEqual(
    ['10:00', '12:00', '14:00', '16:00', '18:00', '20:00'].map((c) => at(c)),
  );
  expect((ticks[1]?.t ?? 0) - (ticks[0]?.t ?? 0)).toBe(60 * MINUTE);
});

test('V8: an hour that comes twice has its ticks, both times', () => {
  const ticksOf = (from: string, to: string, pixels: number) =>
    tickTimes({ from: Date.parse(from), to: Date.parse(to), pixels }, 'Europe/Berlin').map(({ t }) =>
      new Date(t).toISOString().slice(11, 16),
    );
  expect(ticksOf('2026-10-25T00:15Z', '2026-10-25T01:15Z', 302)).toHaveLength(13);
  expect(ticksOf('2026-10-24T22:00Z', '2026-10-25T03:00Z', 584)).toEqual([
    ...['22:00', '23:00', '00:00', '01:00', '02:00', '03:00'],
  ]);
});
