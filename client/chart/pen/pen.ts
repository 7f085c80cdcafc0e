/** What the drawing functions share: the canvas, the picture, and where a time or a value lies. */

import type { Instant } from '#shared/time.ts';
import { SHAPES } from '../../board/kind-looks.ts';
import type { Captions } from '../captions.ts';
import type { Palette } from '../palette.ts';
import type { KindPanel, Picture } from '../picture.ts';

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What a panel is found by. */
export type Looking = Pick<KindPanel, 'look' | 'within'>;

export interface Pen {
  context: CanvasRenderingContext2D;
  picture: Picture;
  captions: Captions;
  palette: Palette;
  /** The hatching of a colour; `isBack` leans the other way. */
  hatch(colour: string, isBack?: boolean): CanvasPattern | string;
  /** All panels together. */
  plot: Area;
  panel(panel: Looking): Area;
  x(t: Instant): number;
  y(panel: Looking, value: number): number;
  /** The reading cursor's time, while somebody reads. */
  cursor: Instant | undefined;
}

export interface Lettering {
  size: number;
  weight?: 400 | 600;
  colour: string;
  align?: CanvasTextAlign;
  /** A halo of paper, where the text stands on lines. */
  halo?: boolean;
}

/** Writes one line, centred on `y`. */
export function letter(pen: Pen, text: string, [x, y]: [number, number], lettering: Lettering): void {
  const { context, palette } = pen;
  setFont(pen, lettering.size, lettering.weight);
  context.textAlign = lettering.align ?? 'left';
  context.textBaseline = 'middle';
  if (lettering.halo) {
    context.strokeStyle = palette.paper;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeText(text, x, y);
  }
  context.fillStyle = lettering.colour;
  context.fillText(text, x, y);
}

/** Writes one line, cut with … where it is longer than its room. Returns where it ends. */
export function letterWithin(
  pen: Pen,
  text: string,
  spot: [number, number],
  { room, ...lettering }: Lettering & { room: number },
): number {
  setFont(pen, lettering.size, lettering.weight);
  const widthOf = (shown: string) => pen.context.measureText(shown).width;
  const letters = [...text];
  let shown = text;
  while (letters.length > 1 && widthOf(shown) > room) {
    letters.pop();
    shown = `${letters.join('').trimEnd()}…`;
  }
  letter(pen, shown, spot, lettering);
  return spot[0] + widthOf(shown);
}

export function setFont({ context, palette }: Pen, size: number, weight: 400 | 600 = 400): void {
  context.font = `${weight} ${size}px ${palette.family}`;
}

export interface Stroke {
  colour: string;
  width?: number;
  dash?: number[];
}

export function drawLine(pen: Pen, ends: [number, number, number, number], stroke: Stroke): void {
  const { context } = pen;
  context.save();
  context.strokeStyle = stroke.colour;
  context.lineWidth = stroke.width ?? 1;
  context.setLineDash(stroke.dash ?? []);
  context.beginPath();
  context.moveTo(ends[0], ends[1]);
  context.lineTo(ends[2], ends[3]);
  context.stroke();
  context.restore();
}

/** The middle of the pixel: a line of one pixel drawn there is sharp. */
export function sharp(position: number): number {
  return Math.floor(position) + 0.5;
}

/** How large the canvas draws the shapes of the lists. */
const SHAPE_SCALE = 1.13;

/** A kind's shape, as in the lists, around a spot. */
export function drawShape(
  { context, palette }: Pen,
  { look }: Pick<KindPanel, 'look'>,
  [x, y]: [number, number],
  isHollow = false,
): void {
  const shape = new Path2D(SHAPES[look]);
  context.save();
  context.translate(x, y);
  context.scale(SHAPE_SCALE, SHAPE_SCALE);
  context.fillStyle = isHollow ? palette.paper : palette.kind(look);
  context.fill(shape);
  if (isHollow) {
    context.strokeStyle = palette.kind(look);
    context.lineWidth = 2 / SHAPE_SCALE;
    context.stroke(shape);
  }
  context.restore();
}
