import { expect, test } from 'vitest';
import { idSchema } from '#shared/ids.ts';
import { mintId } from '../../../client/desk/outbox/outbox-browser.ts';
import type { Press } from '../../../client/desk/use-desk-keys.ts';
import { actionOf, mayRepeat } from '../../../client/desk/use-desk-keys.ts';

const press = (code: string, held: Partial<Press> = {}): Press => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ['KeyA', 'arrest'],
  ['KeyR', 'registration'],
  ['KeyU', 'update'],
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
  expect(actionOf(press(code), 'page')).toBe(action);
});

test('K14: letters are letters where one types; R, A and U then work with Alt', () => {
  expect(actionOf(press('KeyA'), 'field')).toBeUndefined();
  expect(actionOf(press('ArrowDown'), 'field')).toBeUndefined();
  expect(actionOf(press('KeyA', { altKey: true }), 'field')).toBe('arrest');
  expect(actionOf(press('Escape'), 'field')).toBe('clear');
});

test('K14: Ctrl Enter posts from anywhere, Enter is left to buttons, and the browser keeps its own keys', () => {
  expect(actionOf(press('Enter', { ctrlKey: true }), 'field')).toBe('post');
  expect(actionOf(press('NumpadEnter', { metaKey: true }), 'page')).toBe('post');
  expect(actionOf(press('Enter'), 'control')).toBeUndefined();
  expect(actionOf(press('KeyC', { ctrlKey: true }), 'page')).toBeUndefined();
  expect(actionOf(press('KeyR', { ctrlKey: true, shiftKey: true }), 'page')).toBeUndefined();
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
