import { expect, test } from 'vitest';
import { findNamedPlace, indexPlaces, matchPlaces } from '../../client/stores/composer/place-match.ts';

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
const ids = (typed: string) => matchPlaces(typed, index).map(({ id }) => id);

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
  expect(matchPlaces('kam', index)[0]).toEqual({
    id: 'pkc',
    name: 'Petropavlovsk-Kamchatsky',
    found: [14, 17],
  });
  expect(matchPlaces('каз', index)[0]).toEqual({ id: 'kazan', name: 'Kazan' });
});

test('K3: with nothing typed the board comes first, and no more than eight are offered', () => {
  const many = Array.from({ length: 20 }, (_, at) => ({ id: `p${at}`, name: `Place ${at}` }));
  const offered = matchPlaces('', indexPlaces({ places: many, lang: 'ru', whole: ['Вся доска'] }));
  expect(offered.map(({ id }) => id)).toEqual([null, 'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
});

test('K3: a whole name that was typed is taken, half of one is not', () => {
  expect(findNamedPlace('казань', index)?.id).toBe('kazan');
  expect(findNamedPlace('rfpfym', index)?.id).toBe('kazan');
  expect(findNamedPlace('all', index)?.id).toBeNull();
  expect(findNamedPlace('kaz', index)).toBeUndefined();
});
