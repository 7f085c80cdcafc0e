import { expect, test } from 'vitest';
import type { Point, Snapshot } from '#shared/snapshot.ts';
import { writeLabel, writeNote } from '../../../client/chart/chart-text.ts';
import type { DayState, KindPanel, Picture, View } from '../../../client/chart/picture.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { chartRu } from '../../../client/words/chart-ru.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { ru } from '../../../client/words/ru.ts';
import type { DayKind } from '../../support/chart-day.ts';
import { at, keyRows, MINUTE, NOW, panelsOf, seriesWithMarks, snapshotOf } from '../../support/chart-day.ts';

const english = { words: chartEn, format: createFormat('en'), names: en.kind };
const russian = { words: chartRu, format: createFormat('ru'), names: ru.kind };
const wide: View = { mode: 'cumulative', range: 'all', size: { width: 864, height: 440 } };

/** A picture of the default's kinds, with its panels by kind too. */
interface Drawn extends Picture {
  of: Record<DayKind, KindPanel>;
}

function draw(state: Partial<DayState> = {}, view: Partial<View> = {}): Drawn {
  const snapshot = state.snapshot ?? snapshotOf();
  const series = seriesWithMarks(snapshot);
  const picture = drawDay(
    { snapshot, series, keys: keyRows, now: NOW, received: undefined, ...state },
    { ...wide, ...view },
  );
  return { ...picture, of: panelsOf(picture) };
}

/** The board with other arrests: points each minute from 19:00. */
function withArrests(values: readonly number[], change: Partial<Snapshot['board']> = {}): Partial<DayState> {
  const day = snapshotOf();
  const points = values.map(
    (value, index): Point => [at('19:00') + index * MINUTE, value, value, value, value],
  );
  return {
    snapshot: { ...day, board: { ...day.board, ...change } },
    series: { arrest: { step: 60, points, marks: [] } },
  };
}

test('V2: nothing is drawn before the first point, and a live line goes on to now', () => {
  const { arrest, registration } = draw().of;
  expect(arrest.line[0]?.x).toBe(at('10:36'));
  expect(arrest.line.at(-1)).toEqual({ x: NOW, y: 1014 });
  expect(registration.line[0]).toEqual({ x: at('10:00'), y: 448_904 });
  expect(registration.line.at(-1)).toEqual({ x: NOW, y: 463_218 });
});

test('V2: a quiet number is a flat line, and registrations are joined from number to number', () => {
  const quiet = draw({ ...withArrests([3, 3, 7]), now: at('19:40') });
  expect(quiet.of.arrest.line.map(({ y }) => y)).toEqual([3, 3, 7, 7]);
  const points: Point[] = [5, 5, 5, 9, 9].map((v, i) => [at('19:00') + i * MINUTE, v, v, v, null]);
  const { line } = draw({ series: { registration: { step: 60, points, marks: [] } } }).of.registration;
  expect(line.map(({ x, y }) => [x, y])).toEqual([
    [at('19:00'), 5],
    [at('19:03'), 9],
    [NOW, 9],
  ]);
});

test('V2: the arrests line is the figure the board calls big, with the reported bounds beside it', () => {
  const confirmed = draw().of.arrest;
  const day = snapshotOf();
  const best = draw({ snapshot: { ...day, board: { ...day.board, big: {} } } });
  expect(confirmed.line.at(-1)?.y).toBe(1014);
  expect(best.of.arrest.line.at(-1)?.y).toBe(day.headline.arrest?.best);
  expect([confirmed.floor.at(-1)?.y, confirmed.ceiling.at(-1)?.y]).toEqual([1014, 1192]);
  expect(draw(withArrests([1, 2, 3])).of.arrest.ceiling).toEqual([]);
});

test('V3: where nothing is heard any more the lines end at the last message', () => {
  const received = at('19:37:04');
  const { hasGap, of: panels } = draw({ received });
  expect(hasGap).toBe(true);
  expect(panels.arrest.line.at(-1)?.x).toBe(received);
  expect(panels.registration.line.at(-1)?.x).toBe(received);
  expect(draw().hasGap).toBe(false);
});

test('V4: arrests and bars start at zero; registrations may not, and the note says where they start', () => {
  const { of: panels, mode } = draw();
  expect(mode).toBe('cumulative');
  expect(panels.arrest.axis.min).toBe(0);
  expect(panels.registration.axis).toMatchObject({
    min: 440_000,
    ticks: [440_000, 460_000, 480_000, 500_000],
  });
  expect(writeNote(draw(), english, 'Moscow')).toContain('The registrations axis starts at 440,000.');
  const bars = draw({}, { mode: 'interval' });
  expect(bars.panels.map(({ axis }) => axis.min)).toEqual([0, 0, 0]);
  expect(writeNote(bars, english, 'Moscow')).not.toContain('axis starts at');
});

