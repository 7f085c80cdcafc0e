/** How new a board is. */
import type { Snapshot } from './snapshot.ts';
import type { Instant } from './time.ts';
import { parseInstant } from './time.ts';

/** What speaks of a time. */
export type Timed = Pick<Snapshot, 'headline' | 'claims' | 'feed'>;

/**
 * The latest time that anything on the board speaks of: a number, whoever states it, or a post. Undefined before the
 * first. Whatever says how new the board is asks here, so that no two sentences of a page can contradict each other.
 */
export function newestAsOf({ headline, claims, feed }: Timed): Instant | undefined {
  const stated = [...Object.values(headline), ...Object.values(claims).flat(), ...feed];
  // None is undefined, which the compiler cannot see of keys that a board chooses.
  const times = stated.map((each) => (each ? parseInstant(each.asOf) : 0));
  return times.length === 0 ? undefined : Math.max(...times);
}
