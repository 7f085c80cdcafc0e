/** The named instants of the time axis, of minutes or of decades, on the hours, days, months and years of the board's zone. */
import type { Instant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-offset.ts';
import type { Pitch } from './time-grid.ts';
import { lengthOf, listTimes } from './time-grid.ts';

export interface TimeTick {
  t: Instant;
  isNamed: boolean;
  /** A day begins: it is named by its date. */
  isDay: boolean;
  /** A year, named by its number alone. */
  isYear?: true;
  /** The date is written with its year: the first of those named, and each that is of another year than the one before. */
  withYear?: true;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160];
const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const pitches: readonly Pitch[] = [
  ...minutes.map((each) => ({ minutes: each })),
  ...months.map((each) => ({ months: each })),
];
const LONGEST: Pitch = { months: 6000 };

/** Pixels between two gridlines and between two names, at least. */
const LINE_ROOM = 20;
const NAME_ROOM = 56;

interface Axis {
  from: Instant;
  to: Instant;
  pixels: number;
}

/** @param axis its ends and the pixels between them. */
export function tickTimes(axis: Axis, zone: string): TimeTick[] {
  const { from, to } = axis;
  // Each hour is a zone's start: finer lines would hide them.
  const least = to - from > 180 * MINUTE ? 60 : 1;
  const roomOf = (pitch: Pitch) => (lengthOf(pitch) / Math.max(1, to - from)) * axis.pixels;
  const wide = pitches.filter((each) => !('minutes' in each) || each.minutes % least === 0);
  const name = wide.find((each) => roomOf(each) >= NAME_ROOM) ?? LONGEST;
  const line = wide.find((each) => divides(each, name) && roomOf(each) >= LINE_ROOM) ?? name;
  const named = new Set(listTimes(axis, name, zone));
  const isYear = 'months' in name && name.months >= 12;
  // In an hour that comes twice both passes have their ticks; of hours that are skipped there is the one jump.
  const ticks = listTimes(axis, line, zone).map(
    (t): TimeTick => ({
      t,
      isNamed: named.has(t),
      isDay: isDayBegin(t, zone),
      ...(isYear && { isYear }),
    }),
  );
  return yearOf(from, zone) === yearOf(to, zone) ? ticks : tellYears(ticks, zone);
}

/** Whether every time of the one grid is one of the other's. */
function divides(line: Pitch, name: Pitch): boolean {
  if ('months' in line) return 'months' in name && name.months % line.months === 0;
  if ('months' in name) return line.minutes === 1440;
  return name.minutes % line.minutes === 0;
}

/** Where midnight is skipped, a day begins at one. */
function isDayBegin(t: Instant, zone: string): boolean {
  const day = (instant: Instant) => Math.floor(toLocal(instant, zone) / DAY);
  return toLocal(t, zone) % DAY === 0 || day(t) > day(t - 1);
}

function tellYears(ticks: readonly TimeTick[], zone: string): TimeTick[] {
  let year: number | undefined;
  return ticks.map((tick) => {
    if (!(tick.isNamed && tick.isDay) || yearOf(tick.t, zone) === year) return tick;
    year = yearOf(tick.t, zone);
    return { ...tick, withYear: true };
  });
}

function yearOf(t: Instant, zone: string): number {
  return new Date(toLocal(t, zone)).getUTCFullYear();
}
