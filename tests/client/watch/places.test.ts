import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  chooseColumns,
  chooseOrder,
  cutGroups,
  listPlaceGroups,
  numberIn,
  sumUp,
} from '../../../client/watch/places/place-rows.ts';
import {
  hasMoreInside,
  nameColumn,
  sayDifferences,
  sumColumns,
} from '../../../client/watch/places/place-words.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { placesWords } from '../../../client/words/places-words.ts';
import { ru } from '../../../client/words/ru.ts';
import { createView } from '../../../server/live/view.ts';
import type { Place } from '../../../shared/board.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { Figure, PlaceRow, Snapshot } from '../../../shared/snapshot.ts';
import { inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { makeHistory, steps } from '../../support/random-history.ts';

beforeAll(async () => {
  await Promise.all([placesWords.load('en'), placesWords.load('ru')]);
});

const english = createLocale('en', en);
const russian = createLocale('ru', ru);
const asOf = '2021-04-21T16:00:00.000Z';

function figure(best: number, claimant = 'desk', confirmed?: number): Figure {
  const sure = confirmed === undefined ? {} : { confirmed };
  return { best, low: best, high: best, ...sure, asOf, claimant, basis: 'stated' };
}

function boardOf(places: Place[], figures: PlaceRow[], headline: Snapshot['headline']): Snapshot {
  return { ...inventedSnapshot, board: { ...inventedBoard, places }, places: figures, headline };
}

const REGIONS = boardOf(
  [
    { id: 'north', name: 'North' },
    { id: 'n1', name: 'N1', parent: 'north' },
    { id: 'n2', name: 'N2', parent: 'north' },
    { id: 'south', name: 'South' },
    { id: 's1', name: 'S1', parent: 'south' },
    { id: 'west', name: 'West' },
    { id: 'secret', name: 'Secret', hidden: true },
  ],
  [
    { id: 'north', arrest: figure(5) },
    { id: 'n1', arrest: figure(1) },
    { id: 'n2', arrest: figure(4) },
    { id: 'south', arrest: figure(9) },
    { id: 's1', arrest: figure(9) },
    { id: 'west' },
    { id: 'secret', arrest: figure(2) },
  ],
  { arrest: figure(17) },
);

const names = (snapshot: Snapshot, order = chooseOrder(snapshot)) =>
  listPlaceGroups(snapshot, order, 'en').map(({ parent, rows }) => [
    parent?.name,
    rows.map(({ name }) => name),
  ]);

test('W35: places stand level by level, the highest of the last counted kind first among their siblings', () => {
  expect(names(REGIONS)).toEqual([
    [undefined, ['South', 'North', 'West']],
    ['South', ['S1']],
    ['North', ['N2', 'N1']],
  ]);
  expect(names(REGIONS, { is: 'place', kind: undefined })[0]).toEqual([
    undefined,
    ['North', 'South', 'West'],
  ]);
  const groups = listPlaceGroups(REGIONS, chooseOrder(REGIONS), 'en');
  const cut = (from: number, to: number) =>
    cutGroups(groups, from, to).flatMap(({ rows }) => rows.map(({ id }) => id));
  expect([cut(0, 4), cut(4, 9)]).toEqual([
    ['south', 'north', 'west', 's1'],
    ['n2', 'n1'],
  ]);
});

test('W35: the number that the board shows big decides, of registrations where nothing else is counted', () => {
  expect(chooseOrder(inventedSnapshot)).toEqual({ is: 'confirmed', kind: 'arrest' });
  const best = { ...inventedSnapshot, board: { ...inventedBoard, big: {} } };
  expect(chooseOrder(best)).toEqual({ is: 'count', kind: 'arrest' });
  const [{ id } = { id: '' }] = inventedSnapshot.places;
  const registered = { ...best, places: [{ id, registration: figure(3) }] };
  expect(chooseOrder(registered)).toEqual({ is: 'count', kind: 'registration' });
});

test('W35: a hidden place has no row, and its number is elsewhere', () => {
  expect(names(REGIONS).flat(2)).not.toContain('Secret');
  const rows = listPlaceGroups(REGIONS, chooseOrder(REGIONS), 'en')[0]?.rows ?? [];
  expect(sumUp(REGIONS, rows, { is: 'count', kind: 'arrest' })).toEqual({
    total: 17,
    claimant: 'desk',
    elsewhere: 3,
    others: [],
  });
});

test('W100: each column says which kind it holds', () => {
  const heads = (snapshot: Snapshot, locale = english) => {
    const columns = chooseColumns(snapshot);
    return columns.map((column) => nameColumn(column, columns, snapshot.board, locale));
  };
  const rows = (row: Partial<PlaceRow>) => boardOf([{ id: 'a', name: 'A' }], [{ id: 'a', ...row }], row);
  const both = rows({ arrest: figure(3, 'desk', 1), registration: figure(9) });
  expect(heads(both)).toEqual([
    'Place',
    'Local time',
    'Registrations',
    'Arrests, confirmed',
    'Arrests, reported',
    'Registrations, as of',
    'Arrests, as of',
  ]);
  expect(heads(rows({ arrest: figure(3) }))).toEqual(['Place', 'Local time', 'Arrests', 'Arrests, as of']);
  expect(heads(both, russian)).toEqual([
    'Место',
    'Местное время',
    'Регистрации',
    'Задержания: подтверждено',
    'Задержания: сообщается',
    'Регистрации: на какое время',
    'Задержания: на какое время',
  ]);
});

test('W100: a board with updates alone has their number and time for each place', () => {
  const update = { best: 3, confirmed: 0, corrected: 0, asOf };
  const snapshot = boardOf([{ id: 'a', name: 'A' }], [{ id: 'a', update }], {
    update: { ...update, best: 5 },
  });
  expect(chooseColumns(snapshot).map(({ is, kind }) => [is, kind])).toEqual([
    ['place', undefined],
    ['clock', undefined],
    ['count', 'update'],
    ['asOf', 'update'],
  ]);
  const [group] = listPlaceGroups(snapshot, chooseOrder(snapshot), 'en');
  expect(sumUp(snapshot, group?.rows ?? [], { is: 'count', kind: 'update' })).toMatchObject({ elsewhere: 2 });
});

/** ver.di's 2,233 with places of its own and two that follow the desk: a board of five cities and London. */
const STRIKE = boardOf(
  ['berlin', 'köln', 'hamburg', 'essen', 'london'].map((id) => ({ id, name: id })),
  [
    { id: 'berlin', registration: figure(1_100, 'ver-di') },
    { id: 'köln', registration: figure(400, 'ver-di') },
    { id: 'hamburg', registration: figure(255, 'ver-di'), arrest: figure(2) },
    { id: 'essen', registration: figure(60) },
    { id: 'london', registration: figure(25) },
  ],
  { registration: figure(2_233, 'ver-di'), arrest: figure(2) },
);

test('W36: for every kind the table says by how much a column does not add up, and whose that is', () => {
  const groups = listPlaceGroups(STRIKE, chooseOrder(STRIKE), 'en');
  const summed = sumColumns(STRIKE, groups, chooseColumns(STRIKE));
  expect(summed.map(({ sum }) => sum?.elsewhere)).toEqual([
    undefined,
    undefined,
    478,
    0,
    undefined,
    undefined,
  ]);
  expect(sayDifferences(summed, STRIKE, english)).toEqual([
    '“Registrations” does not add up: its rows hold 85 by others (this desk’s own count 85), which is on top of the total 2,233 of ver-di.',
  ]);
  expect(sayDifferences(summed, STRIKE, russian)).toEqual([
    'Столбец «Регистрации» не сходится: 85 в его строках — по чужим данным (собственный подсчёт редакции 85), это сверх общего числа 2\u00a0233 (ver-di).',
  ]);
});

test('W36: a place that holds more than the places listed in it is said to', () => {
  const columns = chooseColumns(REGIONS);
  const groups = (snapshot: Snapshot) => listPlaceGroups(snapshot, chooseOrder(snapshot), 'en');
  expect(hasMoreInside(groups(REGIONS), columns)).toBe(false);
  const more = REGIONS.places.map((row) => (row.id === 'n1' ? { id: 'n1' } : row));
  expect(hasMoreInside(groups({ ...REGIONS, places: more }), columns)).toBe(true);
});

/** A board as a random history leaves it, some of its places hidden. */
function randomBoard(history: Parameters<typeof makeHistory>[0], hidden: readonly number[]): Snapshot {
  const tally = createTally();
  tally.fold(makeHistory(history));
  const { snapshot } = createView(tally, 'epoch', 'head');
  const places = snapshot.board.places.map((place, index) =>
    hidden.includes(index) ? { ...place, hidden: true } : place,
  );
  return { ...snapshot, board: { ...snapshot.board, places } };
}

function expectToAddUp(snapshot: Snapshot): void {
  const columns = chooseColumns(snapshot);
  const groups = listPlaceGroups(snapshot, chooseOrder(snapshot), 'en');
  const rows = groups[0]?.rows ?? [];
  const summed = sumColumns(snapshot, groups, columns);
  const said = sayDifferences(summed, snapshot, english);
  for (const { column, sum } of summed) {
    if (!sum) continue;
    const shown = rows.reduce((all, { figures }) => all + (numberIn(figures, column) ?? 0), 0);
    const more = sum.others.reduce((all, { count }) => all + count, 0);
    // Of what nobody confirmed there is neither a total nor anything elsewhere.
    expect(sum.total).toBe(numberIn(snapshot.headline, column));
    expect(sum.elsewhere === undefined).toBe(sum.total === undefined);
    expect(sum.elsewhere ?? 0).toBeGreaterThanOrEqual(0);
    expect(shown + (sum.elsewhere ?? 0)).toBe((sum.total ?? 0) + more);
    const name = `“${nameColumn(column, columns, snapshot.board, english)}”`;
    const sentences = said.filter((each) => each.startsWith(name));
    expect(sentences.map((each) => each.includes(english.format.count(more)))).toEqual(
      more > 0 ? [true] : [],
    );
  }
}

test('W101: in every column rows and "Elsewhere" are the total, and what others hold on top of it is said', () => {
  const hidden = fc.array(fc.nat(4), { maxLength: 2 });
  fc.assert(
    fc.property(steps, hidden, (history, places) => expectToAddUp(randomBoard(history, places))),
    { numRuns: 300 },
  );
});
