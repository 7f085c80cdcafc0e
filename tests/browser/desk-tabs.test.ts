import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { compose, enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const textOf = (page: Page) => page.locator('.composer [name=text]');

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(SOON.timeout);
  await page.goto('/desk?board=rallies');
  await textOf(page).waitFor();
  return page;
}

test('K33: two tabs keep a draft each, over a reload, and the draft of a tab that is gone waits for the next', async () => {
  const site = await openSite();
  const { page: first } = await openWindow(browser, site);
  first.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page: first });
  const context = first.context();
  const second = await openTab(context);
  await textOf(first).fill('of the first tab');
  await textOf(second).fill('of the second tab');
  await first.reload();
  await second.reload();
  await expect.poll(() => textOf(first).inputValue(), SOON).toBe('of the first tab');
  await expect.poll(() => textOf(second).inputValue(), SOON).toBe('of the second tab');
  await first.close();
  const third = await openTab(context);
  await expect.poll(() => textOf(third).inputValue(), SOON).toBe('of the first tab');
  expect(await textOf(second).inputValue()).toBe('of the second tab');
});

test('K35: the title names board, state and what is unsent; the outbox names another board’s post', async () => {
  const site = await openSite();
  const other = {
    slug: 'other',
    title: 'Flood',
    zone: 'Europe/Moscow',
    state: 'live',
    places: [{ id: 'perm', name: 'Perm' }],
  };
  await site.admin.call('/api/v1/boards', { method: 'POST', body: other });
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page });
  await expect.poll(() => page.title(), SOON).toBe('Rallies · Live · Desk');
  await page.context().setOffline(true);
  await site.kill();
  await compose(page, { kind: 'Arrests', place: 'Kazan', count: '+7' });
  await expect.poll(() => page.title(), SOON).toMatch(/^\(1\) Rallies · /);
  await site.revive();
  await page.context().setOffline(false);
  await expect.poll(() => page.title(), SOON).toBe('Rallies · Live · Desk');
  await page.goto('/desk?board=other');
  const outbox = page.getByRole('region', { name: 'Outbox' });
  await expect.poll(() => outbox.innerText(), SOON).toMatch(/Kazan \+7\s+Rallies/);
});

test('K36: the desk warns of a number that news was due of, until somebody says that they are watching', async () => {
  const site = await openSite();
  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { cadence: { arrest: 60 } } });
  const asOf = new Date(Date.now() - 10 * 60_000).toISOString();
  await site.admin.post([{ kind: 'arrest', op: 'total', count: 5, place: 'kazan', asOf }], 'rallies');
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page });
  const warning = page.getByText('Arrests: nothing new for 10 min; news was due within 1 min.');
  await warning.waitFor();
  await page.getByRole('button', { name: 'Still watching, nothing new' }).click();
  await warning.waitFor({ state: 'detached' });
});

test('K37: a total below its additions offers to correct them', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 5, place: 'moscow' }], 'rallies');
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page });
  await page.locator('.composer [name=place]').fill('Moscow');
  await page.locator('.composer [name=count]').fill('=2');
  const offer = page.locator('.fall-offer');
  await expect.poll(() => offer.innerText(), SOON).toMatch(/lower than the additions[\s\S]*No\. 2\s+\+5/);
  await offer.getByRole('button', { name: 'Correct' }).click();
  await page.getByText('Correcting No. 2').waitFor();
  expect(await page.locator('.composer [name=count]').inputValue()).toBe('+5');
});
