/** The event's own time: what is "now" there, and which day it is. */
import type { Board } from '#shared/board.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-clock.ts';

const DAY = 86_400_000;

/** The latest time that any of the board's numbers speaks of; undefined before the first. */
export function newestAsOf({ headline }: Snapshot): Instant | undefined {
  const times = Object.values(headline).map(({ asOf }) => parseInstant(asOf));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Whether the event is over, so that its clock stands still. */
export function isOver({ state }: Pick<Board, 'state'>): boolean {
  return state === 'ended' || state === 'archived';
}

/**
 * Now, by the event. A replay's clock is its newest number, since the day it replays is years before the server's own;
 * so is that of an event that has ended.
 */
export function eventNow(snapshot: Snapshot, now: Instant): Instant {
  const { board } = snapshot;
  if (board.nature !== 'replay' && !isOver(board)) return now;
  return newestAsOf(snapshot) ?? now;
}

/** The calendar day that the event's times are read against: a time on another day says its date. */
export function dayOf(instant: Instant, zone: string): number {
  return Math.floor(toLocal(instant, zone) / DAY);
}
