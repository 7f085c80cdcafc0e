/** A place's own clock, or the viewer's, beside the event's. */
import type { Instant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-clock.ts';
import { dayOf } from '../../charts/event-time.ts';
import type { Locale } from '../../locales/locale.ts';

/** The same moment by a place's own clock, with its date where that is not the event's date of the moment. */
export function writeTimeThere(
  instant: Instant,
  zones: { there: string; event: string },
  { format }: Locale,
): string {
  const clock = format.clock(instant, zones.there);
  const isSameDay = dayOf(instant, zones.there) === dayOf(instant, zones.event);
  return isSameDay ? clock : `${format.shortDay(instant, zones.there)}, ${clock}`;
}

/** Whether two zones' clocks show the same at an instant. */
export function showsSame(instant: Instant, zone: string, other: string): boolean {
  return zone === other || toLocal(instant, zone) === toLocal(instant, other);
}
