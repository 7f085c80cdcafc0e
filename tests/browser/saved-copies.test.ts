/** Without a network: what a browser keeps of a board, what it never keeps, and how it lets go of it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openFront } from '../support/front-proxy.ts';
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

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The addresses of all copies, without the names that change with what is in them. */
async function listCopies(page: Page): Promise<string[]> {
  const all = await page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url.slice(location.origin.length));
  });
  return all.map((path) => path.replace(/-[\w-]{8}\.(js|css|woff2)$/, '.$1')).sort();
}

/** Waits until the page and the board as it is now are kept. */
async function waitUntilKept(page: Page, seq: number): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const found = await caches.match('/api/v1/boards/rallies');
      const pages = await caches.match(`/b/rallies?lang=${document.documentElement.lang}`);
      return [pages !== undefined, found && (await found.json()).snapshot.seq];
    });
  await expect.poll(kept, SOON).toEqual([true, seq]);
}

/** As when the reader turns to another window, or to another app. */
async function turnAway(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

const arrests = (count: number) => ({
  kind: 'arrest',
  op: 'add',
  count,
  place: 'kazan',
  text: `So many: ${count}`,
});

// Mutants: the snapshot is not kept after the first; the link's word is taken for the copy's; Date.now is taken for heardAt.
test.each([
  {
    lang: 'en',
    connected: 'Connected',
    tag: 'Offline',
    copy: /^Saved copy of\s+\d\d:\d\d:\d\d/,
    word: 'Cannot reach the server',
  },
  {
    lang: 'ru',
    connected: 'На связи',
    tag: 'Офлайн',
    copy: /^Копия на\s+\d\d:\d\d:\d\d/,
    word: 'Сервер недоступен',
  },
])(
  'W310: a board that was read is shown as it was last known when nobody answers ($lang)',
  async ({ lang, connected, tag, copy, word }) => {
    const site = await openSite();
    const watcher = await openWindow(browser, site);
    const { page } = watcher;
    await watchBoard(watcher, `/b/rallies?lang=${lang}`, connected);
    await site.admin.post(arrests(4321), 'rallies');
    await expect.poll(() => page.locator('main').innerText(), SOON).toMatch(/4[, \u00a0\u202f]?321/);
    await expect
      .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), SOON)
      .toBe(true);
    await turnAway(page);
    await waitUntilKept(page, 2);

    await site.kill();
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
    expect(await page.locator('.tag').first().innerText()).toBe(tag);
    expect(await page.locator('.clock').innerText()).toMatch(copy);
    expect(await page.locator('main').innerText()).toMatch(/4[, \u00a0\u202f]?321/);
    expect(await page.locator('#posts').getByText('So many: 4321').count()).toBe(1);
    await expectConnection(page, word);

    await site.revive();
    await expectConnection(page, connected);
    expect(await page.locator('.tag').first().innerText()).not.toBe(tag);
  },
  90_000,
);

test('W311: the copy is of the last visit, however the page is asked for, and the root leads to it', async () => {
  const site = await openSite();
  const watcher = await openWindow(browser, site);
  const { page } = watcher;
  await watchBoard(watcher);
  await waitUntilKept(page, 1);
  await site.admin.post(arrests(7), 'rallies');
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('7');
  // Found when the page is left for another, without a minute having passed.
  await page.goto('/desk');
  await site.kill();
  for (const path of ['/b/rallies?kind=arrest', '/b/rallies?lang=ru', '/']) {
    await page.goto(path);
    await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
    expect(await figureOf(page, 'Arrests')).toBe('7');
    expect(await page.locator('.tag').first().innerText()).toBe('Offline');
  }
}, 90_000);

test('W312: neither the desk nor a session nor an answer to an operator nor a draft is ever kept', async () => {
  const site = await openSite();
  const body = { slug: 'secret', title: 'Secret', zone: 'Europe/Moscow', state: 'draft' };
  await site.admin.call('/api/v1/boards', { method: 'POST', body });
  const opened = await openWindow(browser, site);
  const { page } = opened;
  await watchBoard(opened);
  await waitUntilKept(page, 1);
  await enterDesk(opened);
  await site.admin.post(arrests(5), 'rallies');
  await page.getByRole('button', { name: 'Open No. 2' }).waitFor(SOON);
  await page.goto('/b/secret');
  await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
  await page.goto('/b/rallies/places');
  await page.goto('/b/nowhere');
  await watchBoard(opened);
  const copies = await listCopies(page);
  expect(copies.filter((path) => !path.startsWith('/assets/'))).toEqual([
    '/api/v1/boards/rallies',
    '/b/rallies?lang=en',
  ]);
  const kept = await page.evaluate(async () => {
    const answers = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return Promise.all(
          (await cache.keys())
            .filter(({ url }) => !url.includes('/assets/'))
            .map(async (key) => (await cache.match(key))?.text()),
        );
      }),
    );
    return answers.flat().join('\n');
  });
  expect(kept).toContain('Rallies');
  for (const secret of ['Secret', 'Anna', 'secret']) expect(kept).not.toContain(secret);
  expect(opened.foreign).toEqual([]);
}, 90_000);

