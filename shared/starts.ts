/** When the event starts: at one hour by the clocks, so at a moment of its own in each zone; and what starts then. */
import type { Board, Place } from './board.ts';
import { zonesOf } from './board.ts';
import type { Instant } from './time.ts';
import { fromLocal } from './zone-clock.ts';

/** One moment at which the event starts, in all the zones where it starts then: a row of the wave. */
export interface Start {
  at: Instant;
  /** The first of `zones`. */
  zone: string;
  /** Those that the board lists come first, in its order. */
  zones: string[];
  /** The places that are shown and start then; none where the board shows no place at all. */
  places: Place[];
}

type Starting = Pick<Board, 'start' | 'zone' | 'zones' | 'places'>;

/** When the event starts, zone by zone, in order of time; empty for a board without a start. */
export function listStarts(board: Starting): Start[] {
  const { start } = board;
  if (!start) return [];
  const local = Date.parse(`${start.date}T${start.time}Z`);
  const byId = new Map(board.places.map((place) => [place.id, place]));
  const byZone = groupByZone(board, byId);
  const starts = new Map<Instant, Start>();
  for (const zone of new Set([...board.zones.map((row) => row.zone), ...byZone.keys()])) {
    const places = byZone.get(zone);
    if (!places) continue;
    const at = fromLocal(local, zone);
    const known = starts.get(at) ?? { at, zone, zones: [], places: [] };
    starts.set(at, known);
    known.zones.push(zone);
    known.places.push(...places);
  }
  return [...starts.values()].sort((a, b) => a.at - b.at);
}

/** The places that have rows: neither they nor what they lie in is hidden. */
function groupByZone(board: Starting, byId: ReadonlyMap<string, Place>): Map<string, Place[]> {
  const zoneOf = zonesOf(board);
  const byZone = new Map<string, Place[]>();
  for (const place of board.places) {
    if (pathOf(place, byId).some(({ hidden }) => hidden)) continue;
    const zone = zoneOf(place.id);
    const known = byZone.get(zone) ?? [];
    byZone.set(zone, known);
    known.push(place);
  }
  return byZone.size > 0 ? byZone : new Map([[board.zone, []]]);
}

/** A place and those in which it lies. */
export function pathOf(place: Place, byId: ReadonlyMap<string, Place>): Place[] {
  const path: Place[] = [];
  for (let at: Place | undefined = place; at; at = byId.get(at.parent ?? '')) path.push(at);
  return path;
}
