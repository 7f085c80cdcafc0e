/** Boards embedded in pages of another site, in a real browser: each as high as what it says, and none by somebody's lie. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Site } from '../support/journey.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A site of somebody else with these pages; returns its address. */
async function openForeignSite(pages: Record<string, string>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(pages[url] ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return `http://127.0.0.1:${address.port}`;
}

async function openBusySite(): Promise<Site> {
  const site = await openSite();
  await site.admin.post(
    [
      { kind: 'arrest', op: 'add', count: 4321, place: 'kazan', text: 'So many' },
      { kind: 'registration', op: 'total', count: 466_000 },
    ],
    'rallies',
  );
  await expect.poll(async () => (await site.admin.call('/api/v1/boards/rallies')).body.seq, SOON).toBe(3);
  return site;
}

const lie = `<script>
  parent.postMessage({ tocsin: 'height', height: 5000 }, '*');
</script>`;

// Mutants: the origin is not looked at; the frame is not looked for; a frame that was there first is not asked.
test.each(['before', 'after'])(
  'O63: each embedded board gets its height, and nobody else’s frame by a lie, with the script %s the frames',
  async (when) => {
    const site = await openBusySite();
    const board = (id: string, query = '') =>
      `<iframe id="${id}" src="${site.url}/b/rallies/embed?lang=en${query}" width="320" height="10"></iframe>`;
    const script = `<script async src="${site.url}/embed.js"></script>`;
    const frames = `${board('all')}${board('one', '&kind=arrest')}<iframe id="liar" src="/liar" height="77"></iframe>`;
    const late = `<script>addEventListener('load', () => setTimeout(() => {
      const script = document.createElement('script');
      script.src = '${site.url}/embed.js';
      document.body.append(script);
    }, 200));</script>`;
    const host = await openForeignSite({
      '/': `<!doctype html>${when === 'before' ? script + frames : frames + late}`,
      '/liar': lie,
    });
    const { page } = await openWindow(browser, { url: host });
    await page.goto('/');
    const heightOf = (id: string) =>
      page.locator(`#${id}`).evaluate((frame: HTMLIFrameElement) => frame.offsetHeight);
    await expect.poll(() => heightOf('one'), SOON).toBeGreaterThan(60);
    await expect.poll(() => heightOf('all'), SOON).toBeGreaterThan(await heightOf('one'));
    for (const id of ['all', 'one']) {
      const content = page.frameLocator(`#${id}`);
      const inner = await content.locator('html').evaluate((root) => root.scrollHeight);
      const border = 4;
      expect(Math.abs((await heightOf(id)) - border - inner)).toBeLessThanOrEqual(border);
      await content.getByText('4,321').first().waitFor();
    }
    expect(await heightOf('liar')).toBeLessThan(100);
    // The page itself is no frame of itself, and a frame of another origin is none of ours.
    await page.evaluate(() => postMessage({ tocsin: 'height', height: 4000 }, '*'));
    await page.evaluate((origin) => {
      const source = document.querySelector<HTMLIFrameElement>('#one')?.contentWindow ?? null;
      dispatchEvent(new MessageEvent('message', { data: { tocsin: 'height', height: -5 }, origin, source }));
      dispatchEvent(
        new MessageEvent('message', { data: { tocsin: 'height', height: 4000 }, origin: 'null', source }),
      );
      dispatchEvent(new MessageEvent('message', { data: null, origin, source }));
    }, site.url);
    expect(await heightOf('one')).toBeLessThan(1_000);
  },
);

test('O63: an embedded board can be read without script, and the page itself cannot be framed', async () => {
  const site = await openBusySite();
  const host = await openForeignSite({
    '/': `<iframe id="board" src="${site.url}/b/rallies/embed?lang=ru"></iframe><iframe id="page" src="${site.url}/b/rallies"></iframe>`,
  });
  const { page } = await openWindow(browser, { url: host }, { javaScriptEnabled: false });
  await page.goto('/');
  await page.frameLocator('#board').getByText('Задержания').waitFor();
  expect(await page.frameLocator('#board').locator('main').innerText()).toMatch(/466\s000/);
  expect(await page.frameLocator('#page').locator('main').count()).toBe(0);
});

// Mutants: what could not be read is passed over; what was read is not put in.
test('O63: an embedded board follows its board, says when it cannot, and is back when it can', {
  timeout: 90_000,
}, async () => {
  const site = await openBusySite();
  const host = await openForeignSite({
    '/': `<iframe id="board" src="${site.url}/b/rallies/embed?lang=en"></iframe>`,
  });
  const { page } = await openWindow(browser, { url: host });
  await page.clock.install();
  await page.goto('/');
  const board = page.frameLocator('#board').locator('main');
  await board.getByText('4,321').first().waitFor();
  await site.admin.post({ kind: 'arrest', op: 'add', count: 9 }, 'rallies');
  await expect.poll(async () => (await site.admin.call('/api/v1/boards/rallies')).body.seq, SOON).toBe(4);
  await page.clock.runFor(61_000);
  await board.getByText('4,330').first().waitFor();
  await site.kill();
  await page.clock.runFor(61_000);
  await board.getByText(/^The server cannot be reached\. This is what it said on .* Moscow\.$/).waitFor();
  await site.revive();
  await page.clock.runFor(61_000);
  await board.getByText('The server cannot be reached').waitFor({ state: 'hidden' });
  await board.getByText('4,330').first().waitFor();
});

test.each(['light', 'dark'] as const)(
  'O68: an embedded board and a text page fit a narrow frame, and are whole to axe (%s)',
  async (colorScheme) => {
    const { AxeBuilder } = await import('@axe-core/playwright');
    const site = await openBusySite();
    const viewport = { width: 320, height: 600 };
    const window = await openWindow(browser, site, { colorScheme, viewport });
    for (const [path, allowed] of [
      ['/b/rallies/embed?lang=en', []],
      // Without a script nothing else can keep it fresh.
      ['/b/rallies/text?lang=ru', ['meta-refresh']],
    ] as const) {
      await window.page.goto(path);
      const { violations } = await new AxeBuilder({ page: window.page }).disableRules([...allowed]).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      const isWide = await window.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect([path, isWide]).toEqual([path, false]);
    }
    expect(window.foreign).toEqual([]);
    expect(window.complaints).toEqual([]);
  },
);
