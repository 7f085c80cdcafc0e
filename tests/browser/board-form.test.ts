import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { enterDesk, openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The newest answer to a change of the board. */
const answers = new WeakMap<Page, Response>();
const BOARD = { slug: 'rallies', title: 'Rallies', zone: 'Europe/Moscow', state: 'live' };

async function openSettings(site: Site, options: BrowserContextOptions = {}, lang = 'en'): Promise<Page> {
  const { page } = await openWindow(browser, site, options);
  page.setDefaultTimeout(SOON.timeout);
  page.on('response', (response) => {
    if (response.request().method() === 'PATCH') answers.set(page, response);
  });
  await enterDesk({ page });
  if (lang !== 'en') await page.goto(`/desk?board=rallies&lang=${lang}`);
  await page
    .locator('#desk-links button')
    .first()
    .evaluate((button) => (button as HTMLElement).click());
  await page.locator('.board-form').waitFor();
  return page;
}

const save = (page: Page) => page.getByRole('button', { name: 'Save the settings' }).click();
const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
/** What the field is called that has the focus, and in which row it is. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return [
      activeElement?.closest('fieldset')?.getAttribute('aria-label'),
      activeElement?.getAttribute('name'),
    ];
  });
/** The board as the form's request was answered, once the form was left: the snapshot may lag behind it by a tick. */
async function boardOf(page: Page): Promise<Record<string, unknown>> {
  await page.locator('.board-form').waitFor({ state: 'detached' });
  return (await answers.get(page)?.json()) as Record<string, unknown>;
}

test('K134: rows are typed, added by Enter, taken out and brought back, with the focus where the work goes on', async () => {
  const site = await openSite({ ...BOARD, places: [{ id: 'kazan', name: 'Kazan' }] });
  const page = await openSettings(site);
  await page.getByRole('button', { name: 'Add a place' }).click();
  expect(await focused(page)).toEqual(['New place', 'places-en']);
  await page.keyboard.type('Gießen');
  expect(await row(page, 'Gießen').getByLabel('Id', { exact: true }).inputValue()).toBe('giessen');
  const passed: unknown[] = [];
  for (let press = 0; press < 10; press++) {
    await page.keyboard.press('Enter');
    passed.push((await focused(page))[1]);
  }
  expect(passed).toEqual(
    ['ru', 'parent', 'zone', 'id', 'lat', 'lon', 'population', 'hidden', 'aliases', 'en'].map(
      (field) => `places-${field}`,
    ),
  );
  expect(await focused(page)).toEqual(['New place', 'places-en']);
  await page.keyboard.type('Karnap');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Gießen');
  await page.getByRole('button', { name: 'Remove: Kazan' }).click();
  await row(page, 'Kazan').getByText('Removed: Kazan').waitFor();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toEqual(['Kazan', 'places-en']);
  // A new name does not give another id to what is there.
  await page.keyboard.press('End');
  await page.keyboard.type(' on the Volga');
  await page.getByRole('button', { name: 'Add a place' }).click();
  await page.getByRole('button', { name: 'Remove: New place' }).click();
  await save(page);
  const { places } = await boardOf(page);
  expect(places).toEqual([
    { id: 'kazan', name: 'Kazan on the Volga' },
    { id: 'giessen', name: 'Gießen' },
    { id: 'karnap', name: 'Karnap', parent: 'giessen' },
  ]);
});

test('K132: pasted lines become rows when all are right, or the right ones when somebody says so', async () => {
  const site = await openSite(BOARD);
  const page = await openSettings(site);
  const places = page.getByRole('region', { name: 'Places' });
  await places.getByRole('button', { name: 'Paste lines' }).click();
  const lines = places.locator('textarea');
  await lines.fill('Gießen\nНижний Новгород\nx; X; ; Mars/Base\n');
  await places.getByRole('button', { name: 'Take the lines' }).click();
  await places.getByText('takes the name of a time zone').waitFor();
  expect(await places.getByText('Line 3').count()).toBe(1);
  expect(await places.getByRole('group').count()).toBe(0);
  await places.getByRole('button', { name: 'Take the 2 right lines' }).click();
  await places.getByText('2 rows were added.').waitFor();
  expect(await lines.inputValue()).toBe('x; X; ; Mars/Base');
  await lines.fill('x; X; ; Asia/Omsk');
  await places.getByRole('button', { name: 'Take the lines' }).click();
  await lines.waitFor({ state: 'detached' });
  await save(page);
  expect((await boardOf(page)).places).toEqual([
    { id: 'giessen', name: 'Gießen' },
    { id: 'nizhniy-novgorod', name: 'Нижний Новгород' },
    { id: 'x', name: 'X', zone: 'Asia/Omsk' },
  ]);
});

test('K133: what is refused in a row is said at its field, on whatever page the row stands', async () => {
  const places = Array.from({ length: 130 }, (_, at) => ({ id: `p${at}`, name: `Place ${at}` }));
  const site = await openSite({ ...BOARD, places });
  const page = await openSettings(site);
  const list = page.getByRole('region', { name: 'Places' });
  expect(await list.getByRole('group').count()).toBe(50);
  await list.getByLabel('Look for').fill('Place 11');
  await expect.poll(() => list.getByRole('group').count(), SOON).toBe(11);
  await row(page, 'Place 117').getByLabel('Latitude').fill('north');
  await row(page, 'Place 118').getByLabel('Lies in').fill('Nowhere');
  await list.getByLabel('Look for').fill('');
  await list.getByText('1–50 of 130').waitFor();
  await save(page);
  await expect.poll(() => focused(page), SOON).toEqual(['Place 117', 'places-lat']);
  await list.getByText('101–130 of 130').waitFor();
  await row(page, 'Place 117').getByText('Takes a latitude').waitFor();
  await row(page, 'Place 117').getByLabel('Latitude').fill('');
  await expect.poll(() => row(page, 'Place 117').locator('.wrong').count(), SOON).toBe(0);
  await save(page);
  await expect.poll(() => focused(page), SOON).toEqual(['Place 118', 'places-parent']);
  await row(page, 'Place 118').getByLabel('Lies in').fill('Place 3');
  await save(page);
  const saved = (await boardOf(page)).places as { id: string; parent?: string }[];
  expect(saved[118]).toEqual({ id: 'p118', name: 'Place 118', parent: 'p3' });
});

test('K135: registrations and arrests are counted until somebody asks for other kinds; one with entries stays', async () => {
  const site = await openSite({ ...BOARD, places: [{ id: 'kazan', name: 'Kazan' }] });
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 12, place: 'kazan' }], 'rallies');
  const page = await openSettings(site);
  await page.getByText('Registrations and arrests are counted.').waitFor();
  await page.getByLabel('Arrests: goal').fill('5');
  await page.getByRole('button', { name: 'Count something else' }).click();
  await page.getByRole('button', { name: 'Remove: Registrations' }).click();
  await page.getByRole('button', { name: 'Remove: Arrests' }).click();
  await page.getByRole('button', { name: 'Remove: Kazan' }).click();
  await page.getByRole('button', { name: 'Add a kind' }).click();
  await page.keyboard.type('On strike');
  await page.getByLabel('On strike: news expected within').fill('1,5');
  await page.getByLabel('On strike: unit').selectOption('hours');
  await page.getByLabel('On strike: big figure').selectOption('Confirmed alone');
  await save(page);
  await row(page, 'Arrests').getByText('It has entries, so it stays').waitFor();
  await row(page, 'Arrests').getByRole('button', { name: 'Bring back' }).click();
  await row(page, 'Arrests').getByLabel('English').fill('Detained');
  await save(page);
  await row(page, 'Kazan').getByText('It has entries, so it stays').waitFor();
  await row(page, 'Kazan').getByRole('button', { name: 'Bring back' }).click();
  await row(page, 'Kazan').getByLabel('Hidden').check();
  await save(page);
  expect(await boardOf(page)).toMatchObject({
    kinds: [
      { id: 'arrest', name: { en: 'Detained', ru: 'Задержания' } },
      { id: 'on-strike', name: 'On strike' },
    ],
    goals: { arrest: 5 },
    cadence: { 'on-strike': 5_400 },
    big: { 'on-strike': 'confirmed' },
    places: [{ id: 'kazan', name: 'Kazan', hidden: true }],
  });
});

