/** What zones are called on a board, in the reader's language. */
import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

/** The event's clock: as the board names its zone, else by the place that everybody knows the zone by. */
export function nameClock(board: Board, lang: Lang): string {
  return listedName(board, board.zone, lang) ?? knownName(board.zone, lang);
}

/** A zone in which the event takes place: as the board names it, else after its most populous place. */
export function nameZone(board: Board, zone: string, lang: Lang): string {
  const listed = listedName(board, zone, lang);
  if (listed !== undefined) return listed;
  const [largest] = board.places
    .filter(({ id, population }) => population !== undefined && zoneOf(board, id) === zone)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  return largest ? inLanguage(largest.name, lang) : knownName(zone, lang);
}

function listedName(board: Board, zone: string, lang: Lang): string | undefined {
  const listed = board.zones.find((row) => row.zone === zone);
  return listed && inLanguage(listed.name, lang);
}

/** In English the city of the zone's id; in Russian, and for zones without a city, as the browser calls it. */
function knownName(zone: string, lang: Lang): string {
  const city = zone.replace(/^.*\//, '').replaceAll('_', ' ');
  // `Etc/GMT+5` is five hours behind: its id says the opposite.
  if (lang === 'en' && !/^Etc\/GMT./.test(zone)) return city;
  try {
    const clock = new Intl.DateTimeFormat(lang, { timeZone: zone, timeZoneName: 'shortGeneric' });
    return clock.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? city;
  } catch {
    // A browser of before 2021 does not know this form of name.
    return city;
  }
}
