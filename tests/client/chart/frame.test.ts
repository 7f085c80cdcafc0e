import { expect, test } from 'vitest';
import type { Snapshot } from '#shared/snapshot.ts';
import { floorInZone, fromLocal } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';
import { writeCaptions } from '../../../client/chart/captions.ts';
import { frameDay, RANGES } from '../../../client/chart/frame.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { tickTimes } from '../../../client/chart/time-ticks.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { at, HOUR, MINUTE, NOW, snapshotOf } from '../../support/chart-day.ts';

/** The invented day with other fields of the board, and other series. */
function dayWith(board: Partial<Snapshot['board']>, series: Partial<Snapshot['series']> = {}): Snapshot {
  const day = snapshotOf();
  return { ...day, board: { ...day.board, ...board }, series: { ...day.series, ...series } };
}

test('V1: "All" begins with the first number of any kind, however long before the start it was', () => {
  const frame = frameDay(snapshotOf(), 'all', NOW);
  expect(frame.from).toBe(at('10:00'));
  expect(frame.end).toBe(NOW);
  expect(frame.to).toBeGreaterThan(at('20:00'));
  const old = { step: 60, points: [[at('07:20', '2021-03-23'), 1, 1, 1, 1]] };
  const before = frameDay(dayWith({}, { arrest: old as never }), 'all', NOW);
  expect(before.from).toBeLessThanOrEqual(at('07:00', '2021-03-23'));
  // Days, in whole: the chart begins with the day of the first number.
  expect(before.from).toBeGreaterThan(at('00:00', '2021-03-22'));
});

test('V1: what lies before the snapshot’s own points is in "All", and in no other range', () => {
  const begin = at('07:20', '2012-01-20');
  expect(frameDay(snapshotOf(), 'all', NOW, begin).from).toBeLessThanOrEqual(begin);
  expect(frameDay(snapshotOf(), '24h', NOW, begin).from).toBeGreaterThan(NOW - 25 * HOUR);
});

test('V1: a board that is over, and a replay, end with their last entry and not with today', () => {
  const today = NOW + 5 * 365 * 24 * HOUR;
  const ended = frameDay(dayWith({ state: 'ended' }), 'all', today);
  expect(ended).toMatchObject({ end: NOW, isRunning: false });
  expect(frameDay(dayWith({ nature: 'replay' }), 'all', today)).toMatchObject({ end: NOW, isRunning: true });
});

test('V1: a planned board shows the hours up to its last start', () => {
  const frame = frameDay({ ...dayWith({ state: 'planned' }), series: {} }, 'all', at('07:45'));
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
  const [from, to] = [at('10:00'), at('20:15')];
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

const DAY = 24 * HOUR;
const lengths = [
  MINUTE,
  7 * MINUTE,
  HOUR,
  10 * HOUR,
  ...[1, 5, 40, 300, 430, 1000, 5000, 50_000].map((days) => days * DAY),
];
const axes = ['Europe/Moscow', 'Asia/Kathmandu', 'America/Santiago', 'Australia/Lord_Howe'].flatMap((zone) =>
  lengths.flatMap((length) => [302, 584].map((pixels) => ({ zone, length, pixels }))),
);

test.each(axes)(
  'V21: an axis of any length has names that say when: $length ms on $pixels pixels in $zone',
  ({ zone, length, pixels }) => {
    const to = Date.parse('2026-11-28T01:23:45.678Z');
    const ticks = tickTimes({ from: to - length, to, pixels }, zone);
    const named = ticks.filter(({ isNamed }) => isNamed);
    expect(ticks.length).toBeLessThanOrEqual(pixels / 12);
    expect(named.length).toBeLessThanOrEqual(pixels / 28);
    expect(named.length).toBeGreaterThan(length > 5 * MINUTE ? 0 : -1);
    // What is longer than some weeks is named by dates, and what has two years in it says them.
    if (length > 40 * DAY) expect(named.filter(({ isDay }) => !isDay)).toEqual([]);
    if (length > 400 * DAY) expect(named.some(({ isYear, withYear }) => isYear || withYear)).toBe(true);
  },
);

test('V21: fourteen months on a phone, and thirty-three on a desktop, are named by dates', () => {
  const language = { format: createFormat('en'), words: chartEn, names: en.kind };
  const namesOf = (from: string, to: string, width: number) => {
    const picture = drawDay(
      { snapshot: snapshotOf(), series: {}, keys: [], now: NOW, received: undefined },
      { mode: 'cumulative', range: '1h', size: { width, height: 400 } },
    );
    const ticks = tickTimes(
      { from: Date.parse(from), to: Date.parse(to), pixels: picture.layout.plot.width },
      'Europe/Moscow',
    );
    const { tick } = writeCaptions(picture, language);
    return ticks.filter(({ isNamed }) => isNamed).map(tick);
  };
  expect(namesOf('2025-09-20T12:00Z', '2026-11-28T12:00Z', 360)).toEqual([
    '1\u00a0Oct\u00a02025',
    '1\u00a0Jan\u00a02026',
    '1\u00a0Apr',
    '1\u00a0Jul',
    '1\u00a0Oct',
  ]);
  expect(namesOf('2012-01-20T12:00Z', '2026-11-28T12:00Z', 360)).toEqual(['2015', '2020', '2025']);
});

test('V21: the two passes of an hour that comes twice are told apart', () => {
  const zone = 'Europe/Berlin';
  const day = snapshotOf();
  const picture = drawDay(
    {
      snapshot: { ...day, board: { ...day.board, zone } },
      series: {},
      keys: [],
      now: NOW,
      received: undefined,
    },
    { mode: 'cumulative', range: '1h', size: { width: 864, height: 400 } },
  );
  const { tick } = writeCaptions(picture, { format: createFormat('en'), words: chartEn, names: en.kind });
  const [from, to] = [Date.parse('2026-10-24T23:00Z'), Date.parse('2026-10-25T03:00Z')];
  const names = tickTimes({ from, to, pixels: 584 }, zone).map(tick);
  expect(names).toEqual(['01:00', '02:00 (1)', '02:00 (2)', '03:00', '04:00']);
});
