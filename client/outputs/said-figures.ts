/** The headline of each kind as the light outputs say it: how many, how sure, as of when, who says so. */
import type { CountKind, Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { eventNow } from '../board/event-time.ts';
import { nameClaimant, writeBasis, writeFigure } from '../board/figure-words.ts';
import { stalenessOf } from '../board/freshness.ts';
import { isCertain, saySilence } from '../watch/tallies/tally-words.ts';
import { nameKind } from '../words/kind-name.ts';
import type { Locale } from '../words/locale.ts';
import { writeStated } from '../words/when.ts';

export interface SaidFigure {
  kind: Kind;
  name: string;
  /** `1,100 (1,070–1,192)`; undefined where nobody has said, or confirmed, one. */
  number: string | undefined;
  /** In the number's place where there is none. */
  absence: string | undefined;
  /** What else is known of it: what is confirmed, or reported. */
  more: string | undefined;
  /** "Reported as of 19:42, OVD-Info". */
  provenance: string | undefined;
  /** What it is made of. */
  basis: string | undefined;
  /** That nothing came for longer than was expected. */
  silence: string | undefined;
}

/** What a figure is read against. */
export interface Reading {
  snapshot: Snapshot;
  now: Instant;
  locale: Locale;
}

/** The kinds that a board counts, in its order, and updates. */
export function sayFigures(reading: Reading): SaidFigure[] {
  const kinds = countKindsOf(reading.snapshot.board);
  return [...kinds.map((kind) => sayCount(kind, reading)), sayUpdates(reading)];
}

export function sayFigure(kind: Kind, reading: Reading): SaidFigure {
  return kind === 'update' ? sayUpdates(reading) : sayCount(kind, reading);
}

/** The board's big number of a kind: with its range, or the part that is confirmed. */
export function writeBig(kind: CountKind, { snapshot, locale }: Reading): string | undefined {
  const figure = snapshot.headline[kind];
  if (!figure) return undefined;
  if (!showsConfirmed(kind, snapshot)) return writeFigure(figure, locale);
  const { confirmed } = figure;
  return confirmed === undefined
    ? undefined
    : `${locale.format.count(confirmed)} ${locale.messages.tally.confirmed}`;
}

export function showsConfirmed(kind: CountKind, { board }: Snapshot): boolean {
  return board.big[kind] === 'confirmed';
}

function sayCount(kind: CountKind, reading: Reading): SaidFigure {
  const { snapshot, now, locale } = reading;
  const { board } = snapshot;
  const { tally } = locale.messages;
  const figure = snapshot.headline[kind];
  const number = writeBig(kind, reading);
  const event = { board, today: eventNow(snapshot, now) };
  const name = nameKind(kind, board, locale);
  if (!figure) return { ...NOTHING, kind, name, absence: tally.nothing };
  return {
    kind,
    name,
    number,
    absence: number === undefined ? tally.noneConfirmed : undefined,
    more: sayMore(kind, figure, reading),
    provenance: locale.say(isCertain(figure) ? tally.confirmedBy : tally.reportedBy, {
      time: writeStated(figure, event, locale),
      claimant: nameClaimant(board, figure.claimant, locale),
    }),
    basis: writeBasis(figure, event, locale),
    silence: saySilent(kind, reading),
  };
}

function sayMore(kind: CountKind, figure: Figure, { snapshot, locale }: Reading): string | undefined {
  const { tally } = locale.messages;
  if (showsConfirmed(kind, snapshot))
    return sayPlain(tally.reportedRange, { range: writeFigure(figure, locale) }, locale);
  if (figure.confirmed === undefined || isCertain(figure)) return undefined;
  return sayPlain(tally.alsoConfirmed, { count: locale.format.count(figure.confirmed) }, locale);
}

function sayUpdates(reading: Reading): SaidFigure {
  const { snapshot, now, locale } = reading;
  const { board } = snapshot;
  const { messages, format } = locale;
  const figure = snapshot.headline.update;
  const name = nameKind('update', board, locale);
  if (!figure) return { ...NOTHING, kind: 'update', name, absence: messages.tally.nothing };
  const { best, confirmed, corrected } = figure;
  const parts = {
    confirmed: format.count(confirmed),
    open: format.count(best - confirmed),
    corrected: format.count(corrected),
  };
  const time = writeStated(figure, { board, today: eventNow(snapshot, now) }, locale);
  return {
    ...NOTHING,
    kind: 'update',
    name,
    number: format.count(best),
    more: `${sayPlain(messages.tally.updates, parts, locale)}, ${locale.say(messages.tally.agedAsOf, { time })}`,
    silence: saySilent('update', reading),
  };
}

const NOTHING = {
  number: undefined,
  absence: undefined,
  more: undefined,
  provenance: undefined,
  basis: undefined,
  silence: undefined,
};

function saySilent(kind: Kind, { snapshot, now, locale }: Reading): string | undefined {
  const stale = stalenessOf(snapshot, kind, now);
  if (!stale) return undefined;
  return saySilence(locale.messages.tally.stale, stale, { board: snapshot.board, now }, locale);
}

/** A sentence of the page without its marks of what is strong. */
function sayPlain(sentence: string, values: Record<string, string>, { say }: Locale): string {
  return say(sentence.replaceAll('*', ''), values);
}
