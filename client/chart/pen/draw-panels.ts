/** What our own pen adds to each panel: its name and value, the goal, the reported range, diamonds, line ends. */
import type { PanelCaption } from '../captions.ts';
import type { Spot } from '../panels.ts';
import type { KindPanel } from '../picture.ts';
import type { Pen } from './pen.ts';
import { drawLine, drawShape, letter, letterWithin, setFont, sharp } from './pen.ts';

/** A piece of hatching that explains it. */
const SWATCH = 12;

/** Beneath the lines: the hatching of what the claimants differ in, and of what is reported and not confirmed, up to its bound. */
export function drawRanges(pen: Pen): void {
  const { palette } = pen;
  for (const panel of pen.picture.panels) {
    const { floor, ceiling, lowest, highest } = panel;
    if (highest.length > 0)
      drawRange(pen, panel, { spots: [lowest, highest], colour: palette.edge, isBack: true });
    if (ceiling.length > 0)
      drawRange(pen, panel, { spots: [floor, ceiling], colour: palette.kind(panel.look) });
  }
}

interface Hatched {
  spots: [floor: readonly Spot[], ceiling: readonly Spot[]];
  colour: string;
  isBack?: boolean;
}

function drawRange(pen: Pen, panel: KindPanel, { spots, colour, isBack }: Hatched): void {
  const { context } = pen;
  const [floor, ceiling] = [listCorners(pen, panel, spots[0]), listCorners(pen, panel, spots[1])];
  const area = pen.panel(panel);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  context.beginPath();
  trace(pen, [...ceiling, ...floor.toReversed()]);
  context.closePath();
  context.fillStyle = pen.hatch(colour, isBack);
  context.fill();
  context.beginPath();
  trace(pen, ceiling);
  if (isBack) trace(pen, floor);
  context.strokeStyle = colour;
  context.lineWidth = 0.75;
  context.setLineDash([1, 2]);
  context.stroke();
  context.restore();
}

/** One path for all of them: each is a post. */
export function drawDiamonds(pen: Pen): void {
  const { context, palette, picture } = pen;
  const { width, height } = picture.layout.diamond;
  const [x, y] = [width * 0.45, height * 0.45];
  for (const panel of picture.panels) {
    const { bottom } = pen.panel(panel);
    context.beginPath();
    for (const spot of panel.diamonds) {
      const [middle, level] = [pen.x(spot.x), bottom - spot.y * height];
      context.moveTo(middle, level - y);
      context.lineTo(middle + x, level);
      context.lineTo(middle, level + y);
      context.lineTo(middle - x, level);
    }
    context.fillStyle = palette.kind(panel.look);
    context.fill();
  }
}

