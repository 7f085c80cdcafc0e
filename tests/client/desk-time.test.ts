import { expect, test } from 'vitest';
import { readTime, writeDatedTime, writeTime } from '../../client/stores/composer/typed-time.ts';

const kazan = 'Europe/Moscow';
/** 19:34:10 in Kazan. */
const now = Date.parse('2021-04-21T16:34:10Z');
const at = (iso: string) => Date.parse(iso);

test.each(['19:31', '1931', '19.31', ' 19:31 '])('K4: %j is a time of day at the place', (typed) => {
  expect(readTime(typed, kazan, now)).toEqual({ asOf: at('2021-04-21T16:31Z'), day: 'today' });
});

test('K4: the same time elsewhere is another instant', () => {
  expect(readTime('905', 'Asia/Vladivostok', now)).toEqual({
    asOf: at('2021-04-20T23:05Z'),
    day: 'yesterday',
  });
  expect(readTime('02:34', 'Asia/Vladivostok', now)).toEqual({ asOf: at('2021-04-21T16:34Z'), day: 'today' });
});

test('K4: nothing typed is now, to the minute', () => {
  expect(readTime('', kazan, now)).toEqual({ asOf: at('2021-04-21T16:34Z'), day: 'today' });
});

test('K4: a time ahead of now by more than a minute was yesterday', () => {
  expect(readTime('19:35', kazan, now)).toEqual({ asOf: at('2021-04-21T16:35Z'), day: 'today' });
  expect(readTime('19:36', kazan, now)).toEqual({ asOf: at('2021-04-20T16:36Z'), day: 'yesterday' });
  const tenPastMidnight = at('2021-02-28T21:10Z');
  expect(readTime('23:50', kazan, tenPastMidnight)).toEqual({
    asOf: at('2021-02-28T20:50Z'),
    day: 'yesterday',
  });
});

test('K4: a date may be typed, but not one ahead', () => {
  expect(readTime('2021-04-19 08:00', kazan, now)).toEqual({ asOf: at('2021-04-19T05:00Z'), day: 'other' });
  expect(readTime('2021-04-22 08:00', kazan, now)).toEqual({ problem: 'ahead' });
  expect(readTime('2021-02-30 08:00', kazan, now)).toEqual({ problem: 'no-such-time' });
});

test.each(['25:00', '19:60', '7', 'noon', '19:31:10', '-5:00'])('K4: %j is no time', (typed) => {
  expect(readTime(typed, kazan, now)).toEqual({ problem: 'unreadable' });
});

test('K4: where clocks skip an hour there is no such time, where they repeat one the first is meant', () => {
  const berlin = 'Europe/Berlin';
  expect(readTime('2021-03-28 02:30', berlin, now)).toEqual({ problem: 'no-such-time' });
  expect(readTime('2020-10-25 02:30', berlin, now)).toEqual({ asOf: at('2020-10-25T00:30Z'), day: 'other' });
  expect(readTime('2021-03-28 03:00', berlin, now)).toEqual({ asOf: at('2021-03-28T01:00Z'), day: 'other' });
});

test('K4: a time is written as it is typed', () => {
  expect(writeTime(now, kazan)).toBe('19:34');
  expect(writeDatedTime(at('2021-04-21T16:00Z'), kazan, now)).toBe('19:00');
  expect(writeDatedTime(at('2021-04-19T05:00Z'), kazan, now)).toBe('2021-04-19 08:00');
});
