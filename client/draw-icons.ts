/** The staircase as pictures of points, for browsers that put the site among a device's apps: they take no drawing. */
import { crc32, deflateSync } from 'node:zlib';

/** On a square of 22: the steps from left to right, as the mark in the page's head has them. */
const SQUARE = 22;
const STEPS = [
  { left: 3, top: 5, right: 19, bottom: 7.5 },
  { left: 6, top: 9.2, right: 19, bottom: 11.7 },
  { left: 9, top: 13.4, right: 19, bottom: 15.9 },
  { left: 12, top: 17.6, right: 19, bottom: 20 },
];
const INK = [0x14, 0x18, 0x1c];
const PAPER = 255;

interface Icon {
  file: string;
  /** Points on a side. */
  size: number;
  /** How much of the square the steps take: a phone may cut an icon to any form, and leaves four fifths of it. */
  scale: number;
}

const ICONS: readonly Icon[] = [
  { file: 'icon-192.png', size: 192, scale: 1 },
  { file: 'icon-512.png', size: 512, scale: 1 },
  { file: 'icon-maskable.png', size: 512, scale: 0.72 },
  { file: 'apple-touch-icon.png', size: 180, scale: 0.85 },
];

/** The files, each as its bytes. */
export function drawIcons(): { file: string; bytes: Buffer }[] {
  return ICONS.map((icon) => ({ file: icon.file, bytes: draw(icon) }));
}

function draw({ size, scale }: Icon): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 3));
  // Each row begins with the kind of its packing: 0, none.
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const share = coverAt(x, y, size / SQUARE, scale);
      for (const [channel, ink] of INK.entries())
        rows[y * (1 + size * 3) + 1 + x * 3 + channel] = Math.round(ink + (PAPER - ink) * share);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The share of a point that lies within a step, 0 to 1. */
function coverAt(x: number, y: number, unit: number, scale: number): number {
  const place = (at: number) => ((at - SQUARE / 2) * scale + SQUARE / 2) * unit;
  return STEPS.reduce((sum, { left, top, right, bottom }) => {
    const wide = overlap(x, place(left), place(right));
    return sum + wide * overlap(y, place(top), place(bottom));
  }, 0);
}

function overlap(point: number, from: number, to: number): number {
  return Math.max(0, Math.min(point + 1, to) - Math.max(point, from));
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