test('V4: the axis shows every value and the goal; a goal far above a short range is said instead', () => {
  const all = draw();
  expect(all.of.registration.goal).toBe(500_000);
  expect(all.of.registration.axis.max).toBeGreaterThan(500_000);
  const hour = draw({}, { range: '1h' });
  expect(hour.of.registration.goal).toBeUndefined();
  expect(writeNote(hour, english, 'Moscow')).toContain('The goal of 500,000 lies above this view.');
});

test('V5: in short ranges an axis spans at least ten', () => {
  for (const range of ['15m', '1h'] as const) {
    const { axis } = draw(withArrests([3, 3, 4]), { range }).of.arrest;
    expect(axis.max - axis.min).toBeGreaterThanOrEqual(10);
    expect(axis.ticks.every(Number.isInteger)).toBe(true);
  }
});

test('V6: a bar is what its interval added, and the bars add up', () => {
  const { of: panels, frame } = draw(withArrests([100, 103, 103, 110, 111]), {
    range: '1h',
    mode: 'interval',
  });
  const { bars } = panels.arrest;
  expect(frame.bar).toBe(2 * MINUTE);
  expect(bars.filter(({ whole }) => whole > 0).map(({ from, whole }) => [from, whole])).toEqual([
    [at('19:00'), 3],
    [at('19:02'), 8],
  ]);
});

test('V6: the first number of all belongs to no bar: nobody said that it came about within one', () => {
  const { bars } = draw(withArrests([459, 460]), { mode: 'interval' }).of.arrest;
  expect(Math.max(...bars.map(({ whole }) => whole))).toBe(1);
});

test('V6: the interval that still runs is a bar of its own, up to now, and the note says so', () => {
  const picture = draw({}, { mode: 'interval' });
  expect(picture.of.arrest.running).toMatchObject({ from: at('19:30'), to: NOW });
  expect(picture.of.arrest.bars.at(-1)?.to).toBe(at('19:30'));
  expect(writeNote(picture, english, 'Moscow')).toContain(
    'One bar is 15 minutes, all bars start at zero; the last, hatched',
  );
  expect(writeNote(picture, russian, 'Москва')).toContain('Один столбик — 15 минут,');
  const day = snapshotOf();
  const over = draw({ snapshot: { ...day, board: { ...day.board, state: 'ended' } } }, { mode: 'interval' });
  expect(over.of.arrest.running).toBeUndefined();
});

test('V6: of a bar that is partly confirmed only that part is filled', () => {
  const points: Point[] = [
    [at('18:59'), 0, 0, 0, null],
    [at('19:01'), 8, 10, 12, 4],
  ];
  const state = { ...withArrests([], { big: {} }), series: { arrest: { step: 60, points, marks: [] } } };
  const bar = draw(state, { range: '1h', mode: 'interval' }).of.arrest.bars.find(({ whole }) => whole > 0);
  expect(bar).toMatchObject({ whole: 10, solid: 4 });
});

test('V6: points that lie further apart than a bar is long make no bars, and the note says so', () => {
  const day = snapshotOf();
  const coarse = { step: 7680, points: day.series.registration?.points ?? [], marks: [] };
  const picture = draw({ series: { registration: coarse } }, { mode: 'interval' });
  expect(picture.of.registration.bars).toEqual([]);
  expect(writeNote(picture, english, 'Moscow')).toContain('coarser than this view could show');
});

test('V7: each update is one diamond, until they need more room than there is', () => {
  const { diamonds, perDiamond } = draw().of.update;
  expect([diamonds.length, perDiamond]).toEqual([214, 1]);
  const points: Point[] = Array.from({ length: 500 }, (_, i) => [
    at('10:00') + i * MINUTE,
    i * 9,
    i * 9,
    i * 9,
    0,
  ]);
  const crowded = draw({ series: { update: { step: 60, points, marks: [] } } });
  expect(crowded.of.update.perDiamond).toBeGreaterThan(1);
  expect(crowded.of.update.diamonds.length).toBeLessThanOrEqual(520);
  const highest = Math.max(...crowded.of.update.diamonds.map(({ y }) => y));
  expect(highest).toBeLessThan(crowded.of.update.axis.max);
  expect(writeNote(crowded, english, 'Moscow')).toMatch(/One diamond is \d+ updates\./);
});

test('V10: a correction is marked on the line, at the entry’s own time', () => {
  const [mark] = draw().marks;
  expect(mark).toMatchObject({ panel: { kind: 'arrest' }, mark: { t: at('15:05'), what: 'corrected' } });
  const line = draw().of.arrest.line.find(({ x }) => x >= at('15:05'));
  expect(mark?.y).toBe(line?.y);
  expect(draw({}, { range: '1h' }).marks).toEqual([]);
});

