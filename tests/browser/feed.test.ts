/** The list of what happened, before a real server: what waits, what stays, and where the reader goes on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const NOON = Date.parse('2026-01-20T12:00:00Z');
const update = (index: number, more: object = {}) => ({
  kind: 'update',
  text: `What happened at ${index}`,
  asOf: new Date(NOON + index * 60_000).toISOString(),
  ...more,
});
const updates = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => update(from + index));

async function postAll(site: Site, entries: object[]): Promise<string[]> {
  const { body } = await site.admin.post(entries, 'rallies');
  return body.entries.map(({ id }) => id);
}

const listOf = (page: Page) => page.getByRole('region', { name: 'What happened' });

/** Adds up every layout shift from now on, those after the reader's own input included. */
async function noteShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const noted = { shift: 0 };
    Object.assign(window, { noted });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => (window as unknown as { noted: { shift: number } }).noted.shift);
}

test.each([390, 1440])(
  'W280, W282: at %d px new posts wait, all of them, and move nothing',
  async (width) => {
    const site = await openSite();
    const [, , pin] = await postAll(site, updates(24));
    const { page, complaints } = await openWindow(browser, site, { viewport: { width, height: 900 } });
    await watchBoard({ page, complaints, foreign: [] });
    const list = listOf(page);
    await list.locator('#no-25').waitFor();
    const shift = await noteShifts(page);
    const before = await list.locator('#no-25').boundingBox();

    await postAll(site, updates(230, 100));
    await postAll(site, [update(400, { text: 'The one to know' })]);
    const [key] = await postAll(site, [update(401)]);
    await postAll(site, [
      { kind: 'mark', target: key, key: true },
      { kind: 'mark', target: pin, pinned: true },
    ]);
    const button = list.getByRole('button', { name: /new updates/ });
    await expect.poll(() => button.innerText(), SOON).toContain('232 new updates');
    expect(await list.locator('#no-25').boundingBox()).toEqual(before);
    expect(await shift()).toBeLessThanOrEqual(0.01);

    await button.click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), SOON).toContain('401');
    expect(await button.count()).toBe(0);
    expect(complaints).toEqual([]);
  },
);
