import { expect, test } from 'vitest';
import { writeCountdown } from '../../../client/words/countdown.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';

const english = createLocale('en', en);
const russian = createLocale('ru', ru);
const evening = Date.parse('2021-04-21T16:42:10Z');

test.each([
  ['count', (f: typeof english.format) => f.count(463_218), '463,218', '463\u00a0218'],
  ['one more', (f: typeof english.format) => f.change(12), '+12', '+12'],
  ['eight fewer', (f: typeof english.format) => f.change(-8), '\u22128', '\u22128'],
  ['no change', (f: typeof english.format) => f.change(0), '0', '0'],
  ['share', (f: typeof english.format) => f.percent(0.9264), '92.6%', '92,6\u00a0%'],
  ['share of all but one', (f: typeof english.format) => f.percent(1 - 1e-10), '99.9%', '99,9\u00a0%'],
  ['share a little above all', (f: typeof english.format) => f.percent(1.001), '100.1%', '100,1\u00a0%'],
  ['share of next to nothing', (f: typeof english.format) => f.percent(1e-10), '<0.1%', '<0,1\u00a0%'],
  ['no share', (f: typeof english.format) => f.percent(0), '0%', '0\u00a0%'],
  [
    'range',
    (f: typeof english.format) => f.range(1_070, 1_192),
    '1,070\u20131,192',
    '1\u00a0070\u20131\u00a0192',
  ],
  ['range of one', (f: typeof english.format) => f.range(8, 8), '8', '8'],
  ['narrow axis', (f: typeof english.format) => f.compact(480_000), '480k', '480\u00a0тыс.'],
  ['minutes', (f: typeof english.format) => f.clock(evening, 'Europe/Moscow'), '19:42', '19:42'],
  [
    'seconds',
    (f: typeof english.format) => f.clock(evening, 'Asia/Kamchatka', 'seconds'),
    '04:42:10',
    '04:42:10',
  ],
  [
    'day',
    (f: typeof english.format) => f.day(evening, 'Europe/Moscow'),
    'Wednesday 21 April 2021',
    'среда, 21 апреля 2021 г.',
  ],
  [
    'short day',
    (f: typeof english.format) => f.shortDay(evening, 'Asia/Kamchatka'),
    '22\u00a0Apr',
    '22\u00a0апр.',
  ],
  ['date', (f: typeof english.format) => f.date('2021-04-21'), '21 April 2021', '21 апреля 2021 г.'],
] as const)('W1: %s is written as each language writes it', (_, write, inEnglish, inRussian) => {
  expect([write(english.format), write(russian.format)]).toEqual([inEnglish, inRussian]);
});

test('W1: a countdown is minutes and seconds, with hours where there are any', () => {
  expect([writeCountdown(1_070_000), writeCountdown(8_070_000)]).toEqual(['17:50', '2:14:30']);
});

test('W1: midnight is 00, and never 24', () => {
  const midnight = Date.parse('2021-04-21T21:00Z');
  expect(createFormat('en').clock(midnight, 'Europe/Moscow', 'seconds')).toBe('00:00:00');
});

test.each([
  [0, '0 new updates', '0 новых сообщений'],
  [1, '1 new update', '1 новое сообщение'],
  [2, '2 new updates', '2 новых сообщения'],
  [4, '4 new updates', '4 новых сообщения'],
  [5, '5 new updates', '5 новых сообщений'],
  [11, '11 new updates', '11 новых сообщений'],
  [12, '12 new updates', '12 новых сообщений'],
  [21, '21 new updates', '21 новое сообщение'],
  [22, '22 new updates', '22 новых сообщения'],
  [1.5, '1.5 new updates', '1,5 нового сообщения'],
  [1_001, '1,001 new updates', '1\u00a0001 новое сообщение'],
])(
  'W2: %d is counted in whole sentences of the form that the language takes',
  (count, inEnglish, inRussian) => {
    expect(english.format.plural(en.newPosts, count)).toBe(inEnglish);
    expect(russian.format.plural(ru.newPosts, count)).toBe(inRussian);
  },
);

test.each([
  [8_000, '8 s', '8 с', '8 s'],
  [306_000, '5 min', '5 мин', '5 min 06 s'],
  [840_000, '14 min', '14 мин', '14 min 00 s'],
  [5_280_000, '1 h 28 min', '1 ч 28 мин', '1 h 28 min'],
  [273_600_000, '3 d 4 h', '3 д 4 ч', '3 d 4 h'],
  [-4_000, '0 s', '0 с', '0 s'],
])('W1: %d ms is written as a duration', (ms, inEnglish, inRussian, precise) => {
  expect([english.duration(ms), russian.duration(ms), english.duration(ms, 'seconds')]).toEqual([
    inEnglish,
    inRussian,
    precise,
  ]);
});
