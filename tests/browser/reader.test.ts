/** What the page says by itself: to who comes back, to who listens, and to who asked to be told. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { figureOf, openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const MINUTE = 60_000;
const arrests = (count: number, text: string) => ({ kind: 'arrest', op: 'add', count, place: 'kazan', text });
const backRegion = (page: Page) => page.getByRole('region', { name: 'Since you left' });

async function postAll(site: Site, entries: object[]): Promise<string[]> {
  const { body } = await site.admin.post(entries, 'rallies');
  return body.entries.map(({ id }) => id);
}

async function openBoard(site: Site, options: BrowserContextOptions = {}) {
  const opened = await openWindow(browser, site, options);
  await opened.page.clock.install();
  await watchBoard(opened);
  await opened.page.locator('.reader').waitFor();
  return opened;
}

/** As when another tab comes to the front, or this one comes back. */
async function turn(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

async function happen(site: Site, [wrong]: string[]): Promise<void> {
  await postAll(site, [
    { kind: 'correction', target: wrong, set: { count: 4 }, reason: 'Counted twice.' },
    { kind: 'update', text: 'The square is closed.' },
  ]);
}

test('W286, W287: whoever comes back to the tab after a minute reads what changed, and nothing moves', async () => {
  const site = await openSite();
  const ids = await postAll(site, [arrests(5, 'Five people')]);
  const { page, complaints } = await openBoard(site);
  await turn(page, 'hidden');
  await happen(site, ids);
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('4');
  await page.clock.fastForward(2 * MINUTE);
  expect(await backRegion(page).count()).toBe(0);
  await turn(page, 'visible');
  await expect.poll(() => backRegion(page).innerText(), SOON).toContain('Corrected: Arrests, Kazan: +4.');
  const said = await backRegion(page).innerText();
  expect(said).toContain('It said +5. Counted twice.');
  expect(said).toContain('Arrests went from 5 to 4, down 1.');
  expect(said).toContain('1 new update.');
  const withIt = await page.locator('#updates').boundingBox();
  await backRegion(page).getByRole('button', { name: 'Close' }).click();
  expect(await backRegion(page).count()).toBe(0);
  // It lies over the page: that it is there or not moves nothing.
  expect(await page.locator('#updates').boundingBox()).toEqual(withIt);
  expect(complaints).toEqual([]);
});

test('W287: it is not shown to who was away for less, who missed nothing, or who is there', async () => {
  const site = await openSite();
  const ids = await postAll(site, [arrests(5, 'Five people')]);
  const { page } = await openBoard(site);
  await turn(page, 'hidden');
  await page.clock.fastForward(5 * MINUTE);
  await turn(page, 'visible');
  await happen(site, ids);
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('4');
  await turn(page, 'hidden');
  await postAll(site, [arrests(3, 'Three people')]);
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('7');
  await page.clock.fastForward(30_000);
  await turn(page, 'visible');
  await page.clock.runFor(12_000);
  expect(await backRegion(page).count()).toBe(0);
});

test('W287: after closing the page and opening it the next morning it says what changed, and no request says who asks', async () => {
  const site = await openSite();
  const ids = await postAll(site, [arrests(5, 'Five people')]);
  const { page } = await openBoard(site);
  await page.goto('about:blank');
  await happen(site, ids);
  await page.clock.setFixedTime(Date.now() + 9 * 60 * MINUTE);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/b/rallies');
  await expect.poll(() => backRegion(page).innerText(), SOON).toContain('Arrests went from 5 to 4, down 1.');
  expect(await backRegion(page).innerText()).toContain('9 h');
  // By what they are, never by what this reader had seen.
  expect(asked.filter((url) => /since=|after=|seq=/.test(url))).toEqual([]);
});

test('W288: five hundred posts a minute are one summary a minute, or none', async () => {
  const site = await openSite();
  const { page } = await openBoard(site);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const region = document.querySelector('.reader [role=status]');
    if (region)
      new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  for (let minute = 1; minute <= 3; minute++) {
    for (let part = 0; part < 5; part++) {
      await postAll(
        site,
        Array.from({ length: 100 }, (_, index) => arrests(1, `No. ${minute} ${part} ${index}`)),
      );
      await expect
        .poll(() => figureOf(page, 'Arrests'), SOON)
        .toBe(((minute - 1) * 500 + (part + 1) * 100).toLocaleString('en'));
      await page.clock.runFor(MINUTE / 5);
    }
  }
  const said = await heard();
  expect(said.length).toBeGreaterThanOrEqual(2);
  expect(said.length).toBeLessThanOrEqual(3);
  expect(said[0]).toMatch(/Arrests \d+, up \d+\. \d+ new updates\./);

  await page.getByLabel('Spoken summary').selectOption('never');
  await postAll(site, [arrests(1, 'One more')]);
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('1,501');
  await page.clock.runFor(6 * MINUTE);
  expect(await heard()).toEqual(said);
}, 90_000);

test('W289: notices are off until a button asks for them, and tell of key updates and corrections', async () => {
  const site = await openSite();
  const ids = await postAll(site, [arrests(5, 'Five people')]);
  const opened = await openWindow(browser, site, { permissions: ['notifications'] });
  const { page } = opened;
  await page.addInitScript(() => {
    const told: string[] = [];
    const Real = Notification;
    class Noted extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push(`${title}: ${options?.body}`);
      }
    }
    Object.assign(window, { told, Notification: Noted });
  });
  await watchBoard(opened);
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  const button = page.getByRole('button', { name: 'Notify me of key updates and corrections' });
  await button.waitFor();
  await happen(site, ids);
  await expect.poll(() => figureOf(page, 'Arrests'), SOON).toBe('4');
  expect(await told()).toEqual([]);
  await button.click();
  await page.getByRole('button', { name: 'No more notices' }).waitFor();
  const [key] = await postAll(site, [{ kind: 'update', text: 'The bridge is open.', place: 'kazan' }]);
  await postAll(site, [
    { kind: 'mark', target: key, key: true },
    { kind: 'correction', target: ids[0], set: { count: 3 }, reason: 'Again.' },
  ]);
  await expect.poll(told, SOON).toHaveLength(2);
  expect((await told()).join('\n')).toContain('Rallies: Updates, Kazan\nThe bridge is open.');
  expect((await told()).join('\n')).toContain('Rallies: Corrected: Arrests, Kazan: +3');
  expect(opened.complaints).toEqual([]);
});

test.each([
  { width: 320, colorScheme: 'dark', locale: 'ru-RU' },
  { width: 390, colorScheme: 'light', locale: 'en-GB' },
  { width: 1440, colorScheme: 'light', locale: 'en-GB' },
] as const)(
  'W287: axe finds nothing with it and the search open, and nothing scrolls sideways: %o',
  async (each) => {
    const { width, ...options } = each;
    const site = await openSite();
    const ids = await postAll(site, [arrests(5, 'Five people')]);
    const opened = await openWindow(browser, site, { ...options, viewport: { width, height: 844 } });
    const { page } = opened;
    await page.clock.install();
    await page.goto('/b/rallies');
    await page.locator('.reader').waitFor();
    await turn(page, 'hidden');
    await happen(site, ids);
    // What comes only once the page is looked at again was not missed.
    const arrested = page.locator('section[aria-labelledby="tally-arrest"] .figure > span').first();
    await expect.poll(() => arrested.innerText(), SOON).toBe('4');
    await page.clock.fastForward(2 * MINUTE);
    await turn(page, 'visible');
    await page.locator('.since-left').waitFor();
    await page.locator('.find summary').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  },
);
