import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { at, contestedClaims, NOW, snapshotOf } from '../support/chart-day.ts';
import type { Files, StageView } from '../support/chart-page.ts';
import { buildEntry, openStage } from '../support/chart-page.ts';

let browser: Browser;
let files: Files;
let page: Page | undefined;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchBrowser(), buildEntry('tests/support/chart-stage.ts')]);
});
afterEach(async () => {
  await page?.context().close();
  page = undefined;
});
afterAll(() => browser.close());

async function open(view?: StageView): Promise<Page> {
  page = await openStage(browser, files, view);
  return page;
}

/** How many of the canvas' pixels have this colour, e.g. `#1458a6`. */
function countPixels(stage: Page, colour: string): Promise<number> {
  return stage.evaluate((hex) => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (!pixels) throw new Error('nothing is drawn');
    const wanted = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
    let count = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      if (wanted.every((value, channel) => pixels[i + channel] === value) && pixels[i + 3] === 255) count++;
    }
    return count;
  }, colour);
}

/** How many of the canvas' pixels have any colour at all. */
function countPainted(stage: Page): Promise<number> {
  return stage.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
  });
}

type Finger = [x: number, y: number];

/** Fingers on the screen, as the browser itself gets them. */
async function touchOf(stage: Page) {
  const session = await stage.context().newCDPSession(stage);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Finger[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    });
  return {
    press: (fingers: readonly Finger[]) => send('touchStart', fingers),
    move: (fingers: readonly Finger[]) => send('touchMove', fingers),
    release: () => send('touchEnd', []),
  };
}

const light = { reg: '#1458a6', arr: '#b3310b', upd: '#3d4450', edge: '#838b94' };
const dark = { reg: '#6cb0ff', arr: '#ff8a5b' };

test('V2: the three kinds are drawn in their colours, and the canvas is described by the table', async () => {
  const stage = await open();
  for (const colour of [light.reg, light.arr, light.upd]) {
    expect(await countPixels(stage, colour)).toBeGreaterThan(300);
  }
  const canvas = stage.getByRole('img', {
    name: /^The day so far, 10:00 to 19:42 Moscow time\. Registrations rose/,
  });
  expect(await canvas.getAttribute('aria-describedby')).toBe('day-table');
});

test('V14: the chart changes its colours with the theme, without being loaded anew', async () => {
  const stage = await open();
  await stage.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  await expect.poll(() => countPixels(stage, dark.arr)).toBeGreaterThan(300);
  expect(await countPixels(stage, light.arr)).toBe(0);
  await stage.evaluate(() => document.documentElement.removeAttribute('data-theme'));
  await expect.poll(() => countPixels(stage, light.arr)).toBeGreaterThan(300);
  await stage.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => countPixels(stage, dark.reg)).toBeGreaterThan(300);
});

test('V6: bars of an interval are mostly ink, and the choice is announced as pressed', async () => {
  const stage = await open();
  const asLine = await countPixels(stage, light.reg);
  await stage.getByRole('button', { name: 'Per interval' }).click();
  await expect.poll(() => countPixels(stage, light.reg)).toBeGreaterThan(asLine * 5);
  expect(await stage.getByRole('button', { name: 'Per interval' }).getAttribute('aria-pressed')).toBe('true');
  await stage.getByText('One bar is 15 minutes').waitFor();
});

test('V3: what may be missing is hatched until something is heard again', async () => {
  const stage = await open();
  const before = await countPixels(stage, light.edge);
  await stage.evaluate(
    (since) => globalThis.stage.set({ connection: { is: 'reconnecting', since } }),
    at('19:01'),
  );
  await expect.poll(() => countPixels(stage, light.edge)).toBeGreaterThan(before + 300);
  await stage.evaluate(() => globalThis.stage.set({ connection: { is: 'live' } }));
  await expect.poll(() => countPixels(stage, light.edge)).toBe(before);
});

