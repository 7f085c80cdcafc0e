/** The picture that goes along with a link, whatever a board says: nothing leaves it, and its numbers are whole. */
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCard } from '../../../client/outputs/card.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { asServed } from '../../../client/words/served.ts';
import { NATURES } from '../../../shared/board.ts';
import type { Figure, Snapshot } from '../../../shared/snapshot.ts';
import { inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { kindsNamed } from '../../support/own-kinds.ts';

const LOCALES = { en: createLocale('en', asServed('en', en)), ru: createLocale('ru', asServed('ru', ru)) };
const FONTS = ['Regular', 'Semibold', 'Bold'].map((weight) =>
  import.meta.resolve(`source-sans/TTF/SourceSans3-${weight}.ttf`).replace('file://', ''),
);

const name = fc
  .tuple(
    fc.constantFrom('Я', 'W', 'Щ', 'w', '&', '"', '€', 'é', '1', '@', 'ab '),
    fc.integer({ min: 1, max: 64 }),
  )
  .map(([sign, length]) => `a${sign.repeat(length)}`);
const figure = fc.record({ best: fc.nat(10_000_000_000), more: fc.nat(1_000), open: fc.boolean() }).map(
  ({ best, more, open }): Figure => ({
    ...{ best, low: Math.max(0, best - more), high: best + more },
    ...(open && { atLeast: true as const }),
    ...{ asOf: '2021-04-21T16:42:00.000Z', claimant: 'ovd-info', basis: 'stated' },
  }),
);
const snapshot = fc
  .record({
    title: name,
    called: name,
    nature: fc.constantFrom(...NATURES),
    figures: fc.array(figure, { minLength: 4, maxLength: 4 }),
  })
  .map(({ title, called, nature, figures }): Snapshot => {
    const kinds = kindsNamed('one', 'two', 'three', 'four').map((kind) => ({ ...kind, name: called }));
    const headline = Object.fromEntries(kinds.map(({ id }, at) => [id, figures[at]]));
    const board = { ...inventedBoard, title, kinds, nature, policy: {}, goals: {}, big: {} };
    return { ...inventedSnapshot, board, headline, checked: {}, claims: {} };
  });

test('O98: whatever a board is called and counts, nothing leaves the picture, and no number is cut', () => {
  fc.assert(
    fc.property(snapshot, fc.constantFrom('en' as const, 'ru' as const), (said, lang) => {
      const locale = LOCALES[lang];
      const svg = writeCard(said, locale);
      const drawn = new Resvg(svg, { font: { fontFiles: FONTS, loadSystemFonts: false } });
      const box = drawn.getBBox();
      expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 1_200, 630]);
      const shown = [said.headline['two' as never], said.headline['four' as never]] as Figure[];
      for (const { best } of shown)
        expect(svg).toMatch(new RegExp(`>\\D*${locale.format.count(best)}(?!\\d)`));
      expect(svg.includes('fill="#14181c" d="M0 0h1200v64')).toBe(said.board.nature !== 'real');
    }),
    { numRuns: 25 },
  );
});
