/** Draws cards: a tenth of a second each, which nobody else should wait for. */
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { sayFault } from '../../fault-sentence.ts';
import { stepBack } from '../../step-back.ts';
import type { Drawing, DrawnCard } from './card-drawer.ts';

/** The typeface of the pages, as files that the renderer reads. */
const FONTS = ['Regular', 'Semibold', 'Bold'].map((weight) =>
  fileURLToPath(import.meta.resolve(`source-sans/TTF/SourceSans3-${weight}.ttf`)),
);
/** Letters that it has. For others the machine's own typefaces are read, which takes longer. */
const OWN_LETTERS =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]*$/u;

stepBack();
parentPort?.on('message', ({ no, svg }: Drawing) => {
  parentPort?.postMessage(draw(no, svg));
});

function draw(no: number, svg: string): DrawnCard {
  try {
    const font = {
      fontFiles: FONTS,
      loadSystemFonts: !OWN_LETTERS.test(svg),
      defaultFontFamily: 'Source Sans 3',
    };
    return { no, png: new Resvg(svg, { font }).render().asPng() };
  } catch (error) {
    return { no, fault: sayFault(error) };
  }
}
