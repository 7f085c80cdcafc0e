import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import { BOARD_DEFAULTS } from '#shared/board.ts';
import { boardChangeSchema, postedBoardSchema } from '#shared/board-schema.ts';
import { boardOf, changeOf, listsOf, typedOf } from '../../../client/desk/boards/board-form.ts';
import type { Row } from '../../../client/desk/boards/form-rows.ts';
import { newRow } from '../../../client/desk/boards/form-rows.ts';

const board: Board = {
  ...BOARD_DEFAULTS,
  slug: 'rallies',
  title: { en: 'Rallies', ru: 'Митинги' },
  zone: 'Europe/Moscow',
  goals: { registration: 500_000 },
  policy: { arrest: ['ovd-info', 'desk'] },
  start: { date: '2021-04-21', time: '19:00' },
  claimants: [{ id: 'ovd-info', name: { en: 'OVD-Info', ru: 'ОВД-Инфо' }, url: 'https://ovd.info' }],
  places: [
    { id: 'tatarstan', name: { en: 'Tatarstan', ru: 'Татарстан' } },
    {
      id: 'kazan',
      name: 'Kazan',
      parent: 'tatarstan',
      zone: 'Europe/Moscow',
      lat: 55.79,
      lon: 49.12,
      population: 9,
    },
  ],
};

const rowOf = (rows: readonly Row[], key: string): Row => {
  const row = rows.find((each) => each.key === key);
  if (!row) throw new Error(`no row ${key}`);
  return row;
};

test('K12: the form says a board back as it is, and changes nothing by being opened', () => {
  const [typed, lists] = [typedOf(board, 'UTC'), listsOf(board)];
  expect(changeOf(typed, lists, board)).toEqual({});
  expect(postedBoardSchema.parse(boardOf(typed, lists))).toMatchObject({
    title: board.title,
    places: board.places,
  });
});

// Mutant: the id is sent trimmed, and what is said kind by kind names it as it was typed.
test('S142: an id that is typed with a space beside it is the same id wherever the form names it', () => {
  const lists = listsOf({ ...board, goals: {}, policy: {}, kinds: [{ id: 'arrest', name: 'Floods' }] });
  const typed = { ...typedOf(board, 'UTC'), hasOwnKinds: true };
  lists.claimants.push(newRow({ id: 'city ', en: 'City' }));
  lists.kinds.push(
    newRow({
      id: ' rain ',
      en: 'Rain',
      goal: '5',
      policy: 'city',
      every: '5',
      unit: 'min',
      big: 'confirmed',
    }),
  );
  lists.places.push(newRow({ id: 'omsk ', en: 'Omsk' }), newRow({ id: 'dock', en: 'Dock', parent: 'omsk' }));
  expect(postedBoardSchema.parse(boardOf(typed, lists))).toMatchObject({
    kinds: [{ id: 'arrest' }, { id: 'rain', name: 'Rain' }],
    goals: { rain: 5 },
    policy: { rain: ['city'] },
    big: { rain: 'confirmed' },
    cadence: { rain: 300 },
    claimants: [{ id: 'ovd-info' }, { id: 'city' }],
  });
});

test('K12: what the form would say in another way is no change, and is sent as it came beside what was changed', () => {
  const places = [
    { id: 'x', name: { en: 'X', ru: 'X' } },
    { id: 'y', name: 'Y' },
  ];
  const odd: Board = { ...board, title: { en: 'Rallies', ru: 'Rallies' }, places };
  const [typed, lists] = [typedOf(odd, 'UTC'), listsOf(odd)];
  expect(changeOf(typed, lists, odd)).toEqual({});
  rowOf(lists.places, 'y').typed.population = '5';
  expect(changeOf(typed, lists, odd)).toEqual({ places: [places[0], { id: 'y', name: 'Y', population: 5 }] });
});

test('K12: what was changed is sent whole, what was emptied is taken back', () => {
  const typed = { ...typedOf(board, 'UTC'), state: 'live' as const, startDate: '', startTime: '' };
  const lists = listsOf(board);
  rowOf(lists.kinds, 'registration').typed.goal = '';
  rowOf(lists.kinds, 'arrest').typed.goal = '1 000';
  const change = changeOf(typed, lists, board);
  expect(change).toEqual({ state: 'live', start: null, goals: { arrest: 1_000 } });
  expect(boardChangeSchema.safeParse(change).success).toBe(true);
});

test('K12: an empty form needs a title, a slug and nothing else', () => {
  const typed = { ...typedOf(undefined, 'Europe/Moscow'), titleRu: 'Митинги 21 апреля', slug: 'mitingi' };
  expect(postedBoardSchema.parse(boardOf(typed, listsOf(undefined)))).toMatchObject({
    title: 'Митинги 21 апреля',
    state: 'draft',
    places: [],
  });
});

