/**
 * A time as it is typed: `19:31`, `1931`, `19.31`, or with a date, `2021-04-20 19:31`. It is local to the place, and
 * means the newest such time that is not ahead of now: 23:50 typed at 00:10 was yesterday. Of an hour that comes twice
 * `02:30 (1)` is the first and `02:30 (2)` the second; an offset, `02:30+02`, says the same. A date with a time and any
 * offset, `2026-10-25T00:30Z`, is that instant, and a date alone that day: whatever the server takes of other programs is
 * read here as well, by the same function. Nothing typed is now.
 */
import { dayIn, endOfDay } from '../day.ts';
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time.ts';
import { EARLIEST } from '../time.ts';
import { instantsShowing } from '../zone-clock.ts';
import { toLocal } from '../zone-offset.ts';
import { isDay, readInstant } from './instants.ts';
import { trimUnseen } from './marks.ts';

export type TimeProblem = 'no-time' | 'no-such-time' | 'ahead';
export interface ReadTime {
  asOf: Instant;
  day: 'today' | 'yesterday' | 'other';
  /** No minute that somebody typed, but the very moment. */
  isNow?: true;
  /** The clocks there show it twice: which of the two is meant. */
  pass?: 1 | 2;
  /** The date, where nothing but it was typed: it is posted as it is. */
  dateAlone?: string;
}
export type TimeReading = ReadTime | { problem: TimeProblem };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = /^(?:now|сейчас)$/i;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+/;
const CLOCK = /^(\d{1,2})[:.]?(\d{2})$/;
const PASS = / ?\(([12])\)$/;
const OFFSET = / ?([+\u2212-])(\d{1,2})(?::?(\d{2}))?$/;

/** Which of the instants that show a local time is meant. */
type Choice = { pass: 1 | 2 } | { offset: number } | undefined;

/** @param now also what nothing typed, or the word for it, means: to the millisecond */
export function readTime(typed: string, zone: string, now: Instant): TimeReading {
  const text = trimUnseen(typed).replace(/\s+/g, ' ');
  if (text === '' || NOW.test(text)) return { asOf: now, day: 'today', isNow: true };
  if (isDay(text)) return readDay(text, { zone, now });
  const instant = readInstant(text);
  if (instant !== undefined) return judge(instant, { zone, now });
  const date = DATE.exec(text);
  const { clock, choice } = readChoice(text.slice(date?.[0].length ?? 0));
  const time = readClock(clock);
  if (time === undefined) return { problem: 'no-time' };
  if (!date) return newest(time, choice, { zone, now });
  const day = dayOf(Number(date[1]), Number(date[2]), Number(date[3]));
  if (day === undefined) return { problem: 'no-such-time' };
  // With a date it is an instant, whatever the clocks of the place show then.
  if (choice && 'offset' in choice) return judge(day + time - choice.offset, { zone, now });
  return onDate(day + time, choice, { zone, now });
}

/** Local hours and minutes of an instant, e.g. `19:31`; of an hour that comes twice with which of the two. */
export function writeTime(instant: Instant, zone: string): string {
  const local = Math.floor(toLocal(instant, zone) / MINUTE) * MINUTE;
  const shown = instantsShowing(local, zone);
  const pass = shown.length > 1 ? ` (${passOf(instant, shown)})` : '';
  return `${new Date(local).toISOString().slice(11, 16)}${pass}`;
}

/** The same with its date where that is not today's: what `readTime` reads back as the same minute. */
export function writeDatedTime(instant: Instant, zone: string, now: Instant): string {
  const time = writeTime(instant, zone);
  return isSameDay(instant, now, zone)
    ? time
    : `${new Date(toLocal(instant, zone)).toISOString().slice(0, 10)} ${time}`;
}

/** Whether the clocks of a zone show the same date at both. */
export function isSameDay(a: Instant, b: Instant, zone: string): boolean {
  return Math.floor(toLocal(a, zone) / DAY) === Math.floor(toLocal(b, zone) / DAY);
}

