import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import { BOARD_DEFAULTS } from '#shared/board.ts';
import { boardChangeSchema, postedBoardSchema } from '#shared/board-schema.ts';
import { boardOf, changeOf, proposeSlug, typedOf } from '../../../client/desk/boards/board-form.ts';
import { readPlaces, writePlaces } from '../../../client/desk/boards/board-places.ts';

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

test('K12: the form says a board back as it is, and changes nothing by being opened', () => {
  const typed = typedOf(board, 'UTC');
  expect(changeOf(typed, board)).toEqual({});
  expect(postedBoardSchema.parse(boardOf(typed, board))).toMatchObject({
    title: board.title,
    places: board.places,
  });
});

test('K12: what was changed is sent whole, what was emptied is taken back', () => {
  const typed = {
    ...typedOf(board, 'UTC'),
    state: 'live' as const,
    startDate: '',
    startTime: '',
    goals: { registration: '', arrest: '1 000' },
  };
  const change = changeOf(typed, board);
  expect(change).toEqual({ state: 'live', start: null, goals: { arrest: 1_000 } });
  expect(boardChangeSchema.safeParse(change).success).toBe(true);
});

test('K12: an empty form needs a title, a slug and nothing else', () => {
  const typed = { ...typedOf(undefined, 'Europe/Moscow'), titleRu: 'Митинги 21 апреля', slug: 'mitingi' };
  expect(postedBoardSchema.parse(boardOf(typed))).toMatchObject({
    title: 'Митинги 21 апреля',
    state: 'draft',
    places: [],
  });
});

test.each([
  ['Rallies of 21 April!', 'rallies-of-21-april'],
  ['Митинги 21 апреля', 'mitingi-21-aprelya'],
  ['Объезд, щука и чайка', 'obezd-schuka-i-chayka'],
  ['  ', ''],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('K12: an address is proposed for the title %j', (title, slug) => {
  expect(proposeSlug(title)).toBe(slug);
});

test('K13: places are read line by line, from semicolons or from a sheet, and written back', () => {
  const lines = readPlaces('\nufa; Ufa; Уфа; Asia/Yekaterinburg; ; 54,73; 55.97\nkazan\tKazan\n');
  expect(lines).toEqual([
    {
      line: 2,
      problems: [],
      place: {
        id: 'ufa',
        name: { en: 'Ufa', ru: 'Уфа' },
        zone: 'Asia/Yekaterinburg',
        lat: 54.73,
        lon: 55.97,
      },
    },
    { line: 3, problems: [], place: { id: 'kazan', name: 'Kazan' } },
  ]);
  expect(readPlaces(writePlaces(board.places), board.places).map(({ place }) => place)).toEqual(board.places);
});

test.each([
  ['; Nowhere', ['id']],
  ['bad id; Name', ['id']],
  ['a', ['name']],
  ['a; A; ; Mars/Base', ['zone']],
  ['a; A; ; ; b', ['parent']],
  ['a; A; ; ; ; 91; 10', ['lat']],
  ['a; A; ; ; ; 10; east', ['lon']],
  ['a; A; ; ; ; 10', ['both']],
  ['a; A; ; ; ; ; ; 8', ['fields']],
])('K13: %j is refused on its line: %s', (line, problems) => {
  expect(readPlaces(line)[0]?.problems).toEqual(problems);
});

test('K13: an id that is there twice is named at its second line', () => {
  expect(readPlaces('a; A\na; B').map(({ problems }) => problems)).toEqual([[], ['twice']]);
});
