import { describe, expect, test } from 'vitest';
import { changeBoard, policyFor, zoneOf } from '#shared/board.ts';
import { boardChangeSchema, findBoardFaults, postedBoardSchema } from '#shared/board-schema.ts';

const rallies = {
  slug: 'rallies',
  title: { en: 'Rallies', ru: 'Митинги' },
  zone: 'Europe/Moscow',
  state: 'live',
  goals: { registration: 500_000 },
  places: [
    { id: 'siberia', name: 'Siberia', zone: 'Asia/Novosibirsk' },
    { id: 'tomsk', name: { en: 'Tomsk', ru: 'Томск' }, parent: 'siberia' },
    { id: 'kazan', name: 'Kazan' },
  ],
};

function refusals(board: unknown): string[] {
  const result = postedBoardSchema.safeParse(board);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`);
}

describe('the tree of places', () => {
  test('E11: a board with a tree is taken, with its defaults', () => {
    expect(postedBoardSchema.parse(rallies)).toMatchObject({ nature: 'real', undo: 10, policy: {} });
  });

  test.each([
    [
      'an id twice',
      [
        { id: 'a', name: 'A' },
        { id: 'a', name: 'B' },
      ],
      'places/1/id: takes an id once',
    ],
    ['no such parent', [{ id: 'a', name: 'A', parent: 'b' }], 'places/0/parent: takes the id of a place'],
    ['its own parent', [{ id: 'a', name: 'A', parent: 'a' }], 'places/0/parent: takes a place that does not'],
    [
      'a circle',
      [
        { id: 'a', name: 'A', parent: 'b' },
        { id: 'b', name: 'B', parent: 'a' },
      ],
      'places/0/parent: takes a place that does not lie within this one',
    ],
    [
      'a 21st level',
      Array.from({ length: 21 }, (_, level) => ({
        id: `level-${level}`,
        name: 'Level',
        ...(level > 0 && { parent: `level-${level - 1}` }),
      })),
      'places/20/parent: takes a place on a level above the 20th',
    ],
  ])('E11: %s is refused at that place', (_, places, refusal) => {
    expect(refusals({ ...rallies, places })[0]).toContain(refusal);
  });

  test("E12: a place takes its own zone, its parent's, then the board's", () => {
    const board = postedBoardSchema.parse(rallies);
    expect(['siberia', 'tomsk', 'kazan', null].map((place) => zoneOf(board, place))).toEqual([
      'Asia/Novosibirsk',
      'Asia/Novosibirsk',
      'Europe/Moscow',
      'Europe/Moscow',
    ]);
  });
});

test.each(['Europe/Atlantis', '+03:00', '', 3])('E12: the zone %j is refused', (zone) => {
  expect(refusals({ ...rallies, zone })).toEqual(['zone: takes the name of a time zone, e.g. Europe/Moscow']);
});

test.each([{ en: 'Rallies' }, { en: 'Rallies', ru: '' }, {}, 5])('E13: the title %j is refused', (title) => {
  expect(refusals({ ...rallies, title })[0]).toMatch(/^title/);
});

describe('changing a board', () => {
  const board = postedBoardSchema.parse(rallies);

  test('E8: a change takes fields of a board other than its slug, and at least one', () => {
    expect(boardChangeSchema.safeParse({ slug: 'other' }).success).toBe(false);
    expect(boardChangeSchema.safeParse({}).success).toBe(false);
    expect(boardChangeSchema.safeParse({ state: 'ended' }).success).toBe(true);
  });

  test('E8: whole fields are replaced, null takes an optional one back', () => {
    const started = changeBoard(board, {
      start: { date: '2021-04-21', time: '19:00' },
      policy: { arrest: ['ovd-info'] },
    });
    expect(policyFor(started, 'arrest')).toEqual(['ovd-info']);
    const reset = changeBoard(started, { start: null, policy: null, goals: { arrest: 1 } });
    expect(reset).toEqual({ ...board, goals: { arrest: 1 } });
    expect(policyFor(reset, 'arrest')).toEqual(['desk']);
  });
});

test.each([
  [
    'places',
    Array.from({ length: 5_001 }, (_, n) => ({ id: `p${n}`, name: 'P' })),
    'takes at most 5,000 places',
  ],
  [
    'claimants',
    Array.from({ length: 101 }, (_, n) => ({ id: `c${n}`, name: 'C' })),
    'takes at most 100 claimants',
  ],
  ['zones', Array(101).fill({ zone: 'Europe/Moscow', name: 'Z' }), 'takes at most 100 named zones'],
  ['contacts', Array(51).fill({ name: 'Help' }), 'takes at most 50 contacts'],
  ['undo', 121, 'takes seconds: a whole number from 0 to 120'],
  ['cadence', { arrest: 5 }, 'takes seconds: a whole number from 10 to 604,800'],
  ['goals', { arrest: 0 }, 'takes a goal: a whole number from 1 to 10,000,000,000'],
  ['places', 7, 'takes a list of places'],
])('E28: a limit of %s says what it takes', (field, value, refusal) => {
  expect(refusals({ ...rallies, [field]: value })[0]).toMatch(new RegExp(`^${field}\\S*: ${refusal}$`));
});

test('E28: a place has up to 20 other names', () => {
  const named = (aliases: unknown) => ({ ...rallies, places: [{ id: 'spb', name: 'Petersburg', aliases }] });
  expect(postedBoardSchema.parse(named(['spb', 'Питер'])).places[0]?.aliases).toEqual(['spb', 'Питер']);
  expect(refusals(named(Array(21).fill('a')))).toEqual(['places/0/aliases: takes at most 20 other names']);
  expect(refusals(named(['\u200b']))[0]).toMatch(/^places\/0\/aliases\/0: /);
});

test('E28: a contact is for a place of the board', () => {
  expect(refusals({ ...rallies, contacts: [{ name: 'Help', place: 'kazan' }] })).toEqual([]);
  expect(refusals({ ...rallies, contacts: [{ name: 'Help', place: 'kzan' }] })).toEqual([
    'contacts/0/place: takes the id of a place of this board',
  ]);
});

describe('what belongs together', () => {
  const at = (place: object) => ({ ...rallies, places: [{ id: 'a', name: 'A', ...place }] });

  test.each([
    [at({ lat: 55 }), ['places/0/lon: takes a longitude where there is a latitude']],
    [at({ lon: 37 }), ['places/0/lat: takes a latitude where there is a longitude']],
    [at({ lat: 0, lon: 0 }), []],
    [at({ lat: 95 }), ['places/0/lat: takes degrees from -90 to 90']],
    [
      { ...rallies, policy: { arrest: ['ovd-info', 'desk', 'ovd-info'] } },
      ['policy/arrest/2: takes a claimant once: "ovd-info" is there twice'],
    ],
    [{ ...rallies, policy: { arrest: ['desk'], registration: ['desk'] } }, []],
    [
      {
        ...rallies,
        zones: [
          { zone: 'Asia/Omsk', name: 'Omsk' },
          { zone: 'Asia/Omsk', name: 'Siberia' },
        ],
      },
      ['zones/1/zone: takes a zone once: "Asia/Omsk" is there twice'],
    ],
  ])('E91: of %j is said: %j', (board, said) => {
    expect(refusals(board)).toEqual(said);
    const { slug: _, ...change } = board;
    expect(boardChangeSchema.safeParse(change).success).toBe(said.length === 0);
  });

  test('E91: a board from before that says otherwise is changed in its other fields', () => {
    const old = {
      ...postedBoardSchema.parse(rallies),
      places: [{ id: 'a', name: 'A', lat: 5 }],
      policy: { arrest: ['desk', 'desk'] },
    };
    expect(findBoardFaults(changeBoard(old, boardChangeSchema.parse({ title: 'Rallies' })))).toEqual([]);
  });

  test('E90: an unknown field in a change is one fault', () => {
    const { error } = boardChangeSchema.safeParse({ colour: 'red' });
    expect(error?.issues.map(({ code }) => code)).toEqual(['unrecognized_keys']);
  });
});
