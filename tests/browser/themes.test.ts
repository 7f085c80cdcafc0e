/** The theme is chosen on any page, and holds on all of them. */
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openSite, openWindow, SOON } from '../support/journey.ts';

// Mutants: a page without a board leaves the buttons out of sight; what was chosen is not kept.
test('W397: the theme is chosen on pages without a script of their own too, and holds on the next one', async () => {
  const site = await openSite();
  const { body } = await site.admin.post({ kind: 'update', text: 'The square is closed.' }, 'rallies');
  const browser = await launchBrowser();
  try {
    const { page } = await openWindow(browser, site, { viewport: { width: 1024, height: 700 } });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    const isChosen = (name: string) =>
      page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed');
    const paths = [
      '/b/nowhere',
      `/b/rallies/e/${body.entries[0]?.id}`,
      '/b/rallies/places',
      '/b/rallies/report',
    ];
    for (const [index, path] of paths.entries()) {
      await page.setViewportSize({ width: 1024, height: 700 });
      await page.goto(`${path}?lang=en`);
      const [now, next] = index % 2 === 0 ? ['Auto', 'Dark'] : ['Dark', 'Auto'];
      await expect.poll(() => isChosen(now), SOON).toBe('true');
      await page.getByRole('button', { name: next, exact: true }).click();
      expect(await theme()).toBe(next === 'Dark' ? 'dark' : undefined);
      expect(await isChosen(next)).toBe('true');
      expect(await isChosen(now)).toBe('false');
      // On a phone one button goes through them.
      await page.setViewportSize({ width: 390, height: 700 });
      const through = page.locator('.next-theme');
      for (let press = 0; press < 3; press++) await through.click();
      expect(await through.textContent()).toBe(`Theme: ${next}`);
      expect(await theme()).toBe(next === 'Dark' ? 'dark' : undefined);
    }
  } finally {
    await browser.close();
  }
});
