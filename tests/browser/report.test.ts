/** A board's report: reached from its page, read with or without assistive technology, and printed. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openSite, openWindow } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('W384: an ended board leads to its report, which is clean in both themes and languages, and can be printed', async () => {
  const site = await openSite();
  const count = { kind: 'arrest', op: 'add', place: 'kazan', claimant: 'ovd-info' };
  const { body } = await site.admin.post(
    [
      { ...count, count: 12 },
      { ...count, count: { low: 5, best: 8, high: 9 } },
    ],
    'rallies',
  );
  await site.admin.post(
    { kind: 'correction', target: body.entries[0]?.id, set: { count: 15 }, reason: 'Counted again' },
    'rallies',
  );
  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { state: 'ended' } });
  const { page, complaints, foreign } = await openWindow(browser, site);
  await page.goto('/b/rallies');
  await page.getByRole('link', { name: 'Closing report' }).first().click();
  await page.getByRole('heading', { name: 'Closing report', level: 1 }).waitFor();
  for (const [lang, colorScheme, width] of [
    ['en', 'light', 1440],
    ['ru', 'dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`/b/rallies/report?lang=${lang}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect([lang, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([
      lang,
      [],
    ]);
    expect([lang, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([
      lang,
      0,
    ]);
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // As wide as A4 is between its margins.
  await page.setViewportSize({ width: 680, height: 900 });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(await page.locator('.not-paper:visible, nav:visible').count()).toBe(0);
  expect(await page.locator('del').first().isVisible()).toBe(true);
  expect([complaints, foreign]).toEqual([[], []]);
}, 60_000);
