import { beforeAll, expect, test } from 'vitest';
import { sayBoard } from '../../../client/board/board-sentence.ts';
import { renderPage } from '../../../client/page.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { sentenceWords } from '../../../client/words/sentence-words.ts';
import type { Board } from '../../../shared/board.ts';
import type { CountKind } from '../../../shared/kinds.ts';
import type { Figure, PlaceRow, Snapshot } from '../../../shared/snapshot.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const locales = { en: createLocale('en', en), ru: createLocale('ru', ru) };
beforeAll(async () => {
  await Promise.all([sentenceWords.load('en'), sentenceWords.load('ru')]);
});

/** What a language's numbers are grouped by breaks no line; here it may be read as a space. */
const say = (snapshot: Snapshot, lang: 'en' | 'ru' = 'en') =>
  sayBoard(snapshot, INVENTED_NOW, locales[lang]).replaceAll('\u00a0', ' ');

const OWN = 'closed' as CountKind;
const figure = (best: number, extra: Partial<Figure> = {}): Figure => ({
  ...{ best, low: best, high: best, asOf: '2021-04-21T16:42:00.000Z', claimant: 'desk', basis: 'stated' },
  ...extra,
});

/** What is changed of the board; undefined takes a field away. */
type Change = { [K in keyof Board]?: Board[K] | undefined };

interface Told {
  board?: Change;
  headline?: Snapshot['headline'];
  places?: PlaceRow[];
}
const told = ({ board = {}, headline = {}, places = [] }: Told): Snapshot => ({
  ...inventedSnapshot,
  board: { ...inventedBoard, ...board } as Board,
  ...{ headline, places, claims: {}, feed: [], series: {} },
});

const town = (id: string, parent?: string) => ({ id, name: id, ...(parent && { parent }) });
const flooded = (headline: Figure, rows: [string, Figure][] = [], board: Change = {}) =>
  told({
    board: {
      ...{ kinds: [{ id: OWN, name: { en: 'Closed', ru: 'Закрыто' } }], zone: 'Europe/Berlin', zones: [] },
      ...{
        places: [town('Ruhr'), town('Essen', 'Ruhr'), town('Bochum', 'Ruhr'), town('Kiel')],
        start: undefined,
      },
      ...board,
    },
    headline: { [OWN]: headline },
    places: rows.map(([id, each]): PlaceRow => Object.assign({ id }, { [OWN]: each })),
  });
const arrests = (headline: Figure, rows: [string, Figure][] = [], board: Change = {}) =>
  told({
    board: { places: [town('Ruhr'), town('Essen', 'Ruhr'), town('Bochum', 'Ruhr'), town('Kiel')], ...board },
    headline: { arrest: headline },
    places: rows.map(([id, arrest]) => ({ id, arrest })),
  });
const sure = (count: number) => figure(count, { confirmed: count });

test('W250: what is confirmed leads, then in how many places, where most, and how far reports reach', () => {
  expect(say(inventedSnapshot)).toBe(
    'At 19:41 in Moscow: 1,014 people confirmed arrested in 36 places, most in Moscow (172); reports reach 1,192.',
  );
  expect(say(inventedSnapshot, 'ru')).toBe(
    'На 19:41 (Москва): подтверждено 1 014 задержаний в 36 местах, больше всего — Москва (172); по сообщениям — до 1 192.',
  );
});

test.each<[string, Figure, string]>([
  ['exact', sure(14), '14 people confirmed arrested.'],
  ['one', sure(1), '1 person confirmed arrested.'],
  ['nobody', sure(0), '0 people confirmed arrested.'],
  ['reported alone', figure(14), '14 people reported arrested.'],
  ['reported in a range', figure(14, { low: 9, high: 20 }), '14 people reported arrested; reports reach 20.'],
  ['without an upper bound', figure(14, { low: 9, atLeast: true }), 'at least 9 people reported arrested.'],
  [
    'confirmed, without one',
    figure(14, { confirmed: 8, atLeast: true }),
    '8 people confirmed arrested; reports say at least 14.',
  ],
  ['nothing confirmed of it', figure(14, { confirmed: 0 }), '14 people reported arrested.'],
])('W250: %s', (_, headline, what) => {
  expect(say(arrests(headline))).toBe(`At 19:42 in Moscow: ${what}`);
});

test('W250: places are the lowest ones with a number of the headline’s claimant, and none that is hidden', () => {
  const rows: [string, Figure][] = [
    ['Ruhr', sure(12)],
    ['Essen', sure(8)],
    ['Bochum', sure(4)],
    ['Kiel', sure(0)],
  ];
  expect(say(arrests(sure(14), rows))).toContain('in 2 places, most in Essen (8).');
  const [ruhr, essen, bochum] = rows;
  const others: [string, Figure][] = [
    ...rows.slice(0, 3),
    ['Kiel', figure(90, { confirmed: 90, claimant: 'police' })],
  ];
  expect(say(arrests(sure(14), others))).toContain('in 2 places, most in Essen (8).');
  // What lies in a hidden place is told of the shown one above it.
  const places = [
    town('Ruhr'),
    { ...town('Essen', 'Ruhr'), hidden: true },
    { ...town('Bochum', 'Ruhr'), hidden: true },
  ];
  expect(say(arrests(sure(12), [ruhr, essen, bochum] as [string, Figure][], { places }))).toContain(
    'arrested in Ruhr.',
  );
});

test('W250: no place is called the one with most where two have as many', () => {
  expect(
    say(
      arrests(sure(8), [
        ['Essen', sure(4)],
        ['Bochum', sure(4)],
      ]),
    ),
  ).toContain('in 2 places, up to 4 in one.');
});