// Mutants: a refusal is taken for silence; nothing is dropped when an open page is refused.
test('W313: what is public no longer, or withheld, is let go of', async () => {
  const site = await openSite();
  const opened = await openWindow(browser, site);
  const { page } = opened;
  const boards = async () => (await listCopies(page)).filter((path) => !path.startsWith('/assets/'));
  await watchBoard(opened);
  await waitUntilKept(page, 1);
  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { state: 'draft' } });
  expect((await page.reload())?.status()).toBe(404);
  await expect.poll(boards, SOON).toEqual([]);

  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { state: 'live' } });
  await site.admin.post(arrests(4321), 'rallies');
  await watchBoard(opened);
  await waitUntilKept(page, 4);
  await spoil(site);
  await page.getByRole('heading', { name: /^Numbers withheld since/ }).waitFor(SOON);
  await expect.poll(boards, SOON).toEqual([]);
}, 90_000);

async function spoil({ dataDir, admin }: Site): Promise<void> {
  {
    using db = new DatabaseSync(join(dataDir, 'tocsin.db'), { timeout: 5_000 });
    db.exec(`DROP TRIGGER entries_never_change; UPDATE entries SET facts = 'no facts' WHERE key & 65535 = 2`);
  }
  expect(await admin.call('/api/v1/boards/rallies/entries')).toMatchObject({ status: 503 });
}

test('W314: a site that withdraws its copies has browsers throw them away, with the worker', async () => {
  const site = await openSite();
  const opened = await openWindow(browser, site);
  const { page } = opened;
  await watchBoard(opened);
  await waitUntilKept(page, 1);
  await site.kill();
  await site.revive({ SAVED_COPIES: 'off' });
  await watchBoard(opened);
  await expect.poll(() => listCopies(page), SOON).toEqual([]);
  const registered = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await expect.poll(registered, SOON).toBe(0);
  // And nothing comes back with the next page.
  await watchBoard(opened);
  await page.waitForFunction(() => performance.now() > 5_000);
  expect([await registered(), await listCopies(page)]).toEqual([0, []]);
  expect(opened.complaints.filter((said) => !said.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
}, 90_000);

test('W315: a new worker takes over beside an open page, which goes on', async () => {
  const site = await openSite();
  const front = await openFront(site.url);
  const opened = await openWindow(browser, front);
  const { page } = opened;
  await watchBoard(opened);
  await waitUntilKept(page, 1);
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  front.added['/sw.js'] = '\n// The next release.';
  const taken = page.evaluate(async () => {
    const changed = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve),
    );
    await (await navigator.serviceWorker.ready).update();
    await changed;
    return document.querySelectorAll('body[data-same-page]').length;
  });
  expect(await taken).toBe(1);
  await site.admin.post(arrests(9), 'rallies');
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('9');
  // A page that is loaded anew is the server's, not the copy.
  const answer = await page.reload({ waitUntil: 'domcontentloaded' });
  expect([answer?.fromServiceWorker(), await page.locator('body[data-saved]').count()]).toEqual([true, 0]);
}, 90_000);

// Mutants: every answer is taken; nothing but a refused connection counts as silence.
test('W316: a gateway without a server, and one that says nothing, bring the copy; what is another site’s does not', async () => {
  const site = await openSite();
  const front = await openFront(site.url);
  const opened = await openWindow(browser, front);
  const { page } = opened;
  await watchBoard(opened);
  await waitUntilKept(page, 1);
  const isCopy = async () => (await page.locator('body[data-saved]').count()) === 1;
  front.instead = 200;
  await page.reload();
  expect(await page.locator('h1').innerText()).toBe('Nobody is behind this gateway');
  for (const instead of [502, 0]) {
    front.instead = instead;
    await page.goto('/b/rallies');
    expect([instead, await isCopy()]).toEqual([instead, true]);
  }
}, 90_000);

test('W317: a browser that keeps nothing shows the board all the same, and complains of nothing', async () => {
  const site = await openSite();
  const opened = await openWindow(browser, site);
  const { page } = opened;
  // As some browsers do in private windows.
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
    Object.defineProperty(CacheStorage.prototype, 'open', { value: refuse });
    Object.defineProperty(ServiceWorkerContainer.prototype, 'register', { value: refuse });
  });
  await watchBoard(opened);
  await page.waitForFunction(() => performance.now() > 5_000);
  await site.admin.post(arrests(3), 'rallies');
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('3');
  expect(opened.complaints).toEqual([]);
});
