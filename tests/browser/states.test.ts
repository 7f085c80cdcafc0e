/** The states of a board and of its page, each reached by what causes it: what the tag, the figures and the sentences say then. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openChaosProxy } from '../support/chaos-proxy.ts';
import type { Site } from '../support/journey.ts';
import { expectConnection, openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const DAY = 86_400_000;
const MINUTE = 60_000;
const isoIn = (ms: number) => new Date(Date.now() + ms).toISOString();

const BOARD = {
  title: { en: 'Rallies', ru: 'Митинги' },
  zone: 'Europe/Moscow',
  goals: { registration: 500_000 },
  places: [
    { id: 'moscow', name: { en: 'Moscow', ru: 'Москва' } },
    { id: 'omsk', name: { en: 'Omsk', ru: 'Омск' }, zone: 'Asia/Omsk' },
  ],
};
/** Milliseconds: a page gives its line ten seconds to come back, more than once here. */
const LONG = 90_000;
/** A counted number, long after the next one was expected. */
const stale = { kind: 'arrest', op: 'total', count: 42, asOf: isoIn(-20 * MINUTE), text: 'Forty-two' };

async function makeBoards({ admin }: Site): Promise<void> {
  const boards = [
    { slug: 'planned', state: 'planned', start: { date: isoIn(3 * DAY).slice(0, 10), time: '19:00' } },
    { slug: 'ended', state: 'live', start: { date: isoIn(-DAY).slice(0, 10), time: '19:00' } },
    { slug: 'stale', state: 'live', cadence: { arrest: 60 } },
  ];
  for (const board of boards) {
    const made = await admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, ...board } });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
  await admin.post({ ...stale, asOf: isoIn(-DAY) }, 'ended');
  await admin.post(stale, 'stale');
  const ended = await admin.call('/api/v1/boards/ended', { method: 'PATCH', body: { state: 'ended' } });
  expect(ended.status, JSON.stringify(ended.body)).toBe(200);
}

async function open(page: Page, slug: string): Promise<void> {
  await page.goto(`/b/${slug}?lang=en`);
  await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
}

const tagOf = (page: Page) => page.locator('.masthead .state .tag');
const tallyOf = (page: Page) => page.getByRole('region', { name: 'Arrests', exact: true });
/** How the ground of a number and its weight say how old it is. */
const looksOf = (page: Page) =>
  tallyOf(page)
    .locator('.figure > span')
    .evaluate((figure) => {
      const { backgroundImage, fontWeight } = getComputedStyle(figure);
      return { isHatched: backgroundImage.includes('gradient'), fontWeight };
    });

// Mutants: a tag by the clock alone; room kept for what a board cannot say; an old number that looks like a new one.
test(
  'W343, W344: a board that is planned, ended or past its cadence says so in its tag, its figures and its words',
  async () => {
    const site = await openSite();
    await makeBoards(site);
    const { page, complaints } = await openWindow(browser, site);

    await open(page, 'planned');
    expect(await tagOf(page).innerText()).toMatch(/^Starts /);
    expect(await tallyOf(page).locator('.figure').innerText()).toBe('–');
    expect(await page.locator('.masthead .lede').innerText()).toContain('first in Omsk');
    expect((await page.locator('.tallies').boundingBox())?.height).toBeLessThan(230);
    const below = await page.locator('main .part').first().getAttribute('class');
    expect(below).toContain('timetable');

    await open(page, 'ended');
    expect(await tagOf(page).innerText()).toBe('Ended');
    expect(await page.locator('.clock .lead').innerText()).toBe('Final as of');
    expect(await page.locator('.link-line').count()).toBe(0);
    expect(await looksOf(page)).toEqual({ isHatched: false, fontWeight: '600' });
    expect(await tallyOf(page).innerText()).not.toContain('in the last hour');

    await open(page, 'stale');
    expect(await tagOf(page).innerText()).toBe('Live');
    expect(await looksOf(page)).toEqual({ isHatched: true, fontWeight: '600' });
    const said = await tallyOf(page).innerText();
    expect(said).toMatch(/as of \d\d:\d\d/);
    expect(said).toMatch(/Nothing new for 2\d min; expected every 1 min/);
    expect(said).not.toContain('in the last hour');
    expect(complaints).toEqual([]);
  },
  LONG,
);

test(
  'W345: a page whose server stops, whose network is cut or whose socket is blocked says which, and comes back',
  async () => {
    const site = await openSite();
    await site.admin.post({ kind: 'arrest', op: 'total', count: 42, text: 'Forty-two' }, 'rallies');
    const network = await openChaosProxy({ random: Math.random, blocksWebSockets: true });
    network.target = site.url;
    const { page } = await openWindow(browser, network);

    // No WebSocket passes: the page is live all the same.
    await open(page, 'rallies');
    await expectConnection(page, 'Connected');
    expect(await tagOf(page).innerText()).toBe('Live');
    await expect.poll(() => network.blocked, SOON).toBeGreaterThan(0);
    await site.admin.post({ kind: 'arrest', op: 'total', count: 43, text: 'One more' }, 'rallies');
    await expect.poll(() => tallyOf(page).locator('.figure').innerText(), SOON).toContain('43');

    await site.kill();
    await expect.poll(() => tagOf(page).innerText(), SOON).toBe('Not live');
    const link = page.locator('.link-line');
    expect(await link.innerText()).toMatch(
      /Reconnecting\s+(next try in|trying now).*Try now\s+\d+ s old, rates are unknown/s,
    );
    expect(await looksOf(page)).toEqual({ isHatched: true, fontWeight: '600' });
    expect(await tallyOf(page).innerText()).toMatch(/as of \d\d:\d\d/);
    expect(await page.locator('.tallies').innerText()).not.toContain('in the last hour');

    // What failed is the device's own network now, and there is a page that passes where this one does not.
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => tagOf(page).innerText(), SOON).toBe('Offline');
    expect(await link.innerText()).toContain('This device has no network');
    expect(await link.getByRole('link', { name: 'Text-only page' }).getAttribute('href')).toBe(
      '/b/rallies/text',
    );
    expect(await page.locator('.clock .lead').innerText()).toBe('Saved copy of');

    await site.revive();
    await page.context().setOffline(false);
    await expect.poll(() => tagOf(page).innerText(), SOON).toBe('Live');
    await expectConnection(page, 'Connected');
    expect(await looksOf(page)).toEqual({ isHatched: false, fontWeight: '600' });
  },
  LONG,
);

test('W346: where nothing fits a filter the page says which it is, and one button clears it', async () => {
  const site = await openSite();
  await site.admin.post({ kind: 'update', text: 'Something happened' }, 'rallies');
  const { page } = await openWindow(browser, site);
  await page.goto('/b/rallies?lang=en&status=corrected');
  await expect.poll(() => page.locator('.served').count(), SOON).toBe(0);
  const feed = page.getByRole('region', { name: 'What happened' });
  await expect.poll(() => feed.innerText(), SOON).toMatch(/fit: .*corrected/i);
  await feed.getByRole('button', { name: 'Clear the filter' }).click();
  await expect.poll(() => feed.innerText(), SOON).toContain('Something happened');
});
