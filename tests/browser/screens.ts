/**
 * `npm run screens`: draws every page at every width, in both themes and both languages, into `screens/`, to be looked at.
 * The board is the replay of 21 April 2021, stopped in the evening, and beside it one for each state that a board can be
 * in. `npm run screens 390 ru` draws those with both words.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { buildIfStale } from '../../client/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { OPERATOR } from '../support/evening.ts';
import { EVENING, openLooksBoards } from '../support/looks-boards.ts';

/** Milliseconds, with some more than a page waits. */
const NOT_LIVE_AFTER = 12_000;

const folder = join(import.meta.dirname, '../../screens');
const wanted = process.argv.slice(2);
const widths = [2560, 1440, 1024, 768, 390, 320];
const themes = ['light', 'dark'] as const;
const langs = ['en', 'ru'] as const;
const BOARD = `/b/${EVENING}`;

interface ScreenPage {
  name: string;
  path: string;
  /** Whether an operator looks at it. */
  isDesk?: boolean;
  /** A button's name. */
  press?: RegExp;
  /** Whether the line is cut once the page is live, for as long as a page waits before it says so. */
  isCutOff?: boolean;
}

const pages: ScreenPage[] = [
  { name: 'watch', path: BOARD },
  { name: 'intervals', path: BOARD, press: /Per interval|По интервалам/ },
  { name: 'replay', path: `${BOARD}?seq=300` },
  { name: 'filter', path: `${BOARD}?kind=arrest&place=moscow` },
  { name: 'share', path: BOARD, press: /^(Share|Поделиться)/ },
  { name: 'lost', path: BOARD, isCutOff: true },
  { name: 'planned', path: '/b/planned' },
  { name: 'empty', path: '/b/empty' },
  { name: 'ended', path: '/b/ended' },
  { name: 'report', path: '/b/ended/report' },
  { name: 'wall', path: `${BOARD}?view=wall` },
  { name: 'places', path: `${BOARD}/places` },
  { name: 'text', path: `${BOARD}/text` },
  { name: 'embed', path: `${BOARD}/embed` },
  { name: 'boards', path: '/?' },
  { name: 'missing', path: '/b/nowhere' },
  { name: 'sign-in', path: '/desk' },
  { name: 'choose', path: '/desk', isDesk: true },
  { name: 'make', path: '/desk', isDesk: true, press: /New board|Новое событие/ },
  { name: 'desk', path: `/desk?board=${EVENING}`, isDesk: true },
];

interface Screen {
  page: ScreenPage;
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
const site = await openLooksBoards();
const browser = await launchBrowser();
for (const screen of screens.filter(isWanted)) await draw(browser, screen);
await browser.close();
await site[Symbol.asyncDispose]();

async function draw(inBrowser: Browser, screen: Screen): Promise<void> {
  const { page, width, theme, lang } = screen;
  const context = await inBrowser.newContext({
    baseURL: site.url,
    viewport: { width, height: width < 640 ? 844 : 900 },
    deviceScaleFactor: width < 640 ? 2 : 1,
    colorScheme: theme,
    locale: lang,
    timezoneId: 'Europe/Berlin',
  });
  if (page.isDesk) await signIn(context);
  const tab = await context.newPage();
  const cutOff = page.isCutOff ? await prepareCut(tab) : undefined;
  await tab.goto(`${page.path}${page.path.includes('?') ? '&' : '?'}lang=${lang}`, {
    waitUntil: 'networkidle',
  });
  await scrollThrough(tab);
  await tab.waitForLoadState('networkidle');
  await cutOff?.();
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

/** What lies below the first screen is asked for when it nears it. */
async function scrollThrough(tab: Page): Promise<void> {
  await tab.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
      scrollTo(0, top);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  });
}

/** What cuts the page's line, and lets the time pass that a page gives it to come back. */
async function prepareCut(tab: Page): Promise<() => Promise<void>> {
  await tab.clock.install();
  const lines: WebSocketRoute[] = [];
  await tab.routeWebSocket(/socket/, (line) => {
    line.connectToServer();
    lines.push(line);
  });
  return async () => {
    await tab.routeWebSocket(/socket/, (line) => line.close());
    await tab.route('**/*', (route) => route.abort());
    await Promise.all(lines.map((line) => line.close()));
    await tab.clock.runFor(NOT_LIVE_AFTER);
  };
}
