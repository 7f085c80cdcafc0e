import { beforeAll, expect, test } from 'vitest';
import { coverageOf, drawHour, hourOf, indexRecent, tallestOf } from '../../../client/watch/places/hour.ts';
import { tellLater } from '../../../client/watch/places/later.ts';
import { barOf } from '../../../client/watch/places/place-bar.ts';
import {
  addLater,
  chooseColumns,
  chooseOrder,
  holdOrder,
  listLowest,
  listPlaceGroups,
  unfold,
} from '../../../client/watch/places/place-rows.ts';
import { nameColumn } from '../../../client/watch/places/place-words.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { placesWords } from '../../../client/words/places-words.ts';
import type { Figure, Snapshot } from '../../../shared/snapshot.ts';
import { formatInstant } from '../../../shared/time.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

beforeAll(() => placesWords.load('en'));

const english = createLocale('en', en);
const MINUTE = 60_000;
const NOW = Math.floor(INVENTED_NOW / MINUTE) * MINUTE;
const ago = (minutes: number) => NOW - minutes * MINUTE;

function figure(best: number, minutesAgo: number, confirmed?: number): Figure {
  const sure = confirmed === undefined ? {} : { confirmed };
  const asOf = formatInstant(ago(minutesAgo));
  return { best, low: best, high: best, ...sure, asOf, claimant: 'desk', basis: 'stated' };
}

const TREE: Snapshot = {
  ...inventedSnapshot,
  board: {
    ...inventedBoard,
    big: {},
    places: [
      { id: 'north', name: 'North' },
      { id: 'n1', name: 'N1', parent: 'north' },
      { id: 'n2', name: 'N2', parent: 'north' },
      { id: 'south', name: 'South' },
      { id: 'lost', name: 'Lost', hidden: true },
    ],
  },
  places: [
    { id: 'north', arrest: figure(5, 3, 4) },
    { id: 'n1', arrest: figure(1, 90) },
    { id: 'n2', arrest: figure(4, 3, 4) },
    { id: 'south', arrest: figure(9, 30) },
    { id: 'lost', arrest: figure(70, 1) },
  ],
  headline: { arrest: figure(14, 1) },
};
const groups = listPlaceGroups(TREE, chooseOrder(TREE), 'en');
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test('W221: the places of the board stand first, and each opens in its place', () => {
  expect(ids(unfold(groups, () => false))).toEqual(['south', 'north']);
  const opened = unfold(groups, (id) => id === 'north');
  expect(opened.map(({ id, level, within, isOpen }) => [id, level, within, isOpen])).toEqual([
    ['south', 0, undefined, undefined],
    ['north', 0, 2, true],
    ['n2', 1, undefined, undefined],
    ['n1', 1, undefined, undefined],
  ]);
});

test('W221: a lone place at the top is open from the start', () => {
  const { board } = TREE;
  const places = board.places.filter(({ id }) => id !== 'south');
  const lone = listPlaceGroups({ ...TREE, board: { ...board, places } }, chooseOrder(TREE), 'en');
  expect(ids(unfold(lone, () => false))).toEqual(['north', 'n2', 'n1']);
});

test('W222: while the reader is in the table its rows stay, whatever their numbers become; new ones come last', () => {
  const held = new Map(groups.flatMap(({ rows }) => rows).map(({ id }, index) => [id, index]));
  const arrest = figure(99, 0);
  const places = [
    ...TREE.places.map((row) => (row.id === 'north' ? { ...row, arrest } : row)),
    { id: 'new', arrest },
  ];
  const board = { ...TREE.board, places: [...TREE.board.places, { id: 'new', name: 'New' }] };
  const sorted = listPlaceGroups({ ...TREE, board, places }, chooseOrder(TREE), 'en');
  expect(ids(sorted[0]?.rows ?? [])).toEqual(['new', 'north', 'south']);
  expect(ids(holdOrder(sorted, held)[0]?.rows ?? [])).toEqual(['south', 'north', 'new']);
});

