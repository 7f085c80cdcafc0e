import { geoConicEqualArea } from 'd3-geo';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  listMapped,
  radiusOf,
  roundUp,
  scaleCircles,
  scaleSteps,
} from '../../../client/watch/map/map-circles.ts';
import type { Position } from '../../../client/watch/map/map-frame.ts';
import { chooseFrame } from '../../../client/watch/map/map-frame.ts';
import type { Box, Labelled } from '../../../client/watch/map/map-labels.ts';
import { LABEL_HEIGHT, placeLabels } from '../../../client/watch/map/map-labels.ts';
import { countUnplaced, listPositions } from '../../../client/watch/map/map-places.ts';
import type { Spot } from '../../../client/watch/map/project.ts';
import { projectRussia, projectWorld, RUSSIA_VIEW, WORLD_UNITS } from '../../../client/watch/map/project.ts';
import { AROUND, RUSSIA } from '../../../client/watch/map/russia.ts';
import { WORLD } from '../../../client/watch/map/world.ts';
import { chooseOrder } from '../../../client/watch/places/place-rows.ts';
import { APRIL_21, readScenario } from '../../../server/demo/scenario.ts';
import type { Figure, Snapshot } from '../../../shared/snapshot.ts';
import { inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const lat = fc.double({ min: -85, max: 85, noNaN: true });
const lon = fc.double({ min: -180, max: 180, noNaN: true });
const at = (lat: number, lon: number, zone = 'UTC'): Position => ({ lat, lon, zone });

function expectNear(spot: Spot, [x, y]: readonly [number, number]): void {
  expect(Math.abs(spot.x - x)).toBeLessThan(1e-6);
  expect(Math.abs(spot.y - y)).toBeLessThan(1e-6);
}

test('W230: places lie where d3 projects them, on Russia and on the world', () => {
  const { scale, translate } = RUSSIA_VIEW;
  const conic = geoConicEqualArea()
    .center([0, 0])
    .rotate([-98, 0])
    .parallels([48, 68])
    .scale(scale)
    .translate(translate);
  const cylindrical = geoConicEqualArea()
    .center([0, 0])
    .parallels([0, 0])
    .scale(WORLD_UNITS)
    .translate([0, 0]);
  fc.assert(
    fc.property(lat, lon, (phi, lambda) => {
      // On the meridian through the Atlantic, where the map of Russia is cut, either side is right.
      if (Math.abs(lambda + 82) > 0.001)
        expectNear(projectRussia(phi, lambda), conic([lambda, phi]) ?? [0, 0]);
      if (Math.abs(lambda) < 179.999)
        expectNear(projectWorld(phi, lambda), cylindrical([lambda, phi]) ?? [0, 0]);
    }),
    { numRuns: 500 },
  );
});

/** Rings of a path that has nothing but `m`, `l` and `z`. */
function readRings(path: string): Spot[][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/m([^l]+)l([^z]+)z/g)].map(([, start = '', steps = '']) => {
    const numbers = (text: string) => (text.match(/-?\d+/g) ?? []).map(Number);
    const [startX = 0, startY = 0] = numbers(start);
    x += startX;
    y += startY;
    const ring: Spot[] = [{ x, y }];
    const all = numbers(steps);
    for (let index = 0; index < all.length; index += 2) {
      const { x: fromX, y: fromY } = ring.at(-1) ?? { x, y };
      ring.push({ x: fromX + (all[index] ?? 0), y: fromY + (all[index + 1] ?? 0) });
    }
    return ring;
  });
}

function isWithin({ x, y }: Spot, rings: readonly Spot[][]): boolean {
  const crossed = rings.flatMap((ring) =>
    ring.filter((a, index) => {
      const b = ring[(index + 1) % ring.length] ?? a;
      return a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    }),
  );
  return crossed.length % 2 === 1;
}

const shapes = { russia: readRings(RUSSIA), around: readRings(AROUND), world: readRings(WORLD) };

test('W231: Russia is whole on its map, Anadyr east of Chukotka’s meridian as well as Kaliningrad', () => {
  const { width, height } = RUSSIA_VIEW;
  for (const [phi, lambda] of [
    [55.75, 37.62],
    [54.7, 20.6],
    [66.2, -172],
    [65, 178],
    [52, 143],
    [43.5, 132.5],
    [60, 100],
  ] as const) {
    const spot = projectRussia(phi, lambda);
    expect([phi, lambda, isWithin(spot, shapes.russia)]).toEqual([phi, lambda, true]);
    expect(spot.x > 0 && spot.x < width && spot.y > 0 && spot.y < height).toBe(true);
  }
});

