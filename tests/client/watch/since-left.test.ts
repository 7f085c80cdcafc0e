import { expect, test } from 'vitest';
import { sayStart } from '../../../client/watch/feed/digest.ts';
import { beganHere, listNews } from '../../../client/watch/feed/notices.ts';
import { noteSeen } from '../../../client/watch/feed/seen.ts';
import { tellSince } from '../../../client/watch/feed/since-left.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { readerWords } from '../../../client/words/reader-words.ts';
import { ru } from '../../../client/words/ru.ts';
import type { FeedRow, Figure, Snapshot } from '../../../shared/snapshot.ts';
import { INVENTED_NOW, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const locales = { en: createLocale('en', en), ru: createLocale('ru', ru) };
await Promise.all([readerWords.load('en'), readerWords.load('ru')]);
const MINUTE = 60_000;
const { seq, at, headline } = inventedSnapshot;
const LATER = '2030-01-01T00:00:00.000Z';

function row(change: Partial<FeedRow>): FeedRow {
  const base = { id: 'a', seq: 1, kind: 'arrest', claimant: 'desk', status: 'reported', version: 1 } as const;
  return { ...base, at, asOf: '2021-04-21T16:00:00.000Z', place: 'kazan', op: 'total', count: 64, ...change };
}
const corrected = row({
  corrected: { at: LATER, reason: 'Counted twice.', was: { count: 72 } },
});
const key = row({ id: 'k', seq: seq + 1, kind: 'update', key: true, text: 'The square is closed.' });
const later: Snapshot = {
  ...inventedSnapshot,
  seq: seq + 2,
  at: LATER,
  headline: { ...headline, arrest: { ...headline.arrest, confirmed: 1_026 } as Figure },
  feed: [key, ...inventedSnapshot.feed],
};

test('W286: who comes back reads corrections first, then how far the totals moved, then key updates', () => {
  const seen = noteSeen(inventedSnapshot, INVENTED_NOW);
  const told = (lang: 'en' | 'ru') =>
    tellSince(seen, { snapshot: later, rows: [key, corrected], today: INVENTED_NOW }, locales[lang]).map(
      ({ text }) => text,
    );
  expect(told('en')).toEqual([
    'Corrected: Arrests, Kazan: 64 in total. It said 72 in total. Counted twice.',
    'Arrests went from 1,014 to 1,026, up 12.',
    '19:00, Kazan: The square is closed.',
    '1 new update.',
  ]);
  expect(told('ru')[1]).toBe('Задержания: было 1\u00a0014, стало 1\u00a0026, больше на 12.');
});

test('W286: what had changed before is not told again', () => {
  const seen = noteSeen(later, INVENTED_NOW);
  const rows = [key, { ...corrected, corrected: { at, was: { count: 72 } } }];
  expect(tellSince(seen, { snapshot: later, rows, today: INVENTED_NOW }, locales.en)).toEqual([]);
});

test('W288: a start is said ten minutes and one minute before and when it comes, and at no other time', () => {
  const { board } = inventedSnapshot;
  const start = Date.parse('2021-04-21T16:00:00Z');
  const said: string[] = [];
  for (let now = start - 15 * MINUTE; now < start + 5 * MINUTE; now += 1_000) {
    const sentence = sayStart(board, now - 1_000, now, locales.en);
    if (sentence) said.push(`${(now - start) / MINUTE} ${sentence}`);
  }
  expect(said.map((each) => each.split(' ')[0])).toEqual(['-10', '-1', '0']);
  expect(said[0]).toContain('in 10 minutes');
});

test('W289: notices are of new key updates, corrections and retractions alone', () => {
  const plain = row({ id: 'p', seq: seq + 2, kind: 'update' });
  const marked = { ...inventedSnapshot.feed[5], key: true } as FeedRow;
  const [first] = inventedSnapshot.feed;
  const gone = { ...first, retracted: { at: LATER } } as FeedRow;
  const feed = [plain, key, gone, ...inventedSnapshot.feed.slice(1, 5), marked];
  const news = listNews(inventedSnapshot, { ...later, feed }).map(({ id }) => id);
  expect(news).toEqual(inventedSnapshot.feed[5]?.key ? ['k', gone.id] : ['k', gone.id, marked.id]);
  expect(listNews(later, later)).toEqual([]);
});

test('W289: "here" is the start by the reader’s own clock', () => {
  const start = Date.parse('2021-04-21T16:00:00Z');
  const began = (zone: string) => beganHere(inventedSnapshot, zone, start - 1_000, start);
  expect([began('Europe/Moscow'), began('Asia/Omsk')]).toEqual([true, false]);
});
