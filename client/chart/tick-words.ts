/** What stands under the lines of a time axis. */
import type { Instant } from '#shared/time.ts';
import { otherShowing, toLocal } from '#shared/zone-offset.ts';
import type { Format } from '../words/format.ts';
import type { TimeTick } from './time-ticks.ts';

export function writeTick({ t, isDay, isYear, withYear }: TimeTick, zone: string, format: Format): string {
  if (isYear) return String(new Date(toLocal(t, zone)).getUTCFullYear());
  return isDay ? format.shortDay(t, zone, withYear) : writeNumbered(t, zone, format);
}

/** In an hour that comes twice ` (1)` or ` (2)`: on the axis there is little room. */
export function writeNumbered(t: Instant, zone: string, format: Format): string {
  const digits = format.digits(t, zone);
  const other = otherShowing(t, zone);
  return other === undefined ? digits : `${digits} (${t < other ? 1 : 2})`;
}
