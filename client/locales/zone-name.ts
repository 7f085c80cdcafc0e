/** What a zone is called on a board: as the board names it, else after its most populous place, else as its id ends. */
import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

export function nameZone(board: Board, zone: string, lang: Lang): string {
  const named = board.zones.find((row) => row.zone === zone);
  if (named) return inLanguage(named.name, lang);
  const [largest] = board.places
    .filter(({ id, population }) => population !== undefined && zoneOf(board, id) === zone)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  if (largest) return inLanguage(largest.name, lang);
  return zone.replace(/^.*\//, '').replaceAll('_', ' ');
}
