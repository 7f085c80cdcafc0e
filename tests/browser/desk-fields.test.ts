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

type Way = (page: Page, text: string) => Promise<void>;

/** Every way in which a text comes into a field that holds another. */
const WAYS: Record<string, Way> = {
  'typed over': async (page, text) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  },
  'pasted over': async (page, text) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+V');
  },
  'put in as one input event': async (page, text) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  },
  'composed with an input method': async (page, text) => {
    await page.keyboard.press('Control+A');
    const devtools = await page.context().newCDPSession(page);
    const part = text.slice(0, 2);
    await devtools.send('Input.imeSetComposition', { text: part, selectionStart: 2, selectionEnd: 2 });
    await devtools.send('Input.insertText', { text });
  },
  'filled in by the browser': (page, text) =>
    page.evaluate((filled) => {
      const field = document.activeElement as HTMLInputElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, filled);
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, text),
  'deleted and typed': async (page, text) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
  },
};

async function openDesk(site: Site): Promise<Page> {
  const { page } = await openWindow(browser, site, { permissions: ['clipboard-read', 'clipboard-write'] });
  page.setDefaultTimeout(SOON.timeout);
  await enterDesk({ page });
  return page;
}

const fieldOf = (page: Page, name: string) => page.locator(`.composer [name=${name}]`);

async function lines(site: Site): Promise<Record<string, unknown>[]> {
  const { body } = await site.admin.call<{ entries: Record<string, unknown>[] }>(
    '/api/v1/boards/rallies/entries?limit=1000',
  );
  return body.entries.slice(1);
}

/** What the newest entry says, once there are so many. */
async function newest(site: Site, count: number): Promise<Record<string, unknown> | undefined> {
  await expect.poll(async () => (await lines(site)).length, SOON).toBe(count);
  return (await lines(site)).at(-1);
}

test('K20: whatever way Place was edited, what is published is what is shown', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  let posted = 0;
  for (const [way, edit] of Object.entries(WAYS)) {
    await fieldOf(page, 'place').focus();
    await page.keyboard.type('kaz');
    await page.keyboard.press('Tab');
    await fieldOf(page, 'place').focus();
    await edit(page, 'Moscow');
    await fieldOf(page, 'count').fill('+5');
    expect([way, await fieldOf(page, 'place').inputValue()]).toEqual([way, 'Moscow']);
    await page.keyboard.press('Control+Enter');
    expect([way, (await newest(site, ++posted))?.place]).toEqual([way, 'moscow']);
  }
  // The count first, the place typed out whole, and posted from there.
  await fieldOf(page, 'count').fill('+5');
  await fieldOf(page, 'place').focus();
  await page.keyboard.type('Novosibirsk');
  await page.keyboard.press('Control+Enter');
  expect((await newest(site, ++posted))?.place).toBe('novosibirsk');
});

test('K20: what names no place is asked about, though one was chosen before', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  const spoil: Record<string, (page: Page) => Promise<void>> = {
    Backspace: (it) => it.keyboard.press('Backspace'),
    'a letter more': (it) => it.keyboard.type('x'),
    Delete: async (it) => {
      await it.keyboard.press('Control+A');
      await it.keyboard.press('Delete');
    },
    'pasted nonsense': (it) => WAYS['pasted over']?.(it, 'Zzyzx') ?? Promise.reject(new Error('no such way')),
    'filled in nonsense': (it) =>
      WAYS['filled in by the browser']?.(it, 'Samara') ?? Promise.reject(new Error('no such way')),
  };
  for (const [way, edit] of Object.entries(spoil)) {
    await fieldOf(page, 'place').fill('');
    await page.keyboard.type('mosc');
    await page.keyboard.press('Tab');
    await fieldOf(page, 'count').fill('+3');
    await fieldOf(page, 'place').focus();
    await page.keyboard.press('End');
    await edit(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Choose a place, or type all for the whole board.').waitFor();
    expect([way, await lines(site)]).toEqual([way, []]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
});

test('K20: a kept draft and a correction publish the place that they show', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await fieldOf(page, 'place').focus();
  await page.keyboard.type('kaz');
  await page.keyboard.press('Tab');
  await fieldOf(page, 'count').fill('+5');
  await expect.poll(() => page.evaluate(keptDrafts), SOON).toContain('"+5"');
  await page.reload();
  await expect.poll(() => fieldOf(page, 'place').inputValue(), SOON).toBe('Kazan');
  await fieldOf(page, 'place').focus();
  await WAYS['pasted over']?.(page, 'Moscow');
  await page.keyboard.press('Control+Enter');
  expect((await newest(site, 1))?.place).toBe('moscow');

  await page.getByRole('button', { name: 'Open No. 2' }).click();
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await fieldOf(page, 'place').focus();
  await WAYS['pasted over']?.(page, 'Kazan');
  await page.getByLabel('Reason for the correction').fill('Another city.');
  await page.keyboard.press('Control+Enter');
  expect((await newest(site, 2))?.set).toEqual({ place: 'kazan' });
});

test('K72: an empty place is refused with what names the whole board, and a press takes it', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await page.getByRole('button', { name: 'Registr.' }).click();
  await fieldOf(page, 'count').fill('=1200');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Choose a place, or type all for the whole board.').waitFor();
  expect(await lines(site)).toEqual([]);
  await page.getByRole('button', { name: 'Take the whole board' }).click();
  expect(await fieldOf(page, 'place').inputValue()).toBe('Whole board');
  expect(await fieldOf(page, 'place').evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Control+Enter');
  const entry = await newest(site, 1);
  expect(entry).toMatchObject({ kind: 'registration', op: 'total', count: 1200 });
  expect(entry).not.toHaveProperty('place');
});

test('K21: Counted by takes a name in either language, a part of it by Tab, and makes nobody by a typo', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  let posted = 0;
  const post = async (claimant: () => Promise<void>) => {
    await fieldOf(page, 'place').fill('Kazan');
    await fieldOf(page, 'count').fill('+5');
    await fieldOf(page, 'claimant').focus();
    await page.keyboard.press('Control+A');
    await claimant();
    await page.keyboard.press('Control+Enter');
  };
  for (const [typed, shown] of [
    ['OVD-Info', 'OVD-Info'],
    ['ОВД-Инфо', 'ОВД-Инфо'],
    ['ovd-info', 'ovd-info'],
  ] as const) {
    await post(() => page.keyboard.insertText(typed));
    expect([shown, (await newest(site, ++posted))?.claimant]).toEqual([shown, 'ovd-info']);
  }
  await post(async () => {
    await page.keyboard.type('ov');
    await page.keyboard.press('Tab');
    expect(await fieldOf(page, 'claimant').inputValue()).toBe('OVD-Info');
  });
  expect((await newest(site, ++posted))?.claimant).toBe('ovd-info');

  await post(() => page.keyboard.insertText('ov'));
  await page.getByText('None of the board’s claimants.', { exact: true }).waitFor();
  expect(await lines(site)).toHaveLength(posted);
  await post(() => page.keyboard.insertText('memorial'));
  await page.getByRole('button', { name: 'Take it all the same' }).click();
  await page.keyboard.press('Control+Enter');
  expect((await newest(site, ++posted))?.claimant).toBe('memorial');
});

