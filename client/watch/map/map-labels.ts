/** The names on the map: the largest places first, each where it covers neither a circle nor another name. */

export interface Labelled {
  id: string;
  x: number;
  y: number;
  r: number;
  text: string;
}

export interface Label {
  id: string;
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
}

export interface Room {
  width: number;
  height: number;
  /** Names at most. */
  most: number;
  /** Taken by something else: the scale. */
  taken: readonly Box[];
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixels. A letter of the typeface is half as wide as it is high, on average; Cyrillic is wider. */
export const LABEL_HEIGHT = 15;
const LETTER = 6.9;
const GAP = 4;

/** @param before where each stood: it stays on its side as long as it can, so that no name jumps about */
export function placeLabels(
  spots: readonly Labelled[],
  room: Room,
  before: ReadonlyMap<string, Label['anchor']> = new Map(),
): Label[] {
  const taken: Box[] = [...room.taken];
  const labels: Label[] = [];
  for (const spot of spots) {
    if (labels.length >= room.most) break;
    const others = spots.filter((other) => other.id !== spot.id).map(boxOfCircle);
    const free = listSides(spot, before.get(spot.id)).find(({ box }) =>
      isFree(box, room, [...taken, ...others]),
    );
    if (!free) continue;
    taken.push(free.box);
    labels.push(free.label);
  }
  return labels;
}

function boxOfCircle({ x, y, r }: Labelled): Box {
  // The corners of a square around it are free.
  const half = r * 0.85;
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}

interface Side {
  label: Label;
  box: Box;
}

function listSides({ id, x, y, r, text }: Labelled, first: Label['anchor'] | undefined): Side[] {
  const wide = text.length * LETTER;
  const side = (anchor: Label['anchor'], toX: number, toY: number): Side => {
    const left = { start: toX, middle: toX - wide / 2, end: toX - wide }[anchor];
    const box = { left, right: left + wide, top: toY - LABEL_HEIGHT / 2, bottom: toY + LABEL_HEIGHT / 2 };
    return { label: { id, text, anchor, x: round(toX), y: round(toY) }, box };
  };
  const sides = [
    side('start', x + r + GAP, y),
    side('end', x - r - GAP, y),
    side('middle', x, y - r - GAP - LABEL_HEIGHT / 2),
    side('middle', x, y + r + GAP + LABEL_HEIGHT / 2),
  ];
  return sides.toSorted((a, b) => Number(b.label.anchor === first) - Number(a.label.anchor === first));
}

function isFree(box: Box, { width, height }: Room, taken: readonly Box[]): boolean {
  if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) return false;
  return taken.every(
    (other) =>
      box.right <= other.left ||
      box.left >= other.right ||
      box.bottom <= other.top ||
      box.top >= other.bottom,
  );
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
