/** The places at which a claimant's number is made: the lowest ones that have one, so that none is told of twice. */
import type { Place } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';

export interface PlaceFigure {
  place: Place;
  figure: Figure;
}

/**
 * Of the places that are shown: what was posted at a hidden one is told of the place in which it lies.
 *
 * @param holds which figures count as a number
 */
export function lowestPlaces(
  { board, places }: Pick<Snapshot, 'board' | 'places'>,
  kind: CountKind,
  holds: (figure: Figure) => boolean,
): PlaceFigure[] {
  const figures = new Map(places.map((row) => [row.id, row[kind]]));
  const byId = new Map(board.places.map((place) => [place.id, place]));
  const counted = board.places.flatMap((place): PlaceFigure[] => {
    const figure = figures.get(place.id);
    return figure && holds(figure) && isShown(place, byId) ? [{ place, figure }] : [];
  });
  const above = new Set<string>();
  for (const { place } of counted) {
    // Whoever is noted has all above it noted too.
    for (let id = place.parent; id !== undefined && !above.has(id); id = byId.get(id)?.parent) above.add(id);
  }
  return counted.filter(({ place }) => !above.has(place.id));
}

/** As the table of places has it: nothing in a hidden place is shown. */
function isShown(place: Place, byId: ReadonlyMap<string, Place>): boolean {
  for (let at: Place | undefined = place; at; at = byId.get(at.parent ?? '')) if (at.hidden) return false;
  return true;
}
