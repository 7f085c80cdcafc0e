/** Nothing moves under a finger: how far the browser itself says that things moved, over a whole day of the demo. */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APRIL_21 } from '../../server/demo/scenario.ts';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface Shift {
  value: number;
  /** What moved, by its nearest named part of the page. */
  parts: string[];
}

/** Notes every shift of the page, whatever came before it. */
function noteShifts(): void {
  const page = window as unknown as { shifts: Shift[] };
  page.shifts = [];
  type Entry = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
  const nameOf = (node: Node | null) => {
    const element = node instanceof Element ? node : node?.parentElement;
    const part = element?.closest(
      '.tally, .legend, .masthead, .site, .nature, .feed, .day, .by-place, .foot, section',
    );
    return `${part?.className ?? ''} > ${element?.className ?? ''}`;
  };
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Entry[])
      page.shifts.push({ value, parts: sources.map(({ node }) => nameOf(node)) });
  }).observe({ type: 'layout-shift', buffered: true });
}

const readShifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);

interface Script {
  board: { slug: string };
  /** What came earlier is there from the start. */
  liveFrom: string;
  sources: Record<string, object>;
  steps: { at: string; entries: { sources?: string[] }[] }[];
}
const script = JSON.parse(readFileSync(APRIL_21, 'utf8')) as Script;

const steps = script.steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
const isEarlier = ({ at }: Script['steps'][number]) => Date.parse(at) < Date.parse(script.liveFrom);

/** Posts what the script says of these steps. @returns how many lines that were */
async function post(site: Site, some: Script['steps']): Promise<number> {
  const { board, sources } = script;
  const posted = some.flatMap(({ at, entries }) =>
    entries.map((entry) => ({
      ...(entry.sources && { asOf: at }),
      ...entry,
      ...(entry.sources && { sources: entry.sources.map((name) => sources[name]) }),
    })),
  );
  const { status, body } = await site.admin.post(posted, board.slug);
  expect(status, JSON.stringify(body)).toBe(201);
  return posted.length;
}

test.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])(
  'W257: at $width px nothing moves by itself: over a day, its connection lost and back',
  async (viewport) => {
    const { board } = script;
    const site = await openSite(board);
    let seq = 1 + (await post(site, steps.filter(isEarlier)));
    const { page } = await openWindow(browser, site, { viewport });
    await page.addInitScript(noteShifts);
    await page.goto(`/b/${board.slug}?lang=en`);
    // All regions are taken over: the last of them has brought the theme's buttons.
    await page.locator('#region-opening:not(.served)').waitFor({ state: 'attached', ...SOON });
    // Each step is on the page before the next is posted.
    for (const step of steps.filter((each) => !isEarlier(each))) {
      seq += await post(site, [step]);
      await page.getByText(`Entry No. ${seq},`).waitFor({ state: 'attached', ...SOON });
    }
    await page.context().setOffline(true);
    await page.locator('.tag:visible').getByText('Offline').first().waitFor(SOON);
    await page.context().setOffline(false);
    await page.locator('.tag:visible').getByText('Replay').first().waitFor(SOON);
    const shifts = await readShifts(page);
    const own = /^(tally|legend|masthead|site|nature)/;
    const mine = shifts.filter(({ parts }) => parts.every((part) => own.test(part)));
    const sum = (some: readonly Shift[]) => some.reduce((total, { value }) => total + value, 0);
    const worst = shifts.toSorted((a, b) => b.value - a.value).slice(0, 12);
    expect(sum(mine), JSON.stringify(worst)).toBeLessThanOrEqual(0.01);
  },
  120_000,
);
