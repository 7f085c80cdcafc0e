/**
 * Instants and zones. An instant is a number of milliseconds since 1970-01-01T00:00Z; its public form is ISO 8601 in UTC.
 * Nothing in this folder reads a clock: whoever needs "now" hands it in.
 */
export type Instant = number;

/** Milliseconds of the earliest instant an entry may carry: 1900-01-01T00:00Z. */
export const EARLIEST: Instant = -2_208_988_800_000;

/** The public form of an instant, e.g. `2021-04-21T16:00:00.000Z`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Reads an ISO 8601 date and time that carries a zone. The caller has checked its form (see `instantSchema`). */
export function parseInstant(iso: string): Instant {
  return Date.parse(iso);
}

/** Whether this is the name of a time zone that this machine knows, e.g. `Asia/Novosibirsk`. */
export function isZone(name: string): boolean {
  // The longest has 32 letters; what is far longer is not looked up.
  if (name.length > 64) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as "+03:00" are accepted by Intl, but a place's zone must survive changes of its clock.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
