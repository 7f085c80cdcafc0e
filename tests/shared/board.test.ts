import { describe, expect, test } from 'vitest';
import { changeBoard, policyFor, zoneOf } from '#shared/board.ts';
import { boardChangeSchema, postedBoardSchema } from '#shared/board-schema.ts';

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
