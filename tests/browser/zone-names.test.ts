import { expect, test } from 'vitest';
import { citiesRu } from '../../client/words/cities-ru.ts';
import { launchBrowser } from '../support/browser.ts';

// Mutant: a city that Node knows and Chromium does not is left out.
test('W131: the city of every zone that a browser has is called in Russian, whatever the browser knows', async () => {
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  const zones = await page.evaluate(() => Intl.supportedValuesOf('timeZone'));
  expect(zones.length).toBeGreaterThan(300);
  const unnamed = zones.filter((zone) => {
    const city = zone.replace(/^.*\//, '');
    return zone.includes('/') && !zone.startsWith('Etc/') && !/^[а-яё]/i.test(citiesRu[city] ?? '');
  });
  expect(unnamed).toEqual([]);
});
