import { expect, test } from 'vitest';
import { writeBasis, writeFigure } from '../../../client/board/figure-words.ts';
import {
  listReplaced,
  stateNumber,
  stateNumbers,
  totalAfter,
} from '../../../client/watch/feed/feed-change.ts';
import { openFeedWindow } from '../../../client/watch/feed/feed-window.ts';
import { addFeed, NOTHING_KNOWN } from '../../../client/watch/feed/known-posts.ts';
import { summarize } from '../../../client/watch/masthead/live-summary.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { writeTimeThere } from '../../../client/words/when-there.ts';
import type { FeedRow, Figure } from '../../../shared/snapshot.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const english = createLocale('en', en);
const russian = createLocale('ru', ru);
const { feed } = inventedSnapshot;
const [first, ...others] = feed;

function post(row: Partial<FeedRow>): FeedRow {
  const base = { id: 'a', seq: 1, kind: 'arrest', claimant: 'desk', status: 'reported', version: 1 } as const;
  return { ...base, at: '2021-04-21T16:00:00.000Z', asOf: '2021-04-21T16:00:00.000Z', ...row };
}

test.each([
  ['twelve more', { op: 'add', count: { best: 12 } }, '+12'],
  ['between twenty and thirty more', { op: 'add', count: { best: 25, low: 20, high: 30 } }, '+20\u201330'],
  ['at least eight more', { op: 'add', count: { best: 8, atLeast: true } }, 'at least +8'],
  ['forty-two in all', { op: 'total', count: { best: 42 } }, '42 in total'],
  ['none at all', { op: 'total', count: 0 }, '0 in total'],
  ['no more', { op: 'add', count: 0 }, '+0'],
  [
    'at least 462,000 in all',
    { op: 'total', count: { best: 462_000, atLeast: true } },
    'at least 462,000 in total',
  ],
] as const)('W30: a post says %s', (_, row, text) => {
  expect(stateNumber(post(row), english)).toEqual({ text });
});

test('W30: the claimant’s own words stand beside the number, and a post without a number has none', () => {
  const words = (count: NonNullable<FeedRow['count']>) =>
    stateNumber(post({ op: 'add', count }), english)?.words;
  expect(words({ best: 25, words: 'dozens' })).toBe('“dozens”');
  expect(stateNumber(post({ op: 'total', count: { best: 1_200, words: '1,200' } }), english)).toEqual({
    text: '1,200 in total',
  });
  expect(stateNumber(post({}), english)).toBeUndefined();
});

test('W31: a corrected number keeps the old one beside it', () => {
  const former = (was: NonNullable<FeedRow['corrected']>['was']) =>
    stateNumbers(
      post({ op: 'total', count: { best: 64 }, corrected: { at: '2021-04-21T16:27:00.000Z', was } }),
      english,
    ).former?.text;
  expect(former({ count: { best: 72 } })).toBe('72 in total');
  expect(former({ count: 0 })).toBe('0 in total');
  expect(former({ op: 'add' })).toBe('+64');
  expect(former({ text: 'another text' })).toBeUndefined();
});

test.each([
  ['what counts', { best: 25, low: 20, high: 30 }, { best: 20, high: 30 }, ['+25 (+20–30)', '+20 (+20–30)']],
  [
    'a lower bound',
    { best: 9, low: 5, atLeast: true },
    { best: 8, low: 5, atLeast: true },
    ['+9 (at least +5)', '+8 (at least +5)'],
  ],
  ['the words', { best: 25, words: 'dozens' }, { best: 25, words: 'about 25' }, ['+25', '+25']],
] as const)('W130: a number of which %s was corrected does not read as it did', (...each) => {
  const [, count, was, written] = each;
  const row = post({ op: 'add', count, corrected: { at: '2021-04-21T16:27:00.000Z', was: { count: was } } });
  const { now, former } = stateNumbers(row, english);
  expect([now?.text, former?.text]).toEqual(written);
  expect(now).not.toEqual(former);
});

