/** The event's own time: what is "now" there, which day it is, and when it starts in each zone. */
import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { fromLocal, toLocal } from '../../charts/zone-clock.ts';

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

/** One moment at which the event starts, in all the zones where it starts then. */
export interface Start {
  at: Instant;
  /** The first of its zones as the board lists them. */
  zone: string;
}

/** When the event starts, zone by zone, in order of time; empty for a board without a start. */
export function listStarts(board: Board): Start[] {
  const { start } = board;
  if (!start) return [];
  const local = Date.parse(`${start.date}T${start.time}Z`);
  const listed = board.places.filter(({ hidden }) => !hidden).map(({ id }) => zoneOf(board, id));
  const zones = [...board.zones.map(({ zone }) => zone).filter((zone) => listed.includes(zone)), ...listed];
  const starts = new Map<Instant, Start>();
  for (const zone of zones.length > 0 ? zones : [board.zone]) {
    const at = fromLocal(local, zone);
    if (!starts.has(at)) starts.set(at, { at, zone });
  }
  return [...starts.values()].sort((a, b) => a.at - b.at);
}

/** The calendar day that the event's times are read against: a time on another day says its date. */
export function dayOf(instant: Instant, zone: string): number {
  return Math.floor(toLocal(instant, zone) / DAY);
}

/** Whether two zones' clocks show the same at an instant. */
export function showsSame(instant: Instant, zone: string, other: string): boolean {
  return zone === other || toLocal(instant, zone) === toLocal(instant, other);
}
