/**
 * The picture that goes along with a link: 1200 × 630, the board's name, its figures with their as-of, and what it is. It
 * says nothing of "now": whoever sees it sees it later, so it says when its newest entry was published.
 */
import type { Snapshot } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import { parseInstant } from '#shared/time.ts';
import { lookOf, SHAPES } from '../board/kind-looks.ts';
import { sayNature } from '../board/nature-words.ts';
import { nameClock } from '../board/zone-name.ts';
import { NOTHING } from '../words/format.ts';
import type { Locale } from '../words/locale.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { cut, quote, UNITS } from './cut.ts';
import { sayState } from './nature-mark.ts';
import type { Reading, SaidFigure } from './said-figures.ts';
import { sayFigures } from './said-figures.ts';

const WIDTH = 1_200;
const HEIGHT = 630;
const SIDE = 64;
const ROOM = WIDTH - 2 * SIDE;
/** The paper and the inks of the tokens in light: a picture has no theme. */
const PAPER = '#ffffff';
const INK = '#14181c';
const INK_2 = '#434a52';
const RULE = '#d8dce0';
const KINDS = ['#3d4450', '#1458a6', '#b3310b', '#007a45', '#4a0070'];
/** The kinds that a picture has room for, the last ones of the board's list, which are what an event is about. */
const MOST_KINDS = 3;
const TITLE = { size: 60, least: 40, line: 1.15 };
const GAP = 40;

interface Line {
  x: number;
  y: number;
  size: number;
  text: string;
  colour?: string;
  weight?: number;
}

