/** No drawing leaves its box, whatever the numbers do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import { drawSpark, SPARK_BOX } from '../../../client/watch/tallies/spark.ts';
import type { Figure, Point, Snapshot } from '../../../shared/snapshot.ts';
import type { DrawnSvg } from '../../support/drawn-box.ts';
import { listSvgs, measureSvg, read, tracePath } from '../../support/drawn-box.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const TEN_BILLION = 10_000_000_000;
const MINUTE = 60_000;
const aNumber = fc.oneof(
  fc.nat(20),
  fc.constantFrom(0, 1, 121, 129, 6_018_331, 6_641_544, TEN_BILLION),
  fc.integer({ min: 0, max: TEN_BILLION }),
);
const anHour = fc.array(aNumber, { minLength: 13, maxLength: 13 });

// Mutants: the scale from the first value and the rises alone; eight rows of dots.
test('V20: whatever the last hour did, its spark lies within its box', () => {
  fc.assert(
    fc.property(anHour, fc.boolean(), (values, isStepped) => {
      const { line, dots, end } = drawSpark(values, isStepped);
      const spots: [number, number][] = [
        ...tracePath(line),
        ...tracePath(dots),
        [end.x - 5, end.y - 5],
        [end.x + 5, end.y + 5],
      ];
      for (const [x, y] of spots) {
        expect(x >= 0 && x <= SPARK_BOX.width, `x ${x} of ${values}`).toBe(true);
        expect(y >= 0 && y <= SPARK_BOX.height, `y ${y} of ${values}`).toBe(true);
      }
      expect(end.y).toBe(tracePath(line).at(-1)?.[1]);
    }),
    { numRuns: 500 },
  );
});

test('V20: a fall goes down, and the highest number is the highest spot', () => {
  const spots = tracePath(drawSpark([129, 129, 121], true).line);
  const heights = spots.map(([, y]) => y);
  expect(heights[0]).toBe(Math.min(...heights));
  expect(heights.at(-1)).toBe(Math.max(...heights));
});

const aClaim = fc.record({ values: anHour, confirmed: aNumber, range: aNumber, goal: aNumber });

function boardOf(
  claims: Record<
    'registration' | 'arrest',
    { values: number[]; confirmed: number; range: number; goal: number }
  >,
): Snapshot {
  const figures: Snapshot['headline'] = {};
  const series: Snapshot['series'] = {};
  for (const kind of ['registration', 'arrest'] as const) {
    const { values, confirmed, range } = claims[kind];
    const best = values.at(-1) ?? 0;
    const figure: Figure = {
      ...{ best, low: Math.max(0, best - range), high: best + range, confirmed: Math.min(confirmed, best) },
      ...{ asOf: new Date(INVENTED_NOW).toISOString(), claimant: 'desk', basis: 'stated' },
    };
    figures[kind] = figure;
    const points = values.map(
      (value, index): Point => [
        INVENTED_NOW - (60 - index * 5) * MINUTE,
        ...([value, value, value, value] as const),
      ],
    );
    series[kind] = { step: 60, points };
  }
  const goals = { registration: claims.registration.goal + 1, arrest: claims.arrest.goal + 1 };
  return {
    ...inventedSnapshot,
    board: { ...inventedBoard, nature: 'real', goals },
    headline: { ...inventedSnapshot.headline, ...figures },
    series: { ...inventedSnapshot.series, ...series },
  };
}

const assets = { script: '/assets/watch.js', styles: [], below: '/below.css', preload: [] };

function expectWithin(svg: DrawnSvg): void {
  const [, width = 0, height = 0] =
    / viewbox="0 0 ([\d.]+) ([\d.]+)"/i.exec(svg.attributes)?.map(Number) ?? [];
  const { left, right, top, bottom } = measureSvg(svg);
  expect(left, svg.body).toBeGreaterThanOrEqual(0);
  expect(right, svg.body).toBeLessThanOrEqual(width);
  expect(top, svg.body).toBeGreaterThanOrEqual(0);
  expect(bottom, svg.body).toBeLessThanOrEqual(height);
}

function expectBar({ body }: DrawnSvg): void {
  for (const [shape] of body.matchAll(/<rect[^>]*%[^>]*>/g)) {
    const width = shape.includes(' width="') && / width="[^"]*%"/.test(shape) ? read(shape, 'width') : 0;
    expect(read(shape, 'x'), shape).toBeGreaterThanOrEqual(0);
    expect(width, shape).toBeGreaterThanOrEqual(0);
    expect(read(shape, 'x') + width, shape).toBeLessThanOrEqual(100.01);
  }
}

test('V20: nor does a spark, a bar or the strip of starts in the page that is served', async () => {
  await fc.assert(
    fc.asyncProperty(aClaim, aClaim, fc.constantFrom(1, 11, 38, 100), async (registration, arrest, zones) => {
      const snapshot = boardOf({ registration, arrest });
      const places = Intl.supportedValuesOf('timeZone')
        .slice(0, zones * 4)
        .map((zone, index) => ({ id: `p${index}`, name: zone, zone }));
      const board = { ...snapshot.board, places: zones === 11 ? snapshot.board.places : places };
      const model = { page: 'board', snapshot: { ...snapshot, board } } as const;
      const { html } = await renderPage(model, { lang: 'en', now: INVENTED_NOW, assets });
      const sparks = listSvgs(html, 'spark');
      expect(sparks.length).toBeGreaterThanOrEqual(2);
      for (const svg of sparks) expectWithin(svg);
      const [, strip = ''] = /class="strip"[^>]*>(.*?<\/svg>)/s.exec(html) ?? [];
      for (const [, attributes = '', body = ''] of strip.matchAll(/<svg([^>]*)>(.*?)<\/svg>/gs))
        expectWithin({ attributes, body });
      const bars = listSvgs(html, 'bar');
      expect(bars.length).toBeGreaterThanOrEqual(2);
      for (const svg of bars) expectBar(svg);
    }),
    { numRuns: 25 },
  );
});
