import { expect, test } from 'vitest';
import { contactsFor, dial, groupContacts, headContacts } from '../../../client/watch/places/contacts.ts';
import { placesEn } from '../../../client/words/places-en.ts';
import { kindsNamed } from '../../support/own-kinds.ts';

const places = [
  { id: 'volga', name: 'Volga' },
  { id: 'kazan', name: 'Kazan', parent: 'volga' },
  { id: 'omsk', name: 'Omsk' },
];
const contacts = [
  { name: 'Omsk lawyers', place: 'omsk' },
  { name: 'Hotline', phone: '+7 800 (707) 05-28' },
  { name: 'Volga lawyers', place: 'volga' },
  { name: 'Kazan lawyers', place: 'kazan' },
];
const names = (list: readonly { name: unknown }[]) => list.map(({ name }) => name);

test('W241: contacts for everybody come first, then place by place in the board’s order', () => {
  expect(names(groupContacts({ places, contacts }))).toEqual([
    'Hotline',
    'Volga lawyers',
    'Kazan lawyers',
    'Omsk lawyers',
  ]);
});

test('W241: a place has its own contacts first, then those of the places that it lies in, then those for everybody', () => {
  expect(names(contactsFor({ places, contacts }, 'kazan'))).toEqual([
    'Kazan lawyers',
    'Volga lawyers',
    'Hotline',
  ]);
  expect(names(contactsFor({ places, contacts }, 'omsk'))).toEqual(['Omsk lawyers', 'Hotline']);
  expect(names(contactsFor({ places, contacts: [] }, 'omsk'))).toEqual([]);
});

test('W241: a number is dialled as digits, and a board with kinds of its own speaks of nobody’s detention', () => {
  expect(dial('+7 800 (707) 05-28')).toBe('tel:+78007070528');
  expect(headContacts({}, placesEn)).toBe('What to do if detained');
  expect(headContacts({ kinds: kindsNamed('vote') }, placesEn)).toBe('Whom to turn to');
});
