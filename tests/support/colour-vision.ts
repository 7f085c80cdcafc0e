/** How far apart two colours look, and to whom: CIEDE2000, and how people see who lack one kind of cone. */

/** Red, green and blue in linear light, 0 to 1. */
export type Colour = readonly [number, number, number];
/** L*, a*, b*. */
export type Seen = readonly [number, number, number];
type Matrix = readonly [Colour, Colour, Colour];

/** Machado, Oliveira and Fernandes (2009), severity 1. */
const PROTAN: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const DEUTAN: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
const TRITAN: Matrix = [
  [1.255528, -0.076749, -0.178779],
  [-0.078411, 0.930809, 0.147602],
  [0.004733, 0.691367, 0.3039],
];
const NORMAL: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
export const VISIONS = [NORMAL, PROTAN, DEUTAN, TRITAN];

const XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Colour = [0.95047, 1, 1.08883];

export function readColour(hex: string): Colour {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: Matrix, [r, g, b]: Colour): Colour {
  const row = (index: 0 | 1 | 2) => matrix[index][0] * r + matrix[index][1] * g + matrix[index][2] * b;
  return [row(0), row(1), row(2)];
}

export function seenWith(colour: Colour, vision: Matrix): Seen {
  const [r, g, b] = times(vision, colour).map((part) => Math.min(1, Math.max(0, part)));
  const [x = 0, y = 0, z = 0] = times(XYZ, [r ?? 0, g ?? 0, b ?? 0]).map((part, index) => {
    const share = part / (WHITE[index] ?? 1);
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** By WCAG 2. */
export function contrastOf(one: Colour, other: Colour): number {
  const [more = 1, less = 0] = [one, other].map((colour) => times(XYZ, colour)[1]).sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
}

const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

/** CIEDE2000. */
export function distanceOf([l1, a1, b1]: Seen, [l2, a2, b2]: Seen): number {
  const grey = 0.5 * (1 - seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const one = polar(a1 * (1 + grey), b1);
  const other = polar(a2 * (1 + grey), b2);
  const [l, c] = [(l1 + l2) / 2, (one.c + other.c) / 2];
  const turn = turnBetween(one.h, other.h);
  const isGrey = one.c * other.c === 0;
  const h = isGrey ? one.h + other.h : meanHue(one.h, other.h);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const lightness = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const chroma = (other.c - one.c) / (1 + 0.045 * c);
  const hue = isGrey ? 0 : (2 * Math.sqrt(one.c * other.c) * sin(turn / 2)) / (1 + 0.015 * c * t);
  const rotation = -2 * seventh(c) * sin(60 * Math.exp(-(((h - 275) / 25) ** 2)));
  return Math.sqrt(lightness ** 2 + chroma ** 2 + hue ** 2 + rotation * chroma * hue);
}

function seventh(chroma: number): number {
  return Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
}

function polar(a: number, b: number): { c: number; h: number } {
  return {
    c: Math.hypot(a, b),
    h: a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

function turnBetween(from: number, to: number): number {
  const turn = to - from;
  if (turn > 180) return turn - 360;
  return turn < -180 ? turn + 360 : turn;
}

function meanHue(one: number, other: number): number {
  const sum = one + other;
  if (Math.abs(one - other) <= 180) return sum / 2;
  return sum < 360 ? sum / 2 + 180 : sum / 2 - 180;
}
