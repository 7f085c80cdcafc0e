/**
 * "Now", as a post means it: after everything that is known. What came a moment ago carries the server's time to the
 * millisecond; by a device whose clock is a second behind, an addition posted after a total would else lie before it.
 */
import type { Kind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

/** Two clocks that count as one may be this far apart, in milliseconds. What is further ahead was stated of a time to come. */
const TOLERANCE = 2_000;

type Known = Pick<Snapshot, 'at' | 'headline' | 'claims' | 'places'>;

/** @param now the server's time, as well as this device knows it */
export function presentMoment(
  now: Instant,
  known: Known,
  kind: Kind,
  place: string | null | undefined,
): Instant {
  const there = place ? known.places.find(({ id }) => id === place) : known.headline;
  const claims = kind === 'update' ? [] : (known.claims[kind] ?? []);
  const times = [known.at, there?.[kind]?.asOf, ...claims.map(({ asOf }) => asOf)];
  const instants = times.flatMap((time) => (time === undefined ? [] : [parseInstant(time)]));
  return Math.max(now, ...instants.filter((instant) => instant <= now + TOLERANCE));
}
