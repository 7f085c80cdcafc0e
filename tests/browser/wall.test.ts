/** A board on a wall: read from afar, pressed by nobody, and honest about what it does not know. */
import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Window } from '../support/journey.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';
import { spoil } from '../support/spoil.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const today = new Date().toISOString().slice(0, 10);
const ZONES = ['Asia/Kamchatka', 'Asia/Magadan', 'Asia/Vladivostok', 'Asia/Yakutsk', 'Asia/Irkutsk'];
const WALL = {
  slug: 'rallies',
  title: { en: 'Rallies', ru: 'Митинги' },
  zone: 'Europe/Moscow',
  state: 'live',
  goals: { registration: 500_000 },
  start: { date: today, time: '19:00' },
  claimants: [{ id: 'ovd-info', name: { en: 'OVD-Info', ru: 'ОВД-Инфо' } }],
  policy: { arrest: ['ovd-info'] },
  places: [
    ...[...ZONES, 'Asia/Krasnoyarsk', 'Asia/Omsk', 'Asia/Yekaterinburg', 'Europe/Samara'].map((zone) => ({
      id: zone.slice(zone.indexOf('/') + 1).toLowerCase(),
      name: zone.slice(zone.indexOf('/') + 1),
      zone,
    })),
    { id: 'moscow', name: 'Moscow' },
    { id: 'kaliningrad', name: 'Kaliningrad', zone: 'Europe/Kaliningrad' },
  ],
};
const COUNTS = [
  { kind: 'registration', op: 'total', count: 463_218 },
  { kind: 'arrest', op: 'total', count: { low: 1_070, best: 1_100, high: 1_192 }, place: 'moscow' },
].map((entry) => ({ ...entry, claimant: 'ovd-info' }));
const KEY = {
  kind: 'update',
  text: 'The square is closed; people walk on along the river.',
  place: 'moscow',
};

const number = (page: Page, kind: string) =>
  page.getByRole('region', { name: kind, exact: true }).locator('.wall-number').innerText();

async function findFaults(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Opens it and waits until it hears the server. Notes whatever moves. */
async function openWall({ page }: Window, query = ''): Promise<void> {
  await page.addInitScript(() => {
    const noted = window as unknown as { moved: number };
    noted.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`/b/rallies?view=wall${query}`);
  await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
}

/** What of the page lies outside of the window, or is cut at the edge of its own room. */
function listOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('main *')].filter((each) => !each.closest('.spoken, .skip'));
    const out = all.filter((each) => {
      const { width, right, bottom } = each.getBoundingClientRect();
      const isCut = each.matches('p, h1, h2, td, th') && each.scrollWidth > each.clientWidth + 1;
      return width > 0 && (isCut || right > innerWidth + 1 || bottom > innerHeight + 1);
    });
    return out.map(({ className, textContent }) => `${String(className)} ${textContent}`);
  });
}

