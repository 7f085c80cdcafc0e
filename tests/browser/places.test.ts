/** Place by place, the map and the reader's own place, as people meet them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const BOARD = {
  slug: 'rallies',
  title: 'Rallies',
  zone: 'Europe/Moscow',
  state: 'live',
  contacts: [{ name: 'Kazan lawyers', phone: '+7 800 707', place: 'kazan' }],
  places: [
    { id: 'volga', name: 'Volga' },
    { id: 'kazan', name: 'Kazan', parent: 'volga', lat: 55.8, lon: 49.1 },
    { id: 'samara', name: 'Samara', parent: 'volga', lat: 53.2, lon: 50.15, zone: 'Europe/Samara' },
    { id: 'moscow', name: 'Moscow', lat: 55.75, lon: 37.6 },
    { id: 'omsk', name: 'Omsk', lat: 55, lon: 73.4, zone: 'Asia/Omsk' },
  ],
};
const arrests = (place: string, count: number) => ({
  kind: 'arrest',
  op: 'add',
  place,
  count,
  status: 'confirmed',
});

async function openPlaces(): Promise<Site> {
  const site = await openSite(BOARD);
  await site.admin.post(
    [arrests('moscow', 20), arrests('kazan', 5), arrests('samara', 4), arrests('omsk', 3)],
    'rallies',
  );
  return site;
}

/** What the browser tells of a layout shift. */
interface Shift {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

const namesIn = (page: Page) => page.locator('.by-place tbody th bdi').allTextContents();

async function toPlaces(page: Page): Promise<void> {
  await page.goto('/b/rallies');
  await page.locator('#region-places:not(.served)').waitFor({ state: 'attached', ...SOON });
  await page.locator('.by-place').scrollIntoViewIfNeeded();
}

test('W221, W222, W223: regions open in place, the last hour comes, and no row moves in sight', async () => {
  const site = await openPlaces();
  const { page, complaints } = await openWindow(browser, site);
  await toPlaces(page);
  expect(await namesIn(page)).toEqual(['Moscow', 'Volga', 'Omsk']);
  await page.getByRole('button', { name: /Volga/ }).click();
  expect(await namesIn(page)).toEqual(['Moscow', 'Volga', 'Kazan', 'Samara', 'Omsk']);
  await expect.poll(() => page.locator('.by-place td.at-hour').first().textContent(), SOON).toContain('+20');
  await site.admin.post([arrests('omsk', 50)], 'rallies');
  await expect.poll(() => page.locator('.by-place').textContent(), SOON).toContain('53');
  expect((await namesIn(page)).at(-1)).toBe('Omsk');
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(':focus').blur();
  await expect.poll(() => namesIn(page), SOON).toEqual(['Omsk', 'Moscow', 'Volga', 'Kazan', 'Samara']);
  expect(complaints).toEqual([]);
});

test('W225: on a phone no column lies out of sight: the time of a number stands beneath it', async () => {
  const site = await openPlaces();
  const { page } = await openWindow(browser, site, { viewport: { width: 320, height: 700 } });
  await toPlaces(page);
  const seen = await page.locator('.by-place .places').evaluate((table) => {
    const cells = [...table.querySelectorAll('th, td')].filter((cell) => cell.checkVisibility());
    return {
      furthest: Math.max(...cells.map((cell) => cell.getBoundingClientRect().right)),
      wide: innerWidth,
    };
  });
  expect(seen.furthest).toBeLessThanOrEqual(seen.wide);
  expect(await page.locator('.by-place .beneath').first().isVisible()).toBe(true);
});

test('W227: one tap on a place’s number says who claims what there, and its name leads to what happened there', async () => {
  const site = await openPlaces();
  await site.admin.post([{ ...arrests('kazan', 9), op: 'total', claimant: 'ovd-info' }], 'rallies');
  const { page, complaints } = await openWindow(browser, site);
  await toPlaces(page);
  await page.getByRole('button', { name: /Volga/ }).click();
  const row = page.getByRole('row', { name: /^Kazan/ });
  await row.getByRole('button').first().click();
  const panel = page.locator('#claims-of-place');
  await expect.poll(() => panel.isVisible(), SOON).toBe(true);
  expect(await panel.textContent()).toMatch(/Kazan: Arrests.*ovd-info/s);
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
  await row.getByRole('link', { name: 'Kazan' }).click();
  await page.waitForURL(/\?place=kazan#updates$/);
  expect(complaints).toEqual([]);
});

/** How many cells of each row are seen, without what spans several. */
const countCells = (page: Page) =>
  page
    .locator('.by-place .places tr')
    .evaluateAll((rows) =>
      rows
        .filter((row) => row.checkVisibility() && !row.querySelector('[colspan]'))
        .map((row) => [...row.children].filter((cell) => cell.checkVisibility()).length),
    );

test('W225: at any width each number stands under the head of its own column, whatever is folded away', async () => {
  const site = await openPlaces();
  await site.admin.post(
    [
      { kind: 'registration', op: 'total', place: 'omsk', count: 700 },
      { ...arrests('omsk', 2), status: 'reported' },
    ],
    'rallies',
  );
  for (const width of [1440, 800, 390, 320]) {
    const { page } = await openWindow(browser, site, { viewport: { width, height: 800 } });
    await toPlaces(page);
    const counts = await countCells(page);
    expect([width, new Set(counts).size, counts.length > 4]).toEqual([width, 1, true]);
  }
});

test('W236: the map comes by itself on a wide screen and when asked for on a phone, from nowhere else', async () => {
  const site = await openPlaces();
  const wide = await openWindow(browser, site);
  await toPlaces(wide.page);
  const map = wide.page.getByRole('img', { name: /Arrests by city/ });
  await map.waitFor(SOON);
  expect(await map.locator('desc').textContent()).toBe('Moscow 20, Kazan 5, Samara 4, Omsk 3');
  const phone = await openWindow(browser, site, { viewport: { width: 390, height: 844 } });
  await toPlaces(phone.page);
  expect(await phone.page.locator('.map-figure').count()).toBe(0);
  await phone.page.getByRole('button', { name: /Show the map \(7 kB\)/ }).click();
  await phone.page.locator('.map-figure').waitFor(SOON);
  expect([...wide.foreign, ...phone.foreign, ...wide.complaints, ...phone.complaints]).toEqual([]);
});

test('W236: a board whose places have no position has no map, and none where it would be', async () => {
  const places = BOARD.places.map(({ id, name }) => ({ id, name }));
  const site = await openSite({ ...BOARD, contacts: [], places });
  const { page } = await openWindow(browser, site);
  await toPlaces(page);
  expect(await page.getByRole('heading', { name: 'Map' }).count()).toBe(0);
});

test('W240: my place stays on this device, moves nothing when it comes back, and can be forgotten', async () => {
  const site = await openPlaces();
  const { page, complaints } = await openWindow(browser, site);
  await toPlaces(page);
  await page.getByRole('button', { name: 'My place' }).click();
  await page.getByRole('combobox', { name: 'My place' }).selectOption('Kazan');
  const mine = page.getByRole('complementary', { name: 'My place' });
  await expect.poll(() => mine.textContent(), SOON).toMatch(/Kazan.*Arrests.*5/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & Shift)[])
        if (
          !entry.hadRecentInput &&
          entry.sources.some(({ node }) => node?.parentElement?.closest('.mine, .by-place, .map'))
        )
          shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/b/rallies');
  await mine.waitFor(SOON);
  await mine.getByText('What to do if detained').click();
  expect(await mine.getByRole('link', { name: '+7 800 707' }).getAttribute('href')).toBe('tel:+7800707');
  const shifted = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
  expect(shifted.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(0.01);
  expect(asked.filter((request) => request.includes('kazan'))).toEqual([]);
  await mine.getByRole('button', { name: 'Forget my place' }).click();
  await mine.waitFor({ state: 'detached', ...SOON });
  await page.reload();
  await page.locator('#region-places:not(.served)').waitFor({ state: 'attached', ...SOON });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('place')))).toEqual(
    [],
  );
  expect(complaints).toEqual([]);
});

test('W221: without a script every place is in the page, and the page of all places says the last hour', async () => {
  const site = await openPlaces();
  const { page } = await openWindow(browser, site, { javaScriptEnabled: false });
  await page.goto('/b/rallies');
  expect(await page.locator('.by-place th bdi').allTextContents()).toEqual([
    'Moscow',
    'Volga',
    'Omsk',
    'Kazan',
    'Samara',
  ]);
  expect(await page.getByText('What to do if detained').isVisible()).toBe(true);
  expect(await page.getByRole('heading', { name: 'Map' }).isVisible()).toBe(false);
  await page.goto('/b/rallies/places');
  expect(await page.locator('td.at-hour').first().textContent()).toContain('+20');
});
