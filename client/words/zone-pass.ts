/** Tells the two passes of an hour that comes twice apart: by how far the clock is from UTC. */
import type { Instant } from '#shared/time.ts';
import { offsetAt, otherShowing } from '#shared/zone-offset.ts';

/** ` (UTC+2)` where the zone's clock shows this time twice, else nothing. */
export function writePass(instant: Instant, zone: string): string {
  if (otherShowing(instant, zone) === undefined) return '';
  const offset = offsetAt(instant, zone);
  const length = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return ` (UTC${offset < 0 ? '\u2212' : '+'}${length.replace(/^0|:00$/g, '')})`;
}
