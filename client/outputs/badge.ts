/** A kind's big number as a small picture, with the whole of it in its title. 2 kB at most. */
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import { NOTHING } from '../words/format.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { cut, HTML_BYTES, quote, UNITS } from './cut.ts';
import { markNature } from './nature-mark.ts';
import type { Reading } from './said-figures.ts';
import { sayFigure } from './said-figures.ts';

/** Characters of a kind's name, and bytes of what a screen reader says of the board's name and of whoever counted. */
const MOST_LABEL = 30;
const MOST_NAME = 200;
const PADDING = 7;
const HEIGHT = 22;

/** @param asked the last kind that somebody has stated, where none is asked for */
export function writeBadge(reading: Reading, asked: Kind | undefined): string {
  const { snapshot, locale } = reading;
  const { board } = snapshot;
  const said = sayFigure(asked ?? chooseKind(snapshot), reading);
  const nature = markNature(board, locale.lang);
  const label = nature + cut(said.name, MOST_LABEL, UNITS);
  const number = said.number ?? NOTHING;
  const title = say(reading, said, nature);
  const left = widthOf(label) + 2 * PADDING;
  const right = widthOf(number) + 2 * PADDING;
  const text = (at: number, colour: string, shown: string) =>
    `<text x="${at + PADDING}" y="15" fill="${colour}" textLength="${widthOf(shown)}" lengthAdjust="spacingAndGlyphs">${quote(shown)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" xml:lang="${locale.lang}">`,
    `<title>${quote(title)}</title>`,
    `<path fill="#14181c" d="M0 0h${left + right}v${HEIGHT}H0z"/>`,
    `<path fill="#ffffff" d="M${left} 1h${right - 1}v${HEIGHT - 2}H${left}z"/>`,
    '<g font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    text(0, '#ffffff', label),
    text(left, '#14181c', number),
    '</g></svg>',
  ].join('');
}

function chooseKind({ board, headline }: Snapshot): Kind {
  return countKindsOf(board).findLast((kind) => headline[kind]) ?? 'update';
}

function say(
  { snapshot: { board }, locale }: Reading,
  said: ReturnType<typeof sayFigure>,
  nature: string,
): string {
  const short = (text: string) => cut(text, MOST_NAME, HTML_BYTES);
  const sentence = locale.say(outputsWords[locale.lang].badge, {
    title: short(inLanguage(board.title, locale.lang)),
    kind: short(said.name),
    figure: said.number ?? said.absence ?? '',
  });
  const rest = [said.more, said.provenance].filter((part) => part !== undefined).map(short);
  return [nature + sentence, ...rest].join('. ');
}

/** By about how wide letters are: every reader's typeface is another, and is fitted to it. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign);
  return Math.ceil(width);
}

function widthOfSign(sign: string): number {
  if (/[\s.,·:;'|!ilIj\u00a0]/u.test(sign)) return 4;
  return /[A-ZА-ЯЁшщжмюфwm–…]/u.test(sign) ? 9 : 7;
}
