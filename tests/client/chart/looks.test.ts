/** How the chart is laid out, and what is drawn solid. */
import { expect, test } from 'vitest';
import type { Point, Snapshot } from '#shared/snapshot.ts';
import { frameDay } from '../../../client/chart/frame.ts';
import { layOut, panelHeight, weighPanels } from '../../../client/chart/layout.ts';
import { placeSquares } from '../../../client/chart/pen/draw-keys.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { at, MINUTE, NOW, panelsOf, seriesWithMarks, snapshotOf } from '../../support/chart-day.ts';

const size = { width: 864, height: 440 };

function draw(snapshot: Snapshot, mode: 'cumulative' | 'interval' = 'cumulative') {
  const series = seriesWithMarks(snapshot);
  const state = { snapshot, series, keys: [], now: NOW, received: undefined };
  return panelsOf(drawDay(state, { mode, range: 'all', size }));
}

test('V40: the plot has 780 of 864 px, and registrations a quarter of its height', () => {
  const layout = layOut(size);
  const weights = weighPanels({}, 'cumulative');
  expect(layout.plot.width).toBe(780);
  expect(panelHeight(layout, weights, 'registration') / layout.plot.height).toBeCloseTo(0.25, 2);
  // Diamonds stand in the last panel.
  expect(panelHeight(layout, weights, 'update')).toBe(panelHeight(layout, weights, 'arrest'));
  expect(layout.head).toBeGreaterThanOrEqual(24);
});

test('V40: no value reaches into the head of its panel, where names stand', () => {
  const layout = layOut(size);
  for (const mode of ['cumulative', 'interval'] as const) {
    const panels = draw(snapshotOf(), mode);
    for (const { axis, kind, line, ceiling, bars } of [panels.registration, panels.arrest]) {
      const values = [
        ...line.map(({ y }) => y),
        ...ceiling.map(({ y }) => y),
        ...bars.map(({ whole }) => whole),
      ];
      const height = panelHeight(layout, weighPanels({}, mode), kind);
      const free = ((axis.max - Math.max(...values)) / (axis.max - axis.min)) * height;
      expect(free).toBeGreaterThanOrEqual(layout.head - 0.01);
    }
  }
});

// Mutant: solid drawn at the best number.
test('V41: solid is what is confirmed, dashed the best number, of every kind and whichever figure is the big one', () => {
  const day = snapshotOf();
  for (const big of [{}, { arrest: 'confirmed' as const }]) {
    const { arrest, registration } = draw({ ...day, board: { ...day.board, big } });
    expect(arrest.solid.at(-1)?.y).toBe(day.headline.arrest?.confirmed);
    expect(arrest.open.at(-1)?.y).toBe(day.headline.arrest?.best);
    expect([arrest.floor.at(-1)?.y, arrest.ceiling.at(-1)?.y]).toEqual([1014, 1192]);
    // Nobody has confirmed any: that is no line at zero.
    expect([registration.solid, registration.open.at(-1)?.y]).toEqual([[], 463_218]);
  }
});

test('V41: what is confirmed whole is one solid line, and nothing is hatched', () => {
  const day = snapshotOf();
  const points = [3, 4, 9].map((v, i): Point => [at('19:00') + i * MINUTE, v, v, v, v]);
  const { arrest } = draw({ ...day, series: { arrest: { step: 60, points } } });
  expect(arrest.solid.at(-1)?.y).toBe(9);
  expect([arrest.open, arrest.floor, arrest.ceiling]).toEqual([[], [], []]);
});

test('V42, V82: squares lie apart and within the canvas, however close together their times are', () => {
  const placed = placeSquares(
    [5, 6, 300, 300, 301, 500, 530, 862, 863, 864],
    864,
    (text) => 10 + 7 * text.length,
  );
  placed.forEach(({ left, width }, index) => {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(placed[index + 1]?.left ?? 864);
  });
  // What lies together has one square, over its times; what lies apart has its own.
  expect(placed.map(({ first, last }) => [first, last])).toEqual([
    [0, 1],
    [2, 4],
    [5, 5],
    [6, 6],
    [7, 9],
  ]);
  for (const { first, left, width } of placed.slice(1, 4)) {
    expect(
      Math.abs(left + width / 2 - ([300.5, 500, 530][first === 2 ? 0 : first - 4] ?? 0)),
    ).toBeLessThanOrEqual(1);
  }
});

test('V44: a board in its first minute has an axis of ten, and begins with its first number', () => {
  const day = snapshotOf();
  const first = NOW - 20_000;
  const { start: _, ...board } = day.board;
  const young = {
    ...day,
    board,
    series: { arrest: { step: 60, points: [[first, 1, 1, 1, 1]] as Point[] } },
  };
  const frame = frameDay(young, 'all', NOW);
  expect(frame.to - frame.from).toBeGreaterThanOrEqual(10 * MINUTE);
  expect(first - frame.from).toBeLessThan(MINUTE);
});

test('V44: before the first start the hours to come are not shown, once it is there they are', () => {
  const day = snapshotOf();
  const before = (now: number) => {
    const points: Point[] = [[at('06:00'), 446_000, 446_000, 446_000, null]];
    return frameDay({ ...day, series: { registration: { step: 60, points } } }, 'all', now);
  };
  expect(before(at('09:00')).to).toBeLessThan(at('09:30'));
  expect(before(at('10:30')).to).toBeGreaterThan(at('20:00'));
});
