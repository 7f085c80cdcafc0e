/**
 * Makes the outlines that the map is drawn on, from Natural Earth (public domain, as the package world-atlas brings it):
 * `npm run outlines`, after which the two files that it writes are committed. Both are drawn in equal areas, and both are
 * one path without any border that somebody disputes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeoProjection } from 'd3-geo';
import { geoConicEqualArea, geoPath } from 'd3-geo';
import { feature, merge } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { RUSSIA_VIEW, WORLD_UNITS } from './watch/map/project.ts';

type Spot = [number, number];
type Land = ReturnType<typeof merge>;
type Country = GeometryObject<{ name: string }>;
type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const source = new URL(import.meta.resolve('world-atlas/countries-50m.json'));

async function readWorld(least: number): Promise<World> {
  // The package's own file.
  const { transform, ...world } = JSON.parse(await readFile(source, 'utf8')) as World;
  const { scale, translate } = transform ?? { scale: [1, 1], translate: [0, 0] };
  const arcs = world.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const spots = arc.map(([dx = 0, dy = 0]): Spot => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return thin(spots, least);
  });
  return { ...world, arcs };
}

/** Without the spots that matter least, by the area that goes with each (Visvalingam), in square degrees at the equator. */
function thin(spots: readonly Spot[], least: number): Spot[] {
  const left = [...spots];
  for (;;) {
    let [smallest, at] = [least, -1];
    for (let index = 1; index < left.length - 1; index++) {
      const area = areaOfThree(left[index - 1], left[index], left[index + 1]);
      if (area < smallest) [smallest, at] = [area, index];
    }
    if (at < 0) return left;
    left.splice(at, 1);
  }
}

function areaOfThree(a: Spot = [0, 0], b: Spot = a, c: Spot = b): number {
  const area = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
  // What lies far north is seen by few, and has a great many islands.
  return area * Math.cos((b[1] * Math.PI) / 180) * (b[1] > 66 ? 0.3 : 1);
}

/** Closed lines as the projection draws them, cut where it cuts. */
function listRings(projection: GeoProjection, shape: Land): Spot[][] {
  const rings: Spot[][] = [];
  const path = geoPath(projection).context({
    beginPath() {},
    arc() {},
    moveTo: (x, y) => void rings.push([[x, y]]),
    lineTo: (x, y) => void rings.at(-1)?.push([x, y]),
    closePath() {},
  });
  path(shape);
  return rings;
}

/** One path in whole units, each spot from the one before. */
function writePath(rings: readonly Spot[][], leastArea: number): string {
  let [x, y] = [0, 0];
  const drawn = rings.map(roundRing).filter((ring) => ring.length > 2 && areaOf(ring) >= leastArea);
  return drawn
    .map(([first = [0, 0], ...rest]) => {
      const start = `m${first[0] - x}${withGap(first[1] - y)}`;
      [x, y] = first;
      let [atX, atY] = first;
      const steps = rest.map(([toX, toY]) => {
        const step = withGap(toX - atX) + withGap(toY - atY);
        [atX, atY] = [toX, toY];
        return step;
      });
      return `${start}l${steps.join('').trimStart()}z`;
    })
    .join('');
}

const withGap = (step: number) => (step < 0 ? `${step}` : ` ${step}`);

function roundRing(ring: readonly Spot[]): Spot[] {
  const rounded = ring.map(([x, y]): Spot => [Math.round(x), Math.round(y)]);
  return rounded.filter(([x, y], index) => {
    const [beforeX, beforeY] = rounded.at(index - 1) ?? [];
    return x !== beforeX || y !== beforeY;
  });
}

function areaOf(ring: readonly Spot[]): number {
  const twice = ring.reduce((sum, [x, y], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice / 2);
}

/** Natural Earth draws the Crimea as Russia's, as one ring. A map that takes no side leaves it to the land around. */
function isCrimea([ring]: Land['coordinates'][number]): boolean {
  return (ring ?? []).every(([lon = 0, lat = 0]) => lon > 32 && lon < 37 && lat < 46.5);
}

function nameOf({ properties }: Country): string | undefined {
  return properties && 'name' in properties ? properties.name : undefined;
}

async function drawRussia(): Promise<Record<string, string>> {
  const world = await readWorld(0.006);
  const { countries } = world.objects;
  const found = feature(world, countries).features.find(({ properties }) => properties.name === 'Russia');
  if (found?.geometry.type !== 'MultiPolygon') throw new Error('there is no Russia in the source');
  const parts = found.geometry.coordinates;
  const others = countries.geometries.filter((country) => nameOf(country) !== 'Russia');
  const shapeOf = (coordinates: typeof parts): Land => ({ type: 'MultiPolygon', coordinates });
  const { scale, translate, width, height } = RUSSIA_VIEW;
  const projection = geoConicEqualArea()
    .center([0, 0])
    .rotate([-98, 0])
    .parallels([48, 68])
    .scale(scale)
    .translate(translate)
    .precision(0.7)
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const russia = listRings(projection, shapeOf(parts.filter((part) => !isCrimea(part))));
  const around = listRings(projection, merge(world, others as Parameters<typeof merge>[1]));
  const crimea = listRings(projection, shapeOf(parts.filter(isCrimea)));
  return { RUSSIA: writePath(russia, 1.2), AROUND: writePath([...around, ...crimea], 3) };
}

async function drawWorld(): Promise<Record<string, string>> {
  const world = await readWorld(0.03);
  const lands = world.objects.countries.geometries.filter((country) => nameOf(country) !== 'Antarctica');
  const projection = geoConicEqualArea()
    .center([0, 0])
    .parallels([0, 0])
    .scale(WORLD_UNITS)
    .translate([0, 0])
    .precision(1);
  return { WORLD: writePath(listRings(projection, merge(world, lands as Parameters<typeof merge>[1])), 5) };
}

async function write(file: string, about: string, paths: Record<string, string>): Promise<void> {
  const lines = Object.entries(paths).map(([name, path]) => `export const ${name} =\n  '${path}';`);
  await writeFile(
    join(import.meta.dirname, 'watch/map', file),
    `/** ${about} Made by make-outlines.ts. */\n${lines.join('\n')}\n`,
  );
}

await write('russia.ts', 'Russia, and the land around it.', await drawRussia());
await write('world.ts', 'The land of the world.', await drawWorld());
