/** What zones are called on a board, in the reader's language. */
import type { Board, Place } from '#shared/board.ts';
import type { Start } from '#shared/starts.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

/** The event's clock: as the board names its zone, else by the place that everybody knows the zone by. */
export function nameClock({ zone, zones }: Pick<Board, 'zone' | 'zones'>, lang: Lang): string {
  const listed = zones.find((row) => row.zone === zone);
  return listed ? inLanguage(listed.name, lang) : knownName(zone, lang);
}

/** Where the event starts at one of its moments: as the board names one of its zones, else after the most populous place. */
export function nameStart({ zones }: Pick<Board, 'zones'>, start: Start, lang: Lang): string {
  const [largest] = byPopulation(start.places.filter(({ population }) => population));
  const named = zones.find(({ zone }) => start.zones.includes(zone)) ?? largest;
  return named ? inLanguage(named.name, lang) : knownName(start.zone, lang);
}

/** The most populous first; those of which it is not said come last, as the board lists them. */
export function byPopulation(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
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
