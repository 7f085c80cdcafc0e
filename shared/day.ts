/**
 * A date alone, as most newspapers give it: the end of that day where it happened. Which instant that is, is decided
 * once, when it is posted (docs/decisions/008-a-date-alone.md); the date is kept beside it and shown in its place.
 */
import type { Instant } from './time.ts';
import { fromLocal, instantsShowing } from './zone-clock.ts';
import { toLocal } from './zone-offset.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * 23:59:00.000 of a day, as a zone's clocks show it. Where they show it twice, the second time; where they skip it, the
 * instant at which they jump over it.
 */
export function endOfDay(day: string, zone: string): Instant {
  const local = Date.parse(day) + DAY - MINUTE;
  return instantsShowing(local, zone).at(-1) ?? fromLocal(local, zone);
}

/** The date that a zone's clocks show at an instant. */
export function dayIn(instant: Instant, zone: string): string {
  return new Date(toLocal(instant, zone)).toISOString().slice(0, 10);
}

/** A date as a number from 1 for 1 January 1900, so that 0 can stand for none. */
export function numberDay(day: string): number {
  return Date.parse(day) / DAY - FIRST;
}

export function nameDay(number: number): string {
  return new Date((number + FIRST) * DAY).toISOString().slice(0, 10);
}

const FIRST = Date.UTC(1900, 0, 1) / DAY - 1;
