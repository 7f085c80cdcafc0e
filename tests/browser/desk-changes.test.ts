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

async function targetOf(site: Site, kind = 'arrest'): Promise<string | undefined> {
  const { body } = await site.admin.call<{ entries: { id: string }[] }>(
    `/api/v1/boards/rallies/entries?kind=${kind}`,
  );
  return body.entries[0]?.id;
}

async function statusOf(site: Site, kind = 'arrest'): Promise<unknown> {
  const { body } = await site.admin.call<{ status: string }>(
    `/api/v1/boards/rallies/entries/${await targetOf(site, kind)}`,
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
  await panel.getByLabel('Source that disputes it, if there is one').fill('https://example.org/denial');
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
  const line = page.locator('.preview-line');
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

test('K70: whom a dispute names is shown as that, at the desk and on the page, and is no source of the entry', async () => {
  const site = await openSite();
  const sources = [{ title: 'hotline' }];
  await site.admin.post(
    [{ kind: 'arrest', op: 'add', count: 12, place: 'kazan', text: 'Seen.', sources }],
    'rallies',
  );
  const page = await openDesk(site);
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Dispute' }).click();
  await panel.getByLabel('Source that disputes it, if there is one').fill('Ministry');
  await panel.getByText('Named as what disputes it, not as a source of it: Ministry.').waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => rowOf(page, 2).locator('.sources').innerText(), SOON)
    .toMatch(/^hotline\s+Disputed by Ministry$/);
  await expect
    .poll(() => panel.locator('.history li').first().innerText(), SOON)
    .toMatch(/Disputed\s+status\s[\s\S]*disputed by/);
  for (const path of ['/b/rallies', `/b/rallies/e/${await targetOf(site)}`]) {
    await page.goto(path);
    await expect
      .poll(() => page.locator('p.sources').innerText(), SOON)
      .toMatch(/^1 source: hotline\s+Disputed by: Ministry/);
  }
});

test('K73: a prompt speaks of what is there, says what is wrong until it is mended, and loses nothing', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'update', text: 'Buses arrived.', place: 'kazan' }], 'rallies');
  const page = await openDesk(site);
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  const panel = panelOf(page);
  for (const what of ['Dispute', 'Retract']) {
    await panel.getByRole('button', { name: what }).first().click();
    expect(await panel.locator('.prompt').innerText()).not.toMatch(/count/i);
  }
  await page.keyboard.press('Enter');
  await panel.getByText('Say why.').waitFor();
  await panel.getByLabel('Reason').fill('Another town.');
  await panel.getByText('Published with it: Another town.').waitFor();
  expect(await panel.locator('.prompt .wrong').count()).toBe(0);
  await panel.getByRole('button', { name: 'Confirm' }).click();
  const source = panel.getByLabel('Another source, if there is one');
  await source.fill('evil.example https://bbc.example/');
  await page.keyboard.press('Enter');
  await panel.getByText('The name of a source is another address').waitFor();
  expect(await statusOf(site, 'update')).toBe('reported');
  // A device that keeps nothing any more.
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await source.fill('hotline');
  await page.keyboard.press('Enter');
  await panel.getByText('This device could not keep it').waitFor();
  expect(await source.inputValue()).toBe('hotline');
});
