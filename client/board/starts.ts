/** When the event starts: at one hour by the clocks, so at a moment of its own in each zone. */
import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
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
