import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openDesk(site: Site): Promise<Page> {
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page });
  return page;
}

const rowOf = (page: Page, seq: number) =>
  page
    .locator('.entries tbody tr')
    .filter({ has: page.getByRole('button', { name: `Open No. ${seq}`, exact: true }) });
const panelOf = (page: Page) => page.getByRole('region', { name: 'The chosen entry' });

async function targetOf(site: Site): Promise<string | undefined> {
  const { body } = await site.admin.call<{ entries: { id: string }[] }>(
    '/api/v1/boards/rallies/entries?kind=arrest',
  );
  return body.entries[0]?.id;
}

async function statusOf(site: Site): Promise<unknown> {
  const { body } = await site.admin.call<{ status: string }>(
    `/api/v1/boards/rallies/entries/${await targetOf(site)}`,
  );
  return body.status;
}

test('K27: an entry is disputed, confirmed, and either taken back, by button and by key', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 12, place: 'kazan' }], 'rallies');
  const page = await openDesk(site);
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Dispute' }).click();
  await panel.getByLabel('Who disputes it, if that is known').fill('https://example.org/denial');
  await page.keyboard.press('Enter');
  await expect.poll(() => statusOf(site), SOON).toBe('disputed');
  await expect.poll(() => rowOf(page, 2).innerText(), SOON).toContain('Not counted');
  expect(await rowOf(page, 2).locator('.total').innerText()).toBe('');
  await panel.getByRole('button', { name: 'Take back the dispute' }).click();
  await page.keyboard.press('Enter');
  await expect.poll(() => statusOf(site), SOON).toBe('reported');

  await expect.poll(() => panel.innerText(), SOON).not.toContain('Take back');
  await rowOf(page, 2).locator('.place').click();
  await page.keyboard.press('v');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => statusOf(site), SOON).toBe('confirmed');
  await panel.getByRole('button', { name: 'Take back the confirmation' }).waitFor();
  await rowOf(page, 2).locator('.place').click();
  await page.keyboard.press('t');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => statusOf(site), SOON).toBe('reported');
  const outbox = page.getByRole('region', { name: 'Outbox' });
  expect(await outbox.innerText()).toContain('Dispute of No. 2');
});

test('K28: a corrected number is read whole in its row, new before old', async () => {
  const site = await openSite();
  await site.admin.post(
    [{ kind: 'arrest', op: 'total', count: { best: 150, high: 200 }, place: 'kazan' }],
    'rallies',
  );
  const set = { count: { best: 1_234_180, high: 1_234_220 } };
  await site.admin.post(
    [{ kind: 'correction', target: await targetOf(site), set, reason: 'Recounted.' }],
    'rallies',
  );
  const page = await openDesk(site);
  const cell = rowOf(page, 2).locator('.count');
  await expect.poll(() => cell.innerText(), SOON).toMatch(/=1,234,180–1,234,220\s+Was\s+=150–200/);
  const box = await rowOf(page, 2).boundingBox();
  for (const part of await cell.locator('b, del').all()) {
    const inner = await part.boundingBox();
    expect(inner && box && inner.y >= box.y - 1 && inner.y + inner.height <= box.y + box.height + 1).toBe(
      true,
    );
  }
  expect(await cell.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
});

test('K29: what was changed or retracted while it stood open is said in the composer, and what was typed with the refusal', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 12, place: 'kazan' }], 'rallies');
  const page = await openDesk(site);
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await panelOf(page).getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByLabel('Count', { exact: true }).fill('+14');
  const target = await targetOf(site);
  await site.admin.post([{ kind: 'correction', target, set: { count: 13 }, reason: 'r' }], 'rallies');
  const line = page.locator('.consequence');
  await expect
    .poll(() => line.innerText(), SOON)
    .toContain('No. 2 was changed since it was opened here: count.');
  await site.admin.post([{ kind: 'retraction', target, reason: 'Counted twice.' }], 'rallies');
  await expect.poll(() => line.innerText(), SOON).toContain('No. 2 was retracted since it was opened here');
  await page.getByLabel('Reason for the correction').fill('Two more.');
  await page.keyboard.press('Control+Enter');
  const outbox = page.getByRole('region', { name: 'Outbox' });
  await expect.poll(() => outbox.innerText(), SOON).toContain('No. 2 was retracted in the meantime');
  expect(await outbox.innerText()).toContain('count: +14');
});
