/**
 * The board as one short message: its name, the headline of each kind, as of when. Where there is too little room, who
 * counted goes first, then the end of the names, then the first kinds. A number is never cut.
 */
import type { CountKind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figure } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import { parseInstant } from '#shared/time.ts';
import { eventNow } from '../board/event-time.ts';
import { nameClaimant } from '../board/figure-words.ts';
import { nameClock } from '../board/zone-name.ts';
import { nameKind } from '../words/kind-name.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { writeOtherDay, writeStated } from '../words/when.ts';
import type { Measure } from './cut.ts';
import { cut, UNITS } from './cut.ts';
import { countSeptets, writeInAlphabet } from './gsm.ts';
import { markNature } from './nature-mark.ts';
import type { Reading } from './said-figures.ts';
import { showsConfirmed, writeBig } from './said-figures.ts';

/** How a language's messages are measured and written. */
interface Medium {
  most: number;
  measure: Measure;
  /** A name of the board's as it can be sent; undefined where it cannot. */
  sendable(name: string): string | undefined;
  write(sentence: string): string;
}

const MEDIA: Record<'en' | 'ru', Medium> = {
  en: {
    most: 160,
    measure: { of: (text) => countSeptets(text) ?? Number.POSITIVE_INFINITY, ellipsis: '...' },
    sendable: (name) =>
      countSeptets(writeInAlphabet(name)) === undefined ? undefined : writeInAlphabet(name),
    write: writeInAlphabet,
  },
  ru: {
    most: 70,
    measure: UNITS,
    sendable: (name) => name,
    write: (sentence) => sentence.replace(/[\u00a0\u202f]/g, ' '),
  },
};

/** What of a kind may stand in the line. */
interface Part {
  name: string;
  figure: string;
  /** The number without its range. */
  bare: string;
  time: string;
  /** The clock, or where that was on another day the date. */
  shortTime: string;
  claimant: string | undefined;
  asOf: number;
}

/** How much is said. */
interface Style {
  /** Who counted, and of numbers with different times each one's own. */
  isFull?: boolean;
  /** By whose clock. */
  hasClock?: boolean;
  /** The longest that the name of a kind may be. */
  nameRoom: number;
  /** The least that has to be left of the board's name. */
  titleRoom: number;
  isTerse?: boolean;
}

const STYLES: readonly Style[] = [
  { isFull: true, hasClock: true, nameRoom: 60, titleRoom: Number.POSITIVE_INFINITY },
  { hasClock: true, nameRoom: 60, titleRoom: Number.POSITIVE_INFINITY },
  { nameRoom: 60, titleRoom: Number.POSITIVE_INFINITY },
  { nameRoom: 60, titleRoom: 6 },
  { nameRoom: 16, titleRoom: 6 },
];
/** For the last kind that is left, whatever it is called and however large its number is. */
const LAST_STYLES: readonly Style[] = [
  { nameRoom: 8, titleRoom: 4 },
  { nameRoom: 6, titleRoom: 4, isTerse: true },
];

export function writeLine(reading: Reading): string {
  const medium = MEDIA[reading.locale.lang];
  const parts = listParts(reading, medium);
  for (let first = 0; first < parts.length; first += 1) {
    const shown = parts.slice(first);
    const styles = shown.length === 1 ? [...STYLES, ...LAST_STYLES] : STYLES;
    for (const style of styles) {
      const line = compose(shown, style, reading);
      if (line !== undefined) return line;
    }
  }
  return entitle(outputsWords[reading.locale.lang].noNumbers, 4, reading) ?? '';
}

/** The kinds that somebody has stated; updates where nothing else is counted. */
function listParts(reading: Reading, medium: Medium): Part[] {
  const { snapshot, locale } = reading;
  const { update } = snapshot.headline;
  const counted = countKindsOf(snapshot.board).flatMap((kind) => describeCount(kind, reading, medium) ?? []);
  if (counted.length > 0 || !update) return counted;
  const figure = locale.format.count(update.best);
  const name = medium.write(nameKind('update', snapshot.board, locale));
  return [{ ...writeTimes(update, reading), name, figure, bare: figure, claimant: undefined }];
}

function describeCount(kind: CountKind, reading: Reading, medium: Medium): Part | undefined {
  const { snapshot, locale } = reading;
  const claim = snapshot.headline[kind];
  const figure = writeBig(kind, reading);
  if (!claim || figure === undefined) return undefined;
  return {
    ...writeTimes(claim, reading),
    name: medium.sendable(nameKind(kind, snapshot.board, locale)) ?? kind,
    figure,
    bare: showsConfirmed(kind, snapshot) ? figure : writeBare(claim, reading),
    claimant: medium.sendable(nameClaimant(snapshot.board, claim.claimant, locale)) ?? claim.claimant,
  };
}

function writeBare({ low, best, atLeast }: Figure, { locale: { format, say, messages } }: Reading): string {
  return atLeast ? say(messages.tally.atLeast, { count: format.count(low) }) : format.count(best);
}

function writeTimes(
  stated: Pick<Figure, 'asOf'> & { day?: string },
  { snapshot, now, locale }: Reading,
): Pick<Part, 'time' | 'shortTime' | 'asOf'> {
  const event = { board: snapshot.board, today: eventNow(snapshot, now) };
  const asOf = parseInstant(stated.asOf);
  const time = writeStated(stated, event, locale);
  return {
    asOf,
    time,
    shortTime: stated.day === undefined ? (writeOtherDay(asOf, event, locale) ?? time) : time,
  };
}

/** Undefined where it does not fit. */
function compose(parts: readonly Part[], style: Style, reading: Reading): string | undefined {
  const { locale, snapshot } = reading;
  const medium = MEDIA[locale.lang];
  const words = locale.messages.tally;
  const newest = parts.reduce((a, b) => (b.asOf > a.asOf ? b : a));
  const hasEach = style.isFull === true && parts.some(({ time }) => time !== newest.time);
  const asOf = (time: string) => locale.say(words.agedAsOf, { time });
  const kinds = parts.map((part) => {
    const number = `${cut(part.name, style.nameRoom, medium.measure)} ${style.isTerse ? part.bare : part.figure}`;
    const more = [style.isFull && part.claimant, hasEach && asOf(part.time)].filter(Boolean);
    return [number, ...more].join(', ');
  });
  const clock = style.hasClock && medium.sendable(nameClock(snapshot.board, locale.lang));
  const time = clock ? `${newest.time} ${clock}` : newest.time;
  if (style.isTerse) kinds.push(newest.shortTime);
  else if (!hasEach) kinds.push(asOf(time));
  return entitle(kinds.join('; '), style.titleRoom, reading);
}

/** Puts the board's name before it, cut to the room that is left; undefined where that is less than `least` of it. */
function entitle(
  sentence: string,
  least: number,
  { snapshot: { board }, locale }: Reading,
): string | undefined {
  const { lang } = locale;
  const { most, measure, sendable, write } = MEDIA[lang];
  const nature = markNature(board, lang);
  const title = sendable(inLanguage(board.title, lang)) ?? board.slug;
  const rest = measure.of(write(`${nature}: ${sentence}`));
  const room = most - rest;
  if (room < Math.min(least, measure.of(title))) return undefined;
  return write(`${nature}${cut(title, room, measure)}: ${sentence}`);
}
