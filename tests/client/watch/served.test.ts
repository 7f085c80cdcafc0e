import { expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import { saySilence } from '../../../client/watch/tallies/tally-words.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { asServed } from '../../../client/words/served.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
const MINUTE = 60_000;

async function readServed(snapshot: Snapshot, lang: Lang, now: number): Promise<string> {
  const { html } = await renderPage({ page: 'board', snapshot }, { lang, now, assets });
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('P55: the page as sent says since when nothing came, and the live one for how long', () => {
  const at = { board: inventedBoard, now: INVENTED_NOW };
  const silence = { age: 52 * MINUTE, cadence: 5 * MINUTE };
  const say = (lang: Lang, served: boolean, which: 'stale' | 'quiet') => {
    const messages = lang === 'ru' ? ru : en;
    const locale = createLocale(lang, served ? asServed(lang, messages) : messages);
    return saySilence(locale.messages.tally[which], silence, at, locale);
  };
  expect(say('en', true, 'stale')).toBe('Nothing new since 18:50; expected every 5 min');
  expect(say('en', false, 'stale')).toBe('Nothing new for 52 min; expected every 5 min');
  expect(say('ru', true, 'stale')).toBe('Нового нет с 18:50; ожидалось раз в 5 мин');
  expect(say('en', true, 'quiet')).toBe('No posts since 18:50');
  expect(say('en', false, 'quiet')).toBe('No posts for 52 min');
  expect(say('ru', true, 'quiet')).toBe('Публикаций нет с 18:50');
});

test('P55: an old board counts no ages, and says in which minute the page was made', async () => {
  const old = {
    ...inventedSnapshot,
    board: { ...inventedBoard, nature: 'real', cadence: { arrest: 60 } },
  } as const;
  const english = await readServed(old, 'en', INVENTED_NOW + 90 * MINUTE);
  expect(english).toContain('Page made 21:12');
  expect(english).toContain('Nothing new since 19:4');
  expect(english).toContain('No posts since 19:4');
  expect(english).not.toMatch(/\bago\b|for \d+ (h|min)|starts in/i);
  const russian = await readServed(old, 'ru', INVENTED_NOW + 90 * MINUTE);
  expect(russian).toContain('Страница составлена: 21:12');
  expect(russian).not.toMatch(/назад|через \d|нет \d+ (ч|мин)/);
});
