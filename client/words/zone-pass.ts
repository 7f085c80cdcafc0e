/** How far a clock is from UTC: what tells the two passes of an hour that comes twice apart. */
import type { Instant } from '#shared/time.ts';
import { offsetAt, otherShowing } from '#shared/zone-offset.ts';

/** ` (UTC+2)` where the zone's clock shows this time twice, else nothing. */
export function writePass(instant: Instant, zone: string): string {
  return otherShowing(instant, zone) === undefined ? '' : ` (${writeOffset(instant, zone)})`;
}

/** `UTC+2`, `UTC\u22122:30`. */
export function writeOffset(instant: Instant, zone: string): string {
  const offset = offsetAt(instant, zone);
  const length = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `UTC${offset < 0 ? '\u2212' : '+'}${length.replace(/^0|:00$/g, '')}`;
}
