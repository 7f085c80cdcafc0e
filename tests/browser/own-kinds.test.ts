import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { enterDesk, openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const board = {
  ...{ slug: 'rallies', title: 'Depots', zone: 'Europe/Moscow', state: 'live', cadence: { strike: 60 } },
  kinds: [
    { id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } },
    { id: 'closed', name: { en: 'Shops closed', ru: 'Закрыто магазинов' } },
  ],
  places: [{ id: 'kazan', name: 'Kazan' }],
};

test('O50: a board of its own kinds is posted to at the desk, and watched by their names', async () => {
  const site = await openSite(board);
  const desk = await openWindow(browser, site);
  const watcher = await openWindow(browser, site);
  await watchBoard(watcher);
  await enterDesk(desk);
  const { page } = desk;
  await page.keyboard.press('Escape');
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.getByText('Press O, S or U;').waitFor(SOON);
  await page.keyboard.press('s');
  // R is the key of a kind that this board does not count.
  await page.keyboard.press('Alt+r');
  await page.keyboard.press('Alt+o');
  await page.getByRole('button', { name: 'On strike', pressed: true }).waitFor(SOON);
  await page.getByLabel('Place', { exact: true }).fill('Kazan');
  await page.getByLabel('Count', { exact: true }).fill('+1234');
  await page.getByText('On strike, Kazan: 1,234, the first number here;').waitFor(SOON);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('row').filter({ hasText: 'On strike' }).first().waitFor(SOON);
  const filter = page.getByRole('searchbox');
  expect(await filter.getAttribute('placeholder')).toBe('Kazan, Shops closed, Reported');
  await filter.fill('kazan, бастуют');
  await page.getByRole('row').filter({ hasText: 'On strike' }).first().waitFor(SOON);
  const tallies = watcher.page.locator('.tally');
  await expect
    .poll(() => tallies.allInnerTexts(), SOON)
    .toEqual([
      expect.stringMatching(/^\s*On strike[\s\S]*1,234/),
      expect.stringMatching(/^\s*Shops closed/),
      expect.stringMatching(/^\s*Updates/),
    ]);
  // The chart has a panel for each of them, and says so without grammar.
  await watcher.page.locator('.chart-frame').scrollIntoViewIfNeeded();
  const canvas = watcher.page.getByRole('img', {
    name: /On strike: 1,234 throughout\. Shops closed: no number\./,
  });
  await canvas.waitFor(SOON);
  await watcher.page.getByText('As a table').click();
  await expect
    .poll(() => watcher.page.locator('#day-table thead').innerText(), SOON)
    .toMatch(/On strike\s+Shops closed\s+Updates/);
  await watcher.page.getByRole('columnheader', { name: 'On strike' }).first().waitFor(SOON);
  await watcher.page.goto('/b/rallies?lang=ru');
  await expect
    .poll(() => tallies.allInnerTexts(), SOON)
    .toEqual([...['Бастуют', 'Закрыто магазинов', 'Сообщения'].map((name) => expect.stringContaining(name))]);
  expect([...desk.complaints, ...watcher.complaints]).toEqual([]);
});

test('W160: beside three kinds of the board’s own no name is cut or broken inside a word, at the desk and in the table of places', async () => {
  const names = ['Бастуют', 'Закрыто отделений', 'Отложено операций'];
  const kinds = names.map((name, at) => ({ id: `kind-${at}`, name }));
  const places = ['Северный Рейн — Вестфалия', 'Нижний Новгород'].map((name, at) => ({ id: `p${at}`, name }));
  const site = await openSite({ ...board, cadence: {}, kinds, places });
  const counts = kinds.map(({ id }, at) => ({ kind: id, op: 'add', count: 1_200 + at, place: 'p0' }));
  await site.admin.post(counts, 'rallies');
  const desk = await openWindow(browser, site);
  await enterDesk(desk);
  const cells = desk.page.locator('.entries tbody .kind');
  await expect.poll(() => cells.count(), SOON).toBe(3);
  const cut = await cells.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  const { page } = await openWindow(browser, site);
  await page.goto('/b/rallies?lang=ru');
  const broken = await page.locator('.places tbody th bdi').evaluateAll((all) =>
    all.flatMap(({ firstChild: text }) =>
      [...(text?.textContent ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text as Text, index);
        range.setEnd(text as Text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : [];
      }),
    ),
  );
  expect({ cut, broken }).toEqual({ cut: 0, broken: [] });
});

test('K104: four kinds with long names can all be chosen, on a phone and beside the ledger', async () => {
  const names = ['Бастуют с самого утра', 'Закрыто магазинов', 'Пострадавшие', 'Перекрыто дорог'];
  const kinds = names.map((name, at) => ({ id: `kind-${at}`, name }));
  const desk = await openWindow(browser, await openSite({ ...board, cadence: {}, kinds }));
  await enterDesk(desk);
  const buttons = desk.page.locator('.kind-choice button');
  for (const width of [320, 1280]) {
    await desk.page.setViewportSize({ width, height: 800 });
    const cut = await buttons.evaluateAll((all) =>
      all.filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < 0 || right > innerWidth || one.scrollWidth > one.clientWidth;
      }),
    );
    expect({ width, count: await buttons.count(), cut: cut.length }).toEqual({ width, count: 5, cut: 0 });
  }
});
