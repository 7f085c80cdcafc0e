/** Regular times of a zone's clocks: hours, days, weeks that begin on Monday, months, years. */
import type { Instant } from '#shared/time.ts';
import { fromLocal, listInZone } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** 1 January 1970 was a Thursday. */
const MONDAY = 4;

/** So many minutes (days at most, and weeks), or so many months. */
export type Pitch = { minutes: number } | { months: number };

/** About how long it is, in milliseconds. */
export function lengthOf(pitch: Pitch): number {
  return 'minutes' in pitch ? pitch.minutes * MINUTE : pitch.months * 30.4375 * DAY;
}

/** The times of a grid from one instant up to and with another, ascending. */
export function listTimes(span: { from: Instant; to: Instant }, pitch: Pitch, zone: string): Instant[] {
  if ('months' in pitch) return listMonths(span, pitch.months, zone);
  const length = pitch.minutes * MINUTE;
  if (length % (7 * DAY) !== 0) return listInZone(span, length, zone);
  const days = length / DAY;
  return listInZone(span, DAY, zone).filter(
    (t) => (Math.floor(toLocal(t, zone) / DAY) - MONDAY) % days === 0,
  );
}

function listMonths({ from, to }: { from: Instant; to: Instant }, months: number, zone: string): Instant[] {
  const first = new Date(toLocal(from, zone));
  const found: Instant[] = [];
  const begin = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (let month = begin; ; month += months) {
    const t = fromLocal(Date.UTC(Math.floor(month / 12), month % 12, 1), zone);
    if (t > to) return found;
    if (t >= from) found.push(t);
  }
}
