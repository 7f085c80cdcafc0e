/** What the map shows: of each place that has a number and a position one circle, by its area, and the scale that they have. */
import type { Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';
import type { Order } from '../places/place-rows.ts';
import { numberIn } from '../places/place-rows.ts';
import type { Position } from './map-frame.ts';
import { listPositions } from './map-places.ts';

export interface Mapped extends Position {
  id: string;
  name: string;
  /** The one that the board shows big. */
  number: number;
  confirmed: number;
  /** The upper bound of what is reported. */
  most: number;
}

/** The largest first, so that small circles lie on large ones. Where a place and one in it both have a circle, the one in it has. */
export function listMapped(snapshot: Snapshot, order: Order, lang: Lang): Mapped[] {
  const { kind } = order;
  if (kind === undefined) return [];
  const positions = new Map(listPositions(snapshot.board).map((position) => [position.id, position]));
  const rows = snapshot.places.filter((row) => positions.has(row.id) && (row[kind]?.best ?? 0) > 0);
  const above = placesAbove(snapshot, new Set(rows.map(({ id }) => id)));
  const names = new Map(snapshot.board.places.map(({ id, name }) => [id, inLanguage(name, lang)]));
  const mapped = rows.flatMap((row): Mapped[] => {
    const [position, figure] = [positions.get(row.id), row[kind]];
    if (!(position && figure) || above.has(row.id)) return [];
    const most = 'high' in figure ? figure.high : figure.best;
    const number = numberIn(row, order) ?? 0;
    return [
      { ...position, name: names.get(row.id) ?? row.id, number, confirmed: figure.confirmed ?? 0, most },
    ];
  });
  return mapped.sort((a, b) => b.most - a.most || (a.id < b.id ? -1 : 1));
}

function placesAbove({ board }: Snapshot, ids: ReadonlySet<string>): Set<string> {
  const parents = new Map(board.places.map(({ id, parent }) => [id, parent]));
  const above = new Set<string>();
  for (const id of ids) {
    for (let at = parents.get(id); at !== undefined && !above.has(at); at = parents.get(at)) above.add(at);
  }
  return above;
}

/** How large circles are: `full` has the radius `radius`, and half of it an area half as large. */
export interface CircleScale {
  full: number;
  radius: number;
}

/** Rounded up to 1, 2 or 5 with noughts, so that no circle changes its size with every post. */
export function scaleCircles(mapped: readonly Mapped[], width: number): CircleScale {
  const largest = Math.max(1, ...mapped.map(({ most }) => most));
  return { full: roundUp(largest), radius: Math.min(26, Math.max(14, width / 36)) };
}

export function roundUp(number: number): number {
  const nought = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map((step) => step * nought).find((round) => round >= number) ?? number;
}

export function radiusOf(number: number, { full, radius }: CircleScale): number {
  if (number <= 0) return 0;
  return Math.max(1.5, Math.round(radius * Math.sqrt(number / full) * 10) / 10);
}

/** The circles of the printed scale, the largest first. */
export function scaleSteps({ full }: CircleScale): number[] {
  const steps = [full, roundUp(full / 5), roundUp(full / 25)];
  return [...new Set(steps.filter((step) => step >= 1))];
}
