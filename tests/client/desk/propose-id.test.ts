import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CLAIMANT_RULE,
  KIND_RULE,
  PLACE_RULE,
  proposeId,
  SLUG_RULE,
} from '../../../client/desk/boards/propose-id.ts';

test.each([
  ['Rallies of 21 April!', 'rallies-of-21-april'],
  ['Митинги 21 апреля', 'mitingi-21-aprelya'],
  ['Объезд, щука и чайка', 'obezd-schuka-i-chayka'],
  ['  ', ''],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('K12: an address is proposed for the title %j', (title, slug) => {
  expect(proposeId(title, SLUG_RULE)).toBe(slug);
});

test.each([
  ['Gießen', 'giessen'],
  ['Нижний Новгород', 'nizhniy-novgorod'],
  ['Münster', 'muenster'],
  ['MÜNSTER'.normalize('NFD'), 'muenster'],
  ['Йошкар-Ола'.normalize('NFD'), 'yoshkar-ola'],
  ['Ålesund', 'aalesund'],
  ['Kraków', 'krakow'],
  ['Łódź', 'lodz'],
  ['Київ', 'kiyiv'],
  ["L'Aquila", 'laquila'],
  ['東京', 'place-1'],
  ['東京 2', '2'],
])('K131: the place %j has the id %j', (name, id) => {
  expect(proposeId(name, PLACE_RULE)).toBe(id);
});

test.each([
  [CLAIMANT_RULE, 'ver.di', 'ver-di'],
  [CLAIMANT_RULE, 'ОВД-Инфо', 'ovd-info'],
  [CLAIMANT_RULE, '消防', 'claimant-1'],
  [CLAIMANT_RULE, 'x'.repeat(90), 'x'.repeat(40)],
  [KIND_RULE, 'Бастуют', 'bastuyut'],
  [KIND_RULE, '15 M', 'kind-15-m'],
  [KIND_RULE, 'Update', 'update-2'],
  [KIND_RULE, 'ストライキ', 'kind-1'],
])('K131: within the rule of what it is for: %#', (rule, name, id) => {
  expect(proposeId(name, rule)).toBe(id);
});

test('K131: towns of one name get numbers, within the length of an id', () => {
  expect(proposeId('Kirov', PLACE_RULE, new Set(['kirov']))).toBe('kirov-2');
  expect(proposeId('Киров', PLACE_RULE, new Set(['kirov', 'kirov-2']))).toBe('kirov-3');
  const long = 'a'.repeat(64);
  expect(proposeId(long, PLACE_RULE, new Set([long]))).toBe(`${'a'.repeat(62)}-2`);
});

// Mutants: the reserved words of kinds let through; the number put behind the cut.
test('K131: whatever a name is, its id is taken by the server, and is none that is there', () => {
  const rules = fc.constantFrom(SLUG_RULE, PLACE_RULE, CLAIMANT_RULE, KIND_RULE);
  fc.assert(
    fc.property(rules, fc.string({ unit: 'grapheme', maxLength: 90 }), (rule, name) => {
      if (name.trim() === '') return;
      const used = new Set<string>();
      for (let again = 0; again < 12; again++) {
        const id = proposeId(name, rule, used);
        expect([id, rule.holds(id), used.has(id)]).toEqual([id, true, false]);
        used.add(id);
      }
    }),
  );
});
