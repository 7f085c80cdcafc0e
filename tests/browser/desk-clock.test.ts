import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { openWindow, SOON } from '../support/journey.ts';
import { ADMIN, openRoom } from '../support/server-room.ts';

const HOUR = 3_600_000;
const total = (count: number) => ({ kind: 'arrest', op: 'total', count, place: 'kazan' });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('K50, K51: a fast clock is said at the desk; what it dated is corrected by a press, to the time that it would have had', async () => {
  const time = createFakeTime(Date.now());
  const room = await openRoom({ clock: time.clock });
  await room.admin.post(total(100));
  time.pass(1_000);
  time.setClock(HOUR);
  const { body } = await room.admin.post(total(101));
  const asOf = async () => {
    const path = `/api/v1/boards/rally/entries/${body.entries[0]?.id}`;
    return Date.parse((await room.watcher.call<{ asOf: string }>(path)).body.asOf);
  };
  const dated = await asOf();
  const { page } = await openWindow(browser, room);
  page.setDefaultTimeout(SOON.timeout);
  await page.goto('/desk?board=rally');
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const notice = page.locator('.clock-notice');
  await expect
    .poll(() => notice.getByRole('status').innerText(), SOON)
    .toContain('The server’s clock jumped: it is 1 h 00 min ahead');
  expect(await notice.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('No. 3')]);
  await notice.getByRole('listitem').getByRole('button', { name: 'Correct' }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), SOON)
    .toBe('time');
  await page.keyboard.press('Control+Enter');
  await expect.poll(asOf, SOON).toBe(dated - HOUR);
  await expect.poll(() => notice.getByRole('listitem').count(), SOON).toBe(0);

  await notice.getByRole('button', { name: 'The clock is right' }).click();
  await expect.poll(() => notice.innerText(), SOON).toBe('');
  expect((await room.watcher.call('/readyz')).body).toEqual({ status: 'ready' });
});

test('K50, K51: after a fast clock was put right, an editor sees in Russian what it left, and gives the time by hand', async () => {
  const time = createFakeTime(Date.now());
  const room = await openRoom({ clock: time.clock });
  time.setClock(HOUR);
  await room.admin.post(total(101));
  time.setClock(-HOUR);
  const editor = await room.join('Boris', 'editor', ['rally']);
  const { page } = await openWindow(browser, room);
  page.setDefaultTimeout(SOON.timeout);
  const cookies = editor.cookie.split('; ').map((cookie) => {
    const [name = '', value = ''] = cookie.split('=');
    return { name, value, url: room.url };
  });
  await page.context().addCookies(cookies);
  await page.goto('/desk?board=rally&lang=ru');
  const notice = page.locator('.clock-notice');
  await expect.poll(() => notice.getByRole('status').innerText(), SOON).toMatch(/Часы сервера отстают на/);
  expect(await notice.getByRole('button', { name: 'Часы идут верно' }).count()).toBe(0);
  await notice.getByRole('button', { name: 'Исправить' }).click();
  const field = page.locator('.composer [name=time]');
  await expect
    .poll(() => page.locator('.composer [name=reason]').inputValue(), SOON)
    .toBe('Часы сервера спешили.');
  await field.fill('сейчас');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => notice.getByRole('listitem').count(), SOON).toBe(0);
});
