/** Times as they are posted, read generously. (time.ts stays free of zod, for the browser.) */
import { z } from 'zod';
import type { Instant } from './time.ts';
import { EARLIEST } from './time.ts';

const takesInstant = 'takes a date and time with its zone, e.g. 2021-04-21T19:00+03:00';
const takesTime = `${takesInstant}, or a date alone, e.g. 2021-04-21`;
const takesFrom1900 = 'takes a time not before 1900';

/** A date without a clock: that day, in the zone of the entry's place. */
export interface DayAlone {
  day: string;
}

/** Nobody writes a time longer than this; a longer text is not read. */
const LONGEST = 40;
/**
 * RFC 3339 and what programs print for it: a space or "t" for the T, "z", no seconds, "+0300", "+03", a space before the
 * zone. What it finds is put together again: engines differ in what else they take.
 */
const FORM =
  /^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)? ?(?:[Zz]|([+-])(0\d|1[0-8])(?::?([0-5]\d))?)$/;
const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)$/;

/** An instant with an offset or Z, read as milliseconds. */
export const instantSchema = z.string({ error: takesInstant }).transform((text, context): Instant => {
  const instant = readInstant(text);
  if (instant !== undefined && instant >= EARLIEST) return instant;
  context.addIssue({ code: 'custom', message: instant === undefined ? takesInstant : takesFrom1900 });
  return z.NEVER;
});

/** An instant, or a date alone. */
export const timeSchema = z.string({ error: takesTime }).transform((text, context): Instant | DayAlone => {
  if (isDay(text) && text >= '1900') return { day: text };
  const instant = readInstant(text);
  if (instant !== undefined && instant >= EARLIEST) return instant;
  const isRead = instant !== undefined || isDay(text);
  context.addIssue({ code: 'custom', message: isRead ? takesFrom1900 : takesTime });
  return z.NEVER;
});

function readInstant(text: string): Instant | undefined {
  const match = text.length > LONGEST ? null : FORM.exec(text);
  if (!match) return undefined;
  const [, day = '', hour, minute, second = '00', fraction = '0', sign, hours = '00', minutes = '00'] = match;
  if (!isDay(day)) return undefined;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  return Date.parse(`${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
}

/** Whether this is a day that there was. `Date.parse` takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const match = text.length > LONGEST ? null : DAY.exec(text);
  const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? [];
  // The zeroth day of the month after is the last of this one. (`Date.UTC` takes years below 100 for 19xx.)
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return match !== null && day >= 1 && day <= lastDay;
}