test('K135: whom a kind trusts is picked from the claimants in order, those that are new included', async () => {
  const site = await openSite({ ...BOARD, claimants: [{ id: 'mvd', name: 'Ministry' }] });
  const page = await openSettings(site);
  await page.getByRole('button', { name: 'Add a claimant' }).click();
  await page.keyboard.type('ver.di');
  const trust = page.locator('.trust').last();
  for (const name of ['Ministry', 'ver.di', 'this desk’s own count']) {
    await trust.getByLabel('Arrests: claimants in order').selectOption(name);
    await trust.getByRole('button', { name: 'Add to the order' }).click();
  }
  await trust.getByRole('button', { name: 'Up: ver.di' }).click();
  await trust.getByRole('button', { name: 'Remove from the order: this desk’s own count' }).click();
  await save(page);
  expect(await boardOf(page)).toMatchObject({
    policy: { arrest: ['ver-di', 'mvd'] },
    claimants: [
      { id: 'mvd', name: 'Ministry' },
      { id: 'ver-di', name: 'ver.di' },
    ],
  });
});

const FULL = {
  ...BOARD,
  kinds: [{ id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } }],
  policy: { strike: ['verdi', 'desk'] },
  claimants: [{ id: 'verdi', name: 'ver.di', url: 'https://verdi.example' }],
  zones: [{ zone: 'Europe/Berlin', name: 'Germany' }],
  contacts: [{ name: 'Hotline', phone: '+49 30 1', place: 'essen' }],
  places: [{ id: 'essen', name: { en: 'Essen', ru: 'Эссен' }, population: 5 }],
};

