/** Tells the two passes of an hour that comes twice apart: by how far the clock is from UTC. */
import type { Instant } from '#shared/time.ts';
import { instantsShowing } from '#shared/zone-clock.ts';
import { offsetAt, toLocal } from '#shared/zone-offset.ts';

const MINUTE = 60_000;

/** ` (1)` or ` (2)` where the zone's clock shows this minute twice, else nothing: for the axis, where there is little room. */
export function numberPass(instant: Instant, zone: string): string {
  const minute = Math.floor(toLocal(instant, zone) / MINUTE) * MINUTE;
  const [first, second] = instantsShowing(minute, zone);
  if (first === undefined || second === undefined) return '';
  return instant < second ? ' (1)' : ' (2)';
}

/** ` (UTC+2)` where the zone's clock shows this minute twice, else nothing. */
export function writePass(instant: Instant, zone: string): string {
  const minute = Math.floor(toLocal(instant, zone) / MINUTE) * MINUTE;
  if (instantsShowing(minute, zone).length < 2) return '';
  const ahead = Math.round(offsetAt(instant, zone) / MINUTE);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return ` (UTC${ahead < 0 ? '\u2212' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`})`;
}
