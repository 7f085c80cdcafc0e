/** Anybody can watch: without script, with a blocked network, with a screen reader, in either theme and language. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import {
  enterDesk,
  expectConnection,
  figureOf,
  openSite,
  openWindow,
  SOON,
  watchBoard,
} from '../support/journey.ts';
import type { Until } from '../support/server-process.ts';

const POSTS = [
  { kind: 'registration', op: 'total', count: 463_218, sources: [{ title: 'counter' }] },
  { kind: 'arrest', op: 'add', count: { low: 20, best: 24, high: 30 }, place: 'kazan', text: 'Two buses' },
  { kind: 'arrest', op: 'total', count: 40, claimant: 'ovd-info', status: 'confirmed', text: 'Forty in all' },
  {
    kind: 'update',
    text: 'The square is closed.',
    sources: [{ url: 'https://example.org/', title: 'reader' }],
  },
];

let browser: Browser;
/** For those who only read. */
let shared: Site;
const ends: Parameters<Until>[0][] = [];
beforeAll(async () => {
  const until: Until = (end) => void ends.unshift(end);
  [browser, shared] = await Promise.all([launchBrowser(), openFilledSite(until)]);
});
afterAll(async () => {
  await browser.close();
  for (const end of ends) await end();
});

async function openFilledSite(until?: Until): Promise<Site> {
  const site = await openSite(undefined, until);
  await site.admin.post(POSTS, 'rallies');
  await vi.waitFor(
    async () => expect((await site.admin.call('/api/v1/boards/rallies')).body.seq).toBe(5),
    SOON,
  );
  return site;
}

async function listFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test.each([
  { colorScheme: 'light', lang: 'en', width: 1440 },
  { colorScheme: 'dark', lang: 'ru', width: 1440 },
  { colorScheme: 'light', lang: 'ru', width: 390 },
  { colorScheme: 'dark', lang: 'en', width: 390 },
] as const)(
  'J6: axe finds nothing on the pages in $colorScheme, $lang, at $width px',
  async ({ colorScheme, lang, width }) => {
    const opened = await openWindow(browser, shared, { colorScheme, viewport: { width, height: 844 } });
    const { page } = opened;
    await watchBoard(opened, `/b/rallies?lang=${lang}`, lang === 'en' ? 'Connected' : 'На связи');
    await page.locator('.chart-frame').scrollIntoViewIfNeeded();
    await page.locator('canvas').waitFor();
    expect(await listFaults(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const { body } = await shared.admin.call<{ entries: { id: string; kind: string }[] }>(
      '/api/v1/boards/rallies/entries?kind=arrest',
    );
    for (const path of ['/b/nowhere', '/b/rallies/places', `/b/rallies/e/${body.entries[0]?.id}`]) {
      await page.goto(`${path}?lang=${lang}`);
      expect([path, await listFaults(page)]).toEqual([path, []]);
    }
  },
);

test('J30: on a phone no name and no time gives way to long numbers, letter by letter', async () => {
  const site = await openFilledSite();
  const open = { low: 12_345, best: 67_890, atLeast: true };
  const entry = { op: 'total', count: open, place: 'kazan', status: 'confirmed' };
  await site.admin.post(
    [
      { kind: 'registration', ...entry },
      { kind: 'arrest', ...entry },
    ],
    'rallies',
  );
  await expect.poll(async () => (await site.admin.call('/api/v1/boards/rallies')).body.seq).toBe(7);
  const { page } = await openWindow(browser, site, { viewport: { width: 320, height: 800 } });
  for (const path of ['/b/rallies?lang=ru', '/b/rallies/places?lang=ru']) {
    await page.goto(path);
    const measure = () =>
      page.evaluate(() => {
        for (const { parentElement } of document.querySelectorAll('summary'))
          parentElement?.setAttribute('open', '');
        const heads = [...document.querySelectorAll('.grid th:first-child:not(.within)')];
        return heads.map((head) => head.getBoundingClientRect().width);
      });
    // The script may put a region in its place between the opening and the measuring of an older look.
    await expect.poll(async () => Math.min(...(await measure()))).toBeGreaterThanOrEqual(90);
    expect((await measure()).length).toBeGreaterThan(2);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
});

test.each(['light', 'dark'] as const)('J6: axe finds nothing at the desk in %s', async (colorScheme) => {
  const operator = await openWindow(browser, shared, { colorScheme });
  await operator.page.goto('/desk');
  await operator.page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await listFaults(operator.page)).toEqual([]);
  await enterDesk(operator);
  await operator.page.getByRole('button', { name: 'Open No. 3' }).click();
  await operator.page.getByRole('region', { name: 'The chosen entry' }).getByRole('button').first().waitFor();
  expect(await listFaults(operator.page)).toEqual([]);
});

test('J7: without script the page shows all figures and posts, and their time', async () => {
  const { page } = await openWindow(browser, shared, { javaScriptEnabled: false, locale: 'ru-RU' });
  await page.goto('/b/rallies');
  const text = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ');
  for (const shown of ['463 218', 'Казань', 'The square is closed.', 'Forty in all', 'ОВД-Инфо']) {
    expect(text).toContain(shown);
  }
  expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  expect(await page.locator('time[datetime]').count()).toBeGreaterThan(3);
});

test('J8: a blocked WebSocket gives way to long polling, and blocked sockets to plain requests', async () => {
  const site = await openFilledSite();
  const watchers = await Promise.all(
    (['websocket', 'sockets'] as const).map(async (blocked) => {
      const { page } = await openWindow(browser, site);
      await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
      if (blocked === 'sockets') await page.route(/socket\.io/, (route) => route.abort());
      await page.goto('/b/rallies');
      await expectConnection(page, 'Connected');
      return page;
    }),
  );
  const [before] = await Promise.all(watchers.map((page) => figureOf(page, 'Updates')));
  await site.admin.post({ kind: 'update', text: 'Seen without' }, 'rallies');
  for (const page of watchers)
    await expect.poll(() => figureOf(page, 'Updates'), SOON).toBe(String(Number(before) + 1));
}, 60_000);

test('J9: the script takes over without moving the focus or the scroll, and leaves no cookie', async () => {
  const watcher = await openWindow(browser, shared, { viewport: { width: 390, height: 600 } });
  const { page } = watcher;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/api\/v1\/|socket\.io/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/b/rallies', { waitUntil: 'domcontentloaded' });
  const link = page.getByRole('link', { name: 'reader' });
  await link.focus();
  await page.evaluate(() => scrollTo(0, 500));
  const before = await page.evaluate(() => scrollY);
  letGo();
  await expectConnection(page, 'Connected');
  // The posts come in a file of their own: they are taken over last of what is looked at here.
  await page.locator('#region-feed:not(.served)').waitFor({ state: 'attached' });
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(3);
  expect(await page.context().cookies()).toEqual([]);
  expect(watcher.foreign).toEqual([]);
});

test('J10: the address, then the language of the browser, chooses the language', async () => {
  const watcher = await openWindow(browser, shared, { locale: 'ru-RU' });
  await watchBoard(watcher, '/b/rallies?lang=en');
  expect(await watcher.page.getByRole('heading', { level: 1 }).innerText()).toBe('Rallies');
  await watcher.page.goto('/b/rallies');
  expect(await watcher.page.getByRole('heading', { level: 1 }).innerText()).toBe('Митинги');
});
