/** Every link of every page is followed: those of the pages as sent, and those that scripts put there. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { enterDesk, openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const PLACES = Array.from({ length: 700 }, (_, index) => ({
  id: `p${index}`,
  name: { en: `Place ${index}`, ru: `Место ${index}` },
  ...(index > 300 && { parent: `p${index % 7}` }),
}));
const BOARD = {
  slug: 'rallies',
  title: { en: 'Rallies', ru: 'Митинги' },
  zone: 'Europe/Moscow',
  state: 'live',
  claimants: [{ id: 'ovd-info', name: 'OVD-Info', url: 'https://ovd.example/' }],
  places: PLACES,
};

/** A board with all that has a link: key posts, corrections, retractions, erasures, sources, claimants, many places. */
async function fill({ admin }: Site): Promise<void> {
  await admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'second', places: [] } });
  const ids = Array.from({ length: 6 }, () => randomUUID());
  const counts = ids.map((id, index) => ({
    ...{ id, kind: 'arrest', op: 'add', count: index + 1, place: `p${index}`, text: `Post ${index}.` },
    sources: [{ url: `https://news.example/${index}` }],
    claimant: index % 2 === 0 ? 'ovd-info' : 'desk',
  }));
  const [first, second, third] = ids;
  await admin.post(
    [
      ...counts,
      ...ids.map((target) => ({ kind: 'mark', target, key: true })),
      { kind: 'correction', target: first, set: { count: 9 }, reason: 'Counted again.' },
      { kind: 'retraction', target: second, reason: 'Counted twice.' },
    ],
    'rallies',
  );
  const path = `/api/v1/boards/rallies/entries/${third}/text`;
  await admin.call(path, { method: 'DELETE', body: { reason: 'Asked for.' } });
}

/** Addresses on this server, whole and without what comes after the "#"; links of others are theirs to keep. */
function listLinks(html: string, at: URL): string[] {
  const found = [...html.matchAll(/<(?:a|link)\b[^>]*\shref="([^"]+)"/g)].map(([, href = '']) => href);
  return found.flatMap((href) => {
    const to = new URL(href.replaceAll('&amp;', '&'), at);
    to.hash = '';
    return to.origin === at.origin ? [to.href] : [];
  });
}

/** Goes wherever links lead, from these addresses on. What is no page has no links. */
async function follow(starts: readonly string[]): Promise<Map<string, number>> {
  const answered = new Map<string, number>();
  const queue = [...starts];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (answered.has(next)) continue;
    const response = await fetch(next);
    answered.set(next, response.status);
    const isPage = response.headers.get('content-type')?.includes('html');
    const body = await response.text();
    if (isPage && response.ok) queue.push(...listLinks(body, new URL(next)));
  }
  return answered;
}

/** The links of a page as its script has made it. */
async function linksOf(page: Page): Promise<string[]> {
  return listLinks(await page.content(), new URL(page.url()));
}

test('J25: every link on every page leads somewhere, as sent and as scripts make them, in both languages', async () => {
  const site = await openSite(BOARD);
  await fill(site);
  const window = await openWindow(browser, site);
  const starts = ['en', 'ru'].flatMap((lang) =>
    ['/', '/b/rallies', '/b/second', '/b/rallies/places', '/nowhere', '/desk', '/desk/join'].map(
      (path) => `${site.url}${path}?lang=${lang}`,
    ),
  );
  for (const [lang, connected] of [
    ['en', 'Connected'],
    ['ru', 'На связи'],
  ]) {
    await watchBoard(window, `/b/rallies?lang=${lang}`, connected);
    await window.page.locator('.chart-frame').scrollIntoViewIfNeeded();
    await expect.poll(() => window.page.locator('.chart-keys a').count(), SOON).toBeGreaterThan(0);
    starts.push(...(await linksOf(window.page)));
  }
  await enterDesk(window);
  starts.push(...(await linksOf(window.page)));
  await window.page.goto('/desk');
  starts.push(...(await linksOf(window.page)));

  const answered = await follow(starts);
  const broken = [...answered].filter(([to, status]) => status >= 400 && !to.includes('/nowhere'));
  expect(broken).toEqual([]);
  const reached = [...answered.keys()].map((to) => new URL(to).pathname);
  for (const path of [
    /^\/b\/rallies\/places$/,
    /^\/b\/rallies\/e\//,
    /^\/b\/second$/,
    /^\/api\/v1\//,
    /^\/desk/,
  ])
    expect(reached.filter((to) => path.test(to)).length, String(path)).toBeGreaterThan(0);
}, 120_000);
