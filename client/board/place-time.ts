/** A place's own clock, or the viewer's, beside the event's. */
import type { Instant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-offset.ts';

/** Whether two zones' clocks show the same at an instant. */
export function showsSame(instant: Instant, zone: string, other: string): boolean {
  return zone === other || toLocal(instant, zone) === toLocal(instant, other);
}
