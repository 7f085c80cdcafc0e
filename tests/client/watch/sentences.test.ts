import { expect, test } from 'vitest';
import { stalenessOf } from '../../../client/board/freshness.ts';
import { renderPage } from '../../../client/page.ts';
import { sayCertainty } from '../../../client/watch/tallies/certainty.ts';
import type { Line } from '../../../client/watch/tallies/tally-words.ts';
import { sayEnds, sayGoal, sayRange } from '../../../client/watch/tallies/tally-words.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { fill } from '../../../client/words/messages.ts';
import { ru } from '../../../client/words/ru.ts';
import type { Board } from '../../../shared/board.ts';
import type { Figure, Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const english = createLocale('en', en);
const russian = createLocale('ru', ru);
const write = (line: Line | undefined) =>
  line && fill(line.sentence, line.values).replaceAll('*', '').replaceAll('\u00a0', ' ');

const open = { isOpen: false, isFinal: false };
const BILLIONS = 10_000_000_000;
test.each([
  [
    463_218,
    500_000,
    open,
    '92.6% of the 500,000 goal, 36,782 to go',
    '92,6 % от цели 500 000, осталось 36 782',
  ],
  [
    BILLIONS - 1,
    BILLIONS,
    open,
    '99.9% of the 10,000,000,000 goal, 1 to go',
    '99,9 % от цели 10 000 000 000, осталось 1',
  ],
  [0, 500, open, '0% of the 500 goal, 500 to go', '0 % от цели 500, осталось 500'],
  [
    1,
    BILLIONS,
    open,
    '<0.1% of the 10,000,000,000 goal, 9,999,999,999 to go',
    '<0,1 % от цели 10 000 000 000, осталось 9 999 999 999',
  ],
  [500, 500, open, 'The goal of 500 is reached', 'Цель достигнута: 500'],
  [501, 500, open, '100.2% of the 500 goal, 1 above it', '100,2 % от цели 500, на 1 больше'],
  [400, 500, { isOpen: true, isFinal: false }, 'At least 80% of the 500 goal', 'Не менее 80 % от цели 500'],
  [500, 500, { isOpen: true, isFinal: true }, 'At least 100% of the 500 goal', 'Не менее 100 % от цели 500'],
  [
    400,
    500,
    { isOpen: false, isFinal: true },
    '80% of the 500 goal, 100 short of it',
    '80 % от цели 500, не хватило 100',
  ],
  [500, 500, { isOpen: false, isFinal: true }, 'The goal of 500 is reached', 'Цель достигнута: 500'],
  [7, 0, open, undefined, undefined],
])('W72: %d of %d is said of a goal, %o', (...row) => {
  const [number, goal, state, inEnglish, inRussian] = row;
  const say = (locale: typeof english) => write(sayGoal(number, goal, state, locale));
  expect([say(english), say(russian)]).toEqual([inEnglish, inRussian]);
});

const sure: Figure = {
  best: 40,
  low: 40,
  high: 40,
  confirmed: 40,
  asOf: '2021-04-21T16:00:00.000Z',
  claimant: 'desk',
  basis: 'stated',
};
const none = { confirmed: undefined };
test.each([
  ['sure to the last one', sure, 'best', undefined, [], []],
  [
    'a range',
    { ...sure, ...none, low: 20, high: 50 },
    'best',
    undefined,
    ['Between 20 and 50'],
    ['От 20 до 50'],
  ],
  ['a lower bound', { ...sure, ...none, atLeast: true }, 'best', ['or more', 'или больше'], [], []],
  [
    'a range without an end',
    { ...sure, ...none, low: 20, high: 50, atLeast: true },
    'best',
    undefined,
    ['At least 20, without an upper bound'],
    ['Не менее 20, верхней границы нет'],
  ],
  ['a part confirmed', { ...sure, confirmed: 12 }, 'best', undefined, ['12 confirmed'], ['подтверждено 12']],
  ['nothing confirmed', { ...sure, confirmed: 0 }, 'best', undefined, ['0 confirmed'], ['подтверждено 0']],
  [
    'confirmed shown big',
    { ...sure, confirmed: 12 },
    'confirmed',
    ['confirmed', 'подтверждено'],
    ['Reported: 40'],
    ['По сообщениям: 40'],
  ],
  [
    'confirmed big, a range',
    { ...sure, confirmed: 12, low: 20, high: 50 },
    'confirmed',
    ['confirmed', 'подтверждено'],
    ['Reported: 40 (20–50)'],
    ['По сообщениям: 40 (20–50)'],
  ],
  [
    'confirmed big, a lower bound',
    { ...sure, confirmed: 12, atLeast: true },
    'confirmed',
    ['confirmed', 'подтверждено'],
    ['Reported: at least 40'],
    ['По сообщениям: не менее 40'],
  ],
] as const)('W72: what else is known of a number is said: %s', (...row) => {
  const [, said, big, words, inEnglish, inRussian] = row;
  const { confirmed, ...rest } = said;
  const figure: Figure = { ...rest, ...(confirmed !== undefined && { confirmed }) };
  // Where the confirmed part is not the big number it stands at its end of the bar.
  const say = (locale: typeof english) => {
    const confirmedPart =
      big === 'best' && rest.high > (confirmed ?? rest.high) && sayEnds(figure, locale).solid;
    return [write(sayRange(figure, big, locale)), confirmedPart].filter(Boolean);
  };
  expect([say(english), say(russian)]).toEqual([inEnglish, inRussian]);
  expect([sayCertainty(figure, big, english), sayCertainty(figure, big, russian)]).toEqual(
    words ?? [undefined, undefined],
  );
});

const iso = (at: number) => new Date(at).toISOString();
const MINUTE = 60_000;
/** Stated 52 minutes ago, with a cadence of five minutes. */
const late = (checked: number | undefined, asOf = INVENTED_NOW - 52 * MINUTE): Snapshot => ({
  ...inventedSnapshot,
  board: { ...inventedBoard, nature: 'real', cadence: { arrest: 300 } },
  headline: { arrest: { ...sure, asOf: iso(asOf) } },
  claims: { arrest: [{ ...sure, asOf: iso(asOf) }] },
  checked: checked === undefined ? {} : { arrest: iso(checked) },
});

test('W74: a number is as old as its own time, or as the last word that nothing is new, whichever is later', () => {
  const age = (snapshot: Snapshot) => stalenessOf(snapshot, 'arrest', INVENTED_NOW);
  expect(age(late(undefined))).toEqual({ age: 52 * MINUTE, cadence: 5 * MINUTE });
  expect(age(late(INVENTED_NOW - 20 * MINUTE))).toEqual({ age: 20 * MINUTE, cadence: 5 * MINUTE });
  expect(age(late(INVENTED_NOW - 4 * MINUTE))).toBeUndefined();
});

test('W74: a time ahead of the reader’s clock tells no age, and the page says so', async () => {
  const ahead = late(undefined, INVENTED_NOW + 90 * MINUTE);
  expect(stalenessOf(ahead, 'arrest', INVENTED_NOW)).toEqual({ age: undefined, cadence: 5 * MINUTE });
  expect(await read(ahead)).toContain('Its time is ahead of this clock, so its age is unknown');
  expect(stalenessOf(late(undefined, INVENTED_NOW + 30_000), 'arrest', INVENTED_NOW)).toBeUndefined();
});

test('W74: a stale number says beside itself as of when it is', async () => {
  expect(await read(late(undefined))).toMatch(
    /40 confirmed as of 18:50 .*Nothing new since 18:50; expected every 5 min/,
  );
  expect(await read(late(undefined), 'ru')).toMatch(
    /40 подтверждено на 18:50 .*Нового нет с 18:50; ожидалось раз в 5 мин/,
  );
});

async function read(snapshot: Snapshot, lang: Lang = 'en'): Promise<string> {
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const { html } = await renderPage({ page: 'board', snapshot }, { lang, now: INVENTED_NOW, assets });
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[ \n]+/g, ' ');
}
const changed = (change: Partial<Board>, rest: Partial<Snapshot> = {}): Snapshot => ({
  ...inventedSnapshot,
  ...rest,
  board: { ...inventedBoard, ...change },
});

