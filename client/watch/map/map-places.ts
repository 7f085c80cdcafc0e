/** Which places of a board have a position, and which of those with a number have none. */
import type { Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Position } from './map-frame.ts';

interface Positioned extends Position {
  id: string;
}

/** Every place with a position that is shown, whatever is known of it: the map stays as it is when numbers come. */
export function listPositions({ places, zone: event }: Pick<Board, 'places' | 'zone'>): Positioned[] {
  const zones = new Map(places.map(({ id, zone }) => [id, zone]));
  return places.flatMap(({ id, lat, lon, zone, parent, hidden }) => {
    if (hidden || lat === undefined || lon === undefined) return [];
    return [{ id, lat, lon, zone: zone ?? zones.get(parent ?? '') ?? event }];
  });
}

/** Of how many of the lowest places with a number the map cannot say where they are. */
export function countUnplaced({ board, places }: Snapshot, kind: Kind): number {
  const parents = new Set(board.places.map(({ parent }) => parent));
  const lost = board.places.filter(
    ({ id, hidden, lat }) => !(hidden || parents.has(id) || lat !== undefined),
  );
  const ids = new Set(lost.map(({ id }) => id));
  return places.filter((row) => ids.has(row.id) && (row[kind]?.best ?? 0) > 0).length;
}