test('W31: other fields that were replaced are named with what they were', () => {
  const row = post({
    place: 'kazan',
    claimant: 'legal-aid',
    corrected: {
      at: '2021-04-21T16:27:00.000Z',
      was: { place: 'ufa', asOf: '2021-04-20T15:00:00.000Z', claimant: 'desk' },
    },
  });
  expect(listReplaced(row, { board: inventedBoard, today: INVENTED_NOW }, english)).toEqual([
    { name: 'Place', was: 'Ufa', now: 'Kazan' },
    { name: 'Time', was: '20\u00a0Apr, 18:00', now: '19:00' },
    { name: 'Counted by', was: 'this desk’s own count', now: 'Legal aid' },
  ]);
  expect(listReplaced(row, { board: inventedBoard, today: INVENTED_NOW }, russian)[0]).toEqual({
    name: 'Место',
    was: 'Уфа',
    now: 'Казань',
  });
});

/** What the page shows, and what it knows. */
const showing = (rows: readonly FeedRow[], pinned: readonly FeedRow[] = []) => ({ rows, pinned, waiting: 0 });
const knowing = (rows: readonly FeedRow[], pinned: readonly FeedRow[] = [], isWhole = true) => ({
  known: { rows, pinned, isWhole, dropped: 0 },
  size: 20,
});

test('W32: new posts wait while the list is read, and all are there afterwards', () => {
  const held = openFeedWindow(showing(others), knowing(feed), true);
  expect([held.rows, held.waiting]).toEqual([others, 1]);
  expect(openFeedWindow(showing(others), knowing(feed), false)).toEqual(showing(feed));
});

test('W32: a correction or a retraction of a shown post does not wait', () => {
  const changed = feed.map((row) => (row === feed[3] ? { ...row, retracted: { at: row.at } } : row));
  const held = openFeedWindow(showing(others), knowing(changed), true);
  expect(held.rows[2]?.retracted).toBeDefined();
});

test('W32: a post that is no longer worth reading leaves, and older ones come in below', () => {
  const older = post({ id: 'older', seq: 3, kind: 'update', asOf: '2021-04-20T00:00:00.000Z' });
  const held = openFeedWindow(showing(feed), knowing([...others, older]), true);
  expect(held.rows.map(({ id }) => id)).toEqual([...others.map(({ id }) => id), 'older']);
  expect(held.rows).not.toContain(first);
});

test('W280: what is read stays when so many posts come that the newest twenty hold none of it', () => {
  const newer = feed.map((row) => ({ ...row, id: `new ${row.id}`, asOf: '2021-04-22T00:00:00.000Z' }));
  const held = openFeedWindow(showing(feed), knowing(newer, [], false), true);
  expect([held.rows, held.waiting]).toEqual([feed, newer.length]);
});

test('W280: of more posts than a page keeps each one that waits is counted all the same', () => {
  const many = (from: number) =>
    Array.from({ length: 200 }, (_, at) => post({ id: `${from + at}`, seq: 50_000 - from - at }));
  let known = addFeed(NOTHING_KNOWN, many(10_000), []);
  const shown = openFeedWindow(showing([]), { known, size: 20 }, false);
  for (let from = 9_800; from >= 8_000; from -= 200) known = addFeed(known, many(from), shown.rows);
  const held = openFeedWindow(shown, { known, size: 20 }, true);
  expect([known.rows.length, held.rows, held.waiting]).toEqual([1_000, shown.rows, 2_000]);
});

test('W281: pinned posts are on top in the order of their pins, and not among the others', () => {
  const [a, b] = [feed[4], feed[2]] as FeedRow[];
  const opened = openFeedWindow(showing([]), knowing(feed, [a, b] as FeedRow[]), true);
  expect(opened.pinned).toEqual([a, b]);
  expect(opened.rows).toEqual(feed.filter((row) => row !== a && row !== b));
});

test('W281: a new pin waits as a new post does, once, and an erased one does not stay because it was pinned', () => {
  const [pin] = feed;
  const held = openFeedWindow(showing(others), knowing(feed, [pin] as FeedRow[]), true);
  expect([held.pinned, held.rows, held.waiting]).toEqual([[], others, 1]);
  const moved = openFeedWindow(showing(feed), knowing(feed, [feed[5]] as FeedRow[]), true);
  expect([moved.rows, moved.waiting]).toEqual([feed, 1]);
  const gone = openFeedWindow(showing(others, [pin] as FeedRow[]), knowing(others), true);
  expect(gone.pinned).toEqual([]);
});

