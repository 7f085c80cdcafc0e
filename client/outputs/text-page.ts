/**
 * The page for the slowest line: 4,096 bytes at most, no script, no sheet. Names and texts are cut until all of it fits;
 * a number never is.
 */
import { isCountKind } from '#shared/kind-words.ts';
import { pageOf } from '#shared/paths.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import { parseInstant } from '#shared/time.ts';
import { eventNow } from '../board/event-time.ts';
import { sayNature } from '../board/nature-words.ts';
import { nameClock } from '../board/zone-name.ts';
import { namePlace, stateNumbers } from '../watch/feed/feed-change.ts';
import type { Order, PlaceGroup } from '../watch/places/place-rows.ts';
import { chooseOrder, cutGroups, listPlaceGroups } from '../watch/places/place-rows.ts';
import { NOTHING } from '../words/format.ts';
import { nameKind } from '../words/kind-name.ts';
import type { Locale } from '../words/locale.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { writeStated } from '../words/when.ts';
import { cut, HTML_BYTES, quote } from './cut.ts';
import { writeHtml } from './html.ts';
import { sayState } from './nature-mark.ts';
import type { Reading, SaidFigure } from './said-figures.ts';
import { sayFigures, writeBig } from './said-figures.ts';
import { shortenNames } from './short-names.ts';

const MOST_BYTES = 4_096;
const PLACES = 10;
const POSTS = 5;
/** Milliseconds after which a date says more than an age. */
const OLD = 86_400_000;

/** Bytes of a name and of a text, from what reads well to what fits whatever the board says. */
const ROOMS = [
  { name: 240, text: 1_200 },
  { name: 160, text: 480 },
  { name: 120, text: 280 },
  { name: 80, text: 160 },
  { name: 60, text: 90 },
  { name: 44, text: 60 },
  { name: 32, text: 40 },
  { name: 24, text: 28 },
  { name: 16, text: 20 },
  { name: 12, text: 12 },
];
type Room = (typeof ROOMS)[number];

export function writeTextPage(reading: Reading): string {
  const { snapshot, locale } = reading;
  const order = chooseOrder(snapshot);
  const groups = cutGroups(listPlaceGroups(snapshot, order, locale.lang), 0, PLACES);
  let page = '';
  for (const room of ROOMS) {
    page = writeWith(room, reading, { order, groups });
    if (new TextEncoder().encode(page).length <= MOST_BYTES) break;
  }
  return page;
}

interface Places {
  order: Order;
  groups: readonly PlaceGroup[];
}

function writeWith(room: Room, { snapshot: whole, now, locale }: Reading, places: Places): string {
  const { lang, messages } = locale;
  const name = (text: string) => cut(text, room.name, HTML_BYTES);
  const snapshot = { ...whole, board: shortenNames(whole.board, lang, name) };
  const { board } = snapshot;
  const reading = { snapshot, now, locale };
  const title = inLanguage(board.title, lang);
  const body = [
    `<main><h1 dir="auto">${quote(title)}</h1>`,
    `<p><b>${quote(sayNature(board, locale) ?? outputsWords[lang].real)}</b></p>`,
    `<p>${quote(sayMade(reading))}</p>`,
    `<ul>${sayFigures(reading).map(writeFigureRow).join('')}</ul>`,
    writePlaces(reading, places, name),
    `<h2>${quote(messages.feed.heading)}</h2>`,
    writePosts(reading, room),
    `<p><a href="${pageOf('board', board, { lang })}">${quote(messages.site.toBoard)}</a></p></main>`,
  ].join('');
  return writeHtml({ lang, title, body, refresh: 60 });
}

/** "Live. Page made Wednesday 21 April 2021, 19:42 Moscow". */
function sayMade({ snapshot: { board }, now, locale }: Reading): string {
  const { lang, messages, format, say } = locale;
  const time = `${format.day(now, board.zone)}, ${format.clock(now, board.zone)} ${nameClock(board, lang)}`;
  return `${sayState(board, locale)}. ${say(messages.site.madeAt, { time })}`;
}