test.each([
  ['anyone', 'an operator of this desk vouches for it', 'ручается кто-то из редакции'],
  ['second-person', 'a second person at this desk has confirmed it', 'подтвердил второй человек'],
  ['two-sources', 'at least two different sources are named', 'названо не меньше двух разных источников'],
])(
  'W73: the page says what confirmed means where it takes %s, and nothing else',
  async (confirming, inEnglish, inRussian) => {
    const snapshot = changed({ confirming: confirming as Board['confirming'] });
    expect(await read(snapshot)).toContain(inEnglish);
    expect(await read(snapshot, 'ru')).toContain(inRussian);
    expect(await read(snapshot)).not.toMatch(/independent|one source|hash of the one before/);
    expect(await read(snapshot, 'ru')).not.toMatch(/независим|один источник/i);
  },
);

test('W73: the page says since when its rule holds, where it was another before', async () => {
  const since = changed({ confirming: 'two-sources', confirmingSince: '2021-04-20T15:00:00.000Z' });
  expect(await read(since)).toContain('This has been the rule since 20\u00a0Apr, 18:00:00;');
  expect(await read(changed({}))).not.toContain('This has been the rule');
});

test('W73: how many sources a post has is said as a number', async () => {
  const [row] = inventedSnapshot.feed;
  if (!row) throw new Error('the board has no post');
  const feed = [{ ...row, sources: [{ title: 'A' }, { title: 'B' }] }];
  expect(await read(changed({}, { feed }))).toContain('2 sources: A , B');
  expect(await read(changed({}, { feed }), 'ru')).toContain('2 источника: A , B');
});

