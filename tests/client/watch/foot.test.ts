import { beforeAll, expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import { listRules } from '../../../client/watch/foot/counting-rules.ts';
import { en } from '../../../client/words/en.ts';
import { footWords } from '../../../client/words/foot-words.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import type { Board } from '../../../shared/board.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { ownKind } from '../../support/own-kinds.ts';

const locales = { en: createLocale('en', en), ru: createLocale('ru', ru) };
const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [], keepsCopies: false };

beforeAll(async () => {
  await Promise.all([footWords.load('en'), footWords.load('ru')]);
});

const rulesOf = (change: Partial<Board>, lang: 'en' | 'ru' = 'en') =>
  listRules({ board: { ...inventedBoard, ...change }, headline: inventedSnapshot.headline }, locales[lang]);

test('W341: how a board counts is said from its own rules: whom it trusts, what is big, how often news is expected', () => {
  const plain = rulesOf({ policy: {}, big: {}, cadence: {} });
  expect(plain[0]).toBe(
    'Registrations: we show the number of this desk’s own count. Where there is none, the highest of the others.',
  );
  const ruled = rulesOf({
    policy: { arrest: ['ovd-info', 'desk'] },
    claimants: [{ id: 'ovd-info', name: 'OVD-Info' }],
    big: { arrest: 'confirmed' },
    cadence: { registration: 300 },
  });
  expect(ruled).toContain(
    'Arrests: we show the number of the first of these who has one: OVD-Info, this desk’s own count. Where none has, the highest of the others.',
  );
  expect(ruled).toContain(
    'Arrests: the big number is what is confirmed; what is reported stands beneath it.',
  );
  expect(ruled).toContain(
    'Registrations: news is expected every 5 min. After twice as long the number is marked as old.',
  );
  expect(plain.some((rule) => /expected|big number/.test(rule))).toBe(false);
});

test('W341: a board’s own kinds have their names in the rules, and no hint of another event', () => {
  const own = rulesOf(
    {
      kinds: [{ id: ownKind('closed'), name: { en: 'Closed plants', ru: 'Закрытые заводы' } }],
      policy: { [ownKind('closed')]: ['union'] },
      claimants: [{ id: 'union', name: { en: 'The union', ru: 'Профсоюз' } }],
    },
    'ru',
  );
  expect(own).toEqual([
    'Закрытые заводы: берём число, которое называет Профсоюз. Если его нет — наибольшее из остальных.',
  ]);
});

test('W341: below a board is everything to take along, and the times of its start where it has one', async () => {
  const read = async (board: Board) =>
    (
      await renderPage(
        { page: 'board', snapshot: { ...inventedSnapshot, board } },
        { lang: 'en', now: INVENTED_NOW, assets },
      )
    ).html;
  const html = await read(inventedBoard);
  const { slug } = inventedBoard;
  for (const path of ['export.csv', 'export.ndjson'])
    expect(html).toContain(`href="/api/v1/boards/${slug}/${path}"`);
  for (const path of ['feed.atom', 'feed.json', 'start.ics', 'text'])
    expect(html).toContain(`href="/b/${slug}/${path}?lang=en"`);
  const { start: _start, ...unstarted } = inventedBoard;
  expect(await read(unstarted)).not.toContain('start.ics');
});

test.each([
  ['en', 'A real event: nothing here is replayed or invented.'],
  ['ru', 'Настоящее событие: здесь ничего не повторяется и не выдумано.'],
] as const)(
  'W258: a real event is said to be one, with its record, and no other is (%s)',
  async (lang, said) => {
    const read = async (nature: Board['nature']) => {
      const snapshot = { ...inventedSnapshot, board: { ...inventedBoard, nature } };
      return (await renderPage({ page: 'board', snapshot }, { lang, now: INVENTED_NOW, assets })).html;
    };
    const [real, replay, simulated] = await Promise.all([read('real'), read('replay'), read('simulated')]);
    expect(real.split(said)).toHaveLength(2);
    expect(replay + simulated).not.toContain(said);
  },
);
