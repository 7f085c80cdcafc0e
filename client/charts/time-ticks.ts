/** The named instants of the time axis, on the hours and days of the board's zone. */
import type { Instant } from '#shared/time.ts';
import { listInZone } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';

export interface TimeTick {
  t: Instant;
  isNamed: boolean;
  /** Midnight: it is named by its date. */
  isDay: boolean;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const intervals = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  180,
  360,
  720,
  1440,
  2880,
  7 * 1440,
  14 * 1440,
  28 * 1440,
].map((minutes) => minutes * MINUTE);

/** Pixels between two gridlines and between two names, at least. */
const LINE_ROOM = 20;
const NAME_ROOM = 56;

/** @param span the axis' ends and the pixels between them. */
export function tickTimes(span: { from: Instant; to: Instant; pixels: number }, zone: string): TimeTick[] {
  const { from, to, pixels } = span;
  /** The shortest interval with that much room which is a multiple of another. */
  const fitting = (room: number, least: number) =>
    intervals.find((length) => length % least === 0 && (length / (to - from)) * pixels >= room) ??
    Math.ceil(((to - from) * room) / pixels / least) * least;
  // Each hour is a zone's start: finer lines would hide them.
  const line = fitting(LINE_ROOM, to - from > 180 * MINUTE ? 60 * MINUTE : MINUTE);
  const name = fitting(NAME_ROOM, line);
  // In an hour that comes twice both passes have their ticks; of hours that are skipped there is the one jump.
  return listInZone({ from, to }, line, zone).map((t) => {
    const local = toLocal(t, zone);
    return { t, isNamed: local % name === 0, isDay: local % DAY === 0 };
  });
}