test('W75: an event that is over speaks in the past, without a connection, and says its last day', async () => {
  const at = '2021-04-22T07:00:00.000Z';
  const over = changed(
    { state: 'ended' },
    { headline: { update: { best: 1, confirmed: 0, corrected: 0, asOf: at } }, feed: [], claims: {} },
  );
  const text = await read(over);
  expect(text).toContain('Wednesday 21 April 2021');
  expect(text).toContain('Final as of 22\u00a0Apr 10:00:00 Moscow');
  expect(text).toContain('How it went');
  expect(text).toContain('7 pm reached all 11 zones');
  expect(text).toContain('nothing counted');
  expect(text).not.toMatch(/Connect|so far|to go|next:|yet|heard nothing/);
  const early = await read({
    ...over,
    headline: {},
    claims: {},
    feed: [],
    board: { ...over.board, start: { date: '2021-05-01', time: '19:00' } },
  });
  expect(early).toContain('It ended before 7 pm had come in the first of 11 zones');
  expect(early).toContain('No posts with a text.');
});

test('W75: a replay is tagged so, and never as live', async () => {
  const text = await read(changed({ nature: 'replay' }));
  expect(text).toContain('Replay Wednesday 21 April 2021');
  expect(text).not.toContain('Live');
});

test.each([
  [{ state: 'planned', start: { date: '2021-04-23', time: '19:00' } }, 'Starts at 10:00'],
  [{ state: 'planned', start: { date: '2021-04-23', time: '08:00' } }, 'Starts 22\u00a0Apr, 23:00'],
  [{ state: 'planned', start: { date: '2021-04-20', time: '08:00' } }, 'Planned'],
  [{ state: 'archived' }, 'Archived'],
  [{ state: 'draft' }, 'Not public yet'],
] as const)('W75: a board that is %o says "%s"', async (change, words) => {
  expect(await read(changed(change))).toContain(words);
});

test('W77: without a script the page says what it does, not that it is connecting', async () => {
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const html = async (snapshot: Snapshot) =>
    (await renderPage({ page: 'board', snapshot }, { lang: 'en', now: INVENTED_NOW, assets })).html;
  expect(await html(inventedSnapshot)).toMatch(
    /<noscript><p[^>]*><span>Without JavaScript the page loads anew each minute/,
  );
  expect(await html(changed({ state: 'planned' }))).toMatch(
    /<noscript><p[^>]*><span>Without JavaScript the page stays/,
  );
});

test('W86: what is counted beside the list of posts are its posts', async () => {
  const five = { feed: inventedSnapshot.feed.slice(0, 6) };
  expect(await read(changed({}, five))).toContain('Show all: 6 posts');
  expect(await read(inventedSnapshot)).toContain('Show the latest: 20 posts');
  expect(await read(inventedSnapshot, 'ru')).toContain('Показать последние: 20 публикаций');
});
