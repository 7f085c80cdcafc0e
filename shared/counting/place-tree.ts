/** The tree of a board's places (city, region, board), by the numbers that columns keep; the board itself is 0. */
import type { Place } from '../board.ts';
import type { Numbering } from './numbering.ts';
import type { Where } from './tally.ts';

/** The number of the whole board. */
export const BOARD = 0;

/** How a tree differs from its predecessor. */
export interface TreeChange {
  /** Whether a place came, went, or has another parent. */
  changed: boolean;
  /** The places that came or went and were named before: no others can have entries. */
  cameOrWent: Set<number>;
}

export interface PlaceTree {
  /** Replaces the places by those that the board has now. */
  replace(places: readonly Place[]): TreeChange;
  /** The number of a place of this board, or undefined. */
  find(where: Where): number | undefined;
  /** The place itself, or the board if the board does not list the place. */
  locate(place: number): number;
  parentOf(place: number): number | undefined;
  hasChildren(place: number): boolean;
  /** The place, those above it, and the board. */
  pathOf(place: number): readonly Where[];
  /** Every place and the board. */
  all(): Where[];
}

export function createPlaceTree(names: Numbering): PlaceTree {
  let parents = new Map<number, number>();
  let withChildren = new Set<number>();
  const paths = new Map<number, readonly Where[]>();

  const locate = (place: number) => (parents.has(place) ? place : BOARD);
  const parentOf = (place: number) => (place === BOARD ? undefined : locate(parents.get(place) ?? BOARD));
  return {
    replace(places) {
      const came = places.flatMap(({ id }) => names.find(id) ?? []).filter((place) => !parents.has(place));
      const next = new Map(
        places.map((place) => [
          names.numberOf(place.id),
          place.parent === undefined ? BOARD : names.numberOf(place.parent),
        ]),
      );
      const went = [...parents.keys()].filter((place) => !next.has(place));
      const moved = [...next].some(([place, parent]) => parents.get(place) !== parent);
      const changed = moved || next.size !== parents.size;
      parents = next;
      withChildren = new Set(next.values());
      paths.clear();
      return { changed, cameOrWent: new Set([...came, ...went]) };
    },
    find(where) {
      if (where === null) return BOARD;
      const place = names.find(where);
      return place !== undefined && parents.has(place) ? place : undefined;
    },
    locate,
    parentOf,
    hasChildren: (place) => withChildren.has(place),
    pathOf(place) {
      const known = paths.get(place);
      if (known !== undefined) return known;
      const path: Where[] = [];
      for (let at = locate(place); at !== BOARD; at = parentOf(at) ?? BOARD)
        path.push(names.nameOf(at) ?? null);
      path.push(null);
      paths.set(place, path);
      return path;
    },
    all: () => [...[...parents.keys()].map((place) => names.nameOf(place) ?? null), null],
  };
}
