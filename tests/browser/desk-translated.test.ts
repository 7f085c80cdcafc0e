import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';
import { translate } from '../support/translator.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const id = randomUUID();
const post = (site: Site, entry: object) => site.admin.post(entry, 'rallies');
const type = (name: string, text: string) => (desk: Page) =>
  desk.locator(`.composer [name=${name}]`).fill(text);
const press = (name: string) => (desk: Page) =>
  desk.getByRole('button', { name, exact: true }).first().click();
interface Step {
  /** What is done at each desk, or at the server. */
  at?: (desk: Page) => Promise<unknown>;
  server?: (site: Site) => Promise<unknown>;
}

/** Done one after another: each must read alike at both desks. */
const steps: Record<string, Step> = {
  'a number': {
    server: (site) => post(site, { kind: 'arrest', op: 'add', count: 5, place: 'kazan', id, text: 'Five.' }),
  },
  'a place': { at: type('place', 'Kazan') },
  'a count that cannot be read': { at: type('count', 'dozens') },
  'one that can': { at: type('count', '+7') },
  'a lower total': { at: type('count', '=2') },
  'a time that was yesterday': { at: type('time', '2025-01-02 03:04') },
  'a claimant that is new': { at: type('claimant', 'memorial') },
  'one that is known': { at: type('claimant', 'OVD-Info') },
  'a sign that cannot be seen': { at: type('text', 'a \u2068 b') },
  'a long text': { at: type('text', 'long '.repeat(80)) },
  'an entry that is opened': { at: press('Open No. 2') },
  'a correction elsewhere': {
    server: (site) =>
      post(site, {
        kind: 'correction',
        target: id,
        set: { count: 4, place: 'moscow' },
        reason: 'Recounted.',
      }),
  },
  'a confirmation': { server: (site) => post(site, { kind: 'status', target: id, status: 'confirmed' }) },
  'a mark': { server: (site) => post(site, { kind: 'mark', target: id, key: true }) },
  'a correction that is begun': { at: press('Correct') },
  'and changed': { at: type('count', '=9') },
  'a dispute': { server: (site) => post(site, { kind: 'status', target: id, status: 'disputed' }) },
  'a question': { at: press('Take back the dispute') },
  'another one': { at: press('Retract') },
  'a retraction': { server: (site) => post(site, { kind: 'retraction', target: id, reason: 'Nobody.' }) },
  'a composer that is cleared': { at: press('Clear') },
  'another kind': { at: press('Update') },
  'more of them': { server: (site) => post(site, { kind: 'update', text: 'Closed.', place: 'novosibirsk' }) },
  'another name': {
    server: (site) =>
      site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { title: 'Nights' } }),
  },
};

test('K38: a desk that a browser translates says what one says that it does not', async () => {
  const site = await openSite();
  const [{ page: plain }, { page: translated }] = await Promise.all([
    openWindow(browser, site),
    openWindow(browser, site),
  ]);
  await translate(translated);
  const desks = [plain, translated];
  for (const page of desks) {
    page.setDefaultTimeout(SOON.timeout);
    await enterDesk({ page });
  }
  expect(await translated.locator('font').count()).toBeGreaterThan(20);
  for (const [step, { at, server }] of Object.entries(steps)) {
    await server?.(site);
    for (const desk of at ? desks : []) await at?.(desk);
    await expect.poll(() => compare(plain, translated), { ...SOON, message: step }).toEqual([]);
  }
});

/** The lines in which they differ. */
async function compare(plain: Page, translated: Page): Promise<string[]> {
  const [one, other] = await Promise.all([plain, translated].map(read));
  const isAlike = one?.join('\n') === other?.join('\n');
  return isAlike ? [] : (one ?? []).filter((line, at) => line !== other?.[at]).concat(other ?? []);
}

/** What is read at a desk, line by line; without the clock, which may be a second on. */
async function read(desk: Page): Promise<string[]> {
  const parts = desk.locator('.desk-head h1, .composer, .ledger, .panel > section');
  const texts = await parts.allInnerTexts();
  return texts.flatMap((text) => text.split('\n')).map((line) => line.replace(/\s+/g, ' ').trim());
}
