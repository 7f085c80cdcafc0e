/** Whatever can be pressed is found in the order in which it is read, is seen while it has the focus, and is large enough. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openWindow, SOON, watchBoard } from '../support/journey.ts';
import type { LooksSite } from '../support/looks-boards.ts';
import { EVENING, openLooksBoards } from '../support/looks-boards.ts';

let browser: Browser;
let site: LooksSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), openLooksBoards()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function openEvening(width: number): Promise<Page> {
  const watcher = await openWindow(browser, site, { viewport: { width, height: 844 } });
  await watchBoard(watcher, `/b/${EVENING}?lang=en`);
  const { page } = watcher;
  await page.locator('.chart-frame').scrollIntoViewIfNeeded();
  await page.locator('canvas').waitFor(SOON);
  await page.locator('#region-places:not(.served)').waitFor({ state: 'attached', ...SOON });
  await page.locator('#region-closing:not(.served)').waitFor({ state: 'attached', ...SOON });
  await page.evaluate(() => scrollTo(0, 0));
  return page;
}

interface Stop {
  name: string;
  top: number;
  bottom: number;
  left: number;
  right: number;
  isSeen: boolean;
}

/** Runs in the page: what has the focus, where it lies on the page, and whether something lies over it. */
function readStop(): Stop | undefined {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  // A link within a text may go on in the next line: where it begins is what is looked at.
  const { top, bottom, left, right, width, height } =
    element.getClientRects()[0] ?? element.getBoundingClientRect();
  const name = `${element.closest('[class]')?.className}: ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)}`;
  const over = document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
  const isInside = top >= -1 && bottom <= innerHeight + 1 && width > 0;
  const isOnTop = over !== null && (element.contains(over) || over.contains(element));
  const isOutlined = getComputedStyle(element).outlineStyle !== 'none';
  return {
    name,
    top: top + scrollY,
    bottom: bottom + scrollY,
    left,
    right,
    isSeen: (isInside || height > innerHeight) && isOnTop && isOutlined,
  };
}

/** What is read before what has just been: higher up in the same column, or further left in the same line. */
function isBefore(next: Stop, last: Stop): boolean {
  const sharesColumn = Math.min(next.right, last.right) - Math.max(next.left, last.left) > 0;
  const sharesLine =
    Math.min(next.bottom, last.bottom) - Math.max(next.top, last.top) >
    Math.min(next.bottom - next.top, last.bottom - last.top) / 2;
  if (sharesLine) return next.right <= last.left;
  return sharesColumn && next.bottom < last.top;
}

test.each([390, 768, 1440])(
  'W394: at %i px the focus goes as the eye does, and is seen wherever it is',
  async (width) => {
    const page = await openEvening(width);
    const stops: Stop[] = [];
    for (let pressed = 0; pressed < 200; pressed += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(readStop);
      if (!stop) break;
      stops.push(stop);
    }
    expect(stops.length).toBeGreaterThan(30);
    expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([]);
    const backwards = stops.slice(2).flatMap((stop, index) => {
      const last = stops[index + 1];
      return last && isBefore(stop, last) ? [`${last.name} → ${stop.name}`] : [];
    });
    expect(backwards).toEqual([]);
  },
);

/** Runs in the page: targets lower or narrower than this, links within a sentence aside. */
function listSmall(least: number): string[] {
  const isWithinText = (element: Element) => {
    if (!element.matches('a') || getComputedStyle(element).display !== 'inline') return false;
    const block = element.closest('p, li, dd, td, th, .foot-line');
    return block !== null && block.textContent?.trim() !== element.textContent?.trim();
  };
  return [...document.querySelectorAll('a, button, select, input:not([type="hidden"]), summary')]
    .filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip, [popover]'),
    )
    .filter((element) => !isWithinText(element))
    .flatMap((element) => {
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const own = element.getBoundingClientRect();
      if (own.width <= 1 || Math.min(width, height) >= least - 0.5) return [];
      return [
        `${element.closest('[class]')?.className}: ${element.textContent?.trim().slice(0, 24)} ${Math.round(width)} × ${Math.round(height)}`,
      ];
    });
}

test.each([
  { width: 390, least: 44 },
  { width: 1440, least: 24 },
])('W395: at $width px whatever is pressed is at least $least px wide and high', async ({ width, least }) => {
  const page = await openEvening(width);
  const small: string[] = await page.evaluate(listSmall, least);
  const entry = await page.locator('.post a[href*="/e/"]').first().getAttribute('href');
  for (const path of [
    '/?lang=en',
    `${entry}?lang=en`,
    `/b/${EVENING}/places?lang=en`,
    '/b/nowhere?lang=en',
  ]) {
    await page.goto(path);
    small.push(...(await page.evaluate(listSmall, least)).map((each) => `${path} ${each}`));
  }
  expect(small).toEqual([]);
});
