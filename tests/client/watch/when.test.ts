import { beforeAll, expect, test } from 'vitest';
import { quietFor } from '../../../client/board/freshness.ts';
import { loadCities, nameClock, nameStart } from '../../../client/board/zone-name.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { writeOtherDay, writeStated, writeTime } from '../../../client/words/when.ts';
import { writeTimeThere } from '../../../client/words/when-there.ts';
import { newestAsOf } from '../../../shared/newest-as-of.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

beforeAll(() => loadCities('ru'));

const english = createLocale('en', en);
const russian = createLocale('ru', ru);
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const start = (date: string) => ({ start: { date, time: '19:00' } });

test.each([
  // when, zone, what the head of the page names, now by the event's clock, in English, in Russian
  ['2021-04-21T16:42Z', 'Europe/Moscow', start('2021-04-21'), '2021-04-21T17:00Z', '19:42', '19:42'],
  [
    '2021-04-22T07:00Z',
    'Europe/Moscow',
    start('2021-04-21'),
    '2021-04-22T07:00Z',
    '22 Apr, 10:00',
    '22 апр., 10:00',
  ],
  ['2021-04-20T21:30Z', 'Europe/Moscow', start('2021-04-21'), '2021-04-22T07:00Z', '00:30', '00:30'],
  [
    '2021-04-20T20:30Z',
    'Europe/Moscow',
    start('2021-04-21'),
    '2021-04-22T07:00Z',
    '20 Apr, 23:30',
    '20 апр., 23:30',
  ],
  // Without a start the page names today.
  ['2026-11-28T01:35Z', 'Europe/Berlin', {}, '2026-11-28T01:35Z', '02:35', '02:35'],
  [
    '2025-11-28T08:00Z',
    'Europe/Berlin',
    {},
    '2026-11-28T01:35Z',
    '28 Nov 2025, 09:00',
    '28 нояб. 2025 г., 09:00',
  ],
  [
    '2025-12-31T23:30Z',
    'Europe/Berlin',
    {},
    '2025-12-31T22:00Z',
    '1 Jan 2026, 00:30',
    '1 янв. 2026 г., 00:30',
  ],
  ['2024-02-29T12:00Z', 'UTC', {}, '2024-03-01T12:00Z', '29 Feb, 12:00', '29 февр., 12:00'],
  ['2024-02-29T12:00Z', 'UTC', {}, '2025-03-01T12:00Z', '29 Feb 2024, 12:00', '29 февр. 2024 г., 12:00'],
  // A replay of 2021, watched in 2026: what was published is of another year.
  [
    '2026-11-28T03:44Z',
    'Europe/Moscow',
    start('2021-04-21'),
    '2021-04-21T17:00Z',
    '28 Nov 2026, 06:44',
    '28 нояб. 2026 г., 06:44',
  ],
  // Half hours: 18:30 and 18:31 in Kathmandu (+05:45) are the 21st and the 22nd.
  ['2021-04-21T18:14Z', 'Asia/Kathmandu', start('2021-04-21'), '2021-04-21T18:14Z', '23:59', '23:59'],
  [
    '2021-04-21T18:15Z',
    'Asia/Kathmandu',
    start('2021-04-21'),
    '2021-04-21T18:15Z',
    '22 Apr, 00:00',
    '22 апр., 00:00',
  ],
  [
    '2021-04-21T02:29Z',
    'America/St_Johns',
    start('2021-04-21'),
    '2021-04-21T18:15Z',
    '20 Apr, 23:59',
    '20 апр., 23:59',
  ],
] as const)('W71: %s in %s has its date where that is not the event’s, and its year too', (...row) => {
  const [at, zone, day, now, inEnglish, inRussian] = row;
  const event = { board: { zone, ...day }, today: Date.parse(now) };
  const write = (locale: typeof english) => plain(writeTime(Date.parse(at), event, locale));
  expect([write(english), write(russian)]).toEqual([inEnglish, inRussian]);
  const date = plain(writeOtherDay(Date.parse(at), event, english));
  expect(date).toBe(inEnglish.includes(',') ? inEnglish.split(',')[0] : undefined);
});

test.each([
  ['2021-04-21', '21 Apr', '21 апр.'],
  ['2021-04-20', '20 Apr', '20 апр.'],
  ['2020-02-29', '29 Feb 2020', '29 февр. 2020 г.'],
])('W71: %s given as a date alone is written as the date alone', (day, inEnglish, inRussian) => {
  const event = { board: { zone: 'Asia/Kamchatka', ...start('2021-04-21') }, today: 0 };
  const stated = { asOf: `${day}T11:59:00.000Z`, day };
  const write = (locale: typeof english) => plain(writeStated(stated, event, locale));
  expect([write(english), write(russian)]).toEqual([inEnglish, inRussian]);
});

