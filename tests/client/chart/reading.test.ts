import { expect, test } from 'vitest';
import { moveCursor, snapCursor } from '../../../client/chart/cursor-steps.ts';
import type { Range } from '../../../client/chart/frame.ts';
import type { Mode } from '../../../client/chart/layout.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { joinRead, readAt } from '../../../client/chart/reading.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { chartRu } from '../../../client/words/chart-ru.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { ru } from '../../../client/words/ru.ts';
import { at, NOW, panelsOf, seriesWithMarks, snapshotOf } from '../../support/chart-day.ts';

const english = { words: chartEn, format: createFormat('en'), names: en.kind };
const russian = { words: chartRu, format: createFormat('ru'), names: ru.kind };
const snapshot = snapshotOf();
const series = seriesWithMarks(snapshot);

function draw(mode: Mode = 'cumulative', range: Range = 'all') {
  return drawDay(
    { snapshot, series, keys: [], now: NOW, received: undefined },
    { mode, range, size: { width: 864, height: 440 } },
  );
}

test('V12: the arrows move the reading cursor one interval, from now to the left and back', () => {
  const picture = draw();
  const steps = [
    'ArrowLeft',
    'ArrowLeft',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
    'Home',
    'ArrowLeft',
    'End',
  ];
  let cursor: number | undefined;
  const visited = steps.map((key) => {
    cursor = moveCursor(key, cursor, picture);
    return cursor;
  });
  const quarters = ['19:30', '19:15', '19:30', '19:42:10', '19:42:10', '10:00', '10:00', '19:42:10'];
  expect(visited).toEqual(quarters.map((clock) => at(clock)));
  expect(moveCursor('a', cursor, picture)).toBeUndefined();
});

test('V12: at the cursor every kind is read out as it was known to be then', () => {
  expect(readAt(NOW, draw(), series, english)).toBe(
    '19:42: 463,218 registrations, 1,014 arrests (reported 1,070–1,192), 214 updates',
  );
  expect(readAt(NOW, draw(), series, russian)).toContain('214 сообщений');
  expect(readAt(at('10:02'), draw(), series, english)).toMatch(/^10:02: 448,9\d\d registrations$/);
  expect(readAt(at('10:02'), draw(), {}, english)).toBe('10:02: no number');
});

test('V12: after a sentence of a post what is read goes on without a comma', () => {
  expect(joinRead(['3 updates', 'key update 1: It ends.', 'nothing newer'])).toBe(
    '3 updates, key update 1: It ends. nothing newer',
  );
});

test('V12: per interval the bar under the cursor is read out, with its two ends', () => {
  const picture = draw('interval');
  const bar = panelsOf(picture).arrest.bars.find(({ from }) => from === at('19:00'));
  const read = readAt(at('19:07'), picture, series, english);
  expect(read).toMatch(/^19:00 to 19:15: \d+ registrations, /);
  expect(read).toContain(` ${bar?.whole} arrests, `);
  expect(readAt(NOW, picture, series, english)).toMatch(/^19:30 to 19:42: /);
});

test('V12: a pointer reads the nearest interval and never the time to come', () => {
  expect(snapCursor(at('12:07'), draw('interval'))).toBe(at('12:00'));
  expect(snapCursor(at('20:10'), draw())).toBe(NOW);
  expect(snapCursor(at('09:00'), draw())).toBe(at('10:00'));
});
