/** The starts of the event as a calendar (RFC 5545): one entry for each moment at which it begins somewhere. */
import type { Board, Place } from '#shared/board.ts';
import { zonesOf } from '#shared/board.ts';
import type { Definition } from '#shared/counting/tally.ts';
import { pageOf } from '#shared/paths.ts';
import type { Start } from '#shared/starts.ts';
import { listStarts } from '#shared/starts.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { sayNature } from '../board/nature-words.ts';
import { nameStart } from '../board/zone-name.ts';
import type { Locale } from '../words/locale.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { cut, UNITS } from './cut.ts';

/** Characters of a list of places, and of a name or a list in the line that a calendar shows. */
const MOST_PLACES = 600;
const MOST_NAME = 120;

export interface CalendarParts {
  board: Board;
  definition: Definition;
  origin: string;
  locale: Locale;
}

export function writeCalendar(parts: CalendarParts): string {
  const { board, locale } = parts;
  const starts = listStarts(board);
  const name = inLanguage(board.title, locale.lang);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Tocsin//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    // A calendar has at least one component. Whoever follows this one must see that what was planned is off.
    ...(starts.length === 0 ? NO_STARTS : starts.flatMap((start) => writeEvent(start, parts))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

const NO_STARTS = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function writeEvent(start: Start, { board, definition, origin, locale }: CalendarParts): string[] {
  const { lang, say } = locale;
  const words = outputsWords[lang];
  const places = placesAt(start, board);
  const named = (place: Place) => inLanguage(place.name, lang);
  const list = places.map(({ place }) => named(place)).join(', ');
  const all = cut(list, MOST_PLACES, UNITS);
  const zone = nameStart(board, start, lang);
  const title = inLanguage(board.title, lang);
  const short = cut(list || zone, MOST_NAME, UNITS);
  const says = say(words.startSays, { clock: board.start?.time ?? '', places: all || zone });
  const changed = writeInstant(definition.at);
  return [
    'BEGIN:VEVENT',
    `UID:${definition.id}-${keyOf(places, start.zone)}@tocsin`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${definition.seq}`,
    `DTSTART:${writeInstant(start.at)}`,
    `SUMMARY:${escapeText(say(words.start, { title, zone: cut(zone, MOST_NAME, UNITS), places: short }))}`,
    ...(all ? [`LOCATION:${escapeText(all)}`] : []),
    `DESCRIPTION:${escapeText(`${says}\n${sayNature(board, locale) ?? words.real}`)}`,
    `URL:${origin}${pageOf('board', board, { lang })}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

interface StartingPlace {
  place: Place;
  zone: string;
}

/** The places of a start, in the board's order. */
function placesAt(start: Start, board: Board): StartingPlace[] {
  const here = new Set(start.places);
  const zoneAt = zonesOf(board);
  return board.places.filter((place) => here.has(place)).map((place) => ({ place, zone: zoneAt(place.id) }));
}

/**
 * What stays the same of an entry when the hour, the names or the order of the places change: the zone of its most
 * populous place. Where nobody has said how many live there it is the first of its zones by name.
 */
function keyOf(places: readonly StartingPlace[], zone: string): string {
  const [first] = places.toSorted(
    (a, b) => (b.place.population ?? 0) - (a.place.population ?? 0) || (a.zone < b.zone ? -1 : 1),
  );
  return (first?.zone ?? zone).replace(/[^A-Za-z0-9]+/g, '-');
}

/** `20210421T160000Z`. */
function writeInstant(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
}

/** A line has at most 75 octets; what is longer goes on in the next one, behind a space. */
const MOST_OCTETS = 75;

function fold(line: string): string {
  const rows: string[] = [];
  let row = '';
  let octets = 0;
  for (const sign of line) {
    const more = new TextEncoder().encode(sign).length;
    if (octets + more > MOST_OCTETS) {
      rows.push(row);
      row = '';
      // The space in front of it.
      octets = 1;
    }
    row += sign;
    octets += more;
  }
  return [...rows, row].join('\r\n ');
}
