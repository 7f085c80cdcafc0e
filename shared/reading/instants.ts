/** Instants and dates as programs and people write them: one reading for what is posted and for what is typed at the desk. */
import type { Instant } from '../time.ts';

/** Nobody writes a time longer than this; a longer text is not read. */
const LONGEST = 40;
/**
 * RFC 3339 and what programs print for it: a space or "t" for the T, "z", no seconds, "+0300", "+03", a space before the
 * zone. What it finds is put together again: engines differ in what else they take.
 */
const FORM =
  /^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)? ?(?:[Zz]|([+-])(0\d|1[0-8])(?::?([0-5]\d))?)$/;
const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)$/;

/** Undefined where it is no date and time with its zone. */
export function readInstant(text: string): Instant | undefined {
  const match = text.length > LONGEST ? null : FORM.exec(text);
  if (!match) return undefined;
  const [, day = '', hour, minute, second = '00', fraction = '0', sign, hours = '00', minutes = '00'] = match;
  if (!isDay(day)) return undefined;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  return Date.parse(`${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
}

/** Whether this is a day that there was. `Date.parse` takes 30 February for 2 March. */
export function isDay(text: string): boolean {
  const match = text.length > LONGEST ? null : DAY.exec(text);
  const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? [];
  // The zeroth day of the month after is the last of this one. (`Date.UTC` takes years below 100 for 19xx.)
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return match !== null && day >= 1 && day <= lastDay;
}