test.each([
  ['en', 'light', 1440],
  ['ru', 'dark', 390],
] as const)(
  'K18: axe finds nothing wrong with the form of a board: %s, %s, %i',
  async (lang, colorScheme, width) => {
    const site = await openSite(FULL);
    const page = await openSettings(site, { colorScheme, viewport: { width, height: 900 } }, lang);
    await page.locator('.rows-of-places .paste').click();
    await page.locator('[name="places-lines"]').fill('x; ; ; Mars');
    await page.locator('.paste-lines .button').first().click();
    await page.locator('[name="contacts-url"]').fill('nowhere');
    await page.locator('.rows-of-zones .row-acts button').click();
    await page.locator('.form-end button[type=submit]').click();
    await page.locator('[aria-invalid]').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    // Nothing runs off at the side, and each word of a button stands on one line.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  },
);

test('K137: what somebody else changed while the form was open stays when it is saved', async () => {
  const places = ['kazan', 'omsk'].map((id) => ({ id, name: id }));
  const site = await openSite({ ...BOARD, places });
  const page = await openSettings(site);
  const change = { title: 'Rallies of April', places: [...places, { id: 'tver', name: 'Tver' }] };
  await site.admin.call('/api/v1/boards/rallies', { method: 'PATCH', body: change });
  await page.getByRole('banner').getByText('Rallies of April').waitFor();
  await row(page, 'omsk').getByLabel('Population', { exact: true }).fill('1100000');
  await save(page);
  const { title, places: saved } = await boardOf(page);
  expect(title).toBe('Rallies of April');
  expect(saved).toEqual([places[0], { ...places[1], population: 1_100_000 }, { id: 'tver', name: 'Tver' }]);
});
