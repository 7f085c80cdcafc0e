import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { compose, enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';
import { ADMIN } from '../support/server-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** An operator before a new server. What does not come is named before the test runs out of time. */
async function openDesk(site: Site, options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await openWindow(browser, site, options);
  page.setDefaultTimeout(SOON.timeout);
  return page;
}

interface Stored {
  id: string;
  state: { is: string };
}

/** What lies on the device's own disk. */
function readDisk(page: Page): Promise<Stored[]> {
  return page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const opening = indexedDB.open('tocsin-desk');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('items').objectStore('items').getAll();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );
}

async function openAgain(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/desk?board=rallies');
  await page.getByRole('form', { name: 'New entry' }).waitFor();
  return page;
}

test('K9: a post outlives the page that wrote it, and the next page sends it under the same id', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await enterDesk({ page });
  await site.kill();
  await compose(page, { kind: 'Update', place: 'Moscow', text: 'Written in the dark' });
  await expect.poll(() => readDisk(page), SOON).toHaveLength(1);
  const [written] = await readDisk(page);
  const context = page.context();
  await page.close();

  await site.revive();
  const next = await openAgain(context);
  await expect.poll(async () => (await readDisk(next))[0]?.state.is, SOON).toBe('kept');
  const { body } = await site.admin.call<{ entries: { id: string }[] }>(
    '/api/v1/boards/rallies/entries?kind=update',
  );
  expect(body.entries.map(({ id }) => id)).toEqual([written?.id]);
});

test('K9: of two tabs one sends for both, and when it is closed the other goes on', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await enterDesk({ page });
  const sent: string[] = [];
  countFrames(page, 'From the second tab', sent);
  await page.reload();
  await page.getByRole('form', { name: 'New entry' }).waitFor();
  const second = await page.context().newPage();
  countFrames(second, 'From the second tab', sent);
  await second.goto('/desk?board=rallies');
  await second.getByRole('form', { name: 'New entry' }).waitFor();
  await compose(second, { kind: 'Update', place: 'Moscow', text: 'From the second tab' });
  await expect.poll(async () => (await readDisk(second))[0]?.state.is, SOON).toBe('kept');
  const outbox = page.getByRole('region', { name: 'Outbox' });
  await expect.poll(() => outbox.innerText(), SOON).toContain('kept as No. 2');
  expect(sent).toHaveLength(1);

  await page.close();
  await compose(second, { kind: 'Update', place: 'Kazan', text: 'Alone' });
  await expect
    .poll(async () => (await readDisk(second)).map(({ state }) => state.is), SOON)
    .toEqual(['kept', 'kept']);
  const { body } = await site.admin.call<{ entries: unknown[] }>(
    '/api/v1/boards/rallies/entries?kind=update',
  );
  expect(body.entries).toHaveLength(2);
});

test('K10: posts wait while nobody is signed in, and go out when their author is', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await enterDesk({ page });
  await compose(page, { kind: 'Update', place: 'Moscow', text: 'Before' });
  await expect.poll(async () => (await readDisk(page))[0]?.state.is, SOON).toBe('kept');
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
  await compose(page, { kind: 'Update', place: 'Moscow', text: 'After' });
  await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  await page.getByText('1 post waits on this device.').waitFor();
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect
    .poll(async () => (await readDisk(page)).map(({ state }) => state.is), SOON)
    .toEqual(['kept', 'kept']);
});

test('K10: a correction of what was changed meanwhile comes back, says what changed, and can be made again', async () => {
  const site = await openSite();
  await site.admin.post(
    [{ kind: 'arrest', op: 'add', count: 12, place: 'kazan', text: 'Twelve' }],
    'rallies',
  );
  const page = await openDesk(site);
  await enterDesk({ page });
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  const panel = page.getByRole('region', { name: 'The chosen entry' });
  await panel.getByRole('button', { name: 'Correct' }).click();
  await page.getByLabel('Count', { exact: true }).fill('+14');
  await page.getByLabel('Reason for the correction').fill('Two more on the list.');

  const { body } = await site.admin.call<{ entries: { id: string }[] }>(
    '/api/v1/boards/rallies/entries?kind=arrest',
  );
  const [target] = body.entries;
  await site.admin.post(
    [{ kind: 'correction', target: target?.id, set: { text: 'A dozen' }, reason: 'r' }],
    'rallies',
  );
  await page.getByRole('cell', { name: 'A dozen' }).waitFor();
  await page.keyboard.press('Control+Enter');

  const outbox = page.getByRole('region', { name: 'Outbox' });
  await expect.poll(() => outbox.innerText(), SOON).toContain('The entry was changed in the meantime.');
  expect(await outbox.innerText()).toContain('It was changed before this arrived: text.');
  expect(await outbox.innerText()).toContain('Two more on the list.');
  await outbox.getByRole('button', { name: 'Look at it again' }).click();
  expect(await page.getByLabel('Count', { exact: true }).inputValue()).toBe('+14');
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('A dozen');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('row', { name: /\+14/ }).waitFor();
  await expect.poll(() => outbox.innerText(), SOON).toContain('kept as No. 4');
});

