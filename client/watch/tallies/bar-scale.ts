/** How a number is laid out along its bar. */
export interface BarParts {
  /** Confirmed. */
  solid: number;
  /** Where what is not confirmed begins and ends. */
  from: number;
  to: number;
  goal?: number | undefined;
}

/** Part of the width beyond the largest end, so that an open bracket has room to be seen as one. */
const BEYOND = 1.04;

/** Each of a bar's values as a percentage of its width. */
export function scaleBar({ solid, to, goal = 0 }: BarParts): (value: number) => string {
  const most = Math.max(solid, to, goal, 1);
  const scale = most * (goal === most ? 1.005 : BEYOND);
  return (value) => `${((100 * value) / scale).toFixed(2)}%`;
}
