/** The event's own time: what is "now" there, and which day it is. */
import type { Board } from '#shared/board.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

/** What speaks of a time. */
type Timed = Pick<Snapshot, 'headline' | 'claims' | 'feed'>;

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

/** Whether the event is over, so that its clock stands still. */
export function isOver({ state }: Pick<Board, 'state'>): boolean {
  return state === 'ended' || state === 'archived';
}

/**
 * Now, by the event. A replay's clock is the newest that it says, since the day it replays is years before the server's
 * own; so is that of an event that has ended.
 */
export function eventNow(snapshot: Timed & Pick<Snapshot, 'board'>, now: Instant): Instant {
  const { board } = snapshot;
  if (board.nature !== 'replay' && !isOver(board)) return now;
  return newestAsOf(snapshot) ?? now;
}
