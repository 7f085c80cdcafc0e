/** A post and its history in words: what each change made of what was there before. */
import { hostOf, linkTo, WEB } from '#shared/address.ts';
import type { Board } from '#shared/board.ts';
import type { Source } from '#shared/entry.ts';
import type { Revision } from '#shared/entry-history.ts';
import { differingFields, HISTORY_FIELDS } from '#shared/entry-history.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { nameClaimant } from '../board/figure-words.ts';
import { nameClock } from '../board/zone-name.ts';
import { nameKind } from '../words/kind-name.ts';
import type { Locale } from '../words/locale.ts';
import { namePlace, stateNumber } from './feed/feed-change.ts';

type Field = Exclude<(typeof HISTORY_FIELDS)[number], 'op'>;

export interface FieldChange {
  field: Field;
  name: string;
  /** Undefined where there was, or is, nothing. */
  was: string | undefined;
  now: string | undefined;
}

/** What a revision changed; of the first one, all that it said. */
export function listChanges(
  revision: Revision,
  before: Revision | undefined,
  board: Board,
  locale: Locale,
): FieldChange[] {
  const fields = before
    ? differingFields(before.row, revision.row)
    : HISTORY_FIELDS.filter((field) => revision.row[field] !== undefined);
  // How a number is meant is written with it.
  const shown = new Set(fields.map((field): Field => (field === 'op' ? 'count' : field)));
  return [...shown].map((field) => {
    const was = before && writeField(before.row, field, board, locale);
    const now = writeField(revision.row, field, board, locale);
    const name = locale.messages.entry.fields[field];
    // A number whose range is what it was is written with what counts of it.
    if (field !== 'count' || !before || was !== now) return { field, name, was, now };
    return {
      field,
      name,
      was: writeNumber(before.row, locale, true),
      now: writeNumber(revision.row, locale, true),
    };
  });
}

function writeField(row: FeedRow, field: Field, board: Board, locale: Locale): string | undefined {
  const { messages } = locale;
  switch (field) {
    case 'place':
      return namePlace(board, row.place, locale);
    case 'count':
      return writeNumber(row, locale);
    case 'asOf':
      return writeAsOf(row, board, locale);
    case 'claimant':
      return nameClaimant(board, row.claimant, locale);
    case 'status':
      return messages.status[row.status];
    case 'text':
      return row.text;
    case 'sources':
      return nameSources(supportOf(row));
    case 'against':
      return nameSources(row.against);
    default:
      return row[field] ? messages.entry.yes : undefined;
  }
}

function nameSources(sources: readonly Source[] = []): string | undefined {
  return sources.map(nameSource).join(', ') || undefined;
}

function nameSource({ url, title }: Source): string {
  return title ?? (linkTo(url, WEB) === undefined ? url : hostOf(url ?? '')) ?? '';
}

/** The number of a post with its claimant's own words for it: `+12`, `350 in total, “hundreds”`. */
export function writeNumber(row: FeedRow, locale: Locale, isWhole = false): string | undefined {
  const { text, words } = stateNumber(row, locale, isWhole) ?? {};
  return words ? `${text}, ${words}` : text;
}

/** Where, who says so, and from which sources: "Kazan · OVD-Info · tjournal.ru". */
export function sayOrigin(row: FeedRow, board: Board, locale: Locale): string {
  const said = [namePlace(board, row.place, locale), nameClaimant(board, row.claimant, locale)];
  return [...said, nameSources(supportOf(row))].filter(Boolean).join(' · ');
}

/** `Wednesday 21 April 2021, 19:27 Moscow`: the event's clock with its name, and always the date. */
export function writeMoment(instant: Instant, board: Board, { format, lang }: Locale): string {
  return `${format.day(instant, board.zone)}, ${format.clock(instant, board.zone)} ${nameClock(board, lang)}`;
}

/** The date alone where nobody gave a clock. */
export function writeAsOf({ asOf, day }: FeedRow, board: Board, locale: Locale): string {
  return day === undefined ? writeMoment(parseInstant(asOf), board, locale) : locale.format.date(day);
}

/** What a post is, as it holds now: "Retracted: Arrests, Kazan". */
export function titleEntry(row: FeedRow, board: Board, locale: Locale): string {
  const { messages, say } = locale;
  const { entry } = messages;
  const named = say(entry.titled, {
    kind: nameKind(row.kind, board, locale),
    place: namePlace(board, row.place, locale),
  });
  const number = row.erased ? undefined : writeNumber(row, locale);
  const title = number === undefined ? named : `${named}: ${number}`;
  if (row.retracted) return say(entry.retractedTitle, { title });
  if (row.erased) return say(entry.erasedTitle, { title });
  return row.corrected ? say(entry.correctedTitle, { title }) : title;
}