/** Above the lines: everything that names or values them. */
export function drawPanels(pen: Pen): void {
  const { picture, captions, palette } = pen;
  /** Where a panel's names end, by its look: what stands in it is named there too. */
  const ends = new Map<number, number>();
  picture.panels.forEach((panel, index) => {
    const caption = captions.panels[index];
    if (!caption) return;
    const isGuest = panel.within !== undefined;
    const from = isGuest ? (ends.get(panel.within ?? 0) ?? 0) + 10 : pen.panel(panel).left;
    ends.set(panel.look, nameKind(pen, panel, caption, from));
    drawGoal(pen, panel, caption);
    for (const { from: begin, to, y } of panel.carried) {
      const height = sharp(pen.y(panel, y));
      drawLine(pen, [pen.x(begin), height, pen.x(to), height], { colour: palette.kind(panel.look) });
    }
    endLine(pen, panel);
    nameRange(pen, panel);
  });
  picture.panels.forEach((panel, index) => {
    const caption = captions.panels[index];
    const guests = picture.panels.filter(({ within }) => within === panel.look);
    const end = Math.max(...[panel, ...guests].map(({ look }) => ends.get(look) ?? 0));
    if (caption) nameClaims(pen, panel, caption, end);
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

/** The corners of stairs, or of a counter's slopes, each placed once: that is most of what a range of hundreds of spots costs. */
function listCorners({ x, levels }: Pen, panel: KindPanel, spots: readonly Spot[]): Corner[] {
  const corners: Corner[] = [];
  const y = levels(panel);
  const last = spots.at(-1);
  let said: Spot | undefined;
  for (const spot of spots) {
    // Stairs have no corner where nothing changes.
    if (said?.y === spot.y && spot !== last && !panel.isCounter) continue;
    const left = x(spot.x);
    if (said && !panel.isCounter) corners.push([left, y(said.y)]);
    corners.push([left, y(spot.y)]);
    said = spot;
  }
  return corners;
}

function trace({ context }: Pen, corners: readonly Corner[]): void {
  corners.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

/** Its name above the panel, and at the right the number now. Returns where the names end. */
function nameKind(pen: Pen, panel: KindPanel, caption: PanelCaption, from: number): number {
  const { picture, captions, palette } = pen;
  const { isNarrow, width } = picture.layout;
  const { top } = pen.panel(panel);
  const y = top + (isNarrow ? 11 : 14);
  const [x, room] = [from + 6, width - roomOfValue(pen, panel) - from - 24];
  if (panel.within !== undefined) return nameGuest(pen, panel, caption, [x, y, room]);
  drawShape(pen, panel, [x, y]);
  const look = { size: isNarrow ? 14 : 15, weight: 600, colour: palette.ink, halo: true } as const;
  const end = letterWithin(pen, caption.name, [x + 12, y], { ...look, room });
  letter(pen, caption.value, [width, y], {
    ...{ size: isNarrow ? 15 : 17, weight: 600, align: 'right', halo: true },
    colour: palette.kind(panel.look),
  });
  if (isNarrow || captions.per === '') return end;
  letter(pen, captions.per, [end + 8, y], { size: 13, colour: palette.ink3, halo: true });
  return end;
}

/** What stands in another's panel is named beside it with its number: with the number alone where there is no more room. */
function nameGuest(
  pen: Pen,
  panel: KindPanel,
  { name, value }: PanelCaption,
  [x, y, room]: [x: number, y: number, room: number],
): number {
  const size = pen.picture.layout.isNarrow ? 13 : 15;
  setFont(pen, size);
  const text = [`${name} ${value}`.trimEnd(), value].find(
    (each) => pen.context.measureText(each).width <= room,
  );
  if (!text) return x;
  drawShape(pen, panel, [x, y]);
  return letterWithin(pen, text, [x + 12, y], { size, colour: pen.palette.ink, halo: true, room });
}

/** What stands at the right of a panel's head: its own number, or that of the panel it stands in. */
function roomOfValue(pen: Pen, { look, within }: KindPanel): number {
  const { panels, layout } = pen.picture;
  const index = panels.findIndex((panel) => panel.look === (within ?? look));
  setFont(pen, layout.isNarrow ? 15 : 17, 600);
  return pen.context.measureText(pen.captions.panels[index]?.value ?? '').width;
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

/**
 * Where the number was said last, in its kind's shape: filled where it is confirmed whole, and hollow else, or where news
 * may be missing.
 */
function endLine(pen: Pen, panel: KindPanel): void {
  const last = panel.line.at(-1);
  if (!last) return;
  const isOpen = panel.line === panel.open && panel.solid.at(-1)?.y !== last.y;
  drawShape(pen, panel, [pen.x(last.x), pen.y(panel, last.y)], isOpen || pen.picture.hasGap);
}

/** Names the hatching at its end, where there is room for it and enough to name. */
function nameRange(pen: Pen, panel: KindPanel): void {
  const { floor, ceiling, look } = panel;
  const [bottom, top] = [floor.at(-1), ceiling.at(-1)];
  if (!(bottom && top) || pen.picture.layout.isNarrow) return;
  const y = pen.y(panel, top.y);
  if (pen.y(panel, bottom.y) - y < 6) return;
  letter(pen, pen.captions.reportedRange, [pen.x(top.x) - 10, Math.max(y - 4, pen.panel(panel).top + 36)], {
    size: 13,
    weight: 600,
    colour: pen.palette.kind(look),
    align: 'right',
    halo: true,
  });
}

/** What the claims span, beside the panel's number, after a piece of their hatching; left out where names stand there. */
function nameClaims(pen: Pen, panel: KindPanel, { claims }: PanelCaption, end: number): void {
  const { context, palette, picture } = pen;
  if (claims === '') return;
  const { isNarrow, width } = picture.layout;
  const y = pen.panel(panel).top + (isNarrow ? 11 : 14);
  const right = width - roomOfValue(pen, panel) - 14;
  setFont(pen, 13);
  const left = right - context.measureText(claims).width;
  if (left - SWATCH - 6 < end + 12) return;
  letter(pen, claims, [left, y], { size: 13, colour: palette.ink2, halo: true });
  context.fillStyle = pen.hatch(palette.edge, true);
  context.fillRect(left - SWATCH - 6, y - SWATCH / 2, SWATCH, SWATCH);
}

/** A small triangle under the line for each correction, retraction and falling number. */
function drawMarks(pen: Pen): void {
  const { context, palette, picture } = pen;
  for (const { panel, mark, y } of picture.marks) {
    const level = panel.kind === 'update' ? pen.panel(panel).bottom - 8 : pen.y(panel, y) + 5;
    const left = sharp(pen.x(mark.t));
    context.beginPath();
    context.moveTo(left, level);
    context.lineTo(left + 4.5, level + 8);
    context.lineTo(left - 4.5, level + 8);
    context.closePath();
    context.fillStyle = palette.paper;
    context.fill();
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.25;
    context.stroke();
  }
}
