/** What our own pen draws of the value axes: a line for each named value, and its name left of it. */
import type { Pen } from './pen.ts';
import { drawLines, letter, sharp } from './pen.ts';

/** A narrow gutter holds "480 тыс." with no more than this. */
const GAP = { narrow: 3, wide: 8 };

/** Beneath everything. */
export function drawAxes(pen: Pen): void {
  const { picture, palette, captions } = pen;
  const gap = picture.layout.isNarrow ? GAP.narrow : GAP.wide;
  for (const panel of picture.panels) {
    if (panel.within !== undefined) continue;
    const { left, right } = pen.panel(panel);
    // The goal's line is its own name.
    const named = panel.axis.ticks.filter((value) => picture.mode === 'interval' || value !== panel.goal);
    const levels = named.map((value) => pen.y(panel, value));
    drawLines(
      pen,
      levels.map((level) => [left, sharp(level), right, sharp(level)]),
      { colour: palette.rule },
    );
    named.forEach((value, index) => {
      const spot: [number, number] = [left - gap, levels[index] ?? 0];
      letter(pen, captions.value(value), spot, { size: 12, colour: palette.ink3, align: 'right' });
    });
  }
}
