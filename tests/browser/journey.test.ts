import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import {
  compose,
  enterDesk,
  expectConnection,
  figureOf,
  openSite,
  openWindow,
  SOON,
  watchBoard,
} from '../support/journey.ts';
import { makeDataDir, startProgram } from '../support/server-process.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The arrests' colour in the light theme. The chart's own label is rebuilt once a minute: its picture is quicker. */
const ARRESTS = [179, 49, 11];

function countPixels(canvas: Locator, colour: number[]): Promise<number> {
  return canvas.evaluate((element, [red, green, blue]) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? {
      data: [],
    };
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) count++;
    }
    return count;
  }, colour);
}

test('J1: whoever opens the set-up link makes the first admin, makes a board, and watches it', async () => {
  const program = startProgram({ DATA_DIR: await makeDataDir(), TOCSIN_ADMIN: undefined });
  const url = await program.url;
  await expect.poll(() => program.printed.out, SOON).toMatch(/\/desk\/join#\S+/);
  const [, token] = /\/desk\/join#(\S+)/.exec(program.printed.out) ?? [];
  const { page } = await openWindow(browser, { url });

  await page.goto(`/desk/join#${token}`);
  await page.getByRole('heading', { name: 'You will be the first admin' }).waitFor();
  await page.getByLabel('Name').fill('Lena');
  await page.getByLabel('Password').fill('a password of hers');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('button', { name: 'New board' }).click();
  await page.getByLabel('Title in English').fill('Night of the flood');
  await page.getByRole('combobox', { name: 'Time zone' }).first().fill('Europe/Berlin');
  await page.getByLabel('State', { exact: true }).selectOption('live');
  await page.getByRole('button', { name: 'Make' }).click();
  await page.getByRole('form', { name: 'New entry' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');

  await page.goto('/b/night-of-the-flood');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Night of the flood');
});

test('J2: what an operator posts of each kind, an open page shows without being loaded again', async () => {
  const site = await openSite();
  const [operator, watcher] = [await openWindow(browser, site), await openWindow(browser, site)];
  await Promise.all([enterDesk(operator), watchBoard(watcher)]);
  await watcher.page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  const chart = watcher.page.locator('canvas');
  await chart.waitFor();
  const glyphOnly = await countPixels(chart, ARRESTS);

  await compose(operator.page, { kind: 'Registr.', count: '=463218', source: 'the counter' });
  await expect.poll(() => figureOf(watcher.page, 'Registrations'), SOON).toBe('463,218');
  await compose(operator.page, {
    kind: 'Arrests',
    place: 'Kazan',
    count: '+12',
    text: 'Twelve people from the list',
    source: 'legal-aid hotline',
  });
  await expect.poll(() => figureOf(watcher.page, 'Arrests'), SOON).toBe('12');
  await compose(operator.page, { kind: 'Update', place: 'Novosibirsk', text: 'The square is closed.' });
  await expect.poll(() => figureOf(watcher.page, 'Updates'), SOON).toBe('1');

  const feed = watcher.page.getByRole('region', { name: 'What happened' });
  await feed.getByRole('button', { name: '1 new update' }).click();
  await expect.poll(() => feed.innerText(), SOON).toContain('The square is closed.');
  expect(await feed.innerText()).toContain('legal-aid hotline');
  await expect.poll(() => countPixels(chart, ARRESTS), SOON).toBeGreaterThan(glyphOnly + 30);
  expect(await watcher.page.locator('body[data-same-page]').count()).toBe(1);
  expect([...operator.complaints, ...watcher.complaints]).toEqual([]);
  expect([...operator.foreign, ...watcher.foreign]).toEqual([]);
});

test('J3: a correction, a confirmation and a retraction reach the page that showed the error', async () => {
  const site = await openSite();
  await site.admin.post(
    [
      { kind: 'arrest', op: 'add', count: 72, place: 'kazan', text: 'Seventy-two people' },
      { kind: 'update', text: 'An ambulance was turned back.' },
    ],
    'rallies',
  );
  const [operator, watcher] = [await openWindow(browser, site), await openWindow(browser, site)];
  await Promise.all([enterDesk(operator), watchBoard(watcher)]);
  const { page } = operator;
  const feed = watcher.page.getByRole('region', { name: 'What happened' });

  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await page.getByRole('button', { name: 'Correct', exact: true }).first().click();
  await page.getByLabel('Count', { exact: true }).fill('-8');
  await page.getByLabel('Reason for the correction').fill('Eight people were counted twice.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => figureOf(watcher.page, 'Arrests'), SOON).toBe('64');
  // The tally keeps its name while it says beside it, for ten seconds, what has just changed.
  const arrests = watcher.page.getByRole('region', { name: 'Arrests', exact: true });
  expect(await arrests.locator('.just-now').innerText({ timeout: 5_000 })).toBe('\u22128');
  await expect.poll(() => feed.innerText(), SOON).toContain('Eight people were counted twice.');
  expect(await feed.locator('del', { hasText: '72' }).count()).toBe(1);
  expect(await feed.locator('ins', { hasText: '64' }).count()).toBe(1);

  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await page
    .getByRole('region', { name: 'The chosen entry' })
    .getByRole('button', { name: 'Confirm' })
    .click();
  await page.getByLabel('Another source, if there is one').fill('second hotline');
  await page.keyboard.press('Enter');
  await expect.poll(() => feed.innerText(), SOON).toContain('second hotline');

  await page.getByRole('button', { name: 'Open No. 3' }).click();
  await page
    .getByRole('region', { name: 'The chosen entry' })
    .getByRole('button', { name: 'Retract' })
    .click();
  await page.getByLabel('Reason', { exact: true }).fill('The source withdrew it.');
  await page.keyboard.press('Enter');
  await expect.poll(() => feed.innerText(), SOON).toContain('The source withdrew it.');
  expect(await feed.locator('del', { hasText: 'An ambulance' }).count()).toBe(1);
  await expect.poll(() => figureOf(watcher.page, 'Updates'), SOON).toBe('–');
  expect([...operator.complaints, ...watcher.complaints]).toEqual([]);
});

test('J4: while the server is killed the page says so, the desk keeps what is typed, and each post arrives once', async () => {
  const site = await openSite();
  const [operator, watcher] = [await openWindow(browser, site), await openWindow(browser, site)];
  await Promise.all([enterDesk(operator), watchBoard(watcher)]);
  await compose(operator.page, { kind: 'Arrests', place: 'Moscow', count: '+5' });
  await expect.poll(() => figureOf(watcher.page, 'Arrests'), SOON).toBe('5');

  await site.kill();
  await expect
    .poll(() => watcher.page.locator('.tag').first().innerText(), { timeout: 25_000 })
    .toBe('Not live');
  await compose(operator.page, { kind: 'Arrests', place: 'Moscow', count: '+3' });
  await compose(operator.page, { kind: 'Arrests', place: 'Kazan', count: '+4' });
  const waiting = operator.page.getByRole('row', { name: /Not sent yet/ });
  await expect.poll(() => waiting.count(), SOON).toBe(2);

  await site.revive();
  await expectConnection(watcher.page, 'Connected');
  await expect.poll(() => figureOf(watcher.page, 'Arrests'), { timeout: 40_000 }).toBe('12');
  await expect.poll(() => waiting.count(), SOON).toBe(0);
  const { body } = await site.admin.call<{ entries: unknown[] }>(
    '/api/v1/boards/rallies/entries?kind=arrest',
  );
  expect(body.entries).toHaveLength(3);
}, 90_000);

test('J5: what was typed outlives a reload, with the network cut, and is sent when it is back', async () => {
  const site = await openSite();
  const operator = await openWindow(browser, site);
  await enterDesk(operator);
  const { page } = operator;
  await site.kill();
  await compose(page, { kind: 'Update', place: 'Moscow', text: 'Kept through the night' });
  await page.getByRole('combobox', { name: 'Place' }).fill('Kazan');
  await page.getByLabel('Text').fill('Half a sent');
  await expect.poll(() => page.getByRole('row', { name: /Not sent yet/ }).count(), SOON).toBe(1);
  await site.revive();
  await page.reload();
  await page.getByRole('form', { name: 'New entry' }).waitFor();
  await expect.poll(() => page.getByLabel('Text').inputValue(), SOON).toBe('Half a sent');
  await expect
    .poll(
      async () => JSON.stringify((await site.admin.call('/api/v1/boards/rallies/entries?kind=update')).body),
      SOON,
    )
    .toContain('Kept through the night');
});
