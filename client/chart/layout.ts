/** Where things lie on the canvas, in CSS pixels. */
import type { ChartKind } from './chart-kinds.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Layout extends Size {
  isNarrow: boolean;
  /** Left of the plot: names and axis values. Its edge is the wave's left edge too. */
  gutter: number;
  /** Right of the plot: the values now. */
  values: number;
  /** Above the plot: the numbers of the key updates. */
  top: number;
  /** Below it: the times. */
  bottom: number;
  plot: Size;
  /** At the top of each panel: its name, where it stands within. */
  headroom: number;
  diamond: Size;
}

/** From the bottom up, as Chart.js stacks them. */
export const STACK = [
  { kind: 'update', weight: 1.1 },
  { kind: 'arrest', weight: 3.6 },
  { kind: 'registration', weight: 2.6 },
] as const satisfies readonly { kind: ChartKind; weight: number }[];

const allWeights = STACK.reduce((sum, { weight }) => sum + weight, 0);
const WIDE = 800;
const MIDDLE = 560;
const SMALL_PLOT = 480;

export function layOut({ width, height }: Size): Layout {
  const isNarrow = width < MIDDLE;
  const wideGutter = width >= WIDE ? 208 : 160;
  const gutter = isNarrow ? 48 : wideGutter;
  const values = isNarrow ? 8 : 72;
  const [top, bottom] = [28, 28];
  const plot = { width: Math.max(1, width - gutter - values), height: Math.max(1, height - top - bottom) };
  const headroom = isNarrow ? 26 : 14;
  const diamond = plot.width < SMALL_PLOT ? { width: 3.5, height: 4.6 } : { width: 5, height: 7 };
  return { width, height, isNarrow, gutter, values, top, bottom, plot, headroom, diamond };
}

export function panelHeight(layout: Layout, kind: ChartKind): number {
  const weight = STACK.find((panel) => panel.kind === kind)?.weight ?? 0;
  return (layout.plot.height * weight) / allWeights;
}
