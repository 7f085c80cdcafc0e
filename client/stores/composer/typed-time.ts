/**
 * A time as it is typed: `19:31`, `1931`, `19.31`, or with a date, `2021-04-20 19:31`. It is local to the place, and
 * means the newest such time that is not ahead of now: 23:50 typed at 00:10 was yesterday.
 */
import { LIMITS } from '#shared/limits.ts';
import type { Instant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-clock.ts';

export type TimeProblem = 'unreadable' | 'no-such-time' | 'ahead';
export type TimeReading = { asOf: Instant; day: 'today' | 'yesterday' | 'other' } | { problem: TimeProblem };

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const MINUTE = 60_000;
const CLOCK = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2})(?:[:.]?(\d{2}))$/;

/** @param typed nothing typed means now, to the minute */
export function readTime(typed: string, zone: string, now: Instant): TimeReading {
  const text = typed.trim();
  if (text === '') return { asOf: Math.floor(now / MINUTE) * MINUTE, day: 'today' };
  const match = CLOCK.exec(text);
  if (!match) return { problem: 'unreadable' };
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  const clock = { hour: hour ?? Number.NaN, minute: minute ?? Number.NaN };
  const dated = match[1] !== undefined && year !== undefined && month !== undefined && day !== undefined;
  return dated ? onDate({ year, month, day, ...clock }, zone, now) : newest(clock, zone, now);
}

/** Local hours and minutes of an instant, e.g. `19:31`. */
export function writeTime(instant: Instant, zone: string): string {
  const { hour, minute } = localTime(instant, zone);
  return `${pad(hour)}:${pad(minute)}`;
}

/** The same with its date where that is not today's: what `readTime` reads back as the same instant. */
export function writeDatedTime(instant: Instant, zone: string, now: Instant): string {
  const { year, month, day } = localTime(instant, zone);
  const today = localTime(now, zone);
  const time = writeTime(instant, zone);
  const sameDay = today.year === year && today.month === month && today.day === day;
  return sameDay ? time : `${year}-${pad(month)}-${pad(day)} ${time}`;
}

/** What the clocks of a zone show at an instant. */
function localTime(instant: Instant, zone: string): LocalTime {
  const local = new Date(toLocal(instant, zone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

function onDate(time: LocalTime, zone: string, now: Instant): TimeReading {
  const asOf = instantOf(time, zone);
  if (asOf === undefined) return { problem: 'no-such-time' };
  if (asOf > now + LIMITS.asOfAheadMs) return { problem: 'ahead' };
  return { asOf, day: 'other' };
}

function newest(clock: Pick<LocalTime, 'hour' | 'minute'>, zone: string, now: Instant): TimeReading {
  if (clock.hour > 23 || clock.minute > 59) return { problem: 'unreadable' };
  const today = localTime(now, zone);
  const asOf = instantOf({ ...today, ...clock }, zone);
  if (asOf !== undefined && asOf <= now + LIMITS.asOfAheadMs) return { asOf, day: 'today' };
  const before = new Date(Date.UTC(today.year, today.month - 1, today.day - 1));
  const yesterday = {
    year: before.getUTCFullYear(),
    month: before.getUTCMonth() + 1,
    day: before.getUTCDate(),
  };
  const then = instantOf({ ...yesterday, ...clock }, zone);
  return then === undefined ? { problem: 'no-such-time' } : { asOf: then, day: 'yesterday' };
}

/** The instant at which a zone's clocks show this; the first of two; undefined where they skip it, or no such day is. */
function instantOf(time: LocalTime, zone: string): Instant | undefined {
  const asUtc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute);
  // The offsets a day before and a day after: where a change lies between them, both are tried.
  const nearby = [-1, 1].map((side) => asUtc + side * 24 * 60 * MINUTE);
  const candidates = nearby.map((at) => asUtc - (toLocal(at, zone) - at)).sort((a, b) => a - b);
  return candidates.find((instant) => isShown(localTime(instant, zone), time));
}

function isShown(shown: LocalTime, typed: LocalTime): boolean {
  return (
    shown.year === typed.year &&
    shown.month === typed.month &&
    shown.day === typed.day &&
    shown.hour === typed.hour &&
    shown.minute === typed.minute
  );
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
