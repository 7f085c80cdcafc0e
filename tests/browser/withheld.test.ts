/** A board that does not add up: its open page and a fresh one show no figure, and say since when. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';
import { spoil } from '../support/spoil.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// Mutants: the event is not listened to; what the script drew, or the footer, goes on standing.
test.each([
  { lang: 'en', says: /^Numbers withheld since \d\d:\d\d$/ },
  { lang: 'ru', says: /^Цифры не показываются с \d\d:\d\d$/ },
])(
  'W60: an open page and a fresh one withhold the numbers of a damaged board ($lang)',
  async ({ lang, says }) => {
    const site = await openSite();
    await site.admin.post({ kind: 'arrest', op: 'add', count: 4321, text: 'So many' }, 'rallies');
    const { page } = await openWindow(browser, site);
    await page.goto(`/b/rallies?lang=${lang}`);
    await expect.poll(() => page.locator('main').innerText(), SOON).toMatch(/4[, \u00a0\u202f]?321/);
    await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);

    await spoil(site);
    await expect.poll(() => page.locator('h1').innerText(), SOON).toMatch(says);
    const shown = await page.locator('body').innerText();
    expect(shown).not.toMatch(/4[, \u00a0\u202f]?321/);
    expect(shown).not.toContain('So many');

    const fresh = await openWindow(browser, site);
    const answer = await fresh.page.goto(`/b/rallies?lang=${lang}`);
    expect(answer?.status()).toBe(503);
    expect(await fresh.page.locator('h1').innerText()).toMatch(says);
    expect(await fresh.page.locator('body').innerText()).not.toContain('So many');
  },
);
