/** The chart of a board that brings its own kinds, and of numbers whose time lies ahead. */
import { expect, test } from 'vitest';
import type { Kind } from '#shared/kinds.ts';
import type { Figure, Point, Snapshot } from '#shared/snapshot.ts';
import { writeCaptions } from '../../../client/chart/captions.ts';
import { writeLabel, writeNote } from '../../../client/chart/chart-text.ts';
import { listDatasets } from '../../../client/chart/day-datasets.ts';
import type { Palette } from '../../../client/chart/palette.ts';
import type { DayState, View } from '../../../client/chart/picture.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { readAt } from '../../../client/chart/reading.ts';
import { sparkOf } from '../../../client/watch/tallies/rates.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { chartRu } from '../../../client/words/chart-ru.ts';
import { createFormat } from '../../../client/words/format.ts';
import { at, MINUTE, NOW, snapshotOf } from '../../support/chart-day.ts';
import { kindsNamed, ownKind } from '../../support/own-kinds.ts';

const names = { strike: 'On strike', x: 'Depots closed', diamonds: 'Signatures', arrest: 'Detained' };
const english = { words: chartEn, format: createFormat('en'), names: names as Partial<Record<Kind, string>> };
const russian = { ...english, words: chartRu, format: createFormat('ru') };
const wide: View = { mode: 'cumulative', range: 'all', size: { width: 864, height: 440 } };

/** The low, best, high and confirmed numbers of each kind, one a quarter of an hour up to 19:30. */
type Told = Record<string, [low: number, best: number, high: number, confirmed: number | null][]>;

function stateOf(told: Told, change: Partial<Snapshot['board']> = {}): DayState {
  const day = snapshotOf();
  const kinds = kindsNamed(...Object.keys(told));
  const series = Object.fromEntries(
    Object.entries(told).map(([id, rows]) => {
      const first = at('19:30') - (rows.length - 1) * 15 * MINUTE;
      const points = rows.map((row, index): Point => [first + index * 15 * MINUTE, ...row]);
      return [id, { step: 900, points, marks: [] }];
    }),
  );
  const headline = Object.fromEntries(
    Object.entries(told).map(([id, rows]): [string, Figure] => {
      const [low, best, high, confirmed] = rows.at(-1) ?? [0, 0, 0, null];
      const whose = { asOf: new Date(at('19:30')).toISOString(), claimant: 'desk', basis: 'stated' as const };
      return [id, { low, best, high, ...(confirmed !== null && { confirmed }), ...whose }];
    }),
  );
  const board = { ...day.board, kinds, goals: {}, big: {}, ...change };
  return { snapshot: { ...day, board, headline, series }, series, keys: [], now: NOW, received: undefined };
}

const sure = (...values: number[]): Told[string] => values.map((value) => [value, value, value, value]);

test('V30: a board has a panel for each of its kinds, in its order, and one for updates', () => {
  for (const ids of [['strike'], ['strike', 'x', 'arrest'], ['diamonds', 'x', 'strike', 'arrest']]) {
    const state = stateOf(Object.fromEntries(ids.map((id) => [id, sure(1, 2, 3)])));
    const { panels } = drawDay(state, wide);
    expect(panels.map(({ kind, look }) => [kind, look])).toEqual([
      ...ids.map((id, index) => [id, index + 1]),
      ['update', 0],
    ]);
    for (const panel of panels.slice(0, -1)) expect(panel.line.at(-1)?.y).toBe(3);
  }
});

// Mutant: scales and datasets named by the kinds' ids.
test('V30: no id of a kind is taken for the time’s scale, or for another set of what is drawn', () => {
  const palette = { kind: (look: number) => `#${look}` } as Palette;
  for (const mode of ['cumulative', 'interval'] as const) {
    const picture = drawDay(stateOf({ x: sure(1, 2), diamonds: sure(1, 4) }), { ...wide, mode });
    const sets = listDatasets(picture, { palette, hatch: (colour) => colour });
    expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
    // Diamonds are drawn by our own pen.
    const others = mode === 'interval' ? ['y0'] : [];
    expect(new Set(sets.map(({ yAxisID }) => yAxisID))).toEqual(new Set(['y1', 'y2', ...others]));
  }
});

test('V30: four kinds have panels as high as two, where the canvas is as high as the sheet makes it', () => {
  const heights = (ids: string[], height: number) => {
    const { panels } = drawDay(stateOf(Object.fromEntries(ids.map((id) => [id, sure(1)]))), {
      ...wide,
      size: { width: 864, height },
    });
    const all = panels.reduce((sum, { weight }) => sum + weight, 0);
    return panels.map(({ weight }) => Math.round((weight / all) * (height - 56)));
  };
  expect(heights(['strike'], 440)).toEqual([326, 58]);
  expect(heights(['strike', 'x'], 440)).toEqual([163, 163, 58]);
  expect(heights(['strike', 'x', 'arrest'], 493)).toEqual([126, 126, 126, 58]);
  expect(heights(['strike', 'x', 'arrest', 'diamonds'], 619)).toEqual([126, 126, 126, 126, 58]);
});