test('V80: where claimants differ what they say is hatched behind the line, and named', async () => {
  const stage = await open();
  const before = await countPainted(stage);
  const reading = stage.locator('.chart-reading');
  expect(await reading.textContent()).not.toContain('claims from');
  await stage.evaluate(
    (snapshot) => globalThis.stage.set({ snapshot }),
    snapshotOf({ claims: contestedClaims }),
  );
  await expect
    .poll(() => reading.textContent())
    .toContain('(reported 1,070–1,192), claims from 566 to 1,131');
  await expect.poll(() => countPainted(stage)).toBeGreaterThan(before + 2_000);
  await stage.getByText('Hatched backwards').waitFor();
});

test('V12: the reading cursor is moved by keys and ended by Escape, and reads out in a visible line', async () => {
  const stage = await open();
  const slider = stage.getByRole('slider', { name: 'Read the chart at a time' });
  await slider.focus();
  await stage.keyboard.press('ArrowLeft');
  const reading = stage.locator('.chart-reading');
  await expect.poll(() => reading.textContent()).toMatch(/^19:30: [\d,]+ registrations, [\d,]+ arrests/);
  expect(await slider.getAttribute('aria-valuetext')).toBe(await reading.textContent());
  await stage.keyboard.press('Home');
  await expect.poll(() => reading.textContent()).toMatch(/^10:00: /);
  await stage.keyboard.press('Escape');
  await expect.poll(() => reading.textContent()).toMatch(/^19:42: 463,218 registrations/);
});

test('V12: pointing at the plot reads there', async () => {
  const stage = await open();
  await stage.getByRole('slider').hover({ position: { x: 10, y: 60 } });
  await expect
    .poll(() => stage.locator('.chart-reading').textContent())
    .toMatch(/^10:[01]\d: 44\d,\d\d\d registrations/);
});

test('V81: a mark tells its reason to a pointer, to a finger and to keys', async () => {
  const stage = await open({ width: 390 });
  const slider = stage.getByRole('slider', { name: 'Read the chart at a time' });
  const reading = stage.locator('.chart-reading');
  const reason = 'corrected at 15:05, Novosibirsk, from 64 to dozens: “counted twice”';
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no plot');
  const frame = await slider.evaluate((one) => [Number(one.ariaValueMin), Number(one.ariaValueMax)]);
  const [from = 0, end = 0] = frame;
  // The plot goes on a little beyond now.
  const x = box.x + (box.width * (at('15:05') - from)) / ((end - from) * 1.06);
  await stage.mouse.move(x, box.y + 40);
  await expect.poll(() => reading.textContent()).toContain(reason);
  await stage.mouse.move(box.x, box.y - 60);
  await expect.poll(() => reading.textContent()).not.toContain(reason);
  const touch = await touchOf(stage);
  await touch.press([[x, box.y + 40]]);
  await touch.release();
  await expect.poll(() => reading.textContent()).toContain(reason);
  await slider.press('Escape');
  for (let step = 0; step < 4; step++) await slider.press('PageDown');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toContain(reason);
});

