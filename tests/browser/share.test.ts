/** The share sheet: opened and used by keyboard, in both languages, and what it gives along is true. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each([
  {
    lang: 'en',
    width: 1440,
    share: 'Share',
    link: 'Link',
    line: 'As one text message',
    embed: 'Into a page of your own',
  },
  {
    lang: 'ru',
    width: 320,
    share: 'Поделиться',
    link: 'Ссылка',
    line: 'Одним сообщением',
    embed: 'На свой сайт',
  },
])(
  'W330: the share sheet gives link, message, frame and text page, by keyboard ($lang)',
  async ({ lang, width, ...words }) => {
    const site = await openSite();
    await site.admin.post({ kind: 'arrest', op: 'add', count: 42, place: 'kazan' }, 'rallies');
    const { page, complaints, foreign } = await openWindow(browser, site, {
      viewport: { width, height: 800 },
    });
    await page.goto(`/b/rallies?lang=${lang}`);
    const button = page.getByRole('button', { name: words.share, exact: true });
    await button.waitFor(SOON);
    await button.press('Enter');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel(words.line).waitFor(SOON);
    expect(await sheet.getByLabel(words.link).inputValue()).toBe(`${site.url}/b/rallies`);
    const line = await sheet.getByLabel(words.line).inputValue();
    expect(line).toContain('42');
    expect(line.length).toBeLessThanOrEqual(lang === 'ru' ? 70 : 160);
    const code = await sheet.getByLabel(words.embed).inputValue();
    const [, frame = ''] = /<iframe src="([^"]+)"/.exec(code) ?? [];
    const [, script = ''] = /<script src="([^"]+)" async><\/script>/.exec(code) ?? [];
    for (const url of [frame, script]) expect([url, (await fetch(url)).status]).toEqual([url, 200]);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet.count()).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect([complaints, foreign]).toEqual([[], []]);
  },
  60_000,
);

test('W331: without script there is no button to share, nor any other that does nothing', async () => {
  const site = await openSite();
  await site.admin.post({ kind: 'arrest', op: 'add', count: 42, place: 'kazan', text: 'So many' }, 'rallies');
  const { page } = await openWindow(browser, site, {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  for (const path of ['/b/rallies', '/b/rallies/places', '/']) {
    await page.goto(path);
    // What a form sends and what opens a popover works without a script.
    const dead = page.locator(
      ':is(button, input, select, textarea):visible:not([popovertarget], [disabled], form *)',
    );
    expect([path, await dead.allInnerTexts()]).toEqual([path, []]);
  }
  await page.goto('/b/rallies');
  expect(await page.locator('noscript meta[http-equiv="refresh"]').getAttribute('content')).toBe('60');
  const links = await page
    .locator('a:visible')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  const own = [
    ...new Set(links.filter((link) => link.startsWith(site.url)).map((link) => link.split('#')[0] ?? '')),
  ];
  expect(own.length).toBeGreaterThan(4);
  for (const link of own) expect([link, (await fetch(link)).status]).toEqual([link, 200]);
}, 60_000);
