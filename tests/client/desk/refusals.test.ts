import { expect, test } from 'vitest';
import type { Problem } from '#shared/answers.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { OutboxItem } from '../../../client/desk/outbox/outbox-item.ts';
import { withoutFault } from '../../../client/desk/people/desk-session.ts';
import { describeProblem, describeRefusal } from '../../../client/desk/trouble-words.ts';
import { loadDeskWords } from '../../../client/words/desk-words.ts';
import { loadLocale } from '../../../client/words/locale.ts';
import { fill } from '../../../client/words/messages.ts';
import { REFUSALS } from '../../../server/refusal.ts';

const problem = (code: string, more: Partial<Problem> = {}): Problem => ({
  type: `https://tocsin.example/problems/${code}`,
  title: 'Something in English',
  status: 422,
  detail: 'entries/0/text takes something in English',
  retry: false,
  ...more,
});

test.each(['en', 'ru'] as const)('K26: the desk has words of its own for every refusal: %s', async (lang) => {
  const words = await loadDeskWords(lang);
  expect(Object.keys(REFUSALS).filter((code) => !Object.hasOwn(words.refusals, code))).toEqual([]);
});

test.each([
  ['#/text', 'текст'],
  ['#/entries/0/text', 'текст'],
  ['#/set/count/low', 'число'],
  ['#/sources/3/url', 'источник'],
  ['#/0/set/claimant', 'чей счёт'],
  ['#/reason', 'Причина исправления'],
])('K26: a refusal of %s names the field in the language of the desk', async (pointer, field) => {
  const words = await loadDeskWords('ru');
  const told = describeProblem(problem('invalid', { errors: [{ pointer, detail: 'takes text' }] }), {
    say: fill,
    words,
  });
  expect(told).toBe(`Сервер не принял поле: ${field}. Поправьте и отправьте снова.`);
});

test('K26: nothing of the server’s English comes through, whatever it refuses', async () => {
  const words = await loadDeskWords('ru');
  for (const code of [...Object.keys(REFUSALS), 'one-that-came-later']) {
    expect(describeProblem(problem(code), { say: fill, words })).not.toMatch(/[A-Za-z]{4}/);
  }
  const ahead = problem('invalid', {
    errors: [{ pointer: '#/asOf', detail: 'takes a time' }],
    serverTime: '2026-11-28T04:30:10.000Z',
  });
  expect(describeProblem(ahead, { say: fill, words })).toContain('04:30:10 UTC');
});

test('K26: a change that comes too late is refused in the words of its case', async () => {
  const words = await loadDeskWords('en');
  const target = { id: 'a', seq: 5, status: 'reported' } as FeedRow;
  const item = {
    id: 'b',
    board: 'rallies',
    author: 'ann',
    writtenAt: 0,
    target,
    state: { is: 'sent' },
    entry: { id: 'b', kind: 'status', target: 'a', status: 'confirmed' },
  } satisfies OutboxItem;
  const wording = { words, ...(await loadLocale('en')) };
  const retracted = { ...target, retracted: { at: '2026-11-28T04:30:10.000Z' } };
  const describe = (code: string, now: FeedRow) => describeRefusal(item, problem(code), now, wording);
  expect(describe('unchanged', retracted)).toBe('No. 5 was retracted in the meantime, which is for good.');
  expect(describe('stale', retracted)).toBe('No. 5 was retracted in the meantime, which is for good.');
  expect(describe('unchanged', target)).toBe('No. 5 is “Confirmed” already.');
  expect(describe('stale', target)).toBe('The entry was changed in the meantime.');
});

// Mutants: what is said of another field taken away too; what is said of a field that holds this one kept.
test('K75: a field that is typed in again takes away what was said of it, and of no field', () => {
  const errors = ['#/zone', '#/goals/arrest', '#/start'].map((pointer) => ({
    pointer,
    detail: 'takes more',
  }));
  const refused = { is: 'refused', status: 422, problem: problem('invalid', { errors }) } as const;
  const left = (typed: string, trouble: Parameters<typeof withoutFault>[0] = refused) => {
    const after = withoutFault(trouble, typed);
    return after?.is === 'refused' ? after.problem.errors?.map(({ pointer }) => pointer) : after;
  };
  expect(left('#/zone')).toEqual(['#/goals/arrest', '#/start']);
  expect(left('#/goals')).toEqual(['#/zone', '#/start']);
  expect(left('#/goals/registration')).toEqual(['#/zone', '#/goals/arrest', '#/start']);
  expect(left('#/start/date')).toEqual(['#/zone', '#/goals/arrest']);
  const alone = { ...refused, problem: problem('wrong-password') };
  expect(left('#/name', alone)).toBeUndefined();
  expect(left('#/name', { is: 'unreachable' })).toBeUndefined();
});

test.each(['en', 'ru'] as const)(
  'P80: the desk says what takes nothing, what is safe and what to do: %s',
  async (lang) => {
    const words = await loadDeskWords(lang);
    const tell = (more: Partial<Problem>) =>
      describeProblem(problem('cannot-store', more), { say: fill, words });
    const told = [tell({ store: 'full' }), tell({ store: 'read-only' }), tell({})];
    expect(new Set(told).size).toBe(3);
    for (const sentence of told) expect(sentence).toMatch(lang === 'en' ? /stays here/ : /остаётся здесь/);
    expect(told[0]).toMatch(lang === 'en' ? /disk is full/ : /кончилось место/);
    expect(told[1]).toMatch(lang === 'en' ? /folder cannot be written/ : /закрыта для записи/);
  },
);
