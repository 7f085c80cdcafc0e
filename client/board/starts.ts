/** When the event starts: at one hour by the clocks, so at a moment of its own in each zone. */
import type { Board } from '#shared/board.ts';
import { zonesOf } from '#shared/board.ts';
import type { Instant } from '#shared/time.ts';
import { fromLocal } from '#shared/zone-clock.ts';

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
  const zoneAt = zonesOf(board);
  const listed = board.places.filter(({ hidden }) => !hidden).map(({ id }) => zoneAt(id));
  const zones = new Set([
    ...board.zones.map(({ zone }) => zone).filter((zone) => listed.includes(zone)),
    ...listed,
  ]);
  const starts = new Map<Instant, Start>();
  for (const zone of zones.size > 0 ? zones : [board.zone]) {
    const at = startIn(zone, start);
    if (!starts.has(at)) starts.set(at, { at, zone });
  }
  return [...starts.values()].sort((a, b) => a.at - b.at);
}

/** When it starts in a zone. */
export function startIn(zone: string, { date, time }: NonNullable<Board['start']>): Instant {
  return fromLocal(Date.parse(`${date}T${time}Z`), zone);
}