const recent = indexRecent({
  seq: 1,
  since: '',
  until: '',
  step: 60,
  places: [
    {
      id: 'south',
      sources: 3,
      arrest: {
        best: 8,
        changes: [
          [ago(61), 2, 0],
          [ago(60), 1, 0],
          [ago(59), 3, 0],
          [ago(2), 1, 0],
        ],
      },
    },
    { id: 'n2', sources: 100, arrest: { best: 6, confirmed: 1, changes: [[ago(5), 4, 1]] } },
  ],
});

test('W223: the last hour is what came within it, and what came since the server was asked', () => {
  const measure = { kind: 'arrest', big: 'best', now: NOW } as const;
  const south = hourOf({ arrest: figure(9, 1) }, recent.get('south'), measure);
  expect(south).toEqual({ more: 5, bins: [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2] });
  expect(hourOf({ arrest: figure(4, 3, 1) }, recent.get('n2'), { ...measure, big: 'confirmed' })?.more).toBe(
    1,
  );
  // Corrected downwards since.
  expect(hourOf({ arrest: figure(4, 3, 1) }, recent.get('n2'), measure)?.more).toBe(2);
  expect(hourOf({}, undefined, measure)).toBeUndefined();
  expect(hourOf({ arrest: figure(7, 0) }, undefined, measure)?.more).toBe(7);
});

test('W223: all rows have one scale, of those that are shown; a fall is no column', () => {
  const later = tellLater(TREE, recent, NOW, english);
  expect(later.tallest).toBe(5);
  const [south, north] = groups[0]?.rows ?? [];
  if (!(south && north)) throw new Error('rows are missing');
  expect(later.draw(south)).toBe('M4 20v-12M92 20v-8');
  expect(later.write(south, { is: 'hour', kind: 'arrest' })).toBe('+5');
  expect(later.write(south, { is: 'sources', kind: undefined })).toBe('3');
  expect(later.write(north, { is: 'sources', kind: undefined })).toBe('–');
  expect(later.write({ ...north, id: 'n2' }, { is: 'sources', kind: undefined })).toBe('100+');
  expect(drawHour({ more: 0, bins: [-4, 4, 0] }, 4)).toBe('M12 20v-20');
  expect(tallestOf([undefined])).toBe(1);
});

test('W223: its columns say what they hold, and are sorted by it; a board that is over has no last hour', () => {
  const columns = addLater(chooseColumns(TREE), TREE);
  expect(columns.map((column) => nameColumn(column, columns, TREE.board, english))).toEqual([
    'Place',
    'Arrests, confirmed',
    'Arrests, reported',
    'Arrests in the last hour',
    'Sources',
    'Arrests, as of',
  ]);
  const later = tellLater(TREE, recent, NOW, english);
  expect(ids(listPlaceGroups(TREE, { is: 'sources', kind: undefined }, 'en', later)[0]?.rows ?? [])).toEqual([
    'south',
    'north',
  ]);
  const over = { ...TREE, board: { ...TREE.board, state: 'ended' as const } };
  expect(addLater(chooseColumns(over), over).map(({ is }) => is)).not.toContain('hour');
});

test('W224: a bar is solid as far as its number is confirmed, and hatched as far as it is reported', () => {
  expect(barOf(figure(40, 0, 30), 80)).toEqual({ solid: 30, rest: 10 });
  expect(barOf(figure(40, 0, 40), 80)).toEqual({ solid: 40, rest: 0 });
  expect(barOf(figure(40, 0), 80)).toEqual({ solid: 0, rest: 40 });
  expect(barOf(figure(1, 0, 1), 10_000)).toEqual({ solid: 1, rest: 0 });
  expect(barOf(figure(0, 0), 80)).toBeUndefined();
});

test('W226: coverage is of the lowest places that are shown; a date without a clock is no news of the hour', () => {
  const rows = listLowest(groups).map(({ figures }) => figures);
  expect(coverageOf(rows, ago(60))).toEqual({ heard: 2, of: 3 });
  const dated = { id: 'south', arrest: { ...figure(9, 30), day: '2021-04-21' } };
  expect(coverageOf([dated], ago(60))).toEqual({ heard: 0, of: 1 });
});
