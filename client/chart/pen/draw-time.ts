/** What our own pen draws along the time axis: names of times, the now line, the gap, key updates, the reading cursor. */

import type { Instant } from '#shared/time.ts';
import { barAt } from '../reading.ts';
import { drawKeys } from './draw-keys.ts';
import type { Ends, Pen } from './pen.ts';
import { drawLine, drawLines, letter, setFont, sharp } from './pen.ts';

const BOX_HEIGHT = 19;
const AXIS_DROP = 15;

/** Beneath the lines: those of the times, the hairlines of the key updates, and the hatching from what was received last to now. */
export function drawTimeGround(pen: Pen): void {
  const { picture, plot, palette, context } = pen;
  const upright = (t: Instant, top: number, bottom: number): Ends => {
    const x = sharp(pen.x(t));
    return [x, top, x, bottom];
  };
  const lines = listBodies(pen).flatMap(({ top, bottom }) =>
    picture.ticks.map(({ t }) => upright(t, top, bottom)),
  );
  drawLines(pen, lines, { colour: palette.rule });
  const keys = picture.keys.map(({ t }) => upright(t, plot.top - 6, plot.bottom));
  drawLines(pen, keys, { colour: palette.ink3, dash: [1, 3] });
  if (!picture.hasGap) return;
  const left = Math.max(plot.left, pen.x(picture.received));
  context.fillStyle = pen.hatch(palette.edge);
  context.fillRect(left, plot.top, Math.max(0, pen.x(picture.frame.end) - left), plot.bottom - plot.top);
}

/** The panels without the heads where their names stand. */
function listBodies({ picture, panel }: Pen): { top: number; bottom: number }[] {
  return picture.panels
    .filter(({ within }) => within === undefined)
    .map((each) => ({ top: panel(each).top + picture.layout.head, bottom: panel(each).bottom }));
}

/** Above the lines. */
export function drawTime(pen: Pen): void {
  const { picture } = pen;
  const isNowShown = picture.frame.isRunning && picture.frame.end >= picture.frame.from;
  const boxes = isNowShown ? [measureBox(pen, picture.frame.end, pen.captions.now)] : [];
  nameTimes(pen, boxes);
  if (picture.hasGap) drawGapEdge(pen);
  if (isNowShown) drawNow(pen, boxes);
  drawKeys(pen);
  drawCursor(pen);
}

interface Box {
  left: number;
  right: number;
}

function measureBox(pen: Pen, t: number, text: string): Box {
  setFont(pen, 13, 600);
  const half = pen.context.measureText(text).width / 2 + 7;
  const middle = Math.min(Math.max(pen.x(t), half), pen.picture.layout.width - half);
  return { left: middle - half, right: middle + half };
}

/** Names the times, except where another name or the now line's box stands: half a name cannot be read. */
function nameTimes(pen: Pen, boxes: readonly Box[]): void {
  const { picture, captions, palette, plot, context } = pen;
  const taken = [...boxes, { left: picture.layout.width, right: Infinity }, { left: -Infinity, right: 0 }];
  for (const tick of picture.ticks) {
    const x = pen.x(tick.t);
    drawLine(pen, [sharp(x), plot.bottom, sharp(x), plot.bottom + 5], { colour: palette.rule });
    if (!tick.isNamed) continue;
    const text = captions.tick(tick);
    setFont(pen, 12, tick.isDay ? 600 : 400);
    const half = context.measureText(text).width / 2 + 3;
    if (taken.some(({ left, right }) => x + half > left && x - half < right)) continue;
    taken.push({ left: x - half, right: x + half });
    const lettering = tick.isDay
      ? ({ weight: 600, colour: palette.ink2 } as const)
      : { colour: palette.ink3 };
    letter(pen, text, [x, plot.bottom + AXIS_DROP], { size: 12, align: 'center', ...lettering });
  }
}

function drawNow(pen: Pen, [box]: readonly Box[]): void {
  const { picture, plot, palette, captions } = pen;
  const x = sharp(pen.x(picture.frame.end));
  // Not through the heads: numbers stand there.
  for (const { top, bottom } of listBodies(pen)) drawLine(pen, [x, top, x, bottom], { colour: palette.ink });
  drawLine(pen, [x, plot.bottom, x, plot.bottom + 6], { colour: palette.ink });
  if (box) drawBox(pen, box, captions.now);
}

function drawBox(pen: Pen, { left, right }: Box, text: string): void {
  const { context, palette, plot } = pen;
  const middle = plot.bottom + AXIS_DROP;
  context.fillStyle = palette.invert;
  context.fillRect(left, middle - BOX_HEIGHT / 2, right - left, BOX_HEIGHT);
  letter(pen, text, [(left + right) / 2, middle + 0.5], {
    size: 13,
    weight: 600,
    colour: palette.onInvert,
    align: 'center',
  });
}

function drawGapEdge(pen: Pen): void {
  const { picture, plot, palette, captions } = pen;
  const x = pen.x(picture.received);
  if (x > plot.left) drawLine(pen, [sharp(x), plot.top, sharp(x), plot.bottom], { colour: palette.edge });
  const isAtLeft = x < (plot.left + plot.right) / 2;
  const [first] = picture.panels;
  const bottom = first ? pen.panel(first).bottom : plot.bottom;
  letter(pen, captions.nothingSince, [isAtLeft ? x + 8 : x - 8, bottom - 12], {
    size: 13,
    weight: 600,
    colour: palette.ink,
    align: isAtLeft ? 'left' : 'right',
    halo: true,
  });
}

function drawCursor(pen: Pen): void {
  if (pen.cursor === undefined) return;
  const { plot, palette, picture } = pen;
  const { frame, mode } = picture;
  const bar = barAt(pen.cursor, picture);
  const middle = (bar + Math.min(bar + frame.bar, frame.end)) / 2;
  const x = sharp(pen.x(mode === 'interval' ? middle : pen.cursor));
  drawLine(pen, [x, plot.top, x, plot.bottom], { colour: palette.ink2, dash: [4, 3], width: 1.25 });
}
