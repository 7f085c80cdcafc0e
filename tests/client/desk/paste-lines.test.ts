import { expect, onTestFinished, test, vi } from 'vitest';
import { listsOf } from '../../../client/desk/boards/board-form.ts';
import { indexRows, knownRow, saidRows } from '../../../client/desk/boards/form-rows.ts';
import { readLines } from '../../../client/desk/boards/paste-lines.ts';
import { SUBJECTS } from '../../../client/desk/boards/row-subjects.ts';

const none = listsOf(undefined);
const readPlaces = (text: string, rows = none.places) => readLines(text, SUBJECTS.places, rows, rows);
/** What the lines become for the server. */
const write = (lines: ReturnType<typeof readLines>, rows = none.places) => {
  const all = [...rows, ...lines.map(({ row }) => row)];
  const find = { places: indexRows(all), claimants: indexRows([]) };
  return saidRows(lines.map(({ row }) => row)).map(({ typed }) => SUBJECTS.places.write(typed, find));
};

test('K13: places are read line by line, from semicolons or from a sheet', () => {
  const lines = readPlaces('\nufa; Ufa; Уфа; Asia/Yekaterinburg; ; 54,73; 55.97\r\nkazan\tKazan\n');
  expect(lines.map(({ line, problems }) => [line, problems])).toEqual([
    [2, []],
    [3, []],
  ]);
  expect(write(lines)).toEqual([
    { id: 'ufa', name: { en: 'Ufa', ru: 'Уфа' }, zone: 'Asia/Yekaterinburg', lat: 54.73, lon: 55.97 },
    { id: 'kazan', name: 'Kazan' },
  ]);
});

// Mutant: each of the towns that share a name counts through all before it, so that 5,000 keep the page for seconds.
test.each([
  ['one name', 'Kirov'],
  ['one name without a Latin letter', '東京'],
  ['one name that is too long for an id', 'x'.repeat(190)],
])('S143: thousands of lines of %s take a few looks each', (_, name) => {
  const looks = vi.spyOn(Set.prototype, 'has');
  onTestFinished(() => looks.mockRestore());
  const lines = readPlaces(Array.from({ length: 2_000 }, () => name).join('\n'));
  expect(looks.mock.calls.length).toBeLessThan(20 * lines.length);
  expect(new Set(lines.map(({ row }) => row.typed.id)).size).toBe(2_000);
});

test('K132: names alone become places, with ids made from them; twins are told apart', () => {
  const lines = readPlaces('Gießen\nНижний Новгород\nKirov\nKirov\n東京');
  expect(lines.flatMap(({ problems }) => problems)).toEqual([]);
  expect(write(lines)).toEqual([
    { id: 'giessen', name: 'Gießen' },
    { id: 'nizhniy-novgorod', name: 'Нижний Новгород' },
    { id: 'kirov', name: 'Kirov' },
    { id: 'kirov-2', name: 'Kirov' },
    { id: 'place-1', name: '東京' },
  ]);
});

test('K132: an id that is made is none that a line below brings, nor one that is there', () => {
  const there = [knownRow('kirov', undefined, { ...SUBJECTS.places.blank, id: 'kirov', en: 'Kirov' })];
  const lines = readPlaces('Kirov\nkirov-2; Kirov on the Oka', there);
  expect(lines.map(({ row }) => row.typed.id)).toEqual(['kirov-3', 'kirov-2']);
});

test('K132: a line may lie in a place that is there or that stands below it, named by id or by name', () => {
  const there = [
    knownRow('nrw', undefined, { ...SUBJECTS.places.blank, id: 'nrw', en: 'North Rhine', ru: 'Рейн' }),
  ];
  const lines = readPlaces('; Essen; ; ; Рейн\n; Karnap; ; ; e1\ne1; Essen-North; ; ; nrw', there);
  expect(lines.flatMap(({ problems }) => problems)).toEqual([]);
  expect(write(lines, there).map(({ parent }) => parent)).toEqual(['nrw', 'e1', 'nrw']);
});

test('K132: a line may say a place’s population, and that it is hidden', () => {
  expect(write(readPlaces('a; A; ; ; ; ; ; 5 000; да\nb; B; ; ; ; ; ; 7'))).toEqual([
    { id: 'a', name: 'A', population: 5_000, hidden: true },
    { id: 'b', name: 'B', population: 7 },
  ]);
});

test.each([
  ['bad id; Name', ['id']],
  ['a;', ['name']],
  ['; ; ; Europe/Berlin', ['name']],
  ['a; A; ; Mars/Base', ['zone']],
  ['a; A; ; ; b', ['parent']],
  ['a; A; ; ; ; 91; 10', ['lat']],
  ['a; A; ; ; ; 10; east', ['lon']],
  ['a; A; ; ; ; 10', ['both']],
  ['a; A; ; ; ; ; ; many', ['population']],
  ['a; A; ; ; ; ; ; 8; no', ['hidden']],
  ['a; A; ; ; ; ; ; 8; yes; 9', ['fields']],
])('K13: %j is refused on its line: %s', (line, problems) => {
  expect(readPlaces(line)[0]?.problems).toEqual(problems);
});

test('K13: an id that is there twice is named at its second line', () => {
  expect(readPlaces('a; A\na; B').map(({ problems }) => problems)).toEqual([[], ['twice']]);
});

test('K132: claimants, names of zones and contacts are pasted as well', () => {
  const claimants = readLines(
    'ver.di\nmvd; Ministry; МВД; example.org\nDKG; DKG',
    SUBJECTS.claimants,
    [],
    [],
  );
  expect(claimants.map(({ row, problems }) => [row.typed.id, problems])).toEqual([
    ['ver-di', []],
    ['mvd', ['url']],
    ['DKG', ['claimantId']],
  ]);
  const zones = readLines('Europe/Berlin; Germany\nBerlin; Germany', SUBJECTS.zones, [], []);
  expect(zones.map(({ problems }) => problems)).toEqual([[], ['zone']]);
  const places = [knownRow('essen', undefined, { ...SUBJECTS.places.blank, id: 'essen', en: 'Essen' })];
  const contacts = readLines(
    'Hotline; Линия; ; tel:+49301; Essen\nNobody; ; ; ; Bonn',
    SUBJECTS.contacts,
    [],
    places,
  );
  expect(contacts.map(({ row, problems }) => [row.typed.place, problems])).toEqual([
    ['@essen', []],
    ['Bonn', ['place']],
  ]);
});
