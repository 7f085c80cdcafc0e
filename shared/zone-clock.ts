/**
 * Instants as a zone's clocks show them. "Local" is a number too: the milliseconds that a clock there would show if it
 * counted from 1970-01-01T00:00 by its own hands, so that whole hours and days of the zone are multiples.
 */
import type { Instant } from './time.ts';

/** What a zone's clock shows at an instant. */
export function toLocal(instant: Instant, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/** The instant at which a zone's clock shows this. Where clocks go back and show it twice, one of the two. */
export function fromLocal(local: number, zone: string): Instant {
  const guess = local - offsetAt(local, zone);
  return local - offsetAt(guess, zone);
}

/** The last instant, not after this one, at which the zone's clock showed a multiple of `interval` milliseconds. */
export function floorInZone(instant: Instant, interval: number, zone: string): Instant {
  return fromLocal(Math.floor(toLocal(instant, zone) / interval) * interval, zone);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which a zone's clock is ahead of UTC. */
function offsetAt(instant: Instant, zone: string): number {
  const parts = clockOf(zone).formatToParts(instant);
  const read = (part: string) => Number(parts.find(({ type }) => type === part)?.value);
  const local = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** Kept, because making one costs a hundred times what using it does. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}