function readChoice(text: string): { clock: string; choice: Choice } {
  const pass = PASS.exec(text);
  if (pass) return { clock: text.slice(0, pass.index), choice: { pass: pass[1] === '1' ? 1 : 2 } };
  const offset = OFFSET.exec(text);
  if (!offset)
    return { clock: text.replace(/ ?Z$/i, ''), choice: /Z$/i.test(text) ? { offset: 0 } : undefined };
  const [, sign, hours, minutes = '0'] = offset;
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return { clock: text.slice(0, offset.index), choice: { offset: sign === '+' ? ahead : -ahead } };
}

/** Milliseconds since midnight. */
function readClock(text: string): number | undefined {
  const match = CLOCK.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  return match && hour <= 23 && minute <= 59 ? (hour * 60 + minute) * MINUTE : undefined;
}

/** Midnight of a date as a local number; undefined where no calendar has such a day. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const local = Date.UTC(year, month - 1, day);
  const read = new Date(local);
  const isThat =
    read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return isThat ? local : undefined;
}

interface Here {
  zone: string;
  now: Instant;
}

/** By the rules of the server: a day that has begun there, as of its end or of now. */
function readDay(date: string, { zone, now }: Here): TimeReading {
  if (date < '1900') return { problem: 'no-such-time' };
  if (date > dayIn(now + LIMITS.asOfAheadMs, zone)) return { problem: 'ahead' };
  return { asOf: Math.min(endOfDay(date, zone), now), day: 'other', dateAlone: date };
}

/** An instant that was typed with its offset: the place has no say in it but which day that is there. */
function judge(instant: Instant, { zone, now }: Here): TimeReading {
  if (instant < EARLIEST) return { problem: 'no-such-time' };
  if (isAhead(instant, now)) return { problem: 'ahead' };
  const minute = Math.floor(toLocal(instant, zone) / MINUTE) * MINUTE;
  const day = isSameDay(instant, now, zone) ? 'today' : 'other';
  return { asOf: instant, day, ...passAmong(instant, instantsShowing(minute, zone)) };
}

function onDate(local: number, choice: Choice, { zone, now }: Here): TimeReading {
  const shown = instantsShowing(local, zone);
  const meant = choose(shown, choice, zone).filter((instant) => instant >= EARLIEST);
  const past = meant.filter((instant) => !isAhead(instant, now));
  const asOf = past.at(-1);
  if (asOf === undefined) return { problem: meant.length > 0 ? 'ahead' : 'no-such-time' };
  return { asOf, day: 'other', ...passAmong(asOf, shown) };
}

function newest(time: number, choice: Choice, here: Here): TimeReading {
  const { zone, now } = here;
  const localNow = toLocal(now, zone);
  const today = Math.floor(localNow / DAY) * DAY;
  const read = onDate(today + time, choice, here);
  if ('asOf' in read) return { ...read, day: 'today' };
  // What the clocks have skipped today is not meant of yesterday.
  if (read.problem === 'no-such-time' && !isAhead(today + time, localNow)) return read;
  const before = onDate(today - DAY + time, choice, here);
  return 'asOf' in before ? { ...before, day: 'yesterday' } : before;
}

function isAhead(instant: number, now: number): boolean {
  return instant > now + LIMITS.asOfAheadMs;
}

function choose(shown: readonly Instant[], choice: Choice, zone: string): readonly Instant[] {
  if (!choice) return shown;
  if ('pass' in choice) return shown.slice(choice.pass - 1, choice.pass);
  return shown.filter((instant) => toLocal(instant, zone) - instant === choice.offset);
}

function passAmong(instant: Instant, shown: readonly Instant[]): { pass?: 1 | 2 } {
  return shown.length > 1 ? { pass: passOf(instant, shown) } : {};
}

function passOf(instant: Instant, [first]: readonly Instant[]): 1 | 2 {
  return first !== undefined && instant < first + MINUTE ? 1 : 2;
}