test.each([
  ['2021-04-21T14:12Z', 'Asia/Vladivostok', 'Europe/Moscow', '22 Apr, 00:12'],
  ['2021-04-21T14:12Z', 'Asia/Omsk', 'Europe/Moscow', '20:12'],
  ['2021-04-21T22:12Z', 'America/New_York', 'Europe/Moscow', '21 Apr, 18:12'],
  ['2021-12-31T18:00Z', 'Asia/Kolkata', 'Europe/Moscow', '23:30'],
  ['2021-12-31T18:30Z', 'Asia/Kolkata', 'Europe/Moscow', '1 Jan 2022, 00:00'],
])(
  'W71: %s by the clock of %s, beside that of %s, has its date where the two differ',
  (at, there, event, text) => {
    expect(plain(writeTimeThere(Date.parse(at), { there, event }, english))).toBe(text);
  },
);

const iso = (minutes: number) => new Date(Date.parse('2021-04-21T16:00Z') + minutes * 60_000).toISOString();
const quiet: Snapshot = {
  ...inventedSnapshot,
  board: { ...inventedBoard, nature: 'real' },
  at: iso(0),
  headline: { update: { best: 1, confirmed: 0, corrected: 0, asOf: iso(-55) } },
  claims: {},
  feed: [],
};
const [post] = inventedSnapshot.feed;
const [claim] = inventedSnapshot.claims.arrest ?? [];

test('W70: the newest of a board is that of its numbers, of whoever states one, and of its posts', () => {
  if (!(post && claim)) throw new Error('the board has neither');
  expect(newestAsOf(quiet)).toBe(Date.parse(iso(-55)));
  expect(newestAsOf({ ...quiet, claims: { arrest: [{ ...claim, asOf: iso(-40) }] } })).toBe(
    Date.parse(iso(-40)),
  );
  expect(newestAsOf({ ...quiet, feed: [{ ...post, asOf: iso(-10) }] })).toBe(Date.parse(iso(-10)));
  expect(newestAsOf({ ...quiet, headline: {} })).toBeUndefined();
});

test('W70: a board is quiet since anything at all was published', () => {
  if (!post) throw new Error('the board has no post');
  const now = Date.parse(iso(30));
  expect(quietFor(quiet, now)).toBe(30 * 60_000);
  expect(quietFor({ ...quiet, at: iso(25) }, now)).toBeUndefined();
  expect(quietFor({ ...quiet, feed: [{ ...post, asOf: iso(25) }] }, now)).toBeUndefined();
});

test('W131: a zone is called after its city in either language, also where its country has no other', () => {
  const codes = Array.from({ length: 26 * 26 }, (_, at) =>
    String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)),
  );
  const namesOf = (lang: 'en' | 'ru') => {
    const countries = new Intl.DisplayNames(lang, { type: 'region' });
    return new Set(codes.map((code) => countries.of(code)));
  };
  const countries = { en: namesOf('en'), ru: namesOf('ru') };
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => !zone.startsWith('Etc/'));
  const after = zones.flatMap((zone) => {
    const board = { ...inventedBoard, zone, zones: [] };
    const [city, name] = [nameClock(board, 'en'), nameClock(board, 'ru')];
    return countries.ru.has(name) && !countries.en.has(city) ? [city] : [];
  });
  // Of these the city or the island is called as the country is.
  expect(after.sort().join(', ')).toBe(
    'Algiers, Canary, Christmas, Cocos, Comoro, Curacao, Faeroe, Reunion, St Barthelemy, St Lucia, Tunis, Vatican',
  );
  const named = ['Europe/Kyiv', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'Europe/London', 'America/New_York'];
  expect(named.map((zone) => nameClock({ ...inventedBoard, zone, zones: [] }, 'ru'))).toEqual([
    'Киев',
    'Калькутта',
    'Хошимин',
    'Лондон',
    'Нью-Йорк',
  ]);
});

test.each([
  // Moscow is no place of this board, and Elista, its largest, does not name the clock.
  ['Europe/Moscow', 'Moscow', 'Москва'],
  ['Europe/Berlin', 'Berlin', 'Берлин'],
  ['Asia/Kamchatka', 'Kamchatka', 'Петропавловск-Камчатский'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Буэнос-Айрес'],
  // Its id says the opposite.
  ['Etc/GMT+5', 'GMT-5', 'GMT-5'],
])(
  'W76: the clock of %s is named by a place that is known for it, in the reader’s language',
  (zone, inEnglish, inRussian) => {
    const elista = { id: 'elista', name: { en: 'Elista', ru: 'Элиста' }, population: 100_000 };
    const board = { ...inventedBoard, zone, zones: [], places: [elista] };
    expect([nameClock(board, 'en'), nameClock(board, 'ru')]).toEqual([inEnglish, inRussian]);
    const start = { at: 0, zone, zones: [zone], places: [elista] };
    expect(nameStart(board, start, 'ru')).toBe('Элиста');
    expect(nameStart(board, { ...start, places: [] }, 'ru')).toBe(inRussian);
    const named = { ...board, zones: [{ zone, name: { en: 'Here', ru: 'Здесь' } }] };
    expect(nameClock(named, 'ru')).toBe('Здесь');
  },
);
