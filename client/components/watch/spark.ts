/** The last hour as a small picture: where its line and its dots lie, within a box that nothing leaves. */

export const SPARK_BOX = { width: 148, height: 40 } as const;
const EDGE = 6;
const FOOT = 6;
const HEAD = 8;
/** Dots that stand on each other at most; more of them stand for several posts each. */
const ROWS = 7;
const DOT = 2.8;

export interface Spark {
  line: string;
  dots: string;
  end: { x: number; y: number };
}

/** @param values before the hour and at the end of each bin; two or more. */
export function drawSpark(values: readonly number[], isStepped: boolean): Spark {
  const { width, height } = SPARK_BOX;
  const bins = values.length - 1;
  const lowest = Math.min(...values);
  // A number may fall as well as rise: both are within the scale.
  const span = Math.max(1, Math.max(...values) - lowest);
  const x = (index: number) => round(EDGE + (index * (width - 2 * EDGE)) / bins);
  const y = (value: number) => round(height - FOOT - ((value - lowest) / span) * (height - FOOT - HEAD));
  const step = (value: number, index: number) => {
    if (index === 0) return `M${x(index)} ${y(value)}`;
    return isStepped ? `H${x(index)}V${y(value)}` : `L${x(index)} ${y(value)}`;
  };
  return {
    line: values.map(step).join(''),
    dots: stackDots(values, (index) => x(index + 0.5)),
    end: { x: x(bins), y: y(values.at(-1) ?? 0) },
  };
}

/** A dot for each post, or for several: a column for each bin. */
function stackDots(values: readonly number[], x: (bin: number) => number): string {
  const counts = values.slice(1).map((value, bin) => Math.max(0, value - (values[bin] ?? value)));
  const unit = Math.max(1, Math.max(...counts) / ROWS);
  const column = (count: number, bin: number) =>
    Array.from({ length: Math.min(ROWS, Math.ceil(count / unit)) }, (_, row) => {
      const top = SPARK_BOX.height - 7 - row * 5;
      return `M${x(bin)} ${top}l${DOT} ${DOT}-${DOT} ${DOT}-${DOT}-${DOT}z`;
    }).join('');
  return counts.map(column).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
