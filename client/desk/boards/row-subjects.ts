/** What each list of a board's form is made of: the fields of a row, how an item is typed, and what a row becomes. */
import { CONTACT, findAddressFault, WEB } from '#shared/address.ts';
import type { Board, Place } from '#shared/board.ts';
import { CLAIMANT_ID, PLACE_ID } from '#shared/id-forms.ts';
import { isZone } from '#shared/time.ts';
import type { FindRow, Row, RowList } from './form-rows.ts';
import { idOfReference, knownRow } from './form-rows.ts';
import type { IdRule } from './propose-id.ts';
import { CLAIMANT_RULE, KIND_RULE, PLACE_RULE } from './propose-id.ts';
import { bothOf, nameOf, readDegrees, readNames, readWhole, writeNames } from './typed-values.ts';

/** What a row refers to by `@`: the places of the form and its claimants. */
export type Find = Readonly<Record<'places' | 'claimants', FindRow>>;
type Typed = Readonly<Record<string, string>>;

export interface Subject {
  /** What a new row begins with: every field, and what is chosen in it. */
  blank: Typed;
  /** The fields of a pasted line, in their order; the first one is not always there. */
  columns: readonly string[];
  /** Of those, whether a text that was pasted is taken; those that are not here are looked at by the server alone. */
  checks: Readonly<Record<string, (text: string) => boolean>>;
  /** How an id is made from a name; a list without one has no ids. */
  idRule?: IdRule;
  /** What is said of an id that was pasted and is not taken. */
  idProblem?: 'id' | 'claimantId';
  /** What the row says to the server. A field that is left empty is left out. */
  write(typed: Typed, find: Find): Record<string, unknown>;
}

const text = (typed: Typed, field: string) => (typed[field] ?? '').trim();
const name = (typed: Typed) => nameOf(text(typed, 'en'), text(typed, 'ru'));
/** `{[field]: …}` where something is typed there. */
const filled = (typed: Typed, field: string, read: (said: string) => unknown = (said) => said) =>
  text(typed, field) === '' ? {} : { [field]: read(text(typed, field)) };
const isWithin = (most: number) => (said: string) => {
  const degrees = readDegrees(said);
  return typeof degrees === 'number' && Math.abs(degrees) <= most;
};

/** How sheets say that something is so. Whatever else stands there may mean that it is not. */
const YES: readonly string[] = ['yes', 'true', 'x', '1', 'hidden', 'да', 'скрыто'];

const kinds: Subject = {
  blank: { en: '', ru: '', id: '', goal: '', policy: '', every: '', unit: 'min', big: 'best' },
  columns: [],
  checks: {},
  idRule: KIND_RULE,
  write: (typed) => ({ id: text(typed, 'id'), name: name(typed) }),
};

const claimants: Subject = {
  blank: { en: '', ru: '', id: '', url: '' },
  columns: ['id', 'en', 'ru', 'url'],
  checks: { id: (id) => CLAIMANT_ID.pattern.test(id), url: (url) => !findAddressFault(url, WEB) },
  idRule: CLAIMANT_RULE,
  idProblem: 'claimantId',
  write: (typed) => ({
    id: text(typed, 'id'),
    name: name(typed) || text(typed, 'id'),
    ...filled(typed, 'url'),
  }),
};

const places: Subject = {
  blank: {
    ...{ en: '', ru: '', parent: '', zone: '', id: '' },
    ...{ lat: '', lon: '', population: '', hidden: '', aliases: '' },
  },
  columns: ['id', 'en', 'ru', 'zone', 'parent', 'lat', 'lon', 'population', 'hidden'],
  checks: {
    id: (id) => PLACE_ID.pattern.test(id),
    zone: isZone,
    lat: isWithin(90),
    lon: isWithin(180),
    population: (said) => Number.isInteger(readWhole(said)),
    hidden: (said) => YES.includes(said.toLowerCase()),
  },
  idRule: PLACE_RULE,
  write: (typed, find) => ({
    id: text(typed, 'id'),
    name: name(typed),
    ...filled(typed, 'parent', (parent) => idOfReference(parent, find.places)),
    ...filled(typed, 'lat', readDegrees),
    ...filled(typed, 'lon', readDegrees),
    ...filled(typed, 'zone'),
    ...filled(typed, 'population', readWhole),
    ...filled(typed, 'hidden', () => true),
    ...filled(typed, 'aliases', readNames),
  }),
};

const zones: Subject = {
  blank: { zone: '', en: '', ru: '' },
  columns: ['zone', 'en', 'ru'],
  checks: { zone: isZone },
  write: (typed) => ({ zone: text(typed, 'zone'), name: name(typed) }),
};

const contacts: Subject = {
  blank: { en: '', ru: '', phone: '', url: '', place: '' },
  columns: ['en', 'ru', 'phone', 'url', 'place'],
  checks: { url: (url) => !findAddressFault(url, CONTACT) },
  write: (typed, find) => ({
    name: name(typed),
    ...filled(typed, 'phone'),
    ...filled(typed, 'url'),
    ...filled(typed, 'place', (place) => idOfReference(place, find.places)),
  }),
};

export const SUBJECTS: Readonly<Record<RowList, Subject>> = { kinds, claimants, places, zones, contacts };

/** The rows of a board as it is; those of its kinds are of typed-kinds.ts. */
export function rowsOf(board: Board): Record<Exclude<RowList, 'kinds'>, Row[]> {
  return {
    claimants: board.claimants.map((item) =>
      knownRow(item.id, item, { ...claimants.blank, ...bothOf(item.name), id: item.id, url: item.url ?? '' }),
    ),
    places: board.places.map((item) => knownRow(item.id, item, typedPlace(item))),
    zones: board.zones.map((item) =>
      knownRow(keyOf(item.zone), item, { zone: item.zone, ...bothOf(item.name) }),
    ),
    contacts: rowsOfContacts(board.contacts),
  };
}

/** Known by what they say: a board that somebody else changed has the same keys for what is still there. */
function rowsOfContacts(contacts: Board['contacts']): Row[] {
  const times = new Map<string, number>();
  return contacts.map((item) => {
    const said = JSON.stringify(item);
    const time = (times.get(said) ?? 0) + 1;
    times.set(said, time);
    return knownRow(keyOf(`${time}${said}`), item, {
      ...bothOf(item.name),
      phone: item.phone ?? '',
      url: item.url ?? '',
      place: item.place === undefined ? '' : `@${item.place}`,
    });
  });
}

/** Of a row that has no id. It becomes part of a path and of the id of an element. */
function keyOf(said: string): string {
  return `=${encodeURIComponent(said)}`;
}

function typedPlace(place: Place): Record<string, string> {
  return {
    ...bothOf(place.name),
    id: place.id,
    parent: place.parent === undefined ? '' : `@${place.parent}`,
    zone: place.zone ?? '',
    lat: String(place.lat ?? ''),
    lon: String(place.lon ?? ''),
    population: String(place.population ?? ''),
    hidden: place.hidden ? 'yes' : '',
    aliases: writeNames(place.aliases),
  };
}