test('V11: key updates are numbered in the order in which they happened, retracted ones left out', () => {
  const reversed = [...keyRows].reverse();
  expect(draw({ keys: reversed }).keys.map(({ number, t }) => [number, t])).toEqual([
    [1, at('11:26')],
    [2, at('15:38')],
    [3, at('17:24')],
    [4, at('19:20')],
  ]);
  const withdrawn = keyRows.map((row, i) => (i === 0 ? { ...row, retracted: { at: row.at } } : row));
  expect(draw({ keys: withdrawn }).keys[0]).toMatchObject({ number: 1, t: at('15:38') });
});

test('V13: the canvas is told in words: from when to when, how the numbers went, the goal and the range', () => {
  const { headline } = snapshotOf();
  expect(writeLabel(draw(), english, headline, 'Moscow')).toBe(
    'The day so far, 10:00 to 19:42 Moscow time. Registrations rose from 448,904 to 463,218. The goal is 500,000. ' +
      'Arrests rose from 0 to 1,014. Reported are 1,070–1,192. 214 updates. A table follows.',
  );
  expect(writeLabel(draw(), russian, headline, 'Москва')).toContain('Задержания: рост с 0 до 1\u00a0014.');
  const nothing = draw({ series: {} });
  expect(writeLabel(nothing, english, {}, 'Moscow')).toContain('Arrests: no number.');
});

test('V2: before the day has begun there is nothing to draw, whatever was counted earlier', () => {
  const day = snapshotOf();
  const planned = { ...day, board: { ...day.board, state: 'planned' as const } };
  const { of: panels, frame } = draw({ snapshot: planned, now: at('07:45') });
  expect(frame.from).toBe(at('10:00'));
  expect([panels.registration.line, panels.arrest.line, panels.update.diamonds]).toEqual([[], [], []]);
});

test('V4: before the day has begun the registrations axis stands where the number does', () => {
  const day = snapshotOf();
  const planned = { ...day, board: { ...day.board, state: 'planned' as const } };
  const points: Point[] = [[at('07:30'), 446_000, 446_000, 446_000, null]];
  const state = { snapshot: planned, series: { registration: { step: 60, points, marks: [] } } };
  const { axis } = draw({ ...state, now: at('07:45') }).of.registration;
  expect(axis.min).toBeGreaterThan(400_000);
  expect(axis.min).toBeLessThanOrEqual(446_000);
  expect(axis.max).toBeGreaterThan(500_000);
});

/** Registrations as they stood from so many minutes after 12:00 on. */
function registered(
  board: Partial<Snapshot['board']>,
  asOf: string,
  ...changes: [minute: number, value: number][]
) {
  const day = snapshotOf();
  const figure = day.headline.registration;
  const points: Point[] = [];
  for (let minute = changes[0]?.[0] ?? 0; minute <= (changes.at(-1)?.[0] ?? 0); minute++) {
    const value = changes.findLast(([from]) => from <= minute)?.[1] ?? 0;
    points.push([at('12:00') + minute * MINUTE, value, value, value, null]);
  }
  return draw({
    snapshot: {
      ...day,
      board: { ...day.board, ...board },
      headline: {
        ...day.headline,
        ...(figure && { registration: { ...figure, asOf: new Date(at(asOf)).toISOString() } }),
      },
      series: {},
    },
    series: { registration: { step: 60, points, marks: [] } },
  }).of.registration;
}

// Mutants: the line not broken; the number carried on to now as part of the line.
test('V22: past twice the cadence a gap is a gap and no climb, and the last number is carried on apart', () => {
  const { line, carried } = registered(
    { cadence: { registration: 300 } },
    '18:10',
    [0, 5],
    [5, 9],
    [365, 50],
    [370, 60],
  );
  expect(line.map(({ x, y }) => [(x - at('12:00')) / MINUTE, y])).toEqual([
    ...[
      [0, 5],
      [5, 9],
      [5, Number.NaN],
      [365, 50],
      [370, 60],
    ],
  ]);
  expect(carried).toEqual([
    { from: at('12:05'), to: at('18:05'), y: 9 },
    { from: at('18:10'), to: NOW, y: 60 },
  ]);
});

test('V22: where no cadence is given the gap is one past an hour and past twice the usual time between two numbers', () => {
  const often = registered({}, '18:10', [0, 5], [5, 9], [10, 12], [370, 60]);
  expect(often.carried[0]).toEqual({ from: at('12:10'), to: at('18:10'), y: 12 });
  const seldom = registered({}, '18:10', [0, 5], [120, 9], [230, 12], [370, 60]);
  expect(seldom.carried).toEqual([{ from: at('18:10'), to: NOW, y: 60 }]);
});
