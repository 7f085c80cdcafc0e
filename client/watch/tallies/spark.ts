/** The last hour as a small picture: where its line and its dots lie, within a box that nothing leaves. */

/** As in the markup's `viewBox`. */
export const SPARK_BOX = { width: 148, height: 40 } as const;
const EDGE = 6;
const HEAD = 8;
/** Dots that stand on each other at most; more of them stand for several posts each. */
const ROWS = 7;

export interface Spark {
  line: string;
  dots: string;
  end: { x: number; y: number };
}

/** @param values before the hour and at the end of each bin; two or more. */
export function drawSpark(values: readonly number[], isStepped: boolean): Spark {
  const { width, height } = SPARK_BOX;
  const pitch = (width - 2 * EDGE) / (values.length - 1);
  const lowest = Math.min(...values);
  // A number may fall as well as rise: both are within the scale.
  const unit = (height - EDGE - HEAD) / Math.max(1, Math.max(...values) - lowest);
  const spots = values.map((value, index) => ({
    x: round(EDGE + index * pitch),
    y: round(height - EDGE - (value - lowest) * unit),
  }));
  const line = spots.map(({ x, y }, index) => {
    if (index === 0) return `M${x} ${y}`;
    return isStepped ? `H${x}V${y}` : `L${x} ${y}`;
  });
  return {
    line: line.join(''),
    dots: stackDots(values, pitch),
    end: spots.at(-1) ?? { x: 0, y: 0 },
  };
}

/** A dot for each post, or for several: a column for each bin. */
function stackDots(values: readonly number[], pitch: number): string {
  const counts = values.slice(1).map((value, bin) => Math.max(0, value - (values[bin] ?? value)));
  const unit = Math.max(1, Math.max(...counts) / ROWS);
  const column = (count: number, bin: number) =>
    Array.from(
      { length: Math.min(ROWS, Math.ceil(count / unit)) },
      (_, row) =>
        `M${round(EDGE + (bin + 0.5) * pitch)} ${SPARK_BOX.height - 7 - row * 5}l2.8 2.8-2.8 2.8-2.8-2.8z`,
    ).join('');
  return counts.map(column).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
