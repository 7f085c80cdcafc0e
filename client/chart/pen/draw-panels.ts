/** What our own pen adds to each panel: its name and value, the goal, the reported range, line ends. */
import type { PanelCaption } from '../captions.ts';
import type { Spot } from '../panels.ts';
import type { KindPanel } from '../picture.ts';
import type { Pen } from './pen.ts';
import { drawLine, drawShape, letter, letterWithin, sharp } from './pen.ts';

/** Beneath the lines: the reported bounds and the hatching between them. */
export function drawRanges(pen: Pen): void {
  for (const panel of pen.picture.panels) if (panel.low.length > 0) drawRange(pen, panel);
}

function drawRange(pen: Pen, panel: KindPanel): void {
  const { look } = panel;
  const { context, palette } = pen;
  const [low, high] = [listCorners(pen, panel, panel.low), listCorners(pen, panel, panel.high)];
  const area = pen.panel(panel);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  context.beginPath();
  trace(pen, [...high, ...low.toReversed()]);
  context.closePath();
  context.fillStyle = pen.hatch(palette.kind(look));
  context.fill();
  context.beginPath();
  trace(pen, high);
  trace(pen, low);
  context.setLineDash([2, 3]);
  context.strokeStyle = palette.kind(look);
  context.lineWidth = 1.25;
  context.stroke();
  context.restore();
}

/** Above the lines: everything that names or values them. */
export function drawPanels(pen: Pen): void {
  const { picture, captions, palette } = pen;
  picture.panels.forEach((panel, index) => {
    const caption = captions.panels[index];
    if (!caption) return;
    nameKind(pen, panel, caption);
    drawGoal(pen, panel, caption);
    for (const { from, to, y } of panel.carried) {
      const height = sharp(pen.y(panel, y));
      const stroke = { colour: palette.kind(panel.look), dash: [2, 3] };
      drawLine(pen, [pen.x(from), height, pen.x(to), height], stroke);
    }
    endLine(pen, panel, caption);
    nameRange(pen, panel);
  });
  drawMarks(pen);
  sayNothing(pen);
}

/** In the panel of the last count kind. */
function sayNothing(pen: Pen): void {
  const { picture, captions, palette } = pen;
  const counted = picture.panels.findLast(({ kind }) => kind !== 'update');
  if (!counted || picture.panels.some(({ value }) => value !== undefined)) return;
  const { left, right, top, bottom } = pen.panel(counted);
  letter(pen, captions.nothing, [(left + right) / 2, (top + bottom) / 2], {
    size: 15,
    colour: palette.ink2,
    align: 'center',
    halo: true,
  });
}

type Corner = readonly [x: number, y: number];

/** The corners of stairs, each placed once: that is most of what a range of hundreds of spots costs. */
function listCorners({ x, y }: Pen, panel: KindPanel, spots: readonly Spot[]): Corner[] {
  const corners: Corner[] = [];
  let level: number | undefined;
  for (const spot of spots) {
    const left = x(spot.x);
    if (level !== undefined) corners.push([left, level]);
    level = y(panel, spot.y);
    corners.push([left, level]);
  }
  return corners;
}

function trace({ context }: Pen, corners: readonly Corner[]): void {
  corners.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

function nameKind(pen: Pen, panel: KindPanel, { name }: PanelCaption): void {
  const { picture, captions, palette } = pen;
  const { isNarrow, isNamedWithin, nameDrop } = picture.layout;
  const { left, right, top } = pen.panel(panel);
  const [x, y] = [isNamedWithin ? left + 13 : 5, top + nameDrop];
  const size = isNarrow ? 14 : 15;
  drawShape(pen, panel, [x, y + (isNamedWithin ? 0 : 1)]);
  const lettering = { size, weight: 600, colour: palette.ink, halo: isNamedWithin } as const;
  const end = letterWithin(pen, name, [x + 12, y], { ...lettering, room: right - x - 12 });
  if (isNarrow || captions.per === '') return;
  const spot: [number, number] = isNamedWithin ? [end + 8, y] : [x + 12, y + 20];
  letter(pen, captions.per, spot, { size: 13, colour: palette.ink3, halo: isNamedWithin });
}

function drawGoal(pen: Pen, panel: KindPanel, caption: PanelCaption): void {
  const { palette } = pen;
  const { goal, look } = panel;
  if (goal === undefined) return;
  const { left, right } = pen.panel(panel);
  const y = pen.y(panel, goal);
  const colour = palette.kind(look);
  drawLine(pen, [left, y, right, y], { colour, width: 1.5, dash: [8, 4] });
  letter(pen, caption.goal, [left + 8, y + 10], { size: 13, weight: 600, colour, halo: true });
}

/** The end of a line in its kind's shape, hollow where news may be missing, and the number in the right gutter. */
function endLine(pen: Pen, panel: KindPanel, { value }: PanelCaption): void {
  const { picture, palette } = pen;
  const area = pen.panel(panel);
  const last = panel.line.at(-1);
  const isUpdates = panel.kind === 'update';
  const lineEnd = last === undefined ? area.bottom - 10 : pen.y(panel, last.y);
  if (last) drawShape(pen, panel, [pen.x(last.x), lineEnd], picture.hasGap);
  if (picture.layout.isNarrow || value === '') return;
  const y = Math.min(Math.max(lineEnd, area.top + 9), area.bottom - 9);
  letter(pen, value, [picture.layout.width, y], {
    size: isUpdates ? 15 : 16,
    weight: isUpdates ? 400 : 600,
    colour: palette.kind(panel.look),
    align: 'right',
  });
}

/** Names the hatching at its end, where there is room for it and enough to name. */
function nameRange(pen: Pen, panel: KindPanel): void {
  const { low, high, look } = panel;
  const [bottom, top] = [low.at(-1), high.at(-1)];
  if (!(bottom && top) || pen.picture.layout.isNarrow) return;
  const y = pen.y(panel, top.y);
  if (pen.y(panel, bottom.y) - y < 6) return;
  letter(pen, pen.captions.reportedRange, [pen.x(top.x) - 10, Math.max(y - 4, pen.panel(panel).top + 8)], {
    size: 13,
    weight: 600,
    colour: pen.palette.kind(look),
    align: 'right',
    halo: true,
  });
}

/** A small triangle under the line for each correction, retraction and falling number. */
function drawMarks(pen: Pen): void {
  const { context, palette, picture } = pen;
  for (const { panel, mark, y } of picture.marks) {
    const [left, top] = [sharp(pen.x(mark.t)), pen.y(panel, y) + (panel.kind === 'update' ? -8 : 5)];
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
