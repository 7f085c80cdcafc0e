/**
 * `npm run screens`: draws every page at every width, in both themes and both languages, into `screens/`, to be looked at.
 * The board is the replay of 21 April 2021, stopped in the evening. `npm run screens 390 ru` draws those with both words.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { buildIfStale } from '../../client/build.ts';
import { APRIL_21, readScenario } from '../../server/demo/scenario.ts';
import { permitRole } from '../../server/desk/admission.ts';
import { start } from '../../server/start.ts';
import { launchBrowser } from '../support/browser.ts';
import { fillEvening, OPERATOR } from '../support/evening.ts';

const folder = join(import.meta.dirname, '../../screens');
const wanted = process.argv.slice(2);
const widths = [1440, 1024, 768, 390, 320];
const themes = ['light', 'dark'] as const;
const langs = ['en', 'ru'] as const;
const pages = [
  { name: 'watch', path: '/b/2021-04-21', isDesk: false },
  { name: 'watch-intervals', path: '/b/2021-04-21', isDesk: false, press: /Per interval|По интервалам/ },
  { name: 'text', path: '/b/2021-04-21/text', isDesk: false },
  { name: 'embed', path: '/b/2021-04-21/embed', isDesk: false },
  { name: 'boards', path: '/?', isDesk: false },
  { name: 'missing', path: '/b/nowhere', isDesk: false },
  { name: 'sign-in', path: '/desk', isDesk: false },
  { name: 'choose', path: '/desk', isDesk: true },
  { name: 'make', path: '/desk', isDesk: true, press: /New board|Новое событие/ },
  { name: 'desk', path: '/desk?board=2021-04-21', isDesk: true },
];

interface Screen {
  page: (typeof pages)[number];
  width: number;
  theme: (typeof themes)[number];
  lang: (typeof langs)[number];
}

const screens: Screen[] = pages.flatMap((page) =>
  widths.flatMap((width) => themes.flatMap((theme) => langs.map((lang) => ({ page, width, theme, lang })))),
);
const nameOf = ({ page, width, theme, lang }: Screen) => `${page.name}-${width}-${theme}-${lang}.png`;
const isWanted = (screen: Screen) => wanted.every((word) => nameOf(screen).split(/[-.]/).includes(word));

await buildIfStale();
await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-screens-'));
const running = await start({
  ...{
    port: 0,
    host: '127.0.0.1',
    dataDir,
    trustProxy: false,
    tickMs: 50,
    logLevel: 'warn',
    admin: OPERATOR,
  },
});
await fill();
const browser = await launchBrowser();
for (const screen of screens.filter(isWanted)) await draw(browser, screen);
await browser.close();
await running[Symbol.asyncDispose]();
await rm(dataDir, { recursive: true });

async function fill(): Promise<void> {
  await fillEvening(running);
  const { board } = readScenario(APRIL_21);
  const { operator } = await running.people.signIn(OPERATOR.name, OPERATOR.password, { address: 'screens' });
  const second = { ...board, slug: 'second', state: 'planned', nature: 'simulated' } as const;
  await running.desk.makeBoard(permitRole(operator, 'admin', '*'), second);
}

async function draw(inBrowser: Browser, screen: Screen): Promise<void> {
  const { page, width, theme, lang } = screen;
  const context = await inBrowser.newContext({
    baseURL: `http://127.0.0.1:${running.port}`,
    viewport: { width, height: width < 640 ? 844 : 900 },
    deviceScaleFactor: width < 640 ? 2 : 1,
    colorScheme: theme,
    locale: lang,
    timezoneId: 'Europe/Berlin',
  });
  if (page.isDesk) await signIn(context);
  const tab = await context.newPage();
  await tab.goto(`${page.path}${page.path.includes('?') ? '&' : '?'}lang=${lang}`, {
    waitUntil: 'networkidle',
  });
  // The chart is loaded when it nears the screen.
  await tab
    .locator('.chart-frame')
    .scrollIntoViewIfNeeded({ timeout: 1_000 })
    .catch(() => {});
  await tab.waitForLoadState('networkidle');
  if (page.press) await tab.getByRole('button', { name: page.press }).first().click();
  await tab.evaluate(() => document.fonts.ready);
  // A chart draws itself in the next frame.
  await tab.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await tab.evaluate(() => scrollTo(0, 0));
  await tab.screenshot({ path: join(folder, nameOf(screen)), fullPage: true });
  await context.close();
  console.log(nameOf(screen));
}

async function signIn(context: BrowserContext): Promise<void> {
  await context.request.post('/api/v1/session', { data: OPERATOR });
}
