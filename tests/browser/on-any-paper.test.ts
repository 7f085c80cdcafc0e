/** What people really write, print and load: words of any length and direction, paper, and the fonts of one language. */
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

const WORD = 'Rettungsdienstmitarbeiterstreikversammlungsteilnehmerinnen';
const BOARD = {
  slug: 'rallies',
  title: WORD,
  summary: `${WORD} ${WORD}`,
  zone: 'Europe/Berlin',
  state: 'live',
  goals: { arrest: 10_000_000_000 },
  claimants: [{ id: 'union', name: WORD }],
  zones: [{ zone: 'Europe/Berlin', name: WORD }],
  places: [
    { id: 'long', name: WORD },
    { id: 'jerusalem', name: 'ירושלים (9)', zone: 'Asia/Jerusalem' },
  ],
};

async function openLongSite(): Promise<Site> {
  const site = await openSite(BOARD);
  const count = { kind: 'arrest', op: 'total', place: 'long', claimant: 'union' };
  const posted = await site.admin.post(
    [
      { ...count, count: { low: 1, best: 9_999_999_999, high: 10_000_000_000, words: WORD }, text: WORD },
      { ...count, claimant: 'desk', count: { best: 7 }, text: 'Seven.', sources: [{ title: WORD }] },
      {
        kind: 'update',
        place: 'jerusalem',
        text: 'הפגנה (… 9). נעצרו!',
        sources: [{ title: 'עיתון' }, { title: 'جريدة' }],
      },
    ],
    'rallies',
  );
  expect(posted.status).toBe(201);
  return site;
}

/** Texts of which some part is seen beyond an edge of the window, or of a box that cuts it off in the middle. */
function listOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      getComputedStyle(element).clipPath === 'none' &&
      !element.closest('.spoken, .skip, .scroll');
    const edgesOf = (element: Element) => {
      const cutting = element.closest('.yours, .as-of > :last-child')?.getBoundingClientRect();
      return { left: 0, right: innerWidth, bottom: cutting?.bottom ?? Number.POSITIVE_INFINITY, cutting };
    };
    const isOutside = (element: Element) => (rect: DOMRect) => {
      const { left, right, bottom, cutting } = edgesOf(element);
      // What has no room in a line of one line's height stands below it, unseen as a whole.
      if (rect.width <= 1 || rect.top >= bottom - 1) return false;
      return rect.left < left - 1 || rect.right > (cutting?.right ?? right) + 1;
    };
    /** What ends in an ellipsis is seen as far as its box. */
    const partsOf = (text: Node, element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const isCut = getComputedStyle(element).textOverflow === 'ellipsis';
      return [...(isCut ? element : range).getClientRects()];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: [Node, Element][] = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      if (text.parentElement && isSeen(text.parentElement)) texts.push([text, text.parentElement]);
    return texts
      .filter(([text, element]) => partsOf(text, element).some(isOutside(element)))
      .map(([, element]) => `${element.parentElement?.className}: ${element.textContent}`);
  });
}

test('J21: no word runs off the page, however long and wherever it stands', async () => {
  const site = await openLongSite();
  for (const width of [320, 360, 390, 768, 1024, 1440]) {
    const watcher = await openWindow(browser, site, {
      viewport: { width, height: 900 },
      timezoneId: 'Asia/Tokyo',
    });
    await watchBoard(watcher);
    await watcher.page.getByText('Seven.').waitFor(SOON);
    const outside = await listOutside(watcher.page);
    expect(outside, `${width} px`).toEqual([]);
    await watcher.page.context().close();
  }
}, 90_000);

test('J21: a text from right to left reads so, and its sources stay apart', async () => {
  const site = await openLongSite();
  const watcher = await openWindow(browser, site);
  await watchBoard(watcher);
  const { page } = watcher;
  const text = page.locator('.post .text', { hasText: 'נעצרו' });
  // The script may still be putting what it drew in the place of what was served.
  const direction = () => text.evaluate((element) => getComputedStyle(element).direction);
  await expect.poll(direction, SOON).toBe('rtl');
  const names = page.locator('.post', { hasText: 'נעצרו' }).locator('.sources bdi');
  expect(await names.allInnerTexts()).toEqual(['עיתון', 'جريدة']);
  const [first, second] = await names.evaluateAll((all) =>
    all.map((each) => each.getBoundingClientRect().left),
  );
  expect(first).toBeLessThan(second ?? 0);
});

test('J22: on paper the page is ink on white, and the table stands for the chart', async () => {
  const site = await openLongSite();
  const watcher = await openWindow(browser, site, { colorScheme: 'dark' });
  await watchBoard(watcher);
  const { page } = watcher;
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  const colours = () =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
  expect(await colours()).toEqual(['rgb(15, 19, 22)', 'rgb(236, 239, 241)']);
  await page.emulateMedia({ media: 'print' });
  expect(await colours()).toEqual(['rgb(255, 255, 255)', 'rgb(20, 24, 28)']);
  expect(
    await page.locator('#day-table').evaluate((table) => table.getBoundingClientRect().height),
  ).toBeGreaterThan(30);
  expect(await page.getByText('Read the chart as a table').isVisible()).toBe(false);
});

test('J23: an English page loads no Cyrillic font for the name of the other language', async () => {
  const site = await openSite();
  const fonts = async (lang: string, connected: string) => {
    const watcher = await openWindow(browser, site);
    const loaded: string[] = [];
    watcher.page.on('request', (request) => {
      if (request.url().endsWith('.woff2')) loaded.push(/cyrillic|latin/.exec(request.url())?.[0] ?? '');
    });
    await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { title: `In ${lang}` } });
    await watchBoard(watcher, `/b/rallies?lang=${lang}`, connected);
    await expect.poll(() => loaded.length, SOON).toBeGreaterThan(0);
    await watcher.page.evaluate(() => document.fonts.ready);
    return [...new Set(loaded)].sort();
  };
  expect(await fonts('en', 'Connected')).toEqual(['latin']);
  expect(await fonts('ru', 'На связи')).toEqual(['cyrillic', 'latin']);
});