export function writeCard(snapshot: Snapshot, locale: Locale): string {
  const { board } = snapshot;
  const reading: Reading = { snapshot, now: parseInstant(snapshot.at), locale };
  const nature = sayNature(board, locale);
  const top = nature === undefined ? 0 : 64;
  const title = layTitle(inLanguage(board.title, locale.lang), top + 40);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<path fill="${PAPER}" d="M0 0h${WIDTH}v${HEIGHT}H0z"/>`,
    nature === undefined ? '' : writeBand(nature),
    '<g font-family="Source Sans 3">',
    ...title.map(writeText),
    nature === undefined ? writeReal(title.at(-1)?.y ?? 0, locale) : '',
    ...layFigures(reading),
    writeFoot(reading),
    '</g></svg>',
  ].join('');
}

function writeBand(nature: string): string {
  const line = squeeze({ x: SIDE, y: 43, size: 30, text: nature, colour: PAPER, weight: 600 }, ROOM);
  return `<path fill="${INK}" d="M0 0h${WIDTH}v64H0z"/><g font-family="Source Sans 3">${writeText(line)}</g>`;
}

/** What is real says so too. */
function writeReal(above: number, { lang }: Locale): string {
  const text = outputsWords[lang].real;
  return writeText(squeeze({ x: SIDE, y: above + 44, size: SMALL, text, colour: INK_2 }, ROOM));
}

/** In one line where it fits, in two where it does not; what is left of it after those is cut. */
function layTitle(title: string, top: number): Line[] {
  const one = { x: SIDE, y: top + TITLE.size, size: TITLE.size, text: title, weight: 600 };
  if (widthOf(title, TITLE.size) <= ROOM) return [one];
  const size = 48;
  const words = title.split(' ');
  let first = words.shift() ?? '';
  while (words[0] !== undefined && widthOf(`${first} ${words[0]}`, size) <= ROOM)
    first += ` ${words.shift()}`;
  const lines = [first, words.join(' ')].filter((text) => text !== '');
  return lines.map((text, row) =>
    squeeze({ ...one, size, y: top + size * (1 + row * TITLE.line), text }, ROOM, TITLE.least),
  );
}

function layFigures(reading: Reading): string[] {
  const said = sayFigures(reading);
  const updates = said.slice(-1);
  const shown = [...said.slice(0, -1).slice(-MOST_KINDS), ...updates];
  const width = (ROOM - GAP * (shown.length - 1)) / shown.length;
  return shown.map((figure, index) =>
    writeFigure(figure, reading, { x: SIDE + index * (width + GAP), width }),
  );
}

/** A number with what belongs to it, which would make it small: `1,798 (1,700–1,900)`. */
const WITH_MORE = /^([\d\u00a0,.]+) (.+)$/;
const FIGURES = 270;

function writeFigure(
  { kind, name, number, absence, more, provenance }: SaidFigure,
  { snapshot: { board } }: Reading,
  { x, width }: { x: number; width: number },
): string {
  const look = lookOf(kind, board);
  const colour = KINDS[look] ?? INK;
  const [, big = number, rest] = WITH_MORE.exec(number ?? '') ?? [];
  const lines: Line[] = [
    squeeze({ x: x + 34, y: FIGURES + 34, size: 30, text: name, colour: INK_2 }, width - 34),
    // A number is never cut: it is as small as it has to be.
    shrink({ x, y: FIGURES + 124, size: 88, text: big ?? NOTHING, colour, weight: 700 }, width),
    ...wrap(
      [rest, absence, more, provenance].filter((text) => text !== undefined),
      { x, width },
    ),
  ];
  const rule = `<path stroke="${RULE}" stroke-width="2" d="M${x} ${FIGURES - 14}h${width}"/>`;
  const shape = `<path transform="translate(${x + 12} ${FIGURES + 24}) scale(2.2)" fill="${colour}" d="M0 0${SHAPES[look]}"/>`;
  return rule + shape + lines.map(writeText).join('');
}

const SMALL = 26;

/** Sentences in lines of this width, four at most. */
function wrap(sentences: readonly string[], { x, width }: { x: number; width: number }): Line[] {
  return sentences
    .flatMap((sentence) => breakLines(sentence, width))
    .slice(0, 4)
    .map((text, row) => squeeze({ x, y: FIGURES + 168 + row * 33, size: SMALL, text, colour: INK_2 }, width));
}

function breakLines(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, SMALL) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** "Live · Published Wednesday 21 April 2021, 23:38 Moscow, entry 118". */
function writeFoot({ snapshot, now, locale }: Reading): string {
  const { board, seq } = snapshot;
  const { format, lang } = locale;
  const time = `${format.day(now, board.zone)}, ${format.clock(now, board.zone)} ${nameClock(board, lang)}`;
  const said = locale.say(outputsWords[lang].cardAt, { time, seq: format.count(seq) });
  const y = HEIGHT - 36;
  const state: Line = { x: SIDE, y, size: SMALL, text: sayState(board, locale), weight: 600, colour: INK };
  const after = SIDE + widthOf(state.text, SMALL) + 28;
  return (
    writeText(state) +
    writeText(squeeze({ ...state, x: after, text: said, weight: 400, colour: INK_2 }, WIDTH - SIDE - after))
  );
}

/** The line, smaller where it must be, and cut where that is not enough. */
function squeeze(line: Line, width: number, least = line.size): Line {
  const smaller = shrink(line, width, least);
  const most = Math.floor((line.text.length * width) / widthOf(line.text, smaller.size));
  return widthOf(line.text, smaller.size) <= width
    ? smaller
    : { ...smaller, text: cut(line.text, most, UNITS) };
}

function shrink(line: Line, width: number, least = 20): Line {
  const size = Math.floor((line.size * width) / widthOf(line.text, line.size));
  return { ...line, size: Math.max(least, Math.min(line.size, size)) };
}

function writeText({ x, y, size, text, colour = INK, weight = 400 }: Line): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${quote(text)}</text>`;
}

/** A little more than it is, whatever the letters: nothing is measured before it is drawn. */
function widthOf(text: string, size: number): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign);
  return Math.max(1, width * size);
}

function widthOfSign(sign: string): number {
  if (/\p{M}|[\s.,·:;'|!ilIj()]/u.test(sign)) return 0.32;
  if (/[MWmwШЩЮЖФМшщюжфмы%–…&@]/u.test(sign)) return 0.94;
  if (
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u.test(
      sign,
    )
  )
    return 1.3;
  return /[\p{Ll}\d]/u.test(sign) ? 0.57 : 0.72;
}
