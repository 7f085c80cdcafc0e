import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import { idSchema } from '#shared/ids.ts';
import { mintId } from '../../../client/desk/outbox/outbox-browser.ts';
import type { Press } from '../../../client/desk/use-desk-keys.ts';
import { actionOf, keysOfKinds, mayRepeat } from '../../../client/desk/use-desk-keys.ts';

const press = (code: string, held: Partial<Press> = {}): Press => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

type Named = NonNullable<Board['kinds']>;
const keysOf = (...kinds: { id: string; name: Named[number]['name'] }[]) =>
  [...keysOfKinds({ kinds: kinds as Named }).values()].join('');
const keys = keysOfKinds({});

test.each([
  ['KeyA', { start: 'arrest' }],
  ['KeyR', { start: 'registration' }],
  ['KeyU', { start: 'update' }],
  ['KeyJ', 'down'],
  ['ArrowUp', 'up'],
  ['Enter', 'open'],
  ['KeyC', 'correct'],
  ['KeyV', 'verify'],
  ['KeyX', 'retract'],
  ['KeyM', 'mark'],
  ['KeyZ', 'bring-back'],
  ['Slash', 'filter'],
])('K14: %s does its work by where it lies on the keyboard', (code, action) => {
  expect(actionOf(press(code), 'page', keys)).toEqual(action);
});

test('K14: letters are letters where one types; those of the kinds then work with Alt', () => {
  expect(actionOf(press('KeyA'), 'field', keys)).toBeUndefined();
  expect(actionOf(press('ArrowDown'), 'field', keys)).toBeUndefined();
  expect(actionOf(press('KeyA', { altKey: true }), 'field', keys)).toEqual({ start: 'arrest' });
  expect(actionOf(press('Escape'), 'field', keys)).toBe('clear');
});

test('K14: Ctrl Enter posts from anywhere, Enter is left to buttons, and the browser keeps its own keys', () => {
  expect(actionOf(press('Enter', { ctrlKey: true }), 'field', keys)).toBe('post');
  expect(actionOf(press('NumpadEnter', { metaKey: true }), 'page', keys)).toBe('post');
  expect(actionOf(press('Enter'), 'control', keys)).toBeUndefined();
  expect(actionOf(press('KeyC', { ctrlKey: true }), 'page', keys)).toBeUndefined();
  expect(actionOf(press('KeyR', { ctrlKey: true, shiftKey: true }), 'page', keys)).toBeUndefined();
});

// Mutants: letters taken twice; the Russian name read; a key of the desk's other work handed to a kind.
test('K100: each kind has the first letter that is free, of its English name, else of its id, else of the alphabet', () => {
  expect([...keys]).toEqual([
    ['registration', 'R'],
    ['arrest', 'A'],
    ['update', 'U'],
  ]);
  const strike = { id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } };
  expect(keysOf(strike)).toBe('OU');
  // J, K, C, V, D, T, X, M and Z do other work, and U is that of updates.
  expect(keysOf({ id: 'dead', name: 'Killed' }, { id: 'hurt', name: 'Injured' })).toBe('INU');
  expect(keysOf({ id: 'cut', name: 'Cut up' })).toBe('PU');
  expect(keysOf(strike, { id: 'open', name: 'Open' }, { id: 'other', name: 'ÖPNV' })).toBe('OPNU');
  expect(keysOf({ id: 'strike', name: 'Бастуют' }, { id: 'ss', name: 'Закрыто' })).toBe('SAU');
  expect(keysOf({ id: 'a', name: 'A' }, { id: 'aa', name: 'AA' }, { id: 'ab', name: 'AB' })).toBe('ABEU');
});

test('K100: the letter of a kind starts an entry of it, and that of a kind which the board lacks does nothing', () => {
  const own = keysOfKinds({ kinds: [{ id: 'strike', name: 'On strike' }] as unknown as Named });
  expect(actionOf(press('KeyO'), 'page', own)).toEqual({ start: 'strike' });
  expect(actionOf(press('KeyO', { altKey: true }), 'field', own)).toEqual({ start: 'strike' });
  expect(actionOf(press('KeyR'), 'page', own)).toBeUndefined();
  expect(actionOf(press('KeyC', { altKey: true }), 'field', own)).toBeUndefined();
});

test('K14: a key that is held does its work once, but runs along the rows', () => {
  expect((['post', 'mark', 'clear', 'bring-back', 'down', 'up'] as const).filter(mayRepeat)).toEqual([
    'down',
    'up',
  ]);
});

test('K9: ids are random and of the form that the protocol takes', () => {
  const ids = Array.from({ length: 200 }, mintId);
  expect(ids.filter((id) => idSchema.safeParse(id).success)).toHaveLength(200);
  expect(new Set(ids).size).toBe(200);
});
