/** A replay in a browser: the page as it was at each entry. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openSite, openWindow, SOON, watchBoard } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const arrest = (best: number, place: string, more: object = {}) => ({
  ...{ kind: 'arrest', op: 'add', count: best, place, text: `${best} held`, ...more },
});
const posts = [
  [arrest(3, 'kazan')],
  [arrest(4, 'moscow', { status: 'confirmed' })],
  [{ kind: 'update', text: 'The square is closed.', place: 'moscow' }],
  [arrest(20, 'novosibirsk', { count: { low: 10, best: 20, high: 30 } })],
];

/** What the page says of the board: its numbers, its places, its posts. */
async function readPage(page: Page) {
  const figures = await page.locator('.tally .figure > span').allInnerTexts();
  const posted = await page
    .locator('#posts > li')
    .evaluateAll((rows) => rows.map((row) => row.textContent?.match(/\d+ held|The square/)?.[0]));
  return { figures, posted };
}

/** Posts that come while the list is looked at wait behind a button. */
async function countPosts(page: Page): Promise<number> {
  const waiting = page.locator('.feed .waiting');
  if ((await waiting.count()) > 0) await waiting.click();
  return page.locator('#posts > li').count();
}

test('V64: at each entry a replay says what the page said when it was the newest; keys, a link and the way back', async () => {
  const site = await openSite();
  const watcher = await openWindow(browser, site);
  const { page } = watcher;
  await watchBoard(watcher);
  const live = new Map<number, Awaited<ReturnType<typeof readPage>>>();
  for (const [index, entries] of posts.entries()) {
    await site.admin.post(entries, 'rallies');
    await expect.poll(() => countPosts(page), SOON).toBe(index + 1);
    live.set(index + 2, await readPage(page));
  }
  await page.getByRole('button', { name: 'Replay' }).click();
  const slider = page.getByRole('slider', { name: 'Entry number' });
  await expect.poll(() => slider.evaluate((one) => one === document.activeElement), SOON).toBe(true);
  for (const seq of [4, 2, 3, 5]) {
    await slider.fill(String(seq));
    await page.getByText(`Entry ${seq} of 5`).waitFor(SOON);
    await expect.poll(() => readPage(page), SOON).toEqual(live.get(seq));
    expect(new URL(page.url()).searchParams.get('seq')).toBe(String(seq));
  }
  expect(await page.locator('.tag').first().innerText()).toBe('Replay');
  await slider.press('ArrowLeft');
  await expect.poll(() => readPage(page), SOON).toEqual(live.get(4));
  // What is posted meanwhile waits for the way back.
  await site.admin.post([arrest(1, 'kazan')], 'rallies');
  await slider.press('Home');
  await page.getByText('Entry 1 of 5').waitFor(SOON);
  await slider.press('Escape');
  await expect.poll(() => countPosts(page), SOON).toBe(5);
  expect([await slider.count(), new URL(page.url()).search]).toEqual([0, '']);
  await page.goto('/b/rallies?seq=3');
  await page.getByText('Entry 3 of 6').waitFor(SOON);
  await expect.poll(() => readPage(page), SOON).toEqual(live.get(3));
  // With later corrections: the place that has counted more since has what is known now of that time.
  await page.getByLabel('With later corrections').check();
  await expect
    .poll(() => page.locator('.places tbody tr').allInnerTexts(), SOON)
    .toEqual(
      expect.arrayContaining([expect.stringMatching(/Kazan.*3/s), expect.stringMatching(/Moscow.*4/s)]),
    );
  await slider.press('Escape');
  // A board that has ended is told as ended where it had, and as it went on before.
  const ended = await site.admin.call('/api/v1/boards/rallies', {
    method: 'PATCH',
    body: { state: 'ended' },
  });
  expect(ended.status).toBe(200);
  await page.goto('/b/rallies?seq=7');
  await page.getByText('Entry 7 of 7').waitFor(SOON);
  expect(await page.locator('.tag').first().innerText()).toBe('Replay');
  await page.getByText('Final as of').first().waitFor(SOON);
  await slider.fill('6');
  await page.getByText('Entry 6 of 7').waitFor(SOON);
  await expect.poll(() => page.locator('.clock .lead').first().innerText(), SOON).toBe('As of');
  expect(watcher.complaints).toEqual([]);
});

/** Where each of the row's controls lies. */
const placesOf = (row: Locator) =>
  row.evaluateAll((controls) =>
    controls.map((one) => [one.getBoundingClientRect().x, one.getBoundingClientRect().width]),
  );

test('V83, V84, V85: the table follows what the chart shows, each claim names its source, and no tab pushes another', async () => {
  const site = await openSite();
  const hoursAgo = (hours: number) => ({ asOf: new Date(Date.now() - hours * 3_600_000).toISOString() });
  await site.admin.post([arrest(3, 'kazan', hoursAgo(3)), arrest(4, 'moscow', hoursAgo(1))], 'rallies');
  const watcher = await openWindow(browser, site);
  const { page } = watcher;
  await page.goto('/b/rallies');
  await page.locator('.day-chart canvas').waitFor(SOON);
  await page.getByText('Read the chart as a table').click();
  const table = page.locator('#day-table');
  const caption = () => table.locator('caption').textContent();
  await page.getByRole('button', { name: 'Per interval' }).click();
  await expect.poll(caption, SOON).toBe('What was added per 5 minutes, Moscow time.');
  expect(await table.locator('tbody th').last().textContent()).toMatch(/^\d\d:\d\d–\d\d:\d\d$/);
  await page.locator('.chart-options').getByLabel('Place').selectOption('kazan');
  await expect.poll(caption, SOON).toBe('Kazan. What was added per 5 minutes, Moscow time.');
  await page.getByRole('button', { name: 'Cumulative' }).click();
  await expect.poll(caption, SOON).toBe('Kazan. What was known at these times, Moscow time.');
  const last = table.locator('tbody tr').last().locator('td');
  await expect.poll(() => last.allTextContents(), SOON).toEqual(['–', '–', '3', '–']);
  await page.locator('.chart-options').getByLabel('Place').selectOption('');
  await expect.poll(caption, SOON).toContain('“At least” is said in the last row alone.');
  // A count without a text is in no list of posts: who wants to know where it comes from is told all the same.
  const sources = [{ url: 'https://ministry.example/bulletin', title: 'Bulletin 7' }];
  const dozens = { low: 20, best: 30, high: 99, words: 'dozens' };
  await site.admin.post(
    [{ kind: 'arrest', op: 'total', count: dozens, claimant: 'ministry', sources }],
    'rallies',
  );
  const panel = page.locator('#claims-arrest');
  await expect.poll(() => panel.textContent(), SOON).toContain('30 (20–99)');
  await page.locator('.from [popovertarget="claims-arrest"]').click();
  await panel.getByRole('link', { name: 'Bulletin 7' }).waitFor(SOON);
  expect(await panel.innerText()).toContain('30 (20–99) “dozens” As of');
  await panel.getByRole('button', { name: 'Close' }).click();
  for (const row of ['.themes .tab', '.chart-choice button', '.filters .tab']) {
    const controls = page.locator(row);
    const before = await placesOf(controls);
    expect(before.length).toBeGreaterThan(1);
    for (const control of (await controls.all()).slice(0, 3)) {
      if (!(await control.isVisible())) continue;
      await control.click();
      expect(await placesOf(controls)).toEqual(before);
    }
  }
  expect(watcher.complaints).toEqual([]);
});
