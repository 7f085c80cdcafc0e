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
  /** The same for many values of one panel, which is then looked up once. */
  levels(panel: Looking): (value: number) => number;
  /** The reading cursor's time, while somebody reads. */
  cursor: Instant | undefined;
  /** The typeface that was set last: to set it anew is to have it read and looked up anew. */
  font?: string;
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

export function setFont(pen: Pen, size: number, weight: 400 | 600 = 400): void {
  const font = `${weight} ${size}px ${pen.palette.family}`;
  if (font === pen.font) return;
  pen.context.font = font;
  pen.font = font;
}

export interface Stroke {
  colour: string;
  width?: number;
  dash?: number[];
}

export type Ends = [fromX: number, fromY: number, toX: number, toY: number];

export function drawLine(pen: Pen, ends: Ends, stroke: Stroke): void {
  drawLines(pen, [ends], stroke);
}

/** One path for all of them: a canvas' state costs more to keep and bring back than a line to draw. */
export function drawLines({ context }: Pen, lines: readonly Ends[], stroke: Stroke): void {
  context.strokeStyle = stroke.colour;
  context.lineWidth = stroke.width ?? 1;
  context.setLineDash(stroke.dash ?? []);
  context.beginPath();
  for (const [fromX, fromY, toX, toY] of lines) {
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
  }
  context.stroke();
  context.setLineDash([]);
}

/** The middle of the pixel: a line of one pixel drawn there is sharp. */
export function sharp(position: number): number {
  return Math.floor(position) + 0.5;
}

const shapes: Path2D[] = [];

function shapeOf(look: number): Path2D {
  const shape = shapes[look] ?? new Path2D(SHAPES[look]);
  shapes[look] = shape;
  return shape;
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
  const shape = shapeOf(look);
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
