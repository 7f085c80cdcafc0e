/**
 * When something was, in words. One place decides what is written of it: the clock alone on the event's own day, the
 * date wherever the day is another, the year wherever the year is another, and the date alone where nobody gave a clock.
 */
import type { Board } from '#shared/board.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-offset.ts';
import type { Format } from './format.ts';

/** What times are read against: the day that the head of the page names, by the event's clock. */
export interface EventDay {
  board: Pick<Board, 'zone' | 'start'>;
  /** Now, by the event's clock: the event's day where the board has no start. */
  today: Instant;
}
/** A time that somebody gave; `day` where it was a date without a clock. */
export interface Stated {
  asOf: string;
  day?: string | undefined;
}
export type Precision = 'minutes' | 'seconds';
export type Writing = Readonly<{ format: Format }>;

const DAY = 86_400_000;

/** `19:42`, `22 Apr, 10:00`, `28 Nov 2025, 09:00`. */
export function writeTime(
  instant: Instant,
  event: EventDay,
  { format }: Writing,
  precision?: Precision,
): string {
  const clock = format.clock(instant, event.board.zone, precision);
  const date = writeOtherDay(instant, event, { format });
  return date === undefined ? clock : `${date}, ${clock}`;
}

/** A time as it was given: `19:42`, or `21 Apr` where no more is known. */
export function writeStated({ asOf, day }: Stated, event: EventDay, writing: Writing): string {
  if (day === undefined) return writeTime(parseInstant(asOf), event, writing);
  return writeDay(numberOf(day), eventDay(event), writing.format);
}

/** The date of a time that is not of the event's day; undefined where it is. */
export function writeOtherDay(instant: Instant, event: EventDay, { format }: Writing): string | undefined {
  const day = dayOf(instant, event.board.zone);
  const reference = eventDay(event);
  return day === reference ? undefined : writeDay(day, reference, format);
}

/** The event's day, counted from 1 January 1970: that of its start, else today's. */
export function eventDay({ board: { zone, start }, today }: EventDay): number {
  return start ? numberOf(start.date) : dayOf(today, zone);
}

export function dayOf(instant: Instant, zone: string): number {
  return Math.floor(toLocal(instant, zone) / DAY);
}

function numberOf(date: string): number {
  return Date.parse(`${date}T00:00Z`) / DAY;
}

export function writeDay(day: number, reference: number, format: Format): string {
  return format.shortDay(day * DAY, 'UTC', yearOf(day) !== yearOf(reference));
}

function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}
