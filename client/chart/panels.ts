/** What stands in the chart's panels: points, bars, diamonds and axes, as plain numbers and without a canvas. */
import type { BigFigure } from '#shared/board.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { Carried } from './broken-line.ts';
import type { Frame } from './frame.ts';
import type { Mode, Size } from './layout.ts';
import type { ValueAxis } from './value-axis.ts';

export interface Spot {
  x: Instant;
  y: number;
}
/** One bar: `whole` is what was counted in it, `solid` how much of that is sure. */
export interface Bar {
  from: Instant;
  to: Instant;
  whole: number;
  solid: number;
}

export interface Panel {
  axis: ValueAxis;
  /** Cumulative: the big figure's line, ascending, from the left edge or the first point to the newest `asOf`; broken over gaps. */
  line: Spot[];
  /** Where the last number is carried on. */
  carried: Carried[];
  /** What is drawn as a solid line, what is confirmed; and as a dashed one, the best number, where that is another. */
  solid: Spot[];
  open: Spot[];
  /** Hatched: what is reported and not confirmed, with a spot for each point; empty where there is nothing of it. */
  floor: Spot[];
  ceiling: Spot[];
  /** Hatched the other way: from the lowest to the highest of what the claimants say; empty where they agree. */
  lowest: Spot[];
  highest: Spot[];
  /** Per interval: the finished bars, and the one that still grows. */
  bars: Bar[];
  running: Bar | undefined;
  /** Cumulative updates: the diamonds, at most `MOST_SPOTS`, and how many updates one of them stands for. */
  diamonds: Spot[];
  perDiamond: number;
  /** The goal, where the axis reaches it. */
  goal: number | undefined;
}

export interface PanelNeeds {
  frame: Frame;
  /** Seconds between the points. */
  step: number;
  /** See `isCounter`. */
  isCounter: boolean;
  /** Whether the kind is one that the board brings. */
  isOwn: boolean;
  mode: Mode;
  /** The last instant of which something was received: the lines end there. */
  received: Instant;
  goal: number | undefined;
  /** See `KindSeries`. */
  claims: readonly Point[];
  /** The headline's own time, and how often the board says it will be told anew, in milliseconds. */
  asOf: Instant;
  cadence: number | undefined;
  /** Whether the board's big figure is the confirmed one. */
  big: BigFigure;
  /** The panel's size, the room its name takes at the top, one diamond's, and the part of its height for their stacks. */
  pixels: Size & { headroom: number; diamond: Size; part: number };
}

/** What a line and the diamonds may have at most: what four redraws a second can afford. */
export const MOST_SPOTS = 520;

export const EMPTY: Omit<Panel, 'axis'> = {
  line: [],
  carried: [],
  solid: [],
  open: [],
  floor: [],
  ceiling: [],
  lowest: [],
  highest: [],
  bars: [],
  running: undefined,
  diamonds: [],
  perDiamond: 1,
  goal: undefined,
};

/** The number that a point means on this board. */
export function bigNumber(point: Point, big: BigFigure): number {
  return big === 'confirmed' ? (point[4] ?? 0) : point[2];
}
