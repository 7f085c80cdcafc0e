/** Which map a board is drawn on, and where on it a place lies: Russia whole, or the world cut to where its places are. */
import type { Spot } from './project.ts';
import { projectRussia, projectWorld, RUSSIA_VIEW, WORLD_UNITS, WORLD_WIDTH } from './project.ts';

export interface Position {
  lat: number;
  lon: number;
  zone: string;
}

export interface MapFrame {
  is: 'russia' | 'world';
  /** Of its height to its width. */
  ratio: number;
  /** In pixels of a map that is so wide. */
  spotOf(position: Pick<Position, 'lat' | 'lon'>, width: number): Spot;
  /** How the outline's own units become pixels: one for each time that it is drawn beside itself. */
  transforms(width: number): string[];
}

/** Where clocks are those of Russia. Simferopol is none of them, and none of others: it decides nothing. */
const RUSSIAN =
  'Europe/Kaliningrad Europe/Moscow Europe/Kirov Europe/Volgograd Europe/Astrakhan Europe/Samara Europe/Saratov Europe/Ulyanovsk Asia/Yekaterinburg Asia/Omsk Asia/Novosibirsk Asia/Barnaul Asia/Tomsk Asia/Novokuznetsk Asia/Krasnoyarsk Asia/Irkutsk Asia/Chita Asia/Yakutsk Asia/Khandyga Asia/Vladivostok Asia/Ust-Nera Asia/Magadan Asia/Srednekolymsk Asia/Sakhalin Asia/Kamchatka Asia/Anadyr';
const RUSSIAN_ZONES: ReadonlySet<string> = new Set(RUSSIAN.split(' '));
const NEUTRAL = 'Europe/Simferopol';

/** Russia where all of it lies on that map and half of it or more goes by its clocks. */
export function chooseFrame(positions: readonly Position[]): MapFrame {
  const telling = positions.filter(({ zone }) => zone !== NEUTRAL);
  const within = telling.filter(({ zone }) => RUSSIAN_ZONES.has(zone));
  const isRussia = telling.length > 0 && 2 * within.length >= telling.length && positions.every(isOnRussia);
  return isRussia ? RUSSIA_FRAME : cutWorld(positions);
}

const { width: UNITS, height } = RUSSIA_VIEW;

function isOnRussia({ lat, lon }: Position): boolean {
  const { x, y } = projectRussia(lat, lon);
  return x > 0 && x < UNITS && y > 0 && y < height;
}

const RUSSIA_FRAME: MapFrame = {
  is: 'russia',
  ratio: height / UNITS,
  spotOf({ lat, lon }, width) {
    const { x, y } = projectRussia(lat, lon);
    return { x: (x * width) / UNITS, y: (y * width) / UNITS };
  },
  transforms: (width) => [`scale(${width / UNITS})`],
};

const WORLD_RATIO = 3 / 4;
/** The least that is shown, as a part of what is between the equator and a pole: some 600 km. */
const LEAST = 0.09 * WORLD_UNITS;
/** What is left free around the outermost places, as a part of what lies between them. */
const MARGIN = 0.3;

/**
 * The world's outline has the equator as its true line. Drawn wider or narrower and as much lower or higher it has another
 * one, and areas stay equal: here that of the middle of the board, so that nothing around it is out of shape.
 */
function cutWorld(positions: readonly Position[]): MapFrame {
  const middleLon = middleOfLons(positions.map(({ lon }) => lon));
  const spots = positions.map(({ lat, lon }) => projectWorld(lat, middleLon + turn(lon - middleLon)));
  const ys = spots.map(({ y }) => y);
  const middle = { x: projectWorld(0, middleLon).x, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
  // Near a pole there is no shape to keep.
  const stretch = Math.max(0.3, Math.sqrt(1 - (middle.y / WORLD_UNITS) ** 2));
  const reach = (ends: readonly number[]) => (Math.max(...ends) - Math.min(...ends)) * (1 + MARGIN);
  const wide = reach(spots.map(({ x }) => x)) * stretch;
  const high = reach(ys) / stretch;
  const units = Math.min(WORLD_WIDTH * stretch, Math.max(wide, high / WORLD_RATIO, LEAST));
  const place = ({ x, y }: Spot, width: number): Spot => {
    const scale = width / units;
    return {
      x: width / 2 + (x - middle.x) * stretch * scale,
      y: (width * WORLD_RATIO) / 2 + ((y - middle.y) / stretch) * scale,
    };
  };
  return {
    is: 'world',
    ratio: WORLD_RATIO,
    spotOf: ({ lat, lon }, width) => place(projectWorld(lat, middleLon + turn(lon - middleLon)), width),
    transforms(width) {
      const scale = width / units;
      return [-WORLD_WIDTH, 0, WORLD_WIDTH].flatMap((beside) => {
        const { x, y } = place({ x: beside, y: 0 }, width);
        const half = (WORLD_WIDTH / 2) * stretch * scale;
        const isSeen = x + half > 0 && x - half < width;
        return isSeen ? [`matrix(${stretch * scale} 0 0 ${scale / stretch} ${x} ${y})`] : [];
      });
    },
  };
}

/** Degrees from -180 to 180. */
function turn(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** The middle of the shortest way around the globe that has all of them: the 180th meridian is a line as any other. */
function middleOfLons(lons: readonly number[]): number {
  const sorted = lons.map(turn).sort((a, b) => a - b);
  let [widest, after] = [-1, 0];
  for (const [index, lon] of sorted.entries()) {
    const next = sorted[index + 1] ?? (sorted[0] ?? 0) + 360;
    if (next - lon > widest) [widest, after] = [next - lon, next];
  }
  return turn(after + (360 - widest) / 2);
}
