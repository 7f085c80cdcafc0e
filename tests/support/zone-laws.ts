/** What must hold of a zone's clock around each of its changes. */
import { expect } from 'vitest';
import { floorInZone, fromLocal, instantsShowing, listInZone } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';
import type { ZoneChange } from './zone-changes.ts';
import { readClock } from './zone-changes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INTERVALS = [MINUTE, 5 * MINUTE, HOUR, 3 * HOUR, DAY, 7 * DAY];
/** Minutes from the change: its own moment and the last before it, either side of both hours, half-hour changes too. */
const AROUND = [-1500, -90, -61, -60, -45, -30, -1 / 60_000, 0, 1, 15, 30, 59, 60, 61, 90, 1500];

type Show = (instant: number) => number;

/** Throws an assertion that names the zone and the instant. */
export function checkChange({ zone, at }: ZoneChange): void {
  const show = showAround({ zone, at });
  const instants = AROUND.map((minutes) => Math.round(at + minutes * MINUTE));
  for (const instant of instants) {
    const where = `${zone} ${new Date(instant).toISOString()}`;
    const local = toLocal(instant, zone);
    expect(local, where).toBe(show(instant));
    const shown = instantsShowing(local, zone);
    expect(shown, where).toContain(instant);
    expect(
      shown.map((each) => toLocal(each, zone)),
      where,
    ).toEqual(shown.map(() => local));
    expect(fromLocal(local, zone), where).toBe(shown[0]);
  }
  checkPasses({ zone, at });
  for (const interval of INTERVALS) checkFloors({ instants, zone, show }, interval);
}

/** The clock around a change by its two offsets, which Intl has told. */
function showAround({ zone, at }: ZoneChange): Show {
  const show = readClock(zone);
  const [before, after] = [show(at - 1000) - at + 1000, show(at) - at];
  return (instant) => instant + (instant < at ? before : after);
}

/** A time that comes twice has both its instants, one that never comes none, and stands where the clocks jump. */
function checkPasses({ zone, at }: ZoneChange): void {
  const [before, after] = [toLocal(at - 1, zone) + 1, toLocal(at, zone)];
  const where = `${zone} ${new Date(at).toISOString()}`;
  const middle = Math.floor((before + after) / 2);
  const passes = before > after ? [at - (before - middle), at + (middle - after)] : [];
  expect(instantsShowing(middle, zone), where).toEqual(passes);
  if (before < after) expect(fromLocal(middle, zone), where).toBe(at);
}

/** The floor by its definition: the last instant at which the clock came to a multiple, looked for minute by minute. */
function checkFloors(
  around: { instants: readonly number[]; zone: string; show: Show },
  interval: number,
): void {
  const { instants, zone, show } = around;
  let last = Number.NEGATIVE_INFINITY;
  for (const instant of instants) {
    const where = `${zone} ${interval / MINUTE} min, ${new Date(instant).toISOString()}`;
    const floor = floorInZone(instant, interval, zone);
    expect(floor, where).toBeLessThanOrEqual(instant);
    expect(floor, where).toBeGreaterThanOrEqual(last);
    expect(floor, where).toBeGreaterThan(instant - interval - DAY - 1);
    expect(floorInZone(floor, interval, zone), where).toBe(floor);
    if (interval <= 3 * HOUR) expect(floor, where).toBe(floorByLooking(instant, interval, show));
    last = floor;
  }
  const [from = 0, to = 0] = [instants[0], instants.at(-1)];
  if (interval < HOUR) return;
  const listed = listInZone({ from, to }, interval, zone);
  const looked = new Set(
    instants.map((instant) => floorInZone(instant, interval, zone)).filter((each) => each >= from),
  );
  expect(listed).toEqual([...new Set(listed)].sort((a, b) => a - b));
  expect(listed).toEqual(expect.arrayContaining([...looked]));
}

function floorByLooking(instant: number, interval: number, show: Show): number {
  const index = (at: number) => Math.floor(show(at) / interval);
  for (let at = Math.floor(instant / MINUTE) * MINUTE; ; at -= MINUTE) {
    const isMultiple = show(at) % interval === 0;
    if (isMultiple || index(at) > index(at - MINUTE)) return at;
  }
}
