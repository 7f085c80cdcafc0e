/** The key updates above the plot: numbered squares, and the first words of each where there is room for them. */
import type { Pen } from './pen.ts';
import { letter, setFont } from './pen.ts';

const SIDE = 17;
const GAP = 1;
/** Between a square and its words, and from them to the next square. */
const WORD_GAP = 5;

/** One square: of a key update, or of several that lie too close together for one each. */
interface Square {
  left: number;
  width: number;
  /** The places in the list of the first and the last one that it is for. */
  first: number;
  last: number;
}

/**
 * Squares stand over their times, within the canvas. Those that would overlap become one, over the middle of their times:
 * moved aside each would point at a time that is not its own.
 */
export function placeSquares(
  times: readonly number[],
  end: number,
  widthOf: (square: string) => number,
): Square[] {
  const squares: Square[] = [];
  const place = (first: number, last: number): Square => {
    const width = widthOf(numberOf({ first, last }));
    const middle = ((times[first] ?? 0) + (times[last] ?? 0)) / 2;
    return { left: Math.max(0, Math.min(Math.round(middle - width / 2), end - width)), width, first, last };
  };
  times.forEach((_, index) => {
    let next = place(index, index);
    for (
      let before = squares.at(-1);
      before && before.left + before.width + GAP > next.left;
      before = squares.at(-1)
    ) {
      squares.pop();
      next = place(before.first, index);
    }
    squares.push(next);
  });
  return squares;
}

/** `2`, or `2–5`. */
function numberOf({ first, last }: Pick<Square, 'first' | 'last'>): string {
  return first === last ? String(first + 1) : `${first + 1}–${last + 1}`;
}

export function drawKeys(pen: Pen): void {
  const { context, palette, picture, plot, captions } = pen;
  const top = plot.top - 6 - SIDE;
  const middle = top + SIDE / 2 + 0.5;
  const times = picture.keys.map(({ t }) => pen.x(t));
  const squares = placeSquares(times, picture.layout.width, (text) => Math.max(SIDE, 9 + text.length * 7));
  squares.forEach((square, index) => {
    const { left, width, first, last } = square;
    context.fillStyle = palette.invert;
    context.fillRect(left, top, width, SIDE);
    letter(pen, numberOf(square), [left + width / 2, middle], {
      ...{ size: 12, weight: 600, align: 'center' },
      colour: palette.onInvert,
    });
    const key = first === last ? picture.keys[first] : undefined;
    const words = key ? captions.key(key) : '';
    const from = left + width + WORD_GAP;
    const to = (squares[index + 1]?.left ?? picture.layout.width + WORD_GAP) - WORD_GAP;
    setFont(pen, 13);
    // Half a word tells nothing: beneath the chart stands the whole.
    if (words === '' || context.measureText(words).width > to - from) return;
    letter(pen, words, [from, middle], { size: 13, colour: palette.ink2 });
  });
}