/** A board that says all that a board can say. */
const full: Board = {
  slug: 'strike',
  title: { en: 'Strike', ru: 'Забастовка' },
  summary: { en: 'Of nurses.', ru: 'Медсестёр.' },
  kinds: [
    { id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } },
    { id: 'ward', name: 'Wards closed' },
  ] as unknown as NonNullable<Board['kinds']>,
  zone: 'Europe/Berlin',
  state: 'live',
  nature: 'real',
  goals: { strike: 5_000 } as Board['goals'],
  start: { date: '2026-11-28', time: '06:00' },
  policy: { strike: ['verdi', 'desk', 'police'] } as Board['policy'],
  big: { strike: 'confirmed' } as Board['big'],
  claimants: [{ id: 'verdi', name: { en: 'ver.di', ru: 'Верди' }, url: 'https://verdi.example' }],
  zones: [{ zone: 'Europe/Berlin', name: { en: 'Germany', ru: 'Германия' } }],
  cadence: { strike: 300, ward: 90, update: 7_200 } as Board['cadence'],
  undo: 10,
  confirming: 'two-sources',
  contacts: [{ name: { en: 'Hotline', ru: 'Линия' }, phone: '+49 30 1', url: 'tel:+49301', place: 'essen' }],
  places: [
    { id: 'nrw', name: 'North Rhine-Westphalia' },
    {
      ...{ id: 'essen', name: { en: 'Essen', ru: 'Эссен' }, parent: 'nrw', lat: 51.45, lon: 7.01 },
      ...{ zone: 'Europe/Berlin', population: 580_000, hidden: true, aliases: ['E.', 'Essen, Ruhr'] },
    },
  ],
};

/** Why the form does not offer what the schema takes. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  undo: 'nothing reads it: the desk cannot take a post back yet',
};

/** `places.lat`, `kinds.name`: every field within the schema, lists and lists by kind opened. */
function listFields(schema: unknown, path = ''): string[] {
  const { def } = schema as { def: Record<string, unknown> & { type: string } };
  const inner = def.innerType ?? def.out ?? def.element ?? def.valueType;
  if (def.type === 'object') {
    const shape = Object.entries(def.shape as Record<string, unknown>);
    return shape.flatMap(([field, of]) => listFields(of, path === '' ? field : `${path}.${field}`));
  }
  return inner && def.type !== 'pipe' ? listFields(inner, path) : listPiped(def, path);
}

/** A list behind a check of its length; any other transformation is a value of its own. */
function listPiped(def: Record<string, unknown> & { type: string }, path: string): string[] {
  const out = def.out as { def?: { type?: string } } | undefined;
  return def.type === 'pipe' && out?.def?.type === 'array' ? listFields(out, path) : [path];
}

const offeredFields = () => listFields(boardChangeSchema).filter((path) => !Object.hasOwn(NOT_OFFERED, path));
/** What stands at a path, in the first item of a list that has it. */
function valueAt(value: unknown, [field, ...rest]: string[]): unknown {
  if (field === undefined || value === undefined) return value;
  const items = (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
  return items.map((item) => valueAt(item[field], rest)).find((found) => found !== undefined);
}

test('K130: the form has every field of a board that the schema takes, and says it back', () => {
  const paths = offeredFields();
  expect(paths).toContain('places.population');
  expect(paths.length).toBeGreaterThan(25);
  // The example has each of them, so that none is passed over below.
  expect(paths.filter((path) => valueAt(full, path.split('.')) === undefined)).toEqual([]);
  const { undo: _notOffered, ...said } = full;
  const lists = listsOf(full);
  expect(boardOf(typedOf(full, 'UTC'), lists)).toEqual(said);
  expect(changeOf(typedOf(full, 'UTC'), lists, full)).toEqual({});
});

test('K130: a row that was touched says the same in all its other fields', () => {
  const lists = listsOf(full);
  for (const row of Object.values(lists).flat()) row.typed.en += ' new';
  const said = boardOf(typedOf(full, 'UTC'), lists);
  const { undo: _notOffered, ...whole } = full;
  const renamed = JSON.parse(
    JSON.stringify(whole, (key, value) =>
      key === 'name' && typeof value === 'string' ? `${value} new` : value,
    ),
    (key, value) =>
      key === 'name' && typeof value === 'object' ? { ...value, en: `${value.en} new` } : value,
  );
  expect(said).toEqual(renamed);
});

test('K130: a list by kind follows its kind, and what refers to a row follows its id', () => {
  const lists = listsOf(full);
  const row = rowOf(lists.claimants, 'verdi');
  row.typed.en = 'Verdi';
  rowOf(lists.kinds, 'ward').isRemoved = true;
  expect(changeOf(typedOf(full, 'UTC'), lists, full)).toEqual({
    kinds: [full.kinds?.[0]],
    cadence: { strike: 300, update: 7_200 },
    claimants: [{ id: 'verdi', name: { en: 'Verdi', ru: 'Верди' }, url: 'https://verdi.example' }],
  });
});
