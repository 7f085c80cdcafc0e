/** The event's own time: what is "now" there, and which day it is. */
import type { Board } from '#shared/board.ts';
import type { Timed } from '#shared/newest-as-of.ts';
import { newestAsOf } from '#shared/newest-as-of.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

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
