/** Where a place lies on the map: conic for Russia, which is whole on it, cylindrical elsewhere. Equal areas in both. */

export interface Spot {
  x: number;
  y: number;
}

/** As d3's `geoConicEqualArea().center([0, 0]).rotate([-98, 0]).parallels([48, 68])` with this scale and translation. */
export const RUSSIA_VIEW = {
  scale: 772,
  translate: [543, 1126] as [number, number],
  width: 1000,
  height: 560,
} as const;

/** Units of the world's outline for a radian: a twentieth of a degree. */
export const WORLD_UNITS = 3600 / Math.PI;
/** Once around. */
export const WORLD_WIDTH = 2 * Math.PI * WORLD_UNITS;

const RADIANS = Math.PI / 180;
const SOUTH = Math.sin(48 * RADIANS);
const CONE = (SOUTH + Math.sin(68 * RADIANS)) / 2;
const BASE = 1 + SOUTH * (2 * CONE - SOUTH);
const APEX = Math.sqrt(BASE) / CONE;

/** On the map of Russia. The 180th meridian is no edge: it is cut through the Atlantic. */
export function projectRussia(lat: number, lon: number): Spot {
  const { scale, translate } = RUSSIA_VIEW;
  const turned = ((lon - 98 + 540) % 360) - 180;
  const far = Math.sqrt(Math.max(0, BASE - 2 * CONE * Math.sin(lat * RADIANS))) / CONE;
  const angle = turned * RADIANS * CONE;
  return {
    x: translate[0] + scale * far * Math.sin(angle),
    y: translate[1] - scale * (APEX - far * Math.cos(angle)),
  };
}

/** On the outline of the world, cylindrical with the equator as its true line. */
export function projectWorld(lat: number, lon: number): Spot {
  return { x: lon * RADIANS * WORLD_UNITS, y: -Math.sin(lat * RADIANS) * WORLD_UNITS };
}
