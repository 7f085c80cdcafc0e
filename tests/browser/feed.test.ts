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
    // On a phone the numbers come first: the list is looked at once it was scrolled to.
    await list.locator('#no-25').scrollIntoViewIfNeeded();
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

const shownIn = (page: Page) => listOf(page).locator('.posts .text').allInnerTexts();
const choice = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Filter' }).getByRole('button', { name, exact: true });

test('W284: a filter is in the address, holds for what comes in, and is cleared by one button', async () => {
  const site = await openSite();
  const [pinned] = await postAll(site, [
    update(1, { text: 'Pinned news', place: 'moscow' }),
    { kind: 'arrest', op: 'add', count: 5, place: 'kazan', text: 'Five people', asOf: update(2).asOf },
    update(3, { text: 'The key one' }),
  ]);
  await postAll(site, [{ kind: 'mark', target: pinned, pinned: true }]);
  const opened = await openWindow(browser, site);
  const { page } = opened;
  await watchBoard(opened, '/b/rallies?lang=en');
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  await choice(page, 'Arrests').click();
  await expect.poll(() => shownIn(page), SOON).toEqual(['Five people']);
  expect(await listOf(page).innerText()).not.toContain('Pinned news');
  expect(new URL(page.url()).search).toBe('?lang=en&kind=arrest');

  await postAll(site, [
    update(10),
    { kind: 'arrest', op: 'add', count: 7, text: 'Seven people', asOf: update(11).asOf },
  ]);
  await listOf(page).getByRole('button', { name: '1 new update' }).click();
  await expect.poll(() => shownIn(page), SOON).toEqual(['Seven people', 'Five people']);

  await choice(page, 'Key').click();
  expect(new URL(page.url()).search).toBe('?lang=en&key=1');
  await expect.poll(() => listOf(page).innerText(), SOON).toContain('No posts fit: key updates.');
  await listOf(page).getByRole('button', { name: 'Clear the filter' }).click();
  await expect.poll(() => shownIn(page), SOON).toContain('The key one');
  expect(await listOf(page).locator('.pinned .text').allInnerTexts()).toEqual(['Pinned news']);
  expect(new URL(page.url()).search).toBe('?lang=en');

  await listOf(page).getByText('Search').click();
  await listOf(page).getByLabel('In the text').fill('seven');
  await expect.poll(() => shownIn(page), SOON).toEqual(['Seven people']);
  await listOf(page).getByLabel('Place').selectOption('Kazan');
  await expect.poll(() => page.url(), SOON).toContain('q=seven&place=kazan');
  expect(await page.locator('body[data-same-page]').count()).toBe(1);
  expect(opened.complaints).toEqual([]);
});

test('W283: a link with a filter opens so, with posts older than the newest twenty, and shows no others meanwhile', async () => {
  const site = await openSite();
  await postAll(site, [
    { kind: 'arrest', op: 'add', count: 5, text: 'Five people', asOf: update(0).asOf },
    ...updates(25, 1),
  ]);
  const opened = await openWindow(browser, site);
  await opened.page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      for (const { textContent } of document.querySelectorAll('#updates .post .text'))
        seen.add(textContent ?? '');
      requestAnimationFrame(look);
    };
    look();
  });
  await watchBoard(opened, '/b/rallies?kind=arrest');
  await expect.poll(() => choice(opened.page, 'Arrests').getAttribute('aria-pressed'), SOON).toBe('true');
  await expect.poll(() => opened.page.locator('#region-feed.served').count(), SOON).toBe(0);
  expect(await opened.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).toEqual([
    'Five people',
  ]);
});

test('W281: a pinned post older than the newest twenty stands on top of an open page, once', async () => {
  const site = await openSite();
  const [pin] = await postAll(site, updates(30));
  await postAll(site, [{ kind: 'mark', target: pin, pinned: true }]);
  const opened = await openWindow(browser, site);
  await watchBoard(opened);
  await expect.poll(() => opened.page.locator('#region-feed.served').count(), SOON).toBe(0);
  expect(await listOf(opened.page).locator('#pinned .text').allInnerTexts()).toEqual(['What happened at 0']);
  expect(await listOf(opened.page).getByText('What happened at 0', { exact: true }).count()).toBe(1);
});
