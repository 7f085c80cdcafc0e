/** What zones are called on a board, in the reader's language. */
import type { Board } from '#shared/board.ts';
import { zonesOf } from '#shared/board.ts';
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
  const zoneAt = zonesOf(board);
  const [largest] = board.places
    .filter(({ id, population }) => population !== undefined && zoneAt(id) === zone)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  return largest ? inLanguage(largest.name, lang) : knownName(zone, lang);
}

function listedName(board: Board, zone: string, lang: Lang): string | undefined {
  const listed = board.zones.find((row) => row.zone === zone);
  return listed && inLanguage(listed.name, lang);
}

/** By the last part of a zone's id; empty until they are loaded. */
let cities: Readonly<Record<string, string>> = {};

/** Loads what the zones' cities are called in a language, where their ids do not tell. To be awaited before a zone is named. */
export async function loadCities(lang: Lang): Promise<void> {
  if (lang === 'ru') cities = (await import('../words/cities-ru.ts')).citiesRu;
}

/** The city of the zone's id, in the reader's language; zones without a city as the browser calls them. */
function knownName(zone: string, lang: Lang): string {
  const part = zone.replace(/^.*\//, '');
  const city = part.replaceAll('_', ' ');
  // `Etc/GMT+5` is five hours behind: its id says the opposite.
  if (lang === 'en' && !/^Etc\/GMT./.test(zone)) return city;
  try {
    const clock = new Intl.DateTimeFormat(lang, { timeZone: zone, timeZoneName: 'shortGeneric' });
    const called = clock.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value;
    return cities[part] ?? called ?? city;
  } catch {
    // A browser of before 2021 does not know this form of name.
    return cities[part] ?? city;
  }
}
