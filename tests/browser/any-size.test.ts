/** The page as its readers have set their screens: larger text, a magnified window, colours of the system's own. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openWindow, SOON, watchBoard } from '../support/journey.ts';
import type { LooksSite } from '../support/looks-boards.ts';
import { EVENING, openLooksBoards } from '../support/looks-boards.ts';
import { listTextFaults } from '../support/seen-texts.ts';

let browser: Browser;
let site: LooksSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), openLooksBoards()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** The evening with all that comes later: its chart, its map, the last hour of its places. */
async function openEvening(lang: 'en' | 'ru', viewport: { width: number; height: number }): Promise<Page> {
  const watcher = await openWindow(browser, site, { viewport });
  await watchBoard(watcher, `/b/${EVENING}?lang=${lang}`, lang === 'en' ? 'Connected' : 'На связи');
  await drawAll(watcher.page);
  return watcher.page;
}

async function drawAll(page: Page): Promise<void> {
  await page.locator('.chart-frame').scrollIntoViewIfNeeded();
  await page.locator('canvas').waitFor(SOON);
  await page.locator('#region-places:not(.served)').waitFor({ state: 'attached', ...SOON });
  await page.locator('.by-place').scrollIntoViewIfNeeded();
  await page
    .locator('.places .at-hour')
    .last()
    .waitFor({ state: 'attached', ...SOON });
  await page.evaluate(() => scrollTo(0, 0));
}

const countSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test.each([
  { lang: 'en', width: 1440 },
  { lang: 'ru', width: 390 },
  { lang: 'en', width: 390 },
] as const)(
  'W390: with text twice as large nothing overlaps at $width px in $lang',
  async ({ lang, width }) => {
    const page = await openEvening(lang, { width, height: 844 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '');
    });
    expect(await listTextFaults(page)).toEqual({ overlaps: [], outside: [] });
    expect(await countSideways(page)).toBeLessThanOrEqual(0);
  },
);

test('W391: magnified four times it flows anew, and nothing lies over the page', async () => {
  const page = await openEvening('ru', { width: 320, height: 256 });
  expect(await listTextFaults(page)).toEqual({ overlaps: [], outside: [] });
  expect(await countSideways(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Моё место' }).click();
  await page.locator('.mine-choice select').selectOption({ index: 1 });
  await page.locator('.mine').waitFor(SOON);
  await page.locator('.posts .post').nth(2).scrollIntoViewIfNeeded();
  const covering = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position))
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
      .filter((element) => !element.matches('.skip'))
      .map(({ className }) => className),
  );
  expect(covering).toEqual([]);
});

test('W392: in colours of the system each choice shows what is chosen, no heading is cut, and the chart can be read', async () => {
  const page = await openEvening('en', { width: 1440, height: 900 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const groups = await page.evaluate(() => {
      const groundOf = getComputedStyle(document.body).backgroundColor;
      const lineOf = (element: Element) => getComputedStyle(element).borderBottomColor;
      const isChosen = (element: Element) => element.matches('[aria-current], [aria-pressed="true"]');
      return [...document.querySelectorAll('.site nav, .themes, .choices, .chart-choice')].map((group) => {
        const lines = [...group.querySelectorAll('a, button')];
        return {
          group: group.className,
          chosen: lines.filter((line) => lineOf(line) !== groundOf).map((line) => line.textContent?.trim()),
          told: lines.filter(isChosen).map((line) => line.textContent?.trim()),
        };
      });
    });
    expect(groups.length).toBeGreaterThanOrEqual(5);
    for (const { group, chosen, told } of groups) expect([group, chosen]).toEqual([group, told]);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.tally h2, .masthead .tag')]

        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { left, bottom } = element.getBoundingClientRect();
          const top = document.elementFromPoint(left + 12, bottom - 1);
          return !(top && (element.contains(top) || top.contains(element)));
        })
        .map(({ className, textContent }) => `${className} ${textContent}`),
    );
    expect(cut).toEqual([]);
    // What the ground covers (halos, hollow marks, letters on ink) is drawn in the ground's own colour.
    await expect.poll(() => page.evaluate(countGround), SOON).toBeGreaterThan(200);
  }
});

test('W393: on paper the evening is two sides of A4, drawn for paper, with nothing to press and nothing cut', async () => {
  const page = await openEvening('en', { width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await page.evaluate(noteGround);
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(2);
  expect(await page.evaluate(() => (window as unknown as { isForPaper: boolean }).isForPaper)).toBe(true);
  // As wide as the sheet is between its margins.
  await page.setViewportSize({ width: 718, height: 1055 });
  await page.emulateMedia({ media: 'print' });
  const shown = (selector: string) => page.locator(selector).filter({ visible: true }).count();
  expect(await shown('select, input, summary, .tab, .button, .link:not(.grid .link)')).toBe(0);
  expect(await shown('canvas')).toBe(1);
  expect(await shown('#day-table tbody tr')).toBeGreaterThan(20);
  expect(await shown('.posts .post')).toBe(20);
  expect(await shown('.places tbody tr')).toBeGreaterThan(30);
  expect(await listTextFaults(page)).toEqual({ overlaps: [], outside: [] });
});

/** Runs in the page: how many pixels of the chart are the ground's colour. */
function countGround(): number {
  const canvas = document.querySelector('canvas');
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const ground = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
  const isGround = (at: number) => ground.every((value, index) => pixels[at + index] === value);
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] === 255 && isGround(at)) count += 1;
  return count;
}

/** Runs in the page: notes, when it prints, whether the chart is drawn on white. */
function noteGround(): void {
  addEventListener('beforeprint', () => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const dots = Array.from({ length: pixels.length / 4 }, (_, at) => pixels.slice(4 * at, 4 * at + 4));
    const isForPaper = dots.some((dot) => dot.every((value) => value === 255));
    Object.assign(window, { isForPaper });
  });
}
