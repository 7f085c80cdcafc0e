/** Who asks to save data: no typeface, no lasting connection, and numbers that are asked for more seldom. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { expectConnection, figureOf, openSite, openWindow } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// Mutants: the socket is opened all the same; a page that waits for its next question by plan is "Not live".
test('W321: a page that saves data loads no font and no socket, and stays live by asking each fifteen seconds', async () => {
  const site = await openSite();
  const { page } = await openWindow(browser, site, { extraHTTPHeaders: { 'save-data': 'on' } });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname));
  await page.goto('/b/rallies');
  await expectConnection(page, 'Connected');
  await expect.poll(() => page.locator('.served').count(), { timeout: 15_000 }).toBe(0);
  const tags = new Set<string>();
  await site.admin.post({ kind: 'arrest', op: 'add', count: 42, place: 'kazan' }, 'rallies');
  const figure = async () => {
    tags.add(await page.locator('.tag').first().innerText());
    return figureOf(page, 'Arrests');
  };
  await expect.poll(figure, { timeout: 25_000 }).toBe('42');
  expect([...tags]).toEqual(['Live']);
  expect(await page.locator('.link-line').first().innerText()).toContain('asked for each 15 s, to save data');
  expect(asked.filter((path) => /woff2|socket/.test(path))).toEqual([]);
  const numbers = asked.filter((path) => /^\/api\/v1\/boards\/rallies(\/changes)?$/.test(path));
  expect(numbers.length).toBeLessThanOrEqual(3);
}, 60_000);
