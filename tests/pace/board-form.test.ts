/** What the largest board costs whoever opens its settings, while nothing else of the tests runs. */
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { enterDesk, openSite, openWindow } from '../support/journey.ts';

// Mutants: all rows drawn at once; the names of all places watched by each field.
test('K136: the form of a board with 5,000 places opens within a second, and shows a key within a tenth of one', async () => {
  await using browser = await launchBrowser();
  const places = Array.from({ length: 5_000 }, (_, at) => ({
    ...{ id: `p${at}`, name: { en: `Place ${at}`, ru: `Место ${at}` }, population: at },
    ...(at > 100 && { parent: `p${at % 100}` }),
  }));
  const site = await openSite({
    slug: 'rallies',
    title: 'Rallies',
    zone: 'Europe/Moscow',
    state: 'live',
    places,
  });
  const { page } = await openWindow(browser, site);
  await enterDesk({ page });
  const opened: number[] = [];
  for (let times = 0; times < 3; times++) {
    const took = await page.evaluate(async () => {
      const settings = document.querySelector<HTMLElement>('#desk-links button');
      const began = performance.now();
      settings?.click();
      const drawn = () => document.querySelectorAll('.rows-of-places .row-frame').length;
      while (drawn() === 0) await new Promise((done) => requestAnimationFrame(done));
      return [performance.now() - began, drawn()] as const;
    });
    opened.push(took[0]);
    expect(took[1]).toBe(50);
    if (times < 2) await page.getByRole('button', { name: 'Cancel' }).click();
  }
  const typed: number[] = await page.evaluate(async () => {
    const times: number[] = [];
    for (const name of ['places-en', 'places-parent', 'places-id', 'places-lat']) {
      const field = document.querySelector<HTMLInputElement>(`[name=${name}]`);
      field?.focus();
      for (let key = 0; key < 10; key++) {
        const began = performance.now();
        if (field) field.value += 'a';
        field?.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise<void>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(undefined);
        });
        document.body.getBoundingClientRect();
        times.push(performance.now() - began);
      }
    }
    return times.sort((a, b) => a - b);
  });
  const middle = typed[Math.floor(typed.length / 2)] ?? Number.NaN;
  console.log(
    `opened in ${opened.map((ms) => ms.toFixed(0)).join(', ')} ms; a key: ${middle.toFixed(1)} ms, at most ${typed.at(-1)?.toFixed(1)}`,
  );
  // What else a machine does makes it slower, never quicker.
  expect(Math.min(...opened)).toBeLessThanOrEqual(1_000);
  expect(middle).toBeLessThanOrEqual(100);
});
