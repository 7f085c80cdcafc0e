/** The chart as a table: what was known at each whole hour of the event's clock. */
import type { Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { floorInZone } from '#shared/zone-clock.ts';
import { listStarts } from '../../charts/starts.ts';
import { pointAt } from './rates.ts';

export interface HourRow {
  at: Instant;
  registration: Point | undefined;
  arrest: Point | undefined;
  update: Point | undefined;
}

const HOUR = 3_600_000;
/** How long before the first start the day begins. */
const EVE = 3 * HOUR;
/** More rows would be a list, not a table. */
const MOST_ROWS = 26;

/** From the day's first entry to now, by the hour, or by as many hours as keep the table short. Newest last. */
export function listHours(snapshot: Snapshot, now: Instant): HourRow[] {
  const { series, board } = snapshot;
  const first = firstOfDay(snapshot, now);
  if (first === undefined || first > now) return [];
  const step = HOUR * Math.ceil((now - first) / HOUR / (MOST_ROWS - 2) || 1);
  const times: Instant[] = [];
  for (let at = floorInZone(first, HOUR, board.zone) + step; at < now; at += step) times.push(at);
  return [...times, now].map((at) => ({
    at,
    registration: pointAt(series.registration?.points ?? [], at),
    arrest: pointAt(series.arrest?.points ?? [], at),
    update: pointAt(series.update?.points ?? [], at),
  }));
}

/** Registrations may have been counted for weeks: the day begins some hours before the first start. */
function firstOfDay({ series, board }: Snapshot, now: Instant): Instant | undefined {
  const firsts = Object.values(series).flatMap(({ points }) => points[0]?.[0] ?? []);
  if (firsts.length === 0) return undefined;
  const eve = Math.min(listStarts(board)[0]?.at ?? now, now) - EVE;
  return Math.max(Math.min(...firsts), eve);
}
