/** axe, with what it holds for good practice, finds nothing in any state of a board, at any width and in either theme. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openWindow, SOON } from '../support/journey.ts';
import { EVENING, openLooksBoards } from '../support/looks-boards.ts';

/** Each state is looked at in two of them, which differ in width and theme; all six are met by some states. */
const LOOKS = [
  { width: 320, colorScheme: 'light' },
  { width: 768, colorScheme: 'light' },
  { width: 1440, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'dark' },
  { width: 320, colorScheme: 'dark' },
] as const;

interface State {
  name: string;
  path: string;
  reach?(page: Page): Promise<void>;
}

const press = (selector: string, then: string) => async (page: Page) => {
  await page.locator(selector).first().click();
  await page.locator(then).first().waitFor(SOON);
};
const evening = `/b/${EVENING}?lang=en`;
const states: State[] = [
  { name: 'live', path: evening },
  { name: 'planned', path: '/b/planned?lang=en' },
  { name: 'ended', path: '/b/ended?lang=en' },
  { name: 'empty', path: '/b/empty?lang=en' },
  { name: 'one place', path: '/b/one?lang=ru' },
  { name: 'filtered, search open', path: `${evening}&kind=arrest&q=Moscow` },
  { name: 'claims open', path: evening, reach: press('.from .link', '.claims:popover-open') },
  { name: 'share open', path: evening, reach: press('.site > .tab:not(.next-theme)', '.share-sheet[open]') },
];

test('W396: axe finds nothing in any state, width and theme', async () => {
  await using site = await openLooksBoards();
  const browser = await launchBrowser();
  try {
    const { page } = await openWindow(browser, site);
    const found: unknown[] = [];
    for (const [index, { name, path, reach }] of states.entries()) {
      await page.goto(path);
      await page.locator('#region-closing:not(.served)').waitFor({ state: 'attached', ...SOON });
      await reach?.(page);
      for (const look of LOOKS.filter((_, at) => at % 3 === index % 3)) {
        await page.setViewportSize({ width: look.width, height: 844 });
        await page.emulateMedia({ colorScheme: look.colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        found.push(
          ...violations.map(({ id, nodes }) => [
            name,
            look.width,
            id,
            nodes.map(({ html }) => html.slice(0, 120)),
          ]),
        );
      }
    }
    expect(found).toEqual([]);
  } finally {
    await browser.close();
  }
}, 120_000);