test('W370: a wall fits its screen, follows the board, says since when it is cut off, and leads back', async () => {
  const site = await openSite(WALL);
  await site.admin.post([...COUNTS, KEY], 'rallies');
  const opened = await openWindow(browser, site, { viewport: { width: 1920, height: 1080 } });
  const { page } = opened;
  await openWall(opened);
  await expect.poll(() => page.getByRole('status').innerText(), SOON).toBe('Connected');
  expect(await number(page, 'Registrations')).toBe('463,218');
  expect(await page.getByRole('region', { name: 'Arrests' }).innerText()).toMatch(
    /1,100\s+Reported\s+Between 1,070 and 1,192\s+As of .+, OVD-Info/,
  );
  expect(await page.locator('tbody tr').count()).toBe(11);
  expect(await page.getByRole('region', { name: 'The newest update' }).innerText()).toContain('The square');
  for (const [width, height] of [
    [1280, 720],
    [3840, 2160],
    [1080, 1920],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect([width, await listOutside(page)]).toEqual([width, []]);
    const figure = await page.locator('.wall-number').first().boundingBox();
    expect(figure?.height).toBeGreaterThan(0.07 * Math.max(width, height));
  }
  // Nothing to press, and nothing that is seen only where there is a pointer.
  expect(await page.locator('button, input, select, summary, [popovertarget]').count()).toBe(0);
  expect(await page.locator('a:not(.skip)').count()).toBe(0);
  await page.evaluate(() => {
    (window as unknown as { moved: number }).moved = 0;
  });

  const id = randomUUID();
  const posted = await site.admin.post(
    [
      { ...COUNTS[1], count: 1_300, status: 'confirmed' },
      { ...KEY, id, text: 'Released.' },
      { kind: 'mark', target: id, key: true },
    ],
    'rallies',
  );
  expect(posted).toMatchObject({ status: 201 });
  await expect.poll(() => number(page, 'Arrests'), SOON).toBe('1,300');
  await expect
    .poll(() => page.getByRole('region', { name: 'Key update' }).innerText())
    .toContain('Released.');

  await site.kill();
  await expect
    .poll(() => page.getByRole('status').innerText(), { timeout: 30_000 })
    .toMatch(/^Not live since \d\d:\d\d$/);
  expect(await page.locator('.tag').innerText()).toBe('Not live');
  expect(await page.locator('.wall-figure.stale').count()).toBe(2);
  expect(await listOutside(page)).toEqual([]);
  await site.revive();
  await expect.poll(() => page.getByRole('status').innerText(), SOON).toBe('Connected');
  expect(await page.locator('.stale').count()).toBe(0);
  expect(await page.evaluate(() => (window as unknown as { moved: number }).moved)).toBeLessThanOrEqual(
    0.001,
  );
  expect(opened.foreign).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForURL(`${site.url}/b/rallies?lang=en`);
}, 90_000);

test('W371: a wall is clean for assistive technology, and calm, in both themes, languages and without its ground', async () => {
  const site = await openSite(WALL);
  await site.admin.post([...COUNTS, KEY], 'rallies');
  const opened = await openWindow(browser, site, { viewport: { width: 390, height: 844 } });
  const { page } = opened;
  for (const [query, paper] of [
    ['&theme=light', 'rgb(255, 255, 255)'],
    ['&theme=dark&lang=ru', 'rgb(15, 19, 22)'],
    ['&theme=dark&background=none', 'rgba(0, 0, 0, 0)'],
  ] as const) {
    await openWall(opened, query);
    expect([query, await findFaults(page)]).toEqual([query, []]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  }
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('To the whole board');
  expect([opened.complaints, opened.foreign]).toEqual([[], []]);
}, 90_000);

test('W372: a wall is a timetable before the event, final after it, and shows no figure of a damaged board', async () => {
  const site = await openSite({ ...WALL, state: 'planned' });
  const opened = await openWindow(browser, site, { viewport: { width: 1280, height: 720 } });
  const { page } = opened;
  await openWall(opened);
  expect(await page.getByRole('row', { name: 'Kaliningrad' }).innerText()).toMatch(/19:00\s+20:00/);
  expect([await listOutside(page), await findFaults(page)]).toEqual([[], []]);

  const change = (body: object) => site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body });
  await change({ state: 'live' });
  await site.admin.post(COUNTS, 'rallies');
  await expect.poll(() => page.locator('.tag').innerText(), SOON).toBe('Live');
  await expect.poll(() => number(page, 'Registrations'), SOON).toBe('463,218');
  await change({ state: 'ended' });
  await expect.poll(() => page.locator('.tag').innerText(), SOON).toBe('Ended');
  expect(await page.locator('.wall-clock').innerText()).toMatch(/^Final as of/);
  expect(await page.getByRole('status').innerText()).toBe('');

  await spoil(site);
  const says = /^Numbers withheld since \d\d:\d\d$/;
  await expect.poll(() => page.locator('h1').innerText(), SOON).toMatch(says);
  expect(await page.locator('body').innerText()).not.toContain('463,218');
  const fresh = await page.goto('/b/rallies?view=wall');
  expect(fresh?.status()).toBe(503);
  expect(await page.locator('h1').innerText()).toMatch(says);
  expect(await page.locator('button, a, select').count()).toBe(0);
}, 90_000);
