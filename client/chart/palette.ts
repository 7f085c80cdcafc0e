/** The page's colours and typeface, as the canvas needs them: read from the style sheet, so that they are said once. */
import type { ChartKind } from './chart-kinds.ts';

export interface Palette {
  kinds: Record<ChartKind, string>;
  paper: string;
  ink: string;
  ink2: string;
  ink3: string;
  rule: string;
  edge: string;
  invert: string;
  onInvert: string;
  family: string;
}

/** The colours that hold at an element now. Read them again when the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    kinds: { registration: read('--kind-1'), arrest: read('--kind-2'), update: read('--kind-0') },
    paper: read('--paper'),
    ink: read('--ink'),
    ink2: read('--ink-2'),
    ink3: read('--ink-3'),
    rule: read('--rule'),
    edge: read('--edge'),
    invert: read('--invert'),
    onInvert: read('--on-invert'),
    family: style.fontFamily,
  };
}
