/** Times as they are posted, read generously. */
import { z } from 'zod';
import { isDay, readInstant } from './reading/instants.ts';
import type { Instant } from './time.ts';
import { EARLIEST } from './time.ts';

const takesInstant = 'takes a date and time with its zone, e.g. 2021-04-21T19:00+03:00';
const takesTime = `${takesInstant}, or a date alone, e.g. 2021-04-21`;
const takesFrom1900 = 'takes a time not before 1900';

/** A date without a clock: that day, in the zone of the entry's place. */
export interface DayAlone {
  day: string;
}

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