test('K25: keys that an input method takes reach nothing on the desk', async () => {
  const site = await openSite();
  const page = await openDesk(site);
  await fieldOf(page, 'place').focus();
  await page.keyboard.type('ka');
  const press = (name: string, code: string, how: object) =>
    fieldOf(page, name).evaluate(
      (field, [key, more]) =>
        field.dispatchEvent(
          new KeyboardEvent('keydown', { code: key, key, bubbles: true, cancelable: true, ...more }),
        ),
      [code, how] as const,
    );
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    for (const code of ['Enter', 'ArrowDown', 'Escape', 'KeyN']) {
      // True: nobody prevented what the browser does with it.
      expect([code, await press('place', code, how)]).toEqual([code, true]);
      expect([code, await press('time', code, how)]).toEqual([code, true]);
    }
  }
  expect(await fieldOf(page, 'place').inputValue()).toBe('ka');
  expect(await fieldOf(page, 'time').inputValue()).toBe('');
  expect(await page.getByRole('listbox', { name: 'Places that fit' }).isVisible()).toBe(true);
});

test('K22: an empty time is the moment of posting, after what came a moment before', async () => {
  const site = await openSite();
  await site.admin.post([{ kind: 'arrest', op: 'total', count: 350, place: 'kazan' }], 'rallies');
  const page = await openDesk(site);
  await fieldOf(page, 'place').fill('Kazan');
  await fieldOf(page, 'count').fill('+12');
  await site.admin.post([{ kind: 'arrest', op: 'total', count: 400, place: 'kazan' }], 'rallies');
  await expect.poll(() => page.locator('.preview-line').innerText(), SOON).toContain('go from 400 to 412');
  await page.keyboard.press('Control+Enter');
  await newest(site, 3);
  await fieldOf(page, 'place').fill('Moscow');
  await site.admin.post([{ kind: 'arrest', op: 'add', count: 12, place: 'moscow' }], 'rallies');
  await fieldOf(page, 'count').fill('=350');
  await fieldOf(page, 'time').press('n');
  expect(await fieldOf(page, 'time').inputValue()).toBe('now');
  await page.keyboard.press('Control+Enter');
  await newest(site, 5);
  const figures = async () => {
    const { body } = await site.admin.call<{ places: { id: string; arrest?: { best: number } }[] }>(
      '/api/v1/boards/rallies',
    );
    return body.places.flatMap(({ id, arrest }) => (arrest ? [[id, arrest.best]] : []));
  };
  // The snapshot may be a tick behind.
  await expect.poll(figures, SOON).toEqual([
    ['moscow', 350],
    ['kazan', 412],
  ]);
});

/** The drafts on the device's disk, as JSON; runs in the page. */
function keptDrafts(): Promise<string> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tocsin-desk');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
      all.onsuccess = () => resolve(JSON.stringify(all.result));
    };
  });
}
