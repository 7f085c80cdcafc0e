/** The key updates above the plot: numbered squares, and the first words of each where there is room for them. */
import type { Pen } from './pen.ts';
import { letter, setFont } from './pen.ts';

const SIDE = 17;
const GAP = 1;
/** Between a square and its words, and from them to the next square. */
const WORD_GAP = 5;

interface Span {
  left: number;
  width: number;
}

/** Squares stand over their times; those that would overlap are moved to the right, and to the left again where that ends. */
export function placeSquares(middles: readonly { at: number; width: number }[], end: number): Span[] {
  const spans: Span[] = [];
  let free = 0;
  for (const { at, width } of middles) {
    const left = Math.max(Math.round(at - width / 2), free);
    spans.push({ left, width });
    free = left + width + GAP;
  }
  let limit = end;
  for (const span of spans.toReversed()) {
    span.left = Math.min(span.left, limit - span.width);
    limit = span.left - GAP;
  }
  return spans;
}

export function drawKeys(pen: Pen): void {
  const { context, palette, picture, plot, captions } = pen;
  const top = plot.top - 6 - SIDE;
  const middle = top + SIDE / 2 + 0.5;
  const widths = picture.keys.map(({ number }) => Math.max(SIDE, 9 + String(number).length * 7));
  const wanted = picture.keys.map(({ t }, index) => ({ at: pen.x(t), width: widths[index] ?? SIDE }));
  const spans = placeSquares(wanted, picture.layout.width);
  spans.forEach(({ left, width }, index) => {
    const key = picture.keys[index];
    if (!key) return;
    context.fillStyle = palette.invert;
    context.fillRect(left, top, width, SIDE);
    letter(pen, String(key.number), [left + width / 2, middle], {
      ...{ size: 12, weight: 600, align: 'center' },
      colour: palette.onInvert,
    });
    const words = captions.key(key);
    const from = left + width + WORD_GAP;
    const to = (spans[index + 1]?.left ?? picture.layout.width + WORD_GAP) - WORD_GAP;
    setFont(pen, 13);
    // Half a word tells nothing: beneath the chart stands the whole.
    if (words === '' || context.measureText(words).width > to - from) return;
    letter(pen, words, [from, middle], { size: 13, colour: palette.ink2 });
  });
}
