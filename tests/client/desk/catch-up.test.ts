import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import { BOARD_DEFAULTS } from '#shared/board.ts';
import { changeOf, listsOf, typedOf } from '../../../client/desk/boards/board-form.ts';
import { catchUp } from '../../../client/desk/boards/catch-up.ts';
import type { Row } from '../../../client/desk/boards/form-rows.ts';
import { newRow } from '../../../client/desk/boards/form-rows.ts';
import { kindRowsOf } from '../../../client/desk/boards/typed-kinds.ts';

const placeOf = (id: string) => ({ id, name: id });
const opened: Board = {
  ...BOARD_DEFAULTS,
  slug: 'floods',
  title: 'Floods',
  zone: 'Europe/Berlin',
  kinds: ['rain', 'snow'].map((id) => ({ id: id as 'arrest', name: id })),
  goals: { rain: 10, snow: 20 } as Board['goals'],
  claimants: [{ id: 'city', name: 'City' }],
  contacts: [{ name: 'Lawyers', phone: '1' }, { name: 'Doctors' }],
  zones: [{ zone: 'Europe/Berlin', name: 'Berlin time' }],
  places: ['essen', 'bonn', 'trier'].map(placeOf),
};

/** What is sent by who opened the form, typed, and saved it when the board had become another. */
function send(current: Board, type: (form: Form) => void = () => undefined): Record<string, unknown> {
  const form: Form = { typed: typedOf(opened, 'UTC'), lists: listsOf(opened) };
  type(form);
  const caught = catchUp(form, opened, current);
  return changeOf(caught.typed, caught.lists, current);
}
type Form = { typed: ReturnType<typeof typedOf>; lists: ReturnType<typeof listsOf> };

function typeIn(rows: readonly Row[], key: string, typed: Record<string, string>): void {
  const row = rows.find((each) => each.key === key);
  if (!row) throw new Error(`no row ${key}`);
  Object.assign(row.typed, typed);
}

const others: Board = {
  ...opened,
  title: 'Floods of May',
  summary: 'By others',
  goals: { rain: 10, snow: 30 } as Board['goals'],
  kinds: [...(opened.kinds ?? []), { id: 'hail' as 'arrest', name: 'Hail' }].reverse(),
  claimants: [],
  contacts: [{ name: 'Doctors' }, { name: 'Pilots' }],
  zones: [],
  places: [{ ...placeOf('trier'), population: 5 }, { id: 'ulm', name: 'Ulm' }, placeOf('bonn')],
};

// Mutants: rows that others added are left out; those that they took out are sent; their values; their order.
test('K137: who typed nothing sends nothing, whatever others changed meanwhile', () => {
  expect(send(others)).toEqual({});
});

test('K137: what was typed in one field is sent beside what others changed in the rest', () => {
  const change = send(others, ({ typed, lists }) => {
    typed.state = 'live';
    typeIn(lists.places, 'trier', { en: 'Trèves' });
    lists.places.push(newRow({ id: 'kiel', en: 'Kiel' }));
    typeIn(lists.kinds, 'rain', { goal: '11' });
  });
  expect(change).toEqual({
    state: 'live',
    goals: { rain: 11, snow: 30 },
    places: [
      { id: 'trier', name: 'Trèves', population: 5 },
      { id: 'ulm', name: 'Ulm' },
      placeOf('bonn'),
      { id: 'kiel', name: 'Kiel' },
    ],
  });
});

test('K137: a row that others took out comes back for who typed in it alone, and one taken out here stays out', () => {
  const change = send(others, ({ lists }) => {
    typeIn(lists.places, 'essen', { population: '7' });
    for (const row of lists.places) if (row.key === 'bonn') row.isRemoved = true;
  });
  expect(change.places).toEqual([
    others.places[0],
    { id: 'ulm', name: 'Ulm' },
    { ...placeOf('essen'), population: 7 },
  ]);
});

test('K137: an order that was made here is kept, with what others added at its end', () => {
  const change = send(others, ({ lists }) => void lists.kinds.reverse());
  expect(change.kinds).toEqual([
    { id: 'snow', name: 'snow' },
    { id: 'rain', name: 'rain' },
    { id: 'hail', name: 'Hail' },
  ]);
});

test('K137: kinds given up here stay given up, and one that both brought is one row', () => {
  const arrests = { id: 'arrest' as const, name: 'Arrests' };
  const current: Board = { ...others, kinds: [...(others.kinds ?? []), arrests], goals: { arrest: 5 } };
  const form: Form = { typed: { ...typedOf(opened, 'UTC'), hasOwnKinds: false }, lists: listsOf(opened) };
  form.lists.kinds = kindRowsOf({});
  const caught = catchUp(form, opened, current);
  expect(caught.lists.kinds.map(({ key }) => key).sort()).toEqual(['arrest', 'hail', 'registration']);
  expect(changeOf(caught.typed, caught.lists, current)).toEqual({ kinds: null });
});
