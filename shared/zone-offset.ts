/** How far a zone's clocks are from UTC. Apart from what is made of it, because every reader waits for this much alone. */
import type { Instant } from './time.ts';

const DAY = 86_400_000;

/** What a zone's clock shows at an instant. */
export function toLocal(instant: Instant, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/** The other instant at which a zone's clock shows the same; undefined but in an hour that comes twice. */
export function otherShowing(instant: Instant, zone: string): Instant | undefined {
  const local = toLocal(instant, zone);
  // A change of the clocks that matters lies within a day, and either side of it is tried.
  return [-DAY, DAY]
    .map((side) => local - offsetAt(instant + side, zone))
    .find((other) => other !== instant && toLocal(other, zone) === local);
}

/** Milliseconds by which a zone's clock is ahead of UTC. */
export function offsetAt(instant: Instant, zone: string): number {
  const known = zoneOf(zone);
  const day = Math.floor(instant / DAY);
  const kept = known.days.get(day);
  if (kept !== undefined) return kept ?? readOffset(known.clock, instant);
  const offset = readOffset(known.clock, day * DAY);
  const isSteady = offset === readOffset(known.clock, (day + 1) * DAY);
  if (known.days.size >= DAYS_KEPT) known.days.clear();
  known.days.set(day, isSteady ? offset : null);
  return isSteady ? offset : readOffset(known.clock, instant);
}

function readOffset(clock: Intl.DateTimeFormat, instant: Instant): number {
  // Of a part of a second before 1970 Intl would show the second after it.
  const second = Math.floor(instant / 1000) * 1000;
  const parts = clock.formatToParts(second);
  const read = (part: string) => Number(parts.find(({ type }) => type === part)?.value);
  const [year, month, day] = [read('year'), read('month') - 1, read('day')];
  return Date.UTC(year, month, day, read('hour'), read('minute'), read('second')) - second;
}

/** Reading a clock costs some 20 microseconds, and making one a hundred times that: both are kept. */
interface Zone {
  clock: Intl.DateTimeFormat;
  /** By the day of UTC: the offset that holds throughout it; null where it changes. */
  days: Map<number, number | null>;
}
const zones = new Map<string, Zone>();
const DAYS_KEPT = 1_000;

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: name,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { clock, days: new Map() };
  zones.set(name, zone);
  return zone;
}