test('K14: the posting key sends what is before the eyes: the reason that is typed, and nothing from behind the settings', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 12, place: 'kazan' }], 'rallies');
  const page = await openDesk(site);
  await enterDesk({ page });
  const form = page.getByRole('form', { name: 'New entry' });
  await form.getByRole('combobox', { name: 'Place' }).fill('Moscow');
  await form.getByLabel('Count', { exact: true }).fill('7');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Title in English').press('Control+Enter');
  await page.getByLabel('Title in English').press('Escape');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await form.getByLabel('Count', { exact: true }).inputValue()).toBe('7');

  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await page.getByRole('button', { name: 'Retract' }).click();
  await page.getByLabel('Reason', { exact: true }).fill('Counted twice.');
  await page.keyboard.press('Control+Enter');
  const outbox = page.getByRole('region', { name: 'Outbox' });
  await expect.poll(() => outbox.innerText(), SOON).toContain('kept as No. 3');
  expect(await outbox.innerText()).toContain('Retraction of No. 2');
  expect(await readDisk(page)).toHaveLength(1);
  expect(await form.getByLabel('Count', { exact: true }).inputValue()).toBe('7');
});

test('K15: the ledger has one clock, the board’s, with the day and year that are not now’s; a place’s own stands beside it', async () => {
  const site = await openSite();
  const asOf = '2025-04-21T16:31:00Z';
  await site.admin.post([{ kind: 'update', text: 'Here', place: 'kazan', asOf }], 'rallies');
  await site.admin.post([{ kind: 'update', text: 'There', place: 'novosibirsk', asOf }], 'rallies');
  const page = await openDesk(site);
  await enterDesk({ page });
  const times = page.locator('.entries tbody .time');
  const readTimes = async () => (await times.allInnerTexts()).map((time) => time.replace(/\s+/g, ' ').trim());
  await expect.poll(readTimes, SOON).toEqual(['21 Apr 2025 19:31 23:31 UTC+7', '21 Apr 2025 19:31']);
});

test('K10: who cannot sign out for want of the server is told so', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await enterDesk({ page });
  await site.kill();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are still signed in: the server does not answer.').waitFor();
});

test.each([
  ['desktop, dark, English', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }, 'en'],
  ['phone, light, Russian', { viewport: { width: 320, height: 700 }, colorScheme: 'light' }, 'ru'],
] as const)('K18: axe finds nothing wrong with the desk: %s', async (_, options, lang) => {
  const site = await openSite();
  await site.admin.post(
    [{ kind: 'arrest', op: 'add', count: 12, place: 'kazan', text: 'Twelve' }],
    'rallies',
  );
  const page = await openDesk(site, options);
  await page.goto(`/desk?board=rallies&lang=${lang}`);
  await page.locator('input[type=password]').waitFor();
  expect(await findFaults(page)).toEqual([]);
  await page.locator('input[name=username]').fill(ADMIN.name);
  await page.locator('input[type=password]').fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.locator('.composer').waitFor();
  await page.locator('input[name=place]').fill('ka');
  expect(await findFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.keyboard.press('Tab');
  const tabs = page.locator('.desk-tabs button');
  if (await tabs.first().isVisible()) await tabs.nth(1).click();
  await page.locator('.entries tbody tr .place').first().click();
  await page.locator('.history').waitFor();
  expect(await findFaults(page)).toEqual([]);
});

/** Collects what a page posts with these words, by socket or by request. */
function countFrames(page: Page, words: string, sent: string[]): void {
  const note = (payload: string | null) => payload?.includes(words) && sent.push(payload);
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => note(String(payload))));
  page.on('request', (request) => note(request.postData()));
}

async function findFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
