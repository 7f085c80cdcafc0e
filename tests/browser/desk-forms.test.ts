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

/** Words on buttons that stand on two lines. It runs in the page, so it calls nothing of this file. */
function listPartedWords(): string[] {
  const list = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
  const parted: string[] = [];
  for (let node = list.nextNode(); node; node = list.nextNode()) {
    const words = node.parentElement?.closest('button') ? (node.nodeValue ?? '').matchAll(/\S+/g) : [];
    for (const word of words) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) parted.push(word[0]);
    }
  }
  return parted;
}

test.each(['en', 'ru'])(
  'K60: no word on a button of the desk is parted, at 360 and at 1440, in %s',
  async (lang) => {
    const site = await openSite();
    for (const width of [360, 1440]) {
      const window = await openWindow(browser, site, { viewport: { width, height: 900 } });
      await enterDesk(window);
      await window.page.goto(`/desk?board=rallies&lang=${lang}`);
      await window.page.locator('.kind-choice').waitFor();
      const parted = await window.page.evaluate(listPartedWords);
      expect({ width, parted }).toEqual({ width, parted: [] });
    }
  },
);
