/** What our own pen adds to each panel: its name and value in the gutters, the goal, the reported range, line ends. */
import type { ChartKind } from '../chart-kinds.ts';
import { chartKinds } from '../chart-kinds.ts';
import type { Spot } from '../panels.ts';
import type { Pen } from './pen.ts';
import { drawLine, drawShape, letter, sharp } from './pen.ts';

/** Beneath the lines: the reported bounds and the hatching between them. */
export function drawRanges(pen: Pen): void {
  const { low, high } = pen.picture.panels.arrest;
  if (low.length === 0) return;
  const { context, palette } = pen;
  const area = pen.panel('arrest');
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  context.beginPath();
  traceSteps(pen, high);
  traceStepsBack(pen, low);
  context.closePath();
  context.fillStyle = pen.hatch(palette.kinds.arrest);
  context.fill();
  context.beginPath();
  traceSteps(pen, high);
  traceSteps(pen, low);
  context.setLineDash([2, 3]);
  context.strokeStyle = palette.kinds.arrest;
  context.lineWidth = 1.25;
  context.stroke();
  context.restore();
}

/** Above the lines: everything that names or values them. */
export function drawPanels(pen: Pen): void {
  const { picture, palette } = pen;
  for (const kind of chartKinds) {
    nameKind(pen, kind);
    drawGoal(pen, kind);
    for (const { from, to, y } of picture.panels[kind].carried) {
      const height = sharp(pen.y(kind, y));
      drawLine(pen, [pen.x(from), height, pen.x(to), height], { colour: palette.kinds[kind], dash: [2, 3] });
    }
    endLine(pen, kind);
  }
  nameRange(pen);
  drawMarks(pen);
  sayNothing(pen);
}

function sayNothing(pen: Pen): void {
  const { picture, captions, palette } = pen;
  if (chartKinds.some((kind) => picture.values[kind] !== undefined)) return;
  const { left, right, top, bottom } = pen.panel('arrest');
  letter(pen, captions.nothing, [(left + right) / 2, (top + bottom) / 2], {
    size: 15,
    colour: palette.ink2,
    align: 'center',
    halo: true,
  });
}

function traceSteps({ context, x, y }: Pen, spots: readonly Spot[]): void {
  let level: number | undefined;
  for (const spot of spots) {
    if (level === undefined) context.moveTo(x(spot.x), y('arrest', spot.y));
    else context.lineTo(x(spot.x), level);
    level = y('arrest', spot.y);
    context.lineTo(x(spot.x), level);
  }
}

function traceStepsBack({ context, x, y }: Pen, spots: readonly Spot[]): void {
  for (let index = spots.length - 1; index >= 0; index--) {
    const spot = spots[index];
    if (!spot) continue;
    context.lineTo(x(spot.x), y('arrest', spot.y));
    const before = spots[index - 1];
    if (before) context.lineTo(x(spot.x), y('arrest', before.y));
  }
}

function nameKind(pen: Pen, kind: ChartKind): void {
  const { picture, captions, palette } = pen;
  const { isNarrow } = picture.layout;
  const { left, top } = pen.panel(kind);
  const [x, y] = isNarrow ? [left + 13, top + 10] : [5, top + 8];
  const size = isNarrow ? 14 : 15;
  drawShape(pen, kind, [x, y + (isNarrow ? 0 : 1)], { radius: 5.2 });
  letter(pen, captions.names[kind], [x + 12, y], {
    size,
    weight: 600,
    colour: palette.ink,
    halo: isNarrow,
  });
  if (isNarrow || captions.per === '') return;
  letter(pen, captions.per, [x + 12, y + 20], { size: 13, colour: palette.ink3 });
}

function drawGoal(pen: Pen, kind: ChartKind): void {
  const { picture, captions, palette } = pen;
  const { goal } = picture.panels[kind];
  if (goal === undefined) return;
  const { left, right } = pen.panel(kind);
  const y = pen.y(kind, goal);
  const colour = palette.kinds[kind];
  drawLine(pen, [left, y, right, y], { colour, width: 1.5, dash: [8, 4] });
  letter(pen, captions.goal, [left + 8, y + 10], { size: 13, weight: 600, colour, halo: true });
}

/** The end of a line in its kind's shape, hollow where news may be missing, and the number in the right gutter. */
function endLine(pen: Pen, kind: ChartKind): void {
  const { picture, captions, palette } = pen;
  const area = pen.panel(kind);
  const last = picture.panels[kind].line.at(-1);
  const isUpdates = kind === 'update';
  const lineEnd = last === undefined ? area.bottom - 10 : pen.y(kind, last.y);
  if (last) {
    drawShape(pen, kind, [pen.x(last.x), lineEnd], { radius: 5.2, isHollow: picture.hasGap });
  }
  if (picture.layout.isNarrow || captions.values[kind] === '') return;
  const y = Math.min(Math.max(lineEnd, area.top + 9), area.bottom - 9);
  letter(pen, captions.values[kind], [picture.layout.width, y], {
    size: isUpdates ? 15 : 16,
    weight: isUpdates ? 400 : 600,
    colour: palette.kinds[kind],
    align: 'right',
  });
}

/** Names the hatching at its end, where there is room for it and enough to name. */
function nameRange(pen: Pen): void {
  const { low, high } = pen.picture.panels.arrest;
  const [bottom, top] = [low.at(-1), high.at(-1)];
  if (!(bottom && top) || pen.picture.layout.isNarrow) return;
  const y = pen.y('arrest', top.y);
  if (pen.y('arrest', bottom.y) - y < 6) return;
  letter(pen, pen.captions.reportedRange, [pen.x(top.x) - 10, Math.max(y - 4, pen.panel('arrest').top + 8)], {
    size: 13,
    weight: 600,
    colour: pen.palette.kinds.arrest,
    align: 'right',
    halo: true,
  });
}

/** A small triangle under the line for each correction, retraction and falling number. */
function drawMarks(pen: Pen): void {
  const { context, palette, picture } = pen;
  for (const { kind, mark, y } of picture.marks) {
    const [left, top] = [sharp(pen.x(mark.t)), pen.y(kind, y) + (kind === 'update' ? -8 : 5)];
    context.beginPath();
    context.moveTo(left, top);
    context.lineTo(left + 4.5, top + 8);
    context.lineTo(left - 4.5, top + 8);
    context.closePath();
    context.fillStyle = palette.paper;
    context.fill();
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.25;
    context.stroke();
  }
}