test('V11: key updates stand beneath the chart as links to their posts', async () => {
  const stage = await open();
  const links = stage.getByRole('list', { name: 'Key updates' }).getByRole('link');
  await expect.poll(() => links.allTextContents()).toHaveLength(4);
  expect(await links.first().textContent()).toContain('11:26 Sakhalin: First arrests at the theatre');
  expect(await links.first().getAttribute('href')).toMatch(/^\/b\/invented-day\/e\//);
});

test('V9: a finer range is asked for with its own steps', async () => {
  const stage = await open();
  const asked = stage.waitForRequest((request) => /kind=arrest.*step=6$/.test(request.url()));
  await stage.getByRole('button', { name: '15 min' }).click();
  expect(new URL((await asked).url()).searchParams.get('from')).toBe(String(at('19:27')));
});

test('V13: the chart has no accessibility fault in either language', async () => {
  const stage = await open({ width: 390 });
  for (const lang of ['en', 'ru'] as const) {
    await stage.evaluate((to) => globalThis.stage.set({ lang: to }), lang);
    const { violations } = await new AxeBuilder({ page: stage }).include('.day-chart').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test('V16: on a phone the chart is 380 px high, nothing scrolls sideways, and it grows with its column', async () => {
  const stage = await open({ width: 390 });
  const box = await stage.locator('canvas').boundingBox();
  expect([box?.width, box?.height]).toEqual([358, 380]);
  expect(await stage.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await stage.setViewportSize({ width: 320, height: 1000 });
  await expect.poll(async () => (await stage.locator('canvas').boundingBox())?.width).toBe(288);
  expect(await stage.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('V15: a tick that brings nothing to draw is not drawn', async () => {
  const stage = await open();
  const draws = await stage.evaluate(
    async ([snapshot, now]) => {
      const { clearRect } = CanvasRenderingContext2D.prototype;
      let count = 0;
      CanvasRenderingContext2D.prototype.clearRect = function (...area) {
        count += 1;
        clearRect.apply(this, area);
      };
      const settle = () => new Promise((done) => setTimeout(done, 50));
      globalThis.stage.set({ snapshot });
      await settle();
      const before = count;
      for (let tick = 1; tick <= 5; tick++) {
        globalThis.stage.set({ snapshot: { ...snapshot, seq: snapshot.seq + tick }, now: now + tick * 250 });
        await settle();
      }
      return { forTheFirst: before, forTheRest: count - before };
    },
    [snapshotOf(), NOW] as const,
  );
  expect(draws.forTheFirst).toBeGreaterThan(0);
  expect(draws.forTheRest).toBe(0);
});

// Mutants: the axes keep their ends; a panel's axis alone does; the datasets keep their numbers.
test('V70: what a tick draws is, pixel for pixel, what the chart draws when it is laid out anew', async () => {
  const stage = await open();
  const shown = () => stage.evaluate(() => document.querySelector('canvas')?.toDataURL());
  const first = await shown();
  await stage.evaluate(
    async ([snapshot, now]) => {
      // Not all by the same part: higher axes alone would then draw the same lines.
      const rise = (points: readonly (readonly (number | null)[])[]) =>
        points.map(([t, ...values], index) => [t, ...values.map((value) => value && value + 9 * index)]);
      const series = Object.entries(snapshot.series).map(([kind, own]) => [
        kind,
        { ...own, points: rise(own?.points ?? []) },
      ]);
      globalThis.stage.set({
        snapshot: { ...snapshot, seq: snapshot.seq + 1, series: Object.fromEntries(series) },
        now: now + 600_000,
      });
      await new Promise((done) => requestAnimationFrame(done));
    },
    [snapshotOf(), NOW] as const,
  );
  const byTick = await shown();
  expect(byTick).not.toBe(first);
  await stage.getByRole('button', { name: 'Per interval' }).click();
  await stage.getByRole('button', { name: 'Cumulative' }).click();
  expect(await shown()).toBe(byTick);
});

test('V71: the canvas keeps its label for a minute, whatever the ticks bring', async () => {
  const stage = await open();
  const label = () => stage.evaluate(() => document.querySelector('canvas')?.getAttribute('aria-label'));
  const tick = (best: number, ahead: number) =>
    stage.evaluate(
      async ([snapshot, now, arrests]) => {
        const { headline } = snapshot;
        if (!headline.arrest) throw new Error('nobody states arrests');
        const arrest = { ...headline.arrest, low: arrests, best: arrests, high: arrests + 9 };
        const series = { ...snapshot.series };
        globalThis.stage.set({ snapshot: { ...snapshot, headline: { ...headline, arrest }, series }, now });
        await new Promise((done) => requestAnimationFrame(done));
      },
      [snapshotOf(), NOW + ahead, best] as const,
    );
  await expect.poll(label).toContain('1,070');
  const before = await label();
  await tick(2_000, 1_000);
  expect(await label()).toBe(before);
  await tick(2_000, 60_000);
  expect(await label()).not.toBe(before);
});

test('V43: the canvas is drawn as large as the reader has text', async () => {
  const stage = await open();
  const measure = () =>
    stage.evaluate(() => {
      const canvas = document.querySelector('canvas');
      if (!canvas) throw new Error('there is no canvas');
      const cursor = document.querySelector('.chart-cursor')?.getBoundingClientRect();
      const { width, height } = canvas.getBoundingClientRect();
      return { width, height, pixels: canvas.width, cursor: cursor?.height };
    });
  const usual = await measure();
  expect(usual).toMatchObject({ width: 864, height: 440, pixels: 864 });
  await stage.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await expect.poll(measure).toMatchObject({ width: 864, height: 880, cursor: 768 });
});

test('V50, V53: a chosen place is asked for, stands in the address, and a link opens so', async () => {
  const stage = await open();
  const asked = stage.waitForRequest((request) => /kind=arrest.*place=ufa/.test(request.url()));
  await stage.getByLabel('Place').selectOption('Ufa');
  await asked;
  expect(new URL(stage.url()).searchParams.get('chart-place')).toBe('ufa');
  await stage.getByRole('button', { name: 'Per interval' }).click();
  await stage.getByLabel('One bar').selectOption('per 5 minutes');
  await stage.getByText('One bar is 5 minutes').waitFor();
  await stage.reload();
  await stage.getByText('One bar is 5 minutes').waitFor();
  expect(await stage.getByLabel('Place').inputValue()).toBe('ufa');
});

test('V52: the plot is zoomed by keys and by dragging, and the page scrolls over it as ever', async () => {
  const stage = await open();
  const slider = stage.getByRole('slider', { name: 'Read the chart at a time' });
  const from = () => new URL(stage.url()).searchParams.get('chart-from');
  await expect
    .poll(async () => {
      await slider.press('+');
      return from();
    })
    .not.toBeNull();
  await stage.getByRole('button', { name: 'Whole range' }).waitFor();
  await slider.press('0');
  expect(from()).toBeNull();
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no plot');
  await stage.mouse.move(box.x + box.width * 0.2, box.y + 100);
  await stage.mouse.down();
  await stage.mouse.move(box.x + box.width * 0.6, box.y + 100, { steps: 4 });
  await stage.mouse.up();
  expect(from()).toMatch(/^2021-04-21T0[89]:/);
  await slider.press('Escape');
  await slider.press('Escape');
  expect(from()).toBeNull();
  const [top, left, right] = [box.y + 100, box.x + box.width * 0.4, box.x + box.width * 0.6];
  const touch = await touchOf(stage);
  await touch.press([
    [left, top],
    [right, top],
  ]);
  for (const spread of [40, 80, 120, 160])
    await touch.move([
      [left - spread, top],
      [right + spread, top],
    ]);
  await touch.release();
  await expect.poll(from).toMatch(/^2021-04-21T\d\d:/);
  const to = () => new URL(stage.url()).searchParams.get('chart-to');
  // A fifth of the plot lies over more than half of it now.
  const shown = Date.parse(to() ?? '') - Date.parse(from() ?? '');
  expect(shown / (at('20:17') - at('10:00'))).toBeCloseTo(0.2 / (0.2 + 320 / box.width), 1);
  expect(await stage.evaluate(() => visualViewport?.scale)).toBe(1);
  await slider.press('0');
  expect(from()).toBeNull();
  await stage.evaluate(() => {
    document.body.style.paddingBottom = '2000px';
  });
  await stage.mouse.wheel(0, 300);
  await expect.poll(() => stage.evaluate(() => scrollY)).toBeGreaterThan(200);
});