test('W231: the map takes no side: the Crimea is drawn with the land around, and no border is on the world’s', () => {
  for (const [phi, lambda] of [
    [45.2, 34.1],
    [44.9, 34.4],
    [45.5, 33.6],
  ] as const) {
    const spot = projectRussia(phi, lambda);
    expect([phi, isWithin(spot, shapes.russia), isWithin(spot, shapes.around)]).toEqual([phi, false, true]);
  }
  for (const [phi, lambda] of [
    [52.5, 13.4],
    [-25, 135],
    [0, 20],
    [45.2, 34.1],
  ] as const)
    expect([phi, isWithin(projectWorld(phi, lambda), shapes.world)]).toEqual([phi, true]);
  for (const [phi, lambda] of [
    [0, -30],
    [35, 18],
  ] as const)
    expect([phi, isWithin(projectWorld(phi, lambda), shapes.world)]).toEqual([phi, false]);
});

test('W232: the demo is drawn on Russia, a board in Germany on the world, and Simferopol decides neither', () => {
  const demo = listPositions(readScenario(APRIL_21).board);
  expect(demo.length).toBeGreaterThan(30);
  expect(chooseFrame(demo).is).toBe('russia');
  const simferopol = at(44.95, 34.1, 'Europe/Simferopol');
  expect(chooseFrame([...demo, simferopol]).is).toBe('russia');
  const german = [at(52.5, 13.4, 'Europe/Berlin'), at(48.1, 11.6, 'Europe/Berlin')];
  expect(chooseFrame(german).is).toBe('world');
  expect(chooseFrame([...german, simferopol]).is).toBe('world');
  expect(chooseFrame([simferopol]).is).toBe('world');
  // A rally in London too: Russia's map would not have it.
  expect(chooseFrame([...demo, at(51.5, -0.1, 'Europe/London')]).is).toBe('world');
});

const WIDTH = 800;

