import { expect, test } from 'vitest';
import { readCount, writeCount } from '#shared/reading/counts.ts';

const add = (count: object, assumed = false) => ({ op: 'add', count, assumed });
const total = (count: object) => ({ op: 'total', count, assumed: false });

test.each([
  ['+12', add({ best: 12 })],
  [' + 12 ', add({ best: 12 })],
  ['=350', total({ best: 350 })],
  ['=0', total({ best: 0 })],
  ['20-30', add({ best: 20, high: 30 }, true)],
  ['20–30', add({ best: 20, high: 30 }, true)],
  ['+20 — 30', add({ best: 20, high: 30 })],
  ['=20-30', total({ best: 20, high: 30 })],
  ['20-20', add({ best: 20 }, true)],
  ['0-5', add({ best: 0, high: 5 }, true)],
  ['8+', add({ best: 8, atLeast: true }, true)],
  ['=8+', total({ best: 8, atLeast: true })],
  ['=463,218', total({ best: 463_218 })],
  ['=463\u00a0218', total({ best: 463_218 })],
  ['+1 000-1 200', add({ best: 1_000, high: 1_200 })],
  ['10000000000', add({ best: 10_000_000_000 }, true)],
])('K1: %j is read as a count', (typed, reading) => {
  expect(readCount(typed)).toEqual(reading);
});

test('K1: a plain number is read as so many more, and that is said', () => {
  expect(readCount('12')).toEqual(add({ best: 12 }, true));
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['dozens', 'unreadable'],
  ['12 people', 'unreadable'],
  ['1 49', 'unreadable'],
  ['+', 'unreadable'],
  ['20-30+', 'unreadable'],
  ['++12', 'unreadable'],
  ['12.5', 'not-whole'],
  ['1,5', 'not-whole'],
  ['30-20', 'reversed'],
  ['10000000001', 'too-large'],
  ['1-10000000001', 'too-large'],
  ['+0', 'adds-nothing'],
  ['0', 'adds-nothing'],
  ['-3', 'minus'],
])('K1: %j is refused: %s', (typed, problem) => {
  expect(readCount(typed)).toEqual({ problem });
});

test.each([
  ['-8', { op: 'total', count: { best: 64 } }],
  ['−8', { op: 'total', count: { best: 64 } }],
  ['64', { op: 'total', count: { best: 64 } }],
  ['+64', { op: 'add', count: { best: 64 } }],
  ['-72', { op: 'total', count: { best: 0 } }],
])('K2: in a correction of =72, %j becomes the new count', (typed, { op, count }) => {
  expect(readCount(typed, { op: 'total', count: { best: 72 } })).toEqual({ op, count, assumed: false });
});

test('K2: a minus moves the whole range', () => {
  const before = { op: 'add', count: { low: 20, best: 30, high: 40 } } as const;
  expect(readCount('-5', before)).toEqual({
    op: 'add',
    count: { low: 15, best: 25, high: 35 },
    assumed: false,
  });
  expect(readCount('-21', before)).toEqual({ problem: 'below-zero' });
});

test('K2: an addition may be corrected to none', () => {
  expect(readCount('+0', { op: 'add', count: { best: 4 } })).toMatchObject({ count: { best: 0 } });
});

test.each(['+12', '=350', '+20-30', '=8+', '=0'])('K2: what is written is read back: %s', (typed) => {
  const reading = readCount(typed);
  if ('problem' in reading) throw new Error(reading.problem);
  expect(writeCount(reading)).toBe(typed);
});