test('W250: one place has all of a number, or some of it', () => {
  expect(say(arrests(sure(14), [['Essen', sure(14)]]))).toContain('14 people confirmed arrested in Essen.');
  expect(say(arrests(sure(14), [['Essen', sure(5)]]))).toContain('arrested, 5 of them in Essen.');
  expect(say(arrests(sure(14), [['Essen', sure(5)]]), 'ru')).toContain('задержаний, из них 5 — Essen.');
});

test('W251: a board’s own kinds are told without grammar', () => {
  const rows: [string, Figure][] = [
    ['Essen', sure(4)],
    ['Bochum', sure(3)],
  ];
  const snapshot = flooded(figure(17, { confirmed: 14, low: 14, high: 20 }), rows);
  expect(say(snapshot)).toBe(
    'Closed at 18:42 in Berlin: 14 confirmed, up to 20 reported; in 2 places, most in Essen (4).',
  );
  expect(say(snapshot, 'ru')).toBe(
    'Закрыто на 18:42 (Берлин): подтверждено 14, по сообщениям до 20; в 2 местах, больше всего — Essen (4).',
  );
});

test('W251: of a board’s own kinds what is reported is not said to be so twice', () => {
  const snapshot = flooded(figure(17, { low: 14, high: 20 }));
  expect(say(snapshot)).toBe('Closed at 18:42 in Berlin: 17 reported, up to 20.');
  expect(say(snapshot, 'ru')).toBe('Закрыто на 18:42 (Берлин): по сообщениям 17, до 20.');
});

test('W251: of the last count kind that has numbers', () => {
  const registered = { registration: figure(463_218) };
  expect(say(told({ headline: registered }))).toBe('At 19:42 in Moscow: 463,218 people registered.');
  expect(say(told({ headline: { ...registered, arrest: sure(3) } }))).toContain(
    '3 people confirmed arrested',
  );
});

test('W251: Russian forms', () => {
  expect(say(arrests(sure(21)), 'ru')).toContain('подтверждено 21 задержание.');
  expect(say(arrests(sure(2)), 'ru')).toContain('подтверждено 2 задержания.');
  expect(say(arrests(sure(11)), 'ru')).toContain('подтверждено 11 задержаний.');
});

test('W251: what is over is final, with its date and year, and in the past', () => {
  const snapshot = arrests(
    figure(1798, { confirmed: 1798, high: 1900, asOf: '2021-04-22T07:00:00.000Z' }),
    [],
    { state: 'ended' },
  );
  expect(say(snapshot)).toBe(
    'Final as of 22 Apr 2021, 10:00 in Moscow: 1,798 people confirmed arrested; reports reached 1,900.',
  );
  expect(say(snapshot, 'ru')).toContain(
    'Итог на 22 апр. 2021 г., 10:00 (Москва): подтверждено 1 798 задержаний; по сообщениям, было до 1 900.',
  );
  const day = arrests(figure(3, { confirmed: 3, asOf: '2021-04-22T20:59:00.000Z', day: '2021-04-22' }), [], {
    state: 'archived',
  });
  expect(say(day)).toBe('Final as of 22 Apr 2021 in Moscow: 3 people confirmed arrested.');
});

test('W251: a time of another day has its date', () => {
  expect(say(arrests(figure(3, { confirmed: 3, asOf: '2021-04-22T07:00:00.000Z' })))).toContain(
    'As of 22 Apr, 10:00 in Moscow: ',
  );
  expect(say(arrests(figure(3, { confirmed: 3, day: '2021-04-20' })))).toContain('As of 20 Apr in Moscow: ');
});

test('W251: what is planned says when it starts', () => {
  const early = { state: 'planned', start: { date: '2021-04-22', time: '19:00' } } as const;
  expect(say(told({ board: early }))).toBe(
    'It starts on 22 April 2021 at 19:00 local time, first in Kamchatka.',
  );
  const one = told({ board: { ...early, places: [] }, headline: { registration: figure(5) } });
  expect(say(one)).toBe(
    'It starts on 22 April 2021 at 19:00 in Moscow. As of 21 Apr, 19:42 in Moscow: 5 people registered.',
  );
  expect(say(told({ board: { ...early, start: { date: '2021-04-20', time: '19:00' } } }))).toContain(
    'It was to start on 20 April 2021',
  );
  expect(say(told({ board: { state: 'planned', start: undefined } }))).toBe('It has not started.');
});

test('W251: what has no number says so', () => {
  expect(say(told({}))).toBe('No number stands.');
  expect(say(told({ board: { state: 'ended' } }))).toBe('It has ended; no number stands.');
  const update = { best: 2, confirmed: 1, corrected: 0, asOf: '2021-04-21T16:42:00.000Z' };
  expect(say(told({ headline: { update } }))).toBe('At 19:42 in Moscow: 2 updates and no numbers.');
});

test.each(['en', 'ru'] as const)('W252: it is under the title and describes the page (%s)', async (lang) => {
  const assets = { script: '/w.js', styles: [], below: '/b.css', preload: [] };
  const { html } = await renderPage(
    { page: 'board', snapshot: inventedSnapshot },
    { lang, now: INVENTED_NOW, assets },
  );
  const sentence = sayBoard(inventedSnapshot, INVENTED_NOW, locales[lang]);
  expect(html).toMatch(new RegExp(`</h1><p class="lede">${sentence.replace(/[.()]/g, '\\$&')}</p>`));
  const nature = locales[lang].messages.nature.simulated;
  expect(html).toContain(`<meta name="description" content="${nature} ${sentence}">`);
  expect(html).toContain(`<meta property="og:description" content="${nature} ${sentence}">`);
});
