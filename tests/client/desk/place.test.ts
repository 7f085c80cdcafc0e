import { expect, test } from 'vitest';
import {
  findNamed,
  indexClaimants,
  indexPlaces,
  matchNames,
  nameOfField,
} from '../../../client/desk/composer/name-match.ts';

const places = [
  { id: 'kaluga', name: { en: 'Kaluga', ru: 'Калуга' }, population: 330_000 },
  { id: 'kazan', name: { en: 'Kazan', ru: 'Казань' }, population: 1_250_000 },
  {
    id: 'pkc',
    name: { en: 'Petropavlovsk-Kamchatsky', ru: 'Петропавловск-Камчатский' },
    population: 180_000,
  },
  { id: 'orel', name: { en: 'Oryol', ru: 'Орёл' }, population: 300_000 },
  { id: 'yola', name: { en: 'Yoshkar-Ola', ru: 'Йошкар-Ола' } },
  { id: 'old', name: { en: 'Kazan old', ru: 'Казань старая' }, hidden: true },
];
const index = indexPlaces({ places, lang: 'en', whole: ['Whole board', 'all', 'все', 'Rallies'] });
const ids = (typed: string) => matchNames(typed, index).map(({ id }) => id);

test.each([
  ['ka', ['kazan', 'kaluga', 'pkc']],
  ['KAZ', ['kazan']],
  ['каз', ['kazan']],
  ['rfp', ['kazan']],
  ['rfpfym', ['kazan']],
  ['лфяфт', ['kazan']],
  ['kamch', ['pkc']],
  ['petropavlovsk kam', ['pkc']],
  ['орел', ['orel']],
  ['jh`k', ['orel']],
  ['qjirfh', ['yola']],
  ['chats', ['pkc']],
  ['xyz', []],
])('K3: %j finds the place in either script and on either layout', (typed, found) => {
  expect(ids(typed)).toEqual(found);
});

test.each(['all', 'все', 'dct', 'rallies', 'whole'])('K3: %j finds the board itself', (typed) => {
  expect(ids(typed)[0]).toBeNull();
});

test('K3: the letters that were typed are marked in the name as it is shown', () => {
  expect(matchNames('kam', index)[0]).toEqual({
    id: 'pkc',
    name: 'Petropavlovsk-Kamchatsky',
    found: [14, 17],
  });
  expect(matchNames('каз', index)[0]).toEqual({ id: 'kazan', name: 'Kazan' });
});

test('K3: with nothing typed the board comes first, and no more than eight are offered', () => {
  const many = Array.from({ length: 20 }, (_, at) => ({ id: `p${at}`, name: `Place ${at}` }));
  const offered = matchNames('', indexPlaces({ places: many, lang: 'ru', whole: ['Вся доска'] }));
  expect(offered.map(({ id }) => id)).toEqual([null, 'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
});

test('K3: a whole name that was typed is taken, half of one is not', () => {
  expect(findNamed('казань', index)?.id).toBe('kazan');
  expect(findNamed('rfpfym', index)?.id).toBe('kazan');
  expect(findNamed('all', index)?.id).toBeNull();
  expect(findNamed('kaz', index)).toBeUndefined();
});

test('K3: of two that fit alike, what was typed comes before what another layout would have meant', () => {
  const near = indexPlaces({
    places: [
      { id: 'gatchina', name: 'Гатчина', population: 90_000 },
      { id: 'ufa', name: 'Ufa' },
    ],
    lang: 'en',
    whole: ['Whole board'],
  });
  // `uf` on the other layout is `га`.
  expect(matchNames('uf', near).map(({ id }) => id)).toEqual(['ufa', 'gatchina']);
});

test('K3: a place comes where its best name puts it, whichever of its names that is', () => {
  const names = indexPlaces({
    places: [
      { id: 'new-orlik', name: 'New Orlik' },
      { id: 'gorlovka', name: { en: 'Gorlovka', ru: 'Orlov' } },
    ],
    lang: 'en',
    whole: ['Whole board'],
  });
  expect(matchNames('orl', names).map(({ id }) => id)).toEqual(['gorlovka', 'new-orlik']);
});

test('K20: a field names what its text names: a choice holds only while its text stands there', () => {
  const chosen = { text: 'Kazan', id: 'kazan' };
  expect(nameOfField('Kazan', chosen, index)).toBe('kazan');
  for (const text of ['Kaza', '', 'Zzyzx', 'Kazan ']) {
    const named = nameOfField(text, chosen, index);
    expect([text, named]).toEqual([text, text === 'Kazan ' ? 'kazan' : undefined]);
  }
  expect(nameOfField('Kaluga', chosen, index)).toBe('kaluga');
  expect(nameOfField('\u200bKaluga\u2069', undefined, index)).toBe('kaluga');
  expect(nameOfField('All', chosen, index)).toBeNull();
});

test('K20: of two places of one name the one that was chosen is meant, and by its name alone neither', () => {
  const twins = indexPlaces({
    places: [
      { id: 'a', name: 'Kirov' },
      { id: 'b', name: 'Kirov' },
    ],
    lang: 'en',
    whole: ['Whole board'],
  });
  expect(nameOfField('Kirov', undefined, twins)).toBeUndefined();
  expect(nameOfField('Kirov', { text: 'Kirov', id: 'b' }, twins)).toBe('b');
});

test.each([
  ['OVD-Info', 'ovd-info'],
  ['ovd info', 'ovd-info'],
  ['ОВД-Инфо', 'ovd-info'],
  ['ovd-info', 'ovd-info'],
  ['jdl-byaj', 'ovd-info'],
  ['ver.di', 'ver-di'],
  ['desk', 'desk'],
  ['our own count', 'desk'],
  ['police', 'police'],
  ['ov', undefined],
  ['ovdinfo', undefined],
  ['', undefined],
])('K21: %j names the claimant %j', (typed, id) => {
  const claimants = indexClaimants({
    claimants: [
      { id: 'ovd-info', name: { en: 'OVD-Info', ru: 'ОВД-Инфо' } },
      { id: 'ver-di', name: 'ver.di' },
    ],
    others: ['desk', 'police', 'ovd-info'],
    lang: 'en',
    own: 'our own count',
  });
  expect(nameOfField(typed, undefined, claimants)).toBe(id);
});
