/** What the drawing functions share: the canvas, the picture, and where a time or a value lies. */

import type { Instant } from '#shared/time.ts';
import type { Captions } from '../captions.ts';
import type { ChartKind } from '../chart-kinds.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Pen {
  context: CanvasRenderingContext2D;
  picture: Picture;
  captions: Captions;
  palette: Palette;
  /** The hatching of a colour. */
  hatch(colour: string): CanvasPattern | string;
  /** The three panels together. */
  plot: Area;
  panel(kind: ChartKind): Area;
  x(t: Instant): number;
  y(kind: ChartKind, value: number): number;
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

/** A kind's shape, as in the lists: a square, a circle or a diamond, all of about the same weight. */
export function drawShape(
  { context, palette }: Pen,
  kind: ChartKind,
  [x, y]: [number, number],
  look: { radius: number; isHollow?: boolean },
): void {
  const { radius } = look;
  context.beginPath();
  if (kind === 'registration') context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  else if (kind === 'arrest') context.arc(x, y, radius, 0, 2 * Math.PI);
  else
    tracePoints(
      context,
      [x, y - radius * 1.1],
      [x + radius * 1.1, y],
      [x, y + radius * 1.1],
      [x - radius * 1.1, y],
    );
  context.closePath();
  context.fillStyle = look.isHollow ? palette.paper : palette.kinds[kind];
  context.fill();
  if (!look.isHollow) return;
  context.strokeStyle = palette.kinds[kind];
  context.lineWidth = 2;
  context.stroke();
}

function tracePoints(context: CanvasRenderingContext2D, ...points: [number, number][]): void {
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}
