import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';
import { ADMIN } from '../support/server-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each(['en', 'ru'])(
  'K32: all that is wrong in the settings is said at once, in the language of the desk, and the first is shown and focused: %s',
  async (lang) => {
    const site = await openSite();
    const { page } = await openWindow(browser, site, { viewport: { width: 1280, height: 500 } });
    page.setDefaultTimeout(SOON.timeout);
    await enterDesk({ page });
    await page.goto(`/desk?board=rallies&lang=${lang}`);
    await page.locator('#desk-links button').first().click();
    const field = (name: string) => page.locator(`.board-form [name=${name}]`);
    await field('zone').fill('Berlin');
    await field('goal-arrest').fill('many');
    await field('places-lat').first().fill('north');
    await page.locator('.board-form button[type=submit]').click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), SOON)
      .toBe('zone');
    const wrong = page.locator('.board-form [aria-invalid]');
    const names = await wrong.evaluateAll((fields) => fields.map((it) => it.getAttribute('name')));
    expect(names).toEqual(['zone', 'goal-arrest', 'places-lat']);
    expect(await field('zone').evaluate((it) => it.getBoundingClientRect().top >= 0)).toBe(true);
    expect(await field('zone').evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    const said = (await page.locator('.board-form p.wrong').allInnerTexts()).join(' ');
    if (lang === 'ru') expect(said).not.toMatch(/\btakes\b/i);
  },
);

/** Words on buttons that stand on two lines. It runs in the page, so it calls nothing of this file. */
function listPartedWords(): string[] {
  const list = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
  const parted: string[] = [];
  for (let node = list.nextNode(); node; node = list.nextNode()) {
    const words = node.parentElement?.closest('button') ? (node.nodeValue ?? '').matchAll(/\S+/g) : [];
    for (const word of words) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) parted.push(word[0]);
    }
  }
  return parted;
}

test.each(['en', 'ru'])(
  'K60: no word on a button of the desk is parted, at 360 and at 1440, in %s',
  async (lang) => {
    const site = await openSite();
    for (const width of [360, 1440]) {
      const window = await openWindow(browser, site, { viewport: { width, height: 900 } });
      await enterDesk(window);
      await window.page.goto(`/desk?board=rallies&lang=${lang}`);
      await window.page.locator('.kind-choice').waitFor();
      const parted = await window.page.evaluate(listPartedWords);
      expect({ width, parted }).toEqual({ width, parted: [] });
    }
  },
);

/** Puts a value into a field as a browser does that restores a form: nobody is told. */
const putSilently = (page: Page, selector: string, value: string) =>
  page.locator(selector).evaluate((field, shown) => {
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set;
    setter?.call(field, shown);
  }, value);

test('K75: in each form of the desk a fault is gone once its field is typed in, and the others stay', async () => {
  const site = await openSite();
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await page.goto('/desk?board=rallies');
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const wrong = page.getByText('The name or the password is wrong.');
  await wrong.waitFor();
  await page.getByLabel('Password').fill(ADMIN.password);
  await expect.poll(() => wrong.count(), SOON).toBe(0);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  const field = (name: string) => page.locator(`.board-form [name=${name}]`);
  const faulty = () =>
    page.locator('.board-form [aria-invalid]').evaluateAll((all) => all.map((it) => it.getAttribute('name')));
  await field('zone').fill('Berlin');
  await field('titleEn').fill('x'.repeat(300));
  await field('goal-arrest').fill('many');
  await page.locator('.board-form button[type=submit]').click();
  await expect.poll(faulty, SOON).toEqual(['titleEn', 'zone', 'goal-arrest']);
  await field('zone').fill('Europe/Berlin');
  await expect.poll(faulty, SOON).toEqual(['titleEn', 'goal-arrest']);
  await field('goal-arrest').fill('5');
  await field('titleEn').fill('Rallies');
  await expect.poll(faulty, SOON).toEqual([]);
});

test('K76: what is sent is what the fields show, though nobody was told of it', async () => {
  const site = await openSite();
  const { page } = await openWindow(browser, site);
  page.setDefaultTimeout(SOON.timeout);
  await page.goto('/desk?board=rallies');
  await putSilently(page, '[name=username]', ADMIN.name);
  await putSilently(page, '[name=password]', ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('form', { name: 'New entry' }).waitFor();
  const composer = (name: string) => `.composer [name=${name}]`;
  await page.locator(composer('place')).fill('kazan');
  await page.locator(composer('count')).fill('+5');
  await putSilently(page, composer('place'), 'Moscow');
  await putSilently(page, composer('count'), '+7');
  await putSilently(page, composer('claimant'), 'OVD-Info');
  await putSilently(page, composer('sources'), 'hotline');
  await putSilently(page, composer('text'), 'Seen.');
  await page.keyboard.press('Control+Enter');
  const lines = async () =>
    (await site.admin.call<{ entries: object[] }>('/api/v1/boards/rallies/entries')).body.entries.slice(1);
  await expect
    .poll(lines, SOON)
    .toMatchObject([
      { place: 'moscow', count: 7, claimant: 'ovd-info', sources: [{ title: 'hotline' }], text: 'Seen.' },
    ]);
  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await page.getByRole('button', { name: 'Retract' }).click();
  await putSilently(page, '.prompt input', 'Another town.');
  await page.locator('.prompt button[type=submit]').click();
  await expect.poll(async () => (await lines()).at(-1), SOON).toMatchObject({ reason: 'Another town.' });
});

test('K77: where a second person confirms, nobody is offered to confirm their own', async () => {
  const site = await openSite();
  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: { confirming: 'second-person' } });
  const window = await openWindow(browser, site);
  const { page } = window;
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk(window);
  await page.locator('.composer [name=place]').fill('kazan');
  await page.locator('.composer [name=count]').fill('+5');
  await page.locator('.composer [name=status]').selectOption('confirmed');
  await page.keyboard.press('Control+Enter');
  await page.getByText('On this board somebody else confirms what you post.').waitFor();
  await page.locator('.composer [name=status]').selectOption('reported');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Open No. 3' }).click();
  const panel = page.getByRole('region', { name: 'The chosen entry' });
  await panel.getByText('You wrote or corrected this').waitFor();
  expect(await panel.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
});
