/** Instants as they are posted. (time.ts stays free of zod, for the browser.) */
import { z } from 'zod';
import { EARLIEST, parseInstant } from './time.ts';

const takesInstant = 'takes a date and time with its zone, e.g. 2021-04-21T19:00+03:00';

/** Date, time to the minute or finer, and a zone. The day is checked apart: a pattern cannot know leap years. */
const FORM =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-8]):[0-5]\d)$/;

function isInstant(text: string): boolean {
  const match = FORM.exec(text);
  if (!match) return false;
  const [, year, month, day] = match.map(Number);
  // `Date.parse` takes 30 February for 2 March.
  const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return day !== undefined && day >= 1 && day <= lastDay;
}

/** An ISO 8601 instant with an offset or Z, read as milliseconds. */
export const instantSchema = z
  .string({ error: takesInstant })
  .refine(isInstant, { error: takesInstant, abort: true })
  .transform(parseInstant)
  .refine((instant) => instant >= EARLIEST, { error: 'takes a time not before 1900' });
