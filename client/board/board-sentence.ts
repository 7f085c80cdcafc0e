/**
 * The one sentence that says a board, made from its tally: under the title, in the page's description, in what is shared
 * and what is read aloud. Whoever asks for it has awaited `sentenceWords.load`.
 */
import type { Board } from '#shared/board.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';
import { listStarts } from '#shared/starts.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { nameKind } from '../words/kind-name.ts';
import type { Locale } from '../words/locale.ts';
import type { AnyPlural } from '../words/messages.ts';
import { sentenceWords } from '../words/sentence-words.ts';
import type { Stated } from '../words/when.ts';
import { writeOtherDay, writeStated } from '../words/when.ts';
import { eventNow, isOver } from './event-time.ts';
import { isolate } from './figure-words.ts';
import { lowestPlaces } from './lowest-places.ts';
import { nameClock, nameStart } from './zone-name.ts';

export type Told = Pick<Snapshot, 'board' | 'headline' | 'claims' | 'places' | 'feed'>;

/** "At 19:42 in Moscow: 1,014 people confirmed arrested in 37 places, most in St Petersburg (157); reports reach 1,192." */
export function sayBoard(snapshot: Told, now: Instant, locale: Locale): string {
  const { board } = snapshot;
  const numbers = sayNumbers(snapshot, eventNow(snapshot, now), locale);
  if (board.state === 'planned' || board.state === 'draft')
    return [sayStart(board, now, locale), numbers].filter(Boolean).join(' ');
  const { nothing, nothingFinal } = sentenceWords.of(locale.lang);
  return numbers ?? (isOver(board) ? nothingFinal : nothing);
}

/** What is known: of the last count kind that has numbers, else how many updates there are; undefined where there is neither. */
function sayNumbers(snapshot: Told, today: Instant, locale: Locale): string | undefined {
  const { board, headline } = snapshot;
  const kind = countKindsOf(board).findLast((each) => headline[each]);
  const figure = kind && headline[kind];
  const words = sentenceWords.of(locale.lang);
  if (figure) {
    const name = formsOf(kind, board, 'reported', locale)
      ? undefined
      : isolate(nameKind(kind, board, locale));
    return sayWhen(board, figure, { today, name, what: sayFigure(snapshot, kind, figure, locale) }, locale);
  }
  const { update } = headline;
  if (!update || update.best === 0) return undefined;
  const what = locale.format.plural(words.updates, update.best);
  return sayWhen(board, update, { today, name: undefined, what }, locale);
}

interface Saying {
  today: Instant;
  /** The kind's, where the sentence about it has no verb of its own. */
  name: string | undefined;
  what: string;
}

function sayWhen(board: Board, stated: Stated, { today, name, what }: Saying, locale: Locale): string {
  const words = sentenceWords.of(locale.lang);
  const event = { board, today };
  const table = name === undefined ? words : words.own;
  const isDated = stated.day !== undefined || writeOtherDay(parseInstant(stated.asOf), event, locale);
  const values = { clock: nameClock(board, locale.lang), kind: name ?? '', what };
  if (isOver(board)) return locale.say(table.final, { ...values, time: writeLast(stated, board, locale) });
  const sentence = isDated ? table.asOf : table.at;
  return locale.say(sentence, { ...values, time: writeStated(stated, event, locale) });
}

/** With its date and year always: what is over is read years later. */
function writeLast({ asOf, day }: Stated, { zone }: Board, { format }: Locale): string {
  if (day !== undefined) return format.shortDay(Date.parse(day), 'UTC', true);
  const instant = parseInstant(asOf);
  return `${format.shortDay(instant, zone, true)}, ${format.clock(instant, zone)}`;
}

type Sureness = 'confirmed' | 'reported' | 'atLeast';

/** Confirmed leads wherever anything is; else what is reported. */
function surenessOf({ confirmed, best, atLeast }: Figure): Sureness {
  if (confirmed !== undefined && (confirmed > 0 || best === 0)) return 'confirmed';
  return atLeast ? 'atLeast' : 'reported';
}

function numberOf({ confirmed = 0, best, low }: Figure, sureness: Sureness): number {
  return { confirmed, reported: best, atLeast: low }[sureness];
}

