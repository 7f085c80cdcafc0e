/** A board of its own kinds from end to end: an operator who works in one language, a watcher who reads the other. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';
import { ADMIN } from '../support/server-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const KINDS = [
  { id: 'on-strike', key: 'o', en: 'On strike', ru: 'Бастуют' },
  { id: 'wards-closed', key: 'w', en: 'Wards closed', ru: 'Закрыто отделений' },
  { id: 'put-off', key: 'p', en: 'Put off', ru: 'Отложено' },
];
const PLACES = [
  { id: 'giessen', name: 'Gießen' },
  { id: 'nizhniy-novgorod', name: 'Нижний Новгород' },
];
type Lang = 'en' | 'ru';
const WORDS = {
  en: {
    make: 'New board',
    open: 'Open No. 2',
    correct: 'Correct',
    connected: 'Connected',
    reason: 'Counted twice.',
  },
  ru: {
    make: 'Новое событие',
    open: 'Открыть № 2',
    correct: 'Исправить',
    connected: 'На связи',
    reason: 'Посчитали дважды.',
  },
};

/** Makes the board by what a person has: keys and buttons. */
async function makeBoard(page: Page, lang: Lang): Promise<void> {
  await page.goto(`/desk?lang=${lang}`);
  await page.locator('[name=username]').fill(ADMIN.name);
  await page.locator('[name=password]').fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: WORDS[lang].make }).click();
  await page.locator('[name=titleEn]').fill('Nurses');
  await page.locator('[name=titleRu]').fill('Медсёстры');
  await page.locator('[name=zone]').fill('Europe/Berlin');
  await page.locator('[name=state]').selectOption('live');
  const kinds = page.locator('.rows-of-kinds');
  await kinds.locator('.rows-acts button').last().click();
  for (const [at, { en, ru }] of KINDS.entries()) {
    if (at > 0) await kinds.locator('.rows-acts button').first().click();
    await expect.poll(() => kinds.locator('[name=kinds-en]').count(), SOON).toBe(at + 1);
    await page.keyboard.type(en);
    await page.keyboard.press('Enter');
    await page.keyboard.type(ru);
  }
  expect(
    await kinds
      .locator('[name=kinds-id]')
      .evaluateAll((ids) => ids.map((id) => (id as HTMLInputElement).value)),
  ).toEqual(KINDS.map(({ id }) => id));
  const places = page.locator('.rows-of-places');
  await places.locator('.paste').click();
  await places.locator('textarea').fill(PLACES.map(({ name }) => name).join('\n'));
  await places.locator('.paste-lines .button').first().click();
  await places.locator('textarea').waitFor({ state: 'detached' });
  await page.locator('.form-end button[type=submit]').click();
  await page.locator('.composer').waitFor();
}

async function post(
  page: Page,
  typed: { key: string; place: string; count: string; text: string },
): Promise<void> {
  const { key, ...fields } = typed;
  await page.keyboard.press(`Alt+${key}`);
  for (const [name, value] of Object.entries(fields))
    await page.locator(`.composer [name=${name}]`).fill(value);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.locator('.composer [name=count]').inputValue(), SOON).toBe('');
}

/** The first line of each tally, and its number. */
const figures = (page: Page) =>
  page
    .locator('.tally')
    .evaluateAll((tallies) =>
      tallies.map((tally) => [
        tally.querySelector('h2')?.textContent?.trim(),
        tally.querySelector('.figure > span')?.textContent?.trim(),
      ]),
    );

async function openWatcher(site: Site, lang: Lang) {
  const watcher = await openWindow(browser, site);
  watcher.page.setDefaultTimeout(SOON.timeout);
  await watcher.page.goto(`/b/nurses?lang=${lang}`);
  await expect
    .poll(() => watcher.page.getByRole('status').allInnerTexts(), SOON)
    .toContain(WORDS[lang].connected);
  return watcher;
}

test.each([
  ['en', 'ru'],
  ['ru', 'en'],
] as const)(
  'J40: a board of its own kinds is made, posted to, watched, charted, corrected and seen corrected: at the desk in %s, watched in %s',
  async (at, read) => {
    const site = await openSite();
    const desk = await openWindow(browser, site);
    const { page } = desk;
    page.setDefaultTimeout(SOON.timeout);
    await makeBoard(page, at);
    const { body } = await site.admin.call<{ board: object }>('/api/v1/boards/nurses');
    expect(body.board).toMatchObject({
      kinds: KINDS.map(({ id, en, ru }) => ({ id, name: { en, ru } })),
      places: PLACES,
    });

    const watcher = await openWatcher(site, read);
    for (const [no, { key }] of KINDS.entries()) {
      const place = PLACES[no % 2]?.name ?? '';
      await post(page, { key, place, count: `+${12 + no}`, text: `Seen at the ${no + 1}. gate` });
    }
    const names = KINDS.map((kind) => kind[read]);
    await expect
      .poll(() => figures(watcher.page), SOON)
      .toEqual([
        [names[0], '12'],
        [names[1], '13'],
        [names[2], '14'],
        [expect.any(String), expect.any(String)],
      ]);
    const chart = watcher.page.locator('canvas');
    await watcher.page.locator('.chart-frame').scrollIntoViewIfNeeded();
    const label = async () => (await chart.getAttribute('aria-label')) ?? '';
    for (const name of names) await expect.poll(label, SOON).toContain(name);
    await expect
      .poll(() => watcher.page.locator('#day-table thead').textContent(), SOON)
      .toMatch(new RegExp(names.join('.*')));

    await page.getByRole('button', { name: WORDS[at].open }).click();
    await page.getByRole('button', { name: WORDS[at].correct, exact: true }).first().click();
    await page.locator('.composer [name=count]').fill('-4');
    await page.locator('.composer [name=reason]').fill(WORDS[at].reason);
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await figures(watcher.page))[0], SOON).toEqual([names[0], '8']);
    const feed = watcher.page.locator('.feed');
    await expect.poll(() => feed.innerText(), SOON).toContain(WORDS[at].reason);
    expect(await feed.locator('del', { hasText: '12' }).count()).toBe(1);
    expect(await feed.locator('ins', { hasText: '8' }).count()).toBe(1);
    expect([...desk.complaints, ...watcher.complaints]).toEqual([]);
  },
);