test('V31: a board’s own kind is drawn by its numbers alone: in steps, with its range, and its bars with what is confirmed', () => {
  const told: Told = {
    arrest: [
      [4, 5, 6, 2],
      [4, 5, 6, 2],
      [6, 9, 12, 4],
    ],
    strike: sure(3, 4),
  };
  const state = stateOf(told);
  const [arrest, strike] = drawDay(state, wide).panels;
  expect([arrest?.floor.at(-1)?.y, arrest?.ceiling.at(-1)?.y, strike?.ceiling]).toEqual([4, 12, []]);
  expect([arrest?.isCounter, arrest?.axis.min, strike?.axis.min]).toEqual([false, 0, 0]);
  const [bars] = drawDay(state, { ...wide, mode: 'interval', range: '24h' }).panels;
  expect(bars?.running).toMatchObject({ whole: 4, solid: 2 });
});

test('V31: its axis may start above zero from a thousand on, and the note says so by its name', () => {
  const picture = drawDay(stateOf({ strike: sure(900, 950), x: sure(18_000, 18_400) }), wide);
  expect(picture.panels.map(({ axis }) => axis.min > 0)).toEqual([false, true, false]);
  expect(writeNote(picture, english, 'Moscow')).toMatch(/Depots closed: the axis starts at 1[78],\d00\./);
  expect(writeNote(picture, russian, 'Москва')).toContain('Depots closed: ось начинается с ');
});

test('V31: each panel has its own goal, and what lies above the view is said by name', () => {
  const goals = { [ownKind('strike')]: 10, [ownKind('x')]: 5_000 };
  const picture = drawDay(stateOf({ strike: sure(4, 8), x: sure(1, 2) }, { goals }), wide);
  const captions = writeCaptions(picture, english);
  expect(captions.panels.map(({ goal }) => goal).slice(0, 1)).toEqual(['Goal 10']);
  expect(picture.panels.map(({ goal }) => goal)).toEqual([10, undefined, undefined]);
  expect(writeNote(picture, english, 'Moscow')).toContain(
    'Depots closed: the goal of 5,000 lies above this view.',
  );
});

test('V32: what a board counts by itself is said without grammar, whatever its id', () => {
  const state = stateOf({
    strike: [
      [40, 42, 44, null],
      [42, 46, 50, null],
    ],
    arrest: sure(3, 3),
  });
  const picture = drawDay(state, wide);
  expect(readAt(NOW, picture, state.series, english)).toBe(
    '19:42:10: On strike: 46 (reported 42–50), Detained: 3',
  );
  expect(writeLabel(picture, english, state.snapshot.headline, 'Moscow')).toBe(
    'The day so far, 19:14 to 19:42 Moscow time. On strike: from 42 to 46. Reported are 42–50. ' +
      'Detained: 3 throughout. A table follows.',
  );
  expect(writeLabel(picture, russian, state.snapshot.headline, 'Москва')).toContain('On strike: с 42 до 46.');
});

/** A number whose newest point stands so many minutes ahead of now, with steps of a minute. */
function ahead(minutes: number) {
  const state = stateOf({ strike: sure(5) });
  const from = NOW - (NOW % MINUTE);
  const points: Point[] = Array.from({ length: 71 + minutes }, (_, index) => {
    const value = index === 70 + minutes ? 9 : 5;
    return [from + (index - 70) * MINUTE, value, value, value, value];
  });
  const strike = { step: 60, points, marks: [] };
  const asOf = new Date(from + minutes * MINUTE).toISOString();
  const figure: Figure = { low: 9, best: 9, high: 9, confirmed: 9, asOf, claimant: 'desk', basis: 'stated' };
  const snapshot = { ...state.snapshot, headline: { [ownKind('strike')]: figure } };
  const picture = drawDay({ ...state, snapshot, series: { [ownKind('strike')]: strike } }, wide);
  const [panel] = picture.panels;
  const course = { series: strike, number: 9, measure: 'best' as const };
  return {
    end: panel?.line.findLast(({ y }) => !Number.isNaN(y))?.y,
    trend: panel?.trend?.last,
    value: panel?.value,
    read: readAt(NOW, picture, { [ownKind('strike')]: strike }, english),
    spark: sparkOf(course, NOW).at(-1),
  };
}

// Mutants: each of the five reads the last point, or the first one past now.
test('V33: what stands less than a step ahead is known now, and what lies further ahead is shown by nothing that says now', () => {
  expect(ahead(1)).toEqual({ end: 9, trend: 9, value: 9, spark: 9, read: '19:42:10: On strike: 9' });
  for (const minutes of [2, 10])
    expect(ahead(minutes)).toEqual({ end: 5, trend: 5, value: 5, spark: 5, read: '19:42:10: On strike: 5' });
});
