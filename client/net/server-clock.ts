/**
 * The server's clock as this device can know it. Ages are told by it: a phone that is an hour off must not call a
 * fresh number old.
 */
import type { Instant } from '#shared/time.ts';
import type { ClockReading } from './api.ts';

export interface ServerClock {
  now(): Instant;
  /** What this device's clock called so, by the server's. */
  fromDevice(instant: Instant): Instant;
  /** Learns from the `Date` of an answer, which is cut to the second. */
  read(reading: ClockReading): void;
  /** Learns that the server's clock is not before this: it published something then. */
  pass(at: Instant): void;
}

/** Two clocks this close are taken as one: the reading itself is no better. */
const TOLERANCE = 2_000;

export function createServerClock(deviceNow: () => Instant): ServerClock {
  let offset = 0;
  return {
    now: () => deviceNow() + offset,
    fromDevice: (instant) => instant + offset,
    read({ date, asked, came }) {
      const measured = date + 500 - (asked + came) / 2;
      offset = Math.abs(measured) < TOLERANCE ? 0 : measured;
    },
    pass(at) {
      offset = Math.max(offset, at - deviceNow());
    },
  };
}