test('W33: a place’s own clock says its date where that is not the event’s', () => {
  const at = Date.parse('2021-04-21T14:12Z');
  const there = (zone: string) => writeTimeThere(at, { there: zone, event: 'Europe/Moscow' }, english);
  expect([there('Asia/Vladivostok'), there('Asia/Omsk')]).toEqual(['22\u00a0Apr, 00:12', '20:12']);
});

const stated = { best: 459, asOf: '2021-04-21T15:45:00.000Z', entry: 'a' };
const figure: Figure = {
  best: 552,
  low: 540,
  high: 600,
  asOf: stated.asOf,
  claimant: 'legal-aid',
  basis: 'summed',
  stated,
};

test('W34: a number that nobody stated says what it is made of, and what was stated', () => {
  const basis = (change: Partial<Figure>) =>
    writeBasis({ ...figure, ...change }, { board: inventedBoard, today: INVENTED_NOW }, english);
  expect(basis({})).toBe('sum of places; Legal aid’s own total 459 as of 18:45');
  expect(basis({ basis: 'advanced' })).toContain('the total alone was 459 as of 18:45');
  expect(basis({ stated: { ...stated, atLeast: true } })).toContain('own total at least 459 as of 18:45');
  expect(basis({ basis: 'stated' })).toBeUndefined();
  const { stated: _, ...summed } = figure;
  expect(writeBasis(summed, { board: inventedBoard, today: INVENTED_NOW }, russian)).toBe('сумма по местам');
});

test('W137: a number is written in one form, with its range and without an upper bound', () => {
  expect(writeFigure({ ...figure, atLeast: true }, english)).toBe('552 (at least 540)');
  expect(writeFigure({ ...figure, low: 552, atLeast: true }, english)).toBe('at least 552');
  expect(writeFigure(figure, english)).toBe('552 (540\u2013600)');
  expect(writeFigure(figure, russian)).toBe('552 (540\u2013600)');
  expect(writeFigure({ ...figure, low: 552, high: 552 }, english)).toBe('552');
});

test('W37: what is spoken is one sentence on what changed, and nothing where nothing did', () => {
  const { headline } = inventedSnapshot;
  const arrest = { ...headline.arrest, confirmed: 1_026 } as Figure;
  const update = { best: 217, confirmed: 168, corrected: 9, asOf: stated.asOf };
  const { seq } = inventedSnapshot;
  const posts = [post({ id: 'b', seq: seq + 1 }), post({ id: 'c', seq: seq + 2 })];
  const later = {
    ...inventedSnapshot,
    seq: seq + 3,
    headline: { ...headline, arrest, update },
    feed: [...posts, ...feed],
  };
  expect(summarize(inventedSnapshot, later, INVENTED_NOW, english)).toBe(
    '19:42. Arrests 1,026, up 12. 2 new updates.',
  );
  expect(summarize(later, inventedSnapshot, INVENTED_NOW, russian)).toBe(
    '19:42. Задержания: 1\u00a0014, меньше на 12.',
  );
  expect(summarize(inventedSnapshot, inventedSnapshot, INVENTED_NOW, english)).toBeUndefined();
});

test('W290: a post that adds says what it comes to, where the number there was last moved by it', () => {
  const row = post({ op: 'add', count: 12, place: 'kazan', claimant: figure.claimant, asOf: figure.asOf });
  const snapshot = { ...inventedSnapshot, places: [{ id: 'kazan', arrest: figure }] };
  expect(totalAfter(row, snapshot)).toBe(552);
  expect(totalAfter({ ...row, asOf: '2021-04-21T15:44:00.000Z' }, snapshot)).toBeUndefined();
  expect(totalAfter({ ...row, claimant: 'desk' }, snapshot)).toBeUndefined();
  expect(totalAfter({ ...row, op: 'total' }, snapshot)).toBeUndefined();
  expect(totalAfter({ ...row, retracted: { at: row.at } }, snapshot)).toBeUndefined();
});
