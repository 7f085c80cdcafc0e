/**
 * When a count or an update is as of: the instant that was posted, the moment of receipt where none was, and the end of
 * the day, in its place's zone, where a date alone was (see docs/decisions/008-a-date-alone.md).
 */
import { dayIn, endOfDay } from '#shared/day.ts';
import type { CorrectionSet } from '#shared/entry.ts';
import type { DayAlone } from '#shared/instant.ts';
import { LIMITS } from '#shared/limits.ts';
import type { SettledSet } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant, parseInstant } from '#shared/time.ts';
import { refuseField } from '../refusal.ts';

/** Where and when an entry is settled. */
export interface Clockwork {
  zoneOf: (place: string | null) => string;
  now: Instant;
}

export interface SettledTime {
  asOf: Instant;
  day?: string;
}

export function settleTime(
  { zoneOf, now }: Clockwork,
  asOf: Instant | DayAlone | undefined,
  place: string | undefined,
): SettledTime {
  if (typeof asOf !== 'object') return { asOf: asOf ?? now };
  const { day } = asOf;
  return { asOf: Math.min(endOfDay(day, zoneOf(place ?? null)), now), day };
}

/**
 * What a correction sets. A day stays the same day where the entry goes, so its instant moves to that place's zone.
 * @param before the entry as it stands; undefined where it does not matter, as for a repeat
 */
export function settleSet(
  clockwork: Clockwork,
  { asOf, ...set }: CorrectionSet,
  before: FeedRow | undefined,
): SettledSet {
  const place = placeAfter(set, before);
  if (asOf !== undefined) return { ...set, ...settleTime(clockwork, asOf, place) };
  if (before?.day === undefined || set.place === undefined) return set;
  const { zoneOf } = clockwork;
  if (zoneOf(place ?? null) === zoneOf(before.place ?? null)) return set;
  return { ...set, ...moveDay(clockwork, { ...before, day: before.day }, place) };
}

/** Where a correction puts an entry. */
export function placeAfter(
  { place }: Pick<CorrectionSet, 'place'>,
  before: Pick<FeedRow, 'place'> | undefined,
): string | undefined {
  return place === undefined ? before?.place : (place ?? undefined);
}

/** One that was received before its day was over stays as of then at the latest. */
function moveDay(
  { zoneOf, now }: Clockwork,
  { day, asOf, place }: { day: string; asOf: string; place?: string },
  to: string | undefined,
): SettledTime {
  const instant = parseInstant(asOf);
  const isOver = instant >= endOfDay(day, zoneOf(place ?? null));
  return { asOf: Math.min(endOfDay(day, zoneOf(to ?? null)), isOver ? now : instant), day };
}

/** @throws Refusal where this is ahead of the server's clock, or a day that has not begun there. */
export function judgeTime(
  { zoneOf, now }: Clockwork,
  asOf: Instant | DayAlone | undefined,
  { place, pointer }: { place: string | undefined; pointer: string },
): void {
  if (asOf === undefined) return;
  const latest = now + LIMITS.asOfAheadMs;
  const zone = zoneOf(place ?? null);
  const isAhead = typeof asOf === 'object' ? asOf.day > dayIn(latest, zone) : asOf > latest;
  if (!isAhead) return;
  const serverTime = formatInstant(now);
  const taken =
    typeof asOf === 'object'
      ? `takes a day that has begun in ${zone}; the server's time is ${serverTime}`
      : `takes a time that is not ahead of the server's, which is ${serverTime}`;
  throw refuseField(pointer, taken, { serverTime });
}
