import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site, Window } from '../support/journey.ts';
import { openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';
import { translate } from '../support/translator.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const count = { kind: 'arrest', op: 'add', place: 'kazan' };
const ids = Object.fromEntries(['kazan', 'ufa', 'wrong', 'key'].map((name) => [name, randomUUID()]));
const change = (site: Site, body: object) =>
  site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body });
const post = (site: Site, entry: object) => site.admin.post(entry, 'rallies');

/** What happens on a night, one after another: each must read alike on both pages. */
const steps: readonly (readonly [string, (site: Site) => Promise<unknown>])[] = [
  ['a first number', (site) => post(site, { ...count, id: ids.kazan, count: { best: 10 }, text: 'Ten.' })],
  [
    'a number of another kind',
    (site) => post(site, { kind: 'registration', op: 'total', count: { best: 100 } }),
  ],
  ['a higher one', (site) => post(site, { kind: 'registration', op: 'total', count: { best: 777 } })],
  ['another goal', (site) => change(site, { goals: { registration: 1000 } })],
  ['the goal reached', (site) => post(site, { kind: 'registration', op: 'total', count: { best: 1000 } })],
  [
    'another place',
    (site) => post(site, { ...count, id: ids.ufa, place: 'moscow', count: { low: 50, best: 55, high: 60 } }),
  ],
  [
    'a status',
    (site) =>
      post(site, { kind: 'status', target: ids.kazan, status: 'confirmed', sources: [{ title: 'a list' }] }),
  ],
  [
    'a correction',
    (site) =>
      post(site, {
        kind: 'correction',
        target: ids.kazan,
        set: { count: { best: 4 } },
        reason: 'Counted twice.',
      }),
  ],
  [
    'another correction',
    (site) =>
      post(site, {
        kind: 'correction',
        target: ids.kazan,
        set: { text: 'Four.', place: 'moscow' },
        reason: 'Not there.',
      }),
  ],
  [
    'a second claimant',
    (site) => post(site, { ...count, op: 'total', claimant: 'ovd-info', count: { best: 90, atLeast: true } }),
  ],
  ['whom the board trusts', (site) => change(site, { policy: { arrest: ['ovd-info', 'desk'] } })],
  ['which figure is big', (site) => change(site, { big: { arrest: 'confirmed' } })],
  ['an update', (site) => post(site, { kind: 'update', id: ids.key, text: 'The square is closed.' })],
  ['a key update', (site) => post(site, { kind: 'mark', target: ids.key, key: true })],
  [
    'a retraction',
    (site) => post(site, { kind: 'retraction', target: ids.kazan, reason: 'Nobody was arrested.' }),
  ],
  ['a falling number', (site) => post(site, { kind: 'registration', op: 'total', count: { best: 900 } })],
  [
    'another name',
    (site) =>
      change(site, {
        title: 'Nights',
        summary: 'Whole.',
        claimants: [{ id: 'ovd-info', name: 'The hotline' }],
      }),
  ],
  ['another place in the list', (site) => change(site, { places: PLACES })],
  ['the end', (site) => change(site, { state: 'ended' })],
  ['a beginning again', (site) => change(site, { state: 'live' })],
];
const PLACES = [
  { id: 'omsk', name: 'Omsk', zone: 'Asia/Omsk' },
  { id: 'moscow', name: 'Moskva' },
  { id: 'kazan', name: 'Kazan' },
  { id: 'novosibirsk', name: 'Novosibirsk', zone: 'Asia/Novosibirsk' },
];

