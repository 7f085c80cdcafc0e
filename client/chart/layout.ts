/**
 * Where things lie on the canvas, in CSS pixels at the usual size of text: what draws on the same axis of time lays itself
 * out by this file too.
 */
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind, WithKinds } from '#shared/kinds.ts';
import { isCounter } from '../board/kind-traits.ts';

export interface Size {
  width: number;
  height: number;
}

/** The chart as a line through the day, or as bars. */
export type Mode = 'cumulative' | 'interval';

export interface Layout extends Size {
  isNarrow: boolean;
  /** Left of the plot: the axis values. */
  gutter: number;
  /** Right of the plot. */
  margin: number;
  /** Above the plot: the numbers of the key updates. */
  top: number;
  /** Below it: the times. */
  bottom: number;
  plot: Size;
  /** At the top of each panel: its name and its number now. Nothing else is drawn there: it is what parts the panels. */
  head: number;
  diamond: Size;
}

/** A panel's part of the plot's height. */
export interface Weight {
  kind: Kind;
  weight: number;
  /** The panel that it has no room of its own beside, but stands in. */
  within?: Kind;
}

/** Of a main column of 864 px the plot has 780. */
const EDGES = {
  wide: { gutter: 56, margin: 28 },
  narrow: { gutter: 48, margin: 10 },
} as const;

const MIDDLE = 560;
const SMALL_PLOT = 480;

function edgesOf(width: number): { isNarrow: boolean; gutter: number; margin: number } {
  const isNarrow = width < MIDDLE;
  return { isNarrow, ...(isNarrow ? EDGES.narrow : EDGES.wide) };
}

export function layOut({ width, height }: Size): Layout {
  const { isNarrow, gutter, margin } = edgesOf(width);
  const [top, bottom] = [28, 28];
  const plot = { width: Math.max(1, width - gutter - margin), height: Math.max(1, height - top - bottom) };
  const head = isNarrow ? 26 : 30;
  const diamond = plot.width < SMALL_PLOT ? { width: 3.5, height: 4.6 } : { width: 5, height: 7 };
  return { width, height, isNarrow, gutter, margin, top, bottom, plot, head, diamond };
}

const UPDATES = 1.1;
/** All of a board's own count kinds together. The sheet makes the canvas higher where they need more than that. */
const COUNTED = 6.2;
/** A panel of less could not be read. */
const LEAST = 2.4;
/** What tells most has most: a counter a quarter, and what happened to people the rest. */
const COUNTERS = 25;
/** A panel without a height, which Chart.js has all the same. */
const NONE = 0.001;

/** The board's panels from the top down. */
export function weighPanels(board: WithKinds, mode: Mode): Weight[] {
  const kinds = kindsOf(board);
  const { kinds: own } = board;
  if (own) {
    const each = Math.max(LEAST, COUNTED / own.length);
    return kinds.map((kind) => ({ kind, weight: kind === 'update' ? UPDATES : each }));
  }
  const host = kinds.findLast((kind) => kind !== 'update');
  return kinds.map((kind): Weight => {
    if (isCounter(kind, board)) return { kind, weight: COUNTERS };
    if (mode === 'interval') return { kind, weight: kind === 'update' ? COUNTERS : 50 };
    // Diamonds stand on the last line's base.
    return kind === 'update' && host ? { kind, weight: NONE, within: host } : { kind, weight: 75 };
  });
}

export function panelHeight({ plot }: Layout, weights: readonly Weight[], kind: Kind): number {
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const own = weights.find((panel) => panel.kind === kind);
  const shown = weights.find((panel) => panel.kind === own?.within) ?? own;
  return (plot.height * (shown?.weight ?? 0)) / all;
}
