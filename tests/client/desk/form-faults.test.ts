import { expect, test } from 'vitest';
import type { Problem } from '#shared/answers.ts';
import { listsOf } from '../../../client/desk/boards/board-form.ts';
import { readFaults } from '../../../client/desk/boards/form-faults.ts';
import { knownRow, newRow } from '../../../client/desk/boards/form-rows.ts';

const kind = (id: string) => knownRow(id, undefined, { id });
const sent = {
  ...listsOf(undefined),
  kinds: [kind('strike'), kind('ward')],
  places: [knownRow('essen', undefined, { id: 'essen' }), newRow({ id: 'bonn' })],
};
const bonn = `places/${sent.places[1]?.key}`;
const refused = (pointers: string[], more: Partial<Problem> = {}): Problem => ({
  ...{ type: '/problems/invalid', title: '', status: 422, detail: '', ...more },
  errors: pointers.map((pointer) => ({ pointer, detail: 'takes more' })),
});

test.each([
  ['#/title', 'titleEn'],
  ['#/title/ru', 'titleRu'],
  ['#/summary/en', 'summaryEn'],
  ['#/start/time', 'startTime'],
  ['#/zone', 'zone'],
  ['#/confirming', 'confirming'],
  ['#/goals/ward', 'kinds/ward/goal'],
  ['#/policy/strike/1', 'kinds/strike/policy'],
  ['#/cadence/strike', 'kinds/strike/every'],
  ['#/cadence/update', 'updateEvery'],
  ['#/big/ward', 'kinds/ward/big'],
  ['#/kinds', 'kinds'],
  ['#/kinds/0/name', 'kinds/strike/en'],
  ['#/kinds/1/name/ru', 'kinds/ward/ru'],
  ['#/kinds/1/id', 'kinds/ward/id'],
  ['#/places', 'places'],
  ['#/places/0/lat', 'places/essen/lat'],
  ['#/places/1/parent', `${bonn}/parent`],
  ['#/places/1/aliases/3', `${bonn}/aliases`],
])('K133: what is refused at %s is said at %s', (pointer, path) => {
  const { at, isElsewhere } = readFaults(refused([pointer]), sent);
  expect([[...at.keys()], isElsewhere]).toEqual([[path], false]);
});

test.each(['#/undo', '#/places/9/lat', '#/places/0/more', '#/goals/other', '#'])(
  'K75: what is refused at %s, which is not shown, is said at the end',
  (pointer) => {
    const { at, isElsewhere } = readFaults(refused([pointer, '#/zone']), sent);
    expect([[...at.keys()], isElsewhere]).toEqual([['zone'], true]);
  },
);

test.each([
  ['дождь', '#/goals/%D0%B4%D0%BE%D0%B6%D0%B4%D1%8C'],
  ['rain fall', '#/goals/rain%20fall'],
  [' rain ', '#/goals/rain'],
  ['a/b~c', '#/goals/a~1b~0c'],
  ['50%', '#/goals/50%25'],
])(
  'S142: what is refused of a kind typed as "%s" is said at its row, whatever its id is made of',
  (id, pointer) => {
    const odd = newRow({ id, goal: '5' });
    const { at, isElsewhere } = readFaults(refused([pointer]), { ...sent, kinds: [kind('strike'), odd] });
    expect([[...at.keys()], isElsewhere]).toEqual([[`kinds/${odd.key}/goal`], false]);
  },
);

test('K133: what has entries is said at the row that was taken out, and a taken address at the address', () => {
  const used = { ...refused(['#/kinds']), type: '/problems/kind-in-use', inUse: ['strike', 'ward'] };
  expect([...readFaults(used, sent).at.keys()]).toEqual(['kinds/strike', 'kinds/ward']);
  const exists = { ...refused([]), type: '/problems/board-exists' };
  expect([...readFaults(exists, sent).at.keys()]).toEqual(['slug']);
});
