/** Places as they are pasted: one per line, `id; English name; Russian name; zone; lies in; latitude; longitude`. */
import type { Place } from '#shared/board.ts';
import type { Localized } from '#shared/text.ts';
import { isZone } from '#shared/time.ts';

export type LineProblem = 'id' | 'name' | 'zone' | 'parent' | 'lat' | 'lon' | 'both' | 'fields' | 'twice';

export interface PlaceLine {
  /** From 1. */
  line: number;
  place: Place;
  problems: LineProblem[];
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const FIELDS = 7;

/**
 * Blank lines are passed over. A table copied from a sheet is parted by tabs, one typed here by semicolons.
 * @param known places whose other fields (population, hidden) the lines cannot say, and keep
 */
export function readPlaces(typed: string, known: readonly Place[] = []): PlaceLine[] {
  const before = new Map(known.map((place) => [place.id, place]));
  const read = typed
    .split('\n')
    .map((text, at) => ({ text, line: at + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, line }) => readLine(text, line, before));
  const ids = new Set(read.map(({ place }) => place.id));
  const seen = new Set<string>();
  for (const { place, problems } of read) {
    if (place.parent !== undefined && !ids.has(place.parent)) problems.push('parent');
    if (seen.has(place.id)) problems.push('twice');
    seen.add(place.id);
  }
  return read;
}

/** What `readPlaces` reads back as the same. */
export function writePlaces(places: readonly Place[]): string {
  return places.map(writeLine).join('\n');
}

function writeLine({ id, name, zone, parent, lat, lon }: Place): string {
  const [en, ru] = typeof name === 'string' ? [name, ''] : [name.en, name.ru];
  const fields = [id, en, ru, zone ?? '', parent ?? '', lat ?? '', lon ?? ''].map(String);
  return fields.join('; ').replace(/(; )+$/, '');
}

function readLine(text: string, line: number, known: ReadonlyMap<string, Place>): PlaceLine {
  const fields = text.split(text.includes('\t') ? '\t' : ';').map((field) => field.trim());
  const [id = '', en = '', ru = '', zone = '', parent = '', lat = '', lon = ''] = fields;
  const { population, hidden } = known.get(id) ?? {};
  const place: Place = {
    id,
    name: nameOf(en, ru),
    ...(population !== undefined && { population }),
    ...(hidden !== undefined && { hidden }),
    ...(zone !== '' && { zone }),
    ...(parent !== '' && { parent }),
    ...(lat !== '' && { lat: readDegrees(lat) }),
    ...(lon !== '' && { lon: readDegrees(lon) }),
  };
  const isWithin = (degrees: number | undefined, most: number) =>
    degrees === undefined || Math.abs(degrees) <= most;
  const checks: [LineProblem, boolean][] = [
    ['id', ID.test(id)],
    ['name', en !== '' || ru !== ''],
    ['zone', zone === '' || isZone(zone)],
    ['lat', isWithin(place.lat, 90)],
    ['lon', isWithin(place.lon, 180)],
    ['both', (lat === '') === (lon === '')],
    ['fields', fields.length <= FIELDS],
  ];
  return { line, place, problems: checks.filter(([, holds]) => !holds).map(([problem]) => problem) };
}

/** One name where the languages agree or one is left out. */
export function nameOf(en: string, ru: string): Localized {
  return en === '' || ru === '' || en === ru ? en || ru : { en, ru };
}

/** NaN where it is no number, which lies within no bounds. A comma is a decimal point in Russian. */
function readDegrees(typed: string): number {
  return Number(typed.replace(',', '.').replace('−', '-'));
}
