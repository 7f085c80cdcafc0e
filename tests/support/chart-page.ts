/** Builds the chart's stage and opens it in a browser, with a server that answers from the invented day. */
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import type { Point } from '#shared/snapshot.ts';
import { importPlainly } from '../../vite.config.ts';
import type { DayKind } from './chart-day.ts';
import { correctedRow, keyRows, marks, pointsOf } from './chart-day.ts';

const root = join(import.meta.dirname, '../..');
const origin = 'http://chart.test';

export type Files = Map<string, string | Uint8Array>;

/** The built files of an entry, by name. `external` packages are left out. */
export async function buildEntry(entry: string, external: string[] = []): Promise<Files> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // As the page's own build, which has nothing of Vite's between an import and what it loads.
    plugins: [vue(), importPlainly()],
    build: {
      write: false,
      rolldownOptions: {
        input: join(root, entry),
        external,
        preserveEntrySignatures: 'exports-only',
        treeshake: { propertyReadSideEffects: false },
        output: { entryFileNames: 'entry.js', chunkFileNames: '[name].js' },
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  return new Map(outputs.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}

export interface StageView {
  width?: number;
  theme?: 'light' | 'dark';
  /** Pixels per CSS pixel. */
  scale?: number;
}

/** A page with the chart on it. `reply` may answer the requests for series in another way. */
export async function openStage(
  browser: Browser,
  files: Files,
  { width = 1440, theme = 'light', scale = 1 }: StageView = {},
): Promise<Page> {
  // A context of its own: axe opens a second page beside this one.
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    deviceScaleFactor: scale,
    colorScheme: theme,
  });
  const page = await context.newPage();
  const css = [...files.keys()].filter((name) => name.endsWith('.css'));
  const side = width < 640 ? 16 : 40;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chart</title>
    ${css.map((name) => `<link rel="stylesheet" href="/${name}">`).join('')}
    <body style="padding: ${side}px; max-width: ${864 + 2 * side}px"><main id="stage"></main>
    <p id="day-table">The table.</p><script type="module" src="/entry.js"></script>`;
  await page.route(`${origin}/**`, (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (url.pathname.startsWith('/api/')) return route.fulfill({ json: answer(url) });
    const file = files.get(url.pathname.slice(1));
    if (file === undefined) return route.fulfill({ status: 404 });
    const contentType = url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    const isText = /\.(css|js)$/.test(url.pathname);
    return route.fulfill({ body: Buffer.from(file), ...(isText && { contentType }) });
  });
  await page.goto(`${origin}/`);
  await page.locator('.chart-cursor').waitFor();
  await page.waitForFunction(() => document.querySelector('canvas')?.width !== 300);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** The ministry says half of what everybody else does. */
function scaleDown([t, low, best, high]: Point): Point {
  const [least, said, most] = [low, best, high].map((value) => Math.round(value / 2));
  return [t, least ?? 0, said ?? 0, most ?? 0, null];
}

function answer(url: URL): unknown {
  const parts = url.pathname.split('/');
  if (parts.at(-1) === 'series') {
    const kind = url.searchParams.get('kind') as DayKind;
    const step = Number(url.searchParams.get('step'));
    const points = pointsOf(kind, step, Number(url.searchParams.get('from')));
    const claimant = url.searchParams.get('claimant') ?? 'desk';
    const told = claimant === 'ministry' ? points.map(scaleDown) : points;
    return { kind, claimant, step, points: told, marks: kind === 'arrest' ? marks : [] };
  }
  if (parts.at(-1) === 'entries') {
    const entries = keyRows.map(({ id, seq }) => ({
      id: `mark-${seq}`,
      seq: seq + 1,
      kind: 'mark',
      target: id,
      key: true,
    }));
    return { entries, next: null };
  }
  return [correctedRow, ...keyRows].find(({ id }) => id === parts.at(-1));
}