test('W232: every place lies on the map, wherever on the globe and however many, across the 180th meridian too', () => {
  const positions = fc.array(fc.record({ lat, lon, zone: fc.constant('UTC') }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(positions, (all) => {
      const frame = chooseFrame(all);
      for (const each of all) {
        const { x, y } = frame.spotOf(each, WIDTH);
        expect(x >= 0 && x <= WIDTH && y >= 0 && y <= WIDTH * frame.ratio).toBe(true);
      }
      expect(frame.transforms(WIDTH).length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
  const pacific = chooseFrame([at(-18.1, 178.4), at(-13.8, -171.8)]);
  const [suva, apia] = [pacific.spotOf(at(-18.1, 178.4), WIDTH), pacific.spotOf(at(-13.8, -171.8), WIDTH)];
  expect(apia.x - suva.x).toBeGreaterThan(WIDTH / 3);
  expect(pacific.transforms(WIDTH)).toHaveLength(2);
});

test('W232: the outline lies where its places do, and equal areas stay equal', () => {
  const frame = chooseFrame([at(52.5, 13.4), at(48.1, 11.6), at(53.6, 10)]);
  const [a = 0, , , d = 0, e = 0, f = 0] = (frame.transforms(WIDTH)[0]?.match(/-?[\d.e-]+/g) ?? []).map(
    Number,
  );
  for (const [phi, lambda] of [
    [52.5, 13.4],
    [48.1, 11.6],
    [60, 5],
  ] as const) {
    const { x, y } = projectWorld(phi, lambda);
    expectNear(frame.spotOf({ lat: phi, lon: lambda }, WIDTH), [a * x + e, d * y + f]);
  }
  const areaAt = (phi: number) => {
    const spot = (dLat: number, dLon: number) => frame.spotOf({ lat: phi + dLat, lon: 12 + dLon }, WIDTH);
    const [from, east, north] = [spot(0, 0), spot(0, 0.01), spot(0.01, 0)];
    return ((east.x - from.x) * (from.y - north.y)) / Math.cos(((phi + 0.005) * Math.PI) / 180);
  };
  expect(areaAt(60) / areaAt(45)).toBeCloseTo(1, 4);
  // In the middle a degree north is as long as one east is by the globe.
  const middle = frame.spotOf({ lat: 50.85, lon: 12 }, WIDTH);
  const north = frame.spotOf({ lat: 51.85, lon: 12 }, WIDTH);
  const east = frame.spotOf({ lat: 50.85, lon: 13 }, WIDTH);
  expect((east.x - middle.x) / (middle.y - north.y)).toBeCloseTo(Math.cos((50.85 * Math.PI) / 180), 1);
});

const figure = (best: number, confirmed?: number, high = best): Figure => ({
  best,
  low: best,
  high,
  ...(confirmed !== undefined && { confirmed }),
  asOf: '2021-04-21T16:00:00.000Z',
  claimant: 'desk',
  basis: 'stated',
});
const TREE: Snapshot = {
  ...inventedSnapshot,
  board: {
    ...inventedSnapshot.board,
    places: [
      { id: 'land', name: 'Land', lat: 50, lon: 10 },
      { id: 'city', name: 'City', parent: 'land', lat: 51, lon: 11 },
      { id: 'town', name: 'Town', parent: 'land', lat: 52, lon: 12 },
      { id: 'nowhere', name: 'Nowhere', parent: 'land' },
      { id: 'secret', name: 'Secret', hidden: true, lat: 50, lon: 9 },
      { id: 'quiet', name: 'Quiet', lat: 49, lon: 9 },
    ],
  },
  places: [
    { id: 'land', arrest: figure(20) },
    { id: 'city', arrest: figure(12, 9, 16) },
    { id: 'town', arrest: figure(4, 4) },
    { id: 'nowhere', arrest: figure(4) },
    { id: 'secret', arrest: figure(3) },
    { id: 'quiet' },
  ],
};

test('W233: a circle stands for the lowest places with a number, with what is confirmed and the upper bound', () => {
  const mapped = listMapped(TREE, chooseOrder(TREE), 'en');
  expect(mapped.map(({ id, number, confirmed, most }) => [id, number, confirmed, most])).toEqual([
    ['city', 9, 9, 16],
    ['town', 4, 4, 4],
  ]);
  expect(countUnplaced(TREE, 'arrest')).toBe(1);
  expect(listPositions(TREE.board).map(({ id }) => id)).toEqual(['land', 'city', 'town', 'quiet']);
});

test('W233: circles are as large by area as their numbers, on one scale that is printed and changes seldom', () => {
  const scale = scaleCircles(listMapped(TREE, chooseOrder(TREE), 'en'), 864);
  expect(scale).toEqual({ full: 20, radius: 24 });
  expect(radiusOf(20, scale) ** 2 / radiusOf(5, scale) ** 2).toBeCloseTo(4, 1);
  expect([radiusOf(0, scale), radiusOf(0.01, scale)]).toEqual([0, 1.5]);
  expect(scaleSteps(scale)).toEqual([20, 5, 1]);
  expect([1, 2, 3, 7, 10, 172, 201].map(roundUp)).toEqual([1, 2, 5, 10, 10, 200, 500]);
});

test('W234: no name on the map covers another, nor a circle that is not its own, and the largest come first', () => {
  const spot = fc.record({
    x: fc.nat(800),
    y: fc.nat(450),
    r: fc.nat(26),
    length: fc.integer({ min: 3, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 60 }), (spots) => {
      const labelled = spots.map(
        ({ length, ...rest }, index): Labelled => ({ ...rest, id: `${index}`, text: 'M'.repeat(length) }),
      );
      const placed = placeLabels(labelled, { width: 800, height: 450, most: 16, taken: [] });
      expect(placed.length).toBeLessThanOrEqual(16);
      const boxes = placed.map(({ x, y, text, anchor }): Box => {
        const wide = text.length * 6.9;
        const left = { start: x, middle: x - wide / 2, end: x - wide }[anchor];
        return { left, right: left + wide, top: y - LABEL_HEIGHT / 2, bottom: y + LABEL_HEIGHT / 2 };
      });
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const isApart =
            box.right <= other.left + 0.2 ||
            box.left >= other.right - 0.2 ||
            box.bottom <= other.top + 0.2 ||
            box.top >= other.bottom - 0.2;
          expect(isApart).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('W234: a name stays on its side while it can', () => {
  const spots = [{ id: 'a', x: 400, y: 200, r: 5, text: 'Moscow 5' }];
  const room = { width: 800, height: 450, most: 16, taken: [] };
  expect(placeLabels(spots, room)[0]?.anchor).toBe('start');
  expect(placeLabels(spots, room, new Map([['a', 'end' as const]]))[0]?.anchor).toBe('end');
});

test('W235: the circles of 97 places are worked out within a millisecond', () => {
  const places = Array.from({ length: 97 }, (_, index) => ({
    id: `p${index}`,
    name: `Place ${index}`,
    lat: 43 + (index % 25),
    lon: 30 + index,
  }));
  const board = { ...inventedSnapshot.board, places };
  const snapshot = {
    ...inventedSnapshot,
    board,
    places: places.map(({ id }, index) => ({ id, arrest: figure(index, index) })),
  };
  const frame = chooseFrame(listPositions(board));
  const order = chooseOrder(snapshot);
  const rounds = 50;
  const draw = () => {
    const mapped = listMapped(snapshot, order, 'en');
    const scale = scaleCircles(mapped, WIDTH);
    return mapped.map((each) => [frame.spotOf(each, WIDTH), radiusOf(each.most, scale)]);
  };
  draw();
  const taken = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    draw();
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  expect(taken[rounds / 2]).toBeLessThan(1);
});