function writeFigureRow({ name, number, absence, more, provenance, silence }: SaidFigure): string {
  const said = [more, provenance, silence].filter((part) => part !== undefined).map(quote);
  const known = number === undefined ? quote(absence ?? '') : `<b>${quote(number)}</b>`;
  return `<li><bdi>${quote(name)}</bdi>: ${[known, ...said].join('. ')}</li>`;
}

/** The first of the page's table, by the same number. */
function writePlaces(reading: Reading, { order, groups }: Places, name: (text: string) => string): string {
  const { snapshot, locale } = reading;
  const { kind, is } = order;
  if (kind === undefined) return '';
  const rows = groups.flatMap(({ parent, rows: within }) =>
    within.map((row) => {
      const figures = { ...snapshot, headline: row.figures };
      const update = row.figures.update?.best;
      const big = isCountKind(kind)
        ? writeBig(kind, { ...reading, snapshot: figures })
        : update && locale.format.count(update);
      const called = parent ? `${row.name} (${parent.name})` : row.name;
      return `<li><bdi>${quote(name(called))}</bdi>: ${quote(big || NOTHING)}</li>`;
    }),
  );
  const said = nameKind(kind, snapshot.board, locale);
  const by = is === 'confirmed' ? `${said}, ${locale.messages.tally.confirmed}` : said;
  const heading = locale.say(outputsWords[locale.lang].placesBy, { kind: by });
  return `<h2 dir="auto">${quote(heading)}</h2><ol>${rows.join('')}</ol>`;
}

function writePosts(reading: Reading, room: Room): string {
  const { snapshot, locale } = reading;
  const posts = snapshot.feed.slice(0, POSTS);
  if (posts.length === 0) return `<p>${quote(locale.messages.feed.none)}</p>`;
  return `<ul>${posts.map((row) => writePost(row, reading, room)).join('')}</ul>`;
}

function writePost(row: FeedRow, reading: Reading, room: Room): string {
  const { snapshot, locale } = reading;
  const { board } = snapshot;
  const { messages } = locale;
  const where = cut(namePlace(board, row.place, locale), room.name, HTML_BYTES);
  const head = `${sayWhen(row, reading)}, <bdi>${quote(where)}</bdi>`;
  const status = messages.status[row.retracted ? 'retracted' : row.status];
  const text = row.text === undefined ? undefined : quote(cut(row.text, room.text, HTML_BYTES));
  const parts = [
    head,
    writeNumbers(row, locale, room),
    text && `<bdi>${row.retracted ? `<del>${text}</del>` : text}</bdi>`,
    row.erased && row.text === undefined ? quote(messages.feed.erased) : undefined,
  ].filter((part) => part !== undefined);
  return `<li>${parts.join(': ')} (${quote(status)})</li>`;
}

/** After a correction what it was, struck. */
function writeNumbers(row: FeedRow, locale: Locale, room: Room): string | undefined {
  const { now, former } = stateNumbers(row, locale);
  if (!now) return undefined;
  const words = now.words === undefined ? '' : ` ${quote(cut(now.words, room.name, HTML_BYTES))}`;
  const number = quote(now.text);
  const was = former ? `<del>${quote(former.text)}</del> ` : '';
  return was + (row.retracted ? `<del>${number}</del>` : number) + words;
}

/** The time, and where the event's clock runs how long ago that was: the page loads itself anew each minute. */
function sayWhen(row: FeedRow, { snapshot, now, locale }: Reading): string {
  const { board } = snapshot;
  const today = eventNow(snapshot, now);
  const time = writeStated(row, { board, today }, locale);
  const age = now - parseInstant(row.asOf);
  if (row.day !== undefined || today !== now || age < 0 || age >= OLD) return quote(time);
  return quote(locale.say(outputsWords[locale.lang].post, { time, age: locale.duration(age) }));
}