/** Every line of the page but those that count the seconds since this page heard something. */
async function readLines(page: Page, without = 'no-cell'): Promise<string[]> {
  const lines = await page.evaluate((hidden) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${hidden} { display: none }`);
    document.adoptedStyleSheets = [sheet];
    for (const closed of document.querySelectorAll<HTMLDetailsElement>('details:not([open])'))
      closed.open = true;
    return document.body.innerText.split('\n');
  }, without);
  // Each page asks for the chart's marks after a pause of its own.
  const plain = (line: string) =>
    line
      .replaceAll('\u00a0', ' ')
      .replace(/ A small triangle marks .*/, '')
      // The newest reading of the chart names its second, which two windows need not share.
      .replace(/^\d\d:\d\d:\d\d(?=: )/, '')
      .trim();
  return lines.map(plain).filter((line) => line !== '');
}

/** What each page asks for again after a pause of its own, of 5 to 30 seconds: until then one may have the older. */
const ASKED_LATER = 'td.at-hour, td.at-sources';

async function expectAlike(
  [{ page: plain }, { page: translated }]: readonly [Window, Window],
  step: string,
  without?: string,
): Promise<void> {
  await expect
    .poll(async () => {
      const [lines, others] = await Promise.all([readLines(plain, without), readLines(translated, without)]);
      return lines.flatMap((line, index) =>
        line === others[index] ? [] : [`${step}: ${line} | ${others[index]}`],
      );
    }, SOON)
    .toEqual([]);
}

async function openBoth(site: Site): Promise<[Window, Window]> {
  const windows: [Window, Window] = [await openWindow(browser, site), await openWindow(browser, site)];
  await translate(windows[1].page);
  for (const window of windows) {
    // Every pause is as short as it can be, so that what comes after it can be waited for at the end.
    await window.page.addInitScript(() => Object.assign(Math, { random: () => 0 }));
    await watchBoard(window);
    await window.page.locator('.chart-frame').scrollIntoViewIfNeeded();
    await window.page.locator('canvas').waitFor();
    await window.page.evaluate(() => scrollTo(0, 0));
  }
  return windows;
}

test('J20: a page that is translated shows what a plain one shows, line by line, whatever happens', async () => {
  const site = await openSite();
  const both = await openBoth(site);
  const [plain, translated] = both;
  expect(await translated.page.locator('font').count()).toBeGreaterThan(20);
  for (const [index, [step, happen]] of steps.entries()) {
    expect(await happen(site), step).toMatchObject({ status: expect.toSatisfy((status) => status < 300) });
    // Making the board was the first line, and each step is one.
    await plain.page.getByText(`Entry No. ${index + 2},`).waitFor(SOON);
    await expectAlike(both, step, ASKED_LATER);
  }
  expect((await readLines(translated.page)).join('\n')).toMatch(/Nobody was arrested\..*Omsk/s);
  await site.kill();
  for (const { page } of both) await page.locator('.state').getByText('Not live').waitFor(SOON);
  await site.revive();
  // A page that has come back by itself meanwhile has no such button any more.
  for (const { page } of both)
    await page
      .getByRole('button', { name: 'Try now' })
      .evaluateAll(([button]) => (button as HTMLElement | undefined)?.click());
  await expectAlike(both, 'a connection that is back');
  expect(
    translated.complaints.filter((said) => !/ERR_CONNECTION|WebSocket|Failed to load/.test(said)),
  ).toEqual([]);
}, 120_000);

test('J20: a page whose elements an extension takes away goes on without an error', async () => {
  const site = await openSite();
  const watcher = await openWindow(browser, site);
  await watchBoard(watcher);
  await post(site, { ...count, count: { best: 10 }, text: 'Ten.' });
  await watcher.page.locator('#posts').getByText('Ten.').waitFor(SOON);
  await watcher.page.evaluate(() => {
    for (const gone of document.querySelectorAll('.post .text, .tally .note, .grid caption, .clock .lead'))
      gone.remove();
    for (const place of document.querySelectorAll('.tally, .post, td'))
      place.prepend(document.createElement('i'));
  });
  await post(site, { ...count, place: 'moscow', count: { best: 5 }, text: 'Five.' });
  await post(site, { kind: 'registration', op: 'total', count: { best: 7 } });
  await watcher.page.getByText('Five.').waitFor(SOON);
  await expect
    .poll(() => watcher.page.locator('.figure > span').allInnerTexts(), SOON)
    .toEqual(['7', '15', '–']);
  expect(watcher.complaints).toEqual([]);
});
