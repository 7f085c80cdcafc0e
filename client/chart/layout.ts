/** Where things lie on the canvas, in CSS pixels. */
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind, WithKinds } from '#shared/kinds.ts';
import { isCounter } from '../board/kind-traits.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Layout extends Size {
  isNarrow: boolean;
  /** The names of kinds stand in their panels: beside them is no room, or none that is sure to hold what a board calls them. */
  isNamedWithin: boolean;
  /** Left of the plot: names and axis values. */
  gutter: number;
  /** Right of the plot: the values now. */
  values: number;
  /** Above the plot: the numbers of the key updates. */
  top: number;
  /** Below it: the times. */
  bottom: number;
  plot: Size;
  /** From a panel's top to the middle of its name. */
  nameDrop: number;
  /** At the top of each panel: its name, where it stands within. */
  headroom: number;
  diamond: Size;
}

/** A panel's part of the plot's height. */
export interface Weight {
  kind: Kind;
  weight: number;
}

const UPDATES = 1.1;
/** All of the default's count kinds together. The sheet makes the canvas higher where a board's own need more than that. */
const COUNTED = 6.2;
/** A panel of less could not be read. */
const LEAST = 2.4;

/** The board's panels from the top down. */
export function weighPanels(board: WithKinds): Weight[] {
  const kinds = kindsOf(board);
  const own = board.kinds && Math.max(LEAST, COUNTED / board.kinds.length);
  return kinds.map((kind) => {
    if (kind === 'update') return { kind, weight: UPDATES };
    return { kind, weight: own ?? (isCounter(kind, board) ? 2.6 : 3.6) };
  });
}

const WIDE = 800;
const MIDDLE = 560;
const SMALL_PLOT = 480;

export function layOut({ width, height }: Size, { kinds }: WithKinds): Layout {
  const isNarrow = width < MIDDLE;
  const isNamedWithin = isNarrow || kinds !== undefined;
  const gutter = isNamedWithin ? gutterOfValues(isNarrow) : gutterOfNames(width);
  const values = isNarrow ? 8 : 72;
  const [top, bottom] = [28, 28];
  const plot = { width: Math.max(1, width - gutter - values), height: Math.max(1, height - top - bottom) };
  const nameDrop = nameDropOf(isNarrow, isNamedWithin);
  const headroom = isNamedWithin ? nameDrop + 16 : 14;
  const diamond = plot.width < SMALL_PLOT ? { width: 3.5, height: 4.6 } : { width: 5, height: 7 };
  return {
    width,
    height,
    isNarrow,
    isNamedWithin,
    gutter,
    values,
    top,
    bottom,
    plot,
    nameDrop,
    headroom,
    diamond,
  };
}

function gutterOfValues(isNarrow: boolean): number {
  return isNarrow ? 48 : 64;
}

function nameDropOf(isNarrow: boolean, isNamedWithin: boolean): number {
  if (isNarrow) return 10;
  return isNamedWithin ? 14 : 8;
}

function gutterOfNames(width: number): number {
  return width >= WIDE ? 208 : 160;
}

export function panelHeight({ plot }: Layout, weights: readonly Weight[], kind: Kind): number {
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  return (plot.height * (weights.find((panel) => panel.kind === kind)?.weight ?? 0)) / all;
}
