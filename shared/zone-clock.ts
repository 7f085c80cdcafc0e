/**
 * Instants as a zone's clocks show them. "Local" is a number too: the milliseconds that a clock there would show if it
 * counted from 1970-01-01T00:00 by its own hands, so that whole hours and days of the zone are multiples.
 */
import type { Instant } from './time.ts';
import { offsetAt, toLocal } from './zone-offset.ts';

/** The instants at which a zone's clocks show this, ascending: one, two where they are put back, none where they skip it. */
export function instantsShowing(local: number, zone: string): Instant[] {
  // Clocks are less than a day from UTC: a change that matters lies between these two, and either side of it is tried.
  const candidates = [-DAY, DAY].map((side) => local - offsetAt(local + side, zone));
  return [...new Set(candidates)]
    .filter((instant) => toLocal(instant, zone) === local)
    .sort((one, other) => one - other);
}

/** The first instant at which a zone's clocks show this; where they skip it, the one at which they jump over it. */
export function fromLocal(local: number, zone: string): Instant {
  const [first] = instantsShowing(local, zone);
  return first ?? changeWithin({ after: local - DAY, until: local + DAY }, zone);
}

/**
 * The last instant, not after this one, at which the zone's clocks came to a multiple of `interval` milliseconds: showed
 * it, or jumped over it. In an hour that comes twice both passes have their own.
 */
export function floorInZone(instant: Instant, interval: number, zone: string): Instant {
  const offset = offsetAt(instant, zone);
  const floor = Math.floor((instant + offset) / interval) * interval - offset;
  const change = lastChange({ after: floor, until: instant }, zone);
  if (change === undefined) return floor;
  const [before, after] = [change - 1, change].map((at) => Math.floor(toLocal(at, zone) / interval));
  return (after ?? 0) > (before ?? 0) ? change : floorInZone(change - 1, interval, zone);
}

/** All such instants from one up to and with another, ascending. */
export function listInZone(
  { from, to }: { from: Instant; to: Instant },
  interval: number,
  zone: string,
): Instant[] {
  const found: Instant[] = [];
  for (let at = floorInZone(to, interval, zone); at >= from; at = floorInZone(at - 1, interval, zone))
    found.push(at);
  return found.reverse();
}

const DAY = 86_400_000;
/** No zone changes its clocks twice within so long. */
const STRIDE = 7 * DAY;

interface Stretch {
  after: Instant;
  until: Instant;
}

/** When the zone's clocks were put on or back last within a stretch. */
function lastChange({ after, until }: Stretch, zone: string): Instant | undefined {
  for (let end = until; end > after; end -= STRIDE) {
    const stretch = { after: Math.max(after, end - STRIDE), until: end };
    if (offsetAt(stretch.after, zone) !== offsetAt(end, zone)) return changeWithin(stretch, zone);
  }
  return undefined;
}

/** The first instant with the offset that holds at the end of a stretch in which the offset changes once. */
function changeWithin({ after, until }: Stretch, zone: string): Instant {
  let [before, from] = [Math.floor(after), Math.ceil(until)];
  const offset = offsetAt(from, zone);
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (offsetAt(middle, zone) === offset) from = middle;
    else before = middle;
  }
  return from;
}
