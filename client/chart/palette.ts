/** The page's colours and typeface, as the canvas needs them: read from the style sheet, so that they are said once. */
import { SHAPES } from '../board/kind-looks.ts';

export interface Palette {
  /** The colour of a kind, by its look. */
  kind(look: number): string;
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
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  // A colour for two themes is one colour only where it is used.
  const read = (name: string) => {
    element.style.color = `var(${name})`;
    return style.color;
  };
  const kinds = SHAPES.map((_, look) => read(`--kind-${look}`));
  const ink = read('--ink');
  const palette = {
    kind: (look: number) => kinds[look] ?? ink,
    paper: read('--paper'),
    ink,
    ink2: read('--ink-2'),
    ink3: read('--ink-3'),
    rule: read('--rule'),
    edge: read('--edge'),
    invert: read('--invert'),
    onInvert: read('--on-invert'),
    family: style.fontFamily,
  };
  element.style.color = '';
  return palette;
}
