import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each(['en', 'ru'])(
  'K32: all that is wrong in the settings is said at once, in the language of the desk, and the first is shown and focused: %s',
  async (lang) => {
    const site = await openSite();
    const { page } = await openWindow(browser, site, { viewport: { width: 1280, height: 500 } });
    page.setDefaultTimeout(SOON.timeout);
    await enterDesk({ page });
    await page.goto(`/desk?board=rallies&lang=${lang}`);
    await page.locator('#desk-links button').first().click();
    const field = (name: string) => page.locator(`.board-form [name=${name}]`);
    await field('zone').fill('Berlin');
    await field('goal-arrest').fill('many');
    await field('places').fill('no id here; ; ');
    await page.locator('.board-form button[type=submit]').click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), SOON)
      .toBe('zone');
    const wrong = page.locator('.board-form [aria-invalid]');
    const names = await wrong.evaluateAll((fields) => fields.map((it) => it.getAttribute('name')));
    expect(names).toEqual(['zone', 'goal-arrest', 'places']);
    expect(await field('zone').evaluate((it) => it.getBoundingClientRect().top >= 0)).toBe(true);
    expect(await field('zone').evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    const said = (await page.locator('.board-form p.wrong').allInnerTexts()).join(' ');
    if (lang === 'ru') expect(said).not.toMatch(/\btakes\b/i);
  },
);
