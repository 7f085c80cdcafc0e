/** The same moment by another zone's clock: a place's own, or the reader's. */
import type { Instant } from '#shared/time.ts';
import type { Precision, Writing } from './when.ts';
import { dayOf, writeDay } from './when.ts';

/** With its date where that is not the event's date of the moment. */
export function writeTimeThere(
  instant: Instant,
  zones: { there: string; event: string },
  { format }: Writing,
  precision?: Precision,
): string {
  const clock = format.clock(instant, zones.there, precision);
  const [there, here] = [dayOf(instant, zones.there), dayOf(instant, zones.event)];
  return there === here ? clock : `${writeDay(there, here, format)}, ${clock}`;
}