function sayFigure(snapshot: Told, kind: CountKind, figure: Figure, locale: Locale): string {
  const { board } = snapshot;
  const { format, say } = locale;
  const words = sentenceWords.of(locale.lang);
  const sureness = surenessOf(figure);
  const number = numberOf(figure, sureness);
  const where = sayWhere(snapshot, kind, { figure, sureness, number }, locale);
  const reports = reportsOf(figure, sureness);
  const ends = { low: format.count(Math.max(figure.low, number)), high: format.count(figure.high) };
  const forms = formsOf(kind, board, sureness, locale);
  if (!forms) {
    const lead = say(words.own[sureness], { count: format.count(number) });
    const further = reports === 'reach' && sureness === 'reported' ? 'upTo' : reports;
    const tail = further && say(words.own[further], ends);
    return [[lead, tail].filter(Boolean).join(', '), where?.text].filter(Boolean).join('; ');
  }
  const lead = format.plural(forms, number);
  const told = where ? `${lead}${where.isAside ? ',' : ''} ${where.text}` : lead;
  const tail = isOver(board)
    ? ({ reach: 'reached', open: 'opened' } as const)
    : ({ reach: 'reach', open: 'open' } as const);
  return reports ? `${told}; ${say(words[tail[reports]], ends)}` : told;
}

/** How far what is reported goes beyond the number that leads; undefined where it does not. */
function reportsOf(
  { confirmed, best, high, atLeast }: Figure,
  sureness: Sureness,
): 'reach' | 'open' | undefined {
  if (sureness === 'atLeast') return undefined;
  if (atLeast) return 'open';
  return high > (sureness === 'confirmed' ? (confirmed ?? 0) : best) ? 'reach' : undefined;
}

interface Lead {
  figure: Figure;
  sureness: Sureness;
  number: number;
}

/** In how many places, and where most: by the number that leads, and of its claimant alone. */
function sayWhere(
  snapshot: Told,
  kind: CountKind,
  { figure: { claimant }, sureness, number }: Lead,
  locale: Locale,
): { text: string; isAside: boolean } | undefined {
  const { format, say, lang } = locale;
  const words = sentenceWords.of(lang);
  const measure = (figure: Figure) =>
    numberOf(figure, sureness === 'confirmed' ? sureness : surenessAt(figure));
  const counted = lowestPlaces(snapshot, kind, (each) => each.claimant === claimant && measure(each) > 0);
  const [first, second] = counted.sort((a, b) => measure(b.figure) - measure(a.figure));
  if (!first) return undefined;
  const most = measure(first.figure);
  const values = {
    place: isolate(inLanguage(first.place.name, lang)),
    most: writeAt(first.figure, sureness, locale),
  };
  if (!second) {
    const isAside = most !== number;
    return { text: say(isAside ? words.part : words.all, values), isAside };
  }
  const forms: AnyPlural = measure(second.figure) === most ? words.tied : words.most;
  return { text: say(format.plural(forms, counted.length), values), isAside: false };
}

/** What a place has of a number that is not confirmed. */
function surenessAt({ atLeast }: Figure): Sureness {
  return atLeast ? 'atLeast' : 'reported';
}

/** A place's part, with its range where it has one. */
function writeAt(figure: Figure, sureness: Sureness, { format, say, messages }: Locale): string {
  if (sureness === 'confirmed') return format.count(figure.confirmed ?? 0);
  if (figure.atLeast) return say(messages.tally.atLeast, { count: format.count(figure.low) });
  return format.range(figure.low, figure.high);
}

type Forms = Readonly<Record<Sureness, Readonly<Partial<Record<Kind, AnyPlural>>>>>;

/** Whole sentences for the kinds that we have words for; a board's own have none. */
function formsOf(kind: Kind, { kinds }: Board, sureness: Sureness, { lang }: Locale): AnyPlural | undefined {
  const words = sentenceWords.of(lang);
  const forms: Forms = { confirmed: words.confirmed, reported: words.reported, atLeast: words.atLeast };
  return kinds ? undefined : forms[sureness][kind];
}

function sayStart(board: Board, now: Instant, { lang, format, say }: Locale): string {
  const words = sentenceWords.of(lang);
  const starts = listStarts(board);
  const [first] = starts;
  if (!(board.start && first)) return words.planned;
  const { date, time } = board.start;
  const isDue = first.at <= now;
  const sentences = isDue
    ? ([words.due, words.dueAtOnce] as const)
    : ([words.starts, words.startsAtOnce] as const);
  const zone = isolate(nameStart(board, first, lang));
  return say(sentences[starts.length > 1 ? 0 : 1], { day: format.date(date), hour: time, zone });
}
