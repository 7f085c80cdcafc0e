import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { MAP_SIZES } from '../../client/watch/map/use-map.ts';
import type { RenderedPage, RenderPage } from '../../shared/page-model.ts';
import { setup } from '../support/build-client.ts';
import { INVENTED_NOW, inventedSnapshot } from '../support/fixtures/invented-board.ts';
import { root } from '../support/repository.ts';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const kB = 1_000;
/** As long as the real ones. */
const SOON = [
  'ru-aq6CCbL2',
  'take-over-BvWio0j-',
  'socket-wire-C2TbNxKQ',
  'merge-BjobKDz3',
  'later-DRiPWCa2',
  'rolldown-runtime-DK3Fl9T5',
].map((name) => `/assets/${name}.js`);
let manifest: Record<string, Chunk>;
let page: RenderedPage;

beforeAll(async () => {
  await setup();
  manifest = JSON.parse(readFileSync(join(root, 'dist/client/.vite/manifest.json'), 'utf8'));
  const { renderPage } = (await import(join(root, 'dist/page/page.js'))) as { renderPage: RenderPage };
  const assets = {
    script: '/assets/watch.js',
    styles: [],
    below: '/below.css',
    preload: [],
    soon: { en: SOON, ru: SOON },
  };
  page = await renderPage(
    { page: 'board', snapshot: inventedSnapshot },
    { lang: 'ru', now: INVENTED_NOW, assets },
  );
}, 120_000);

/** Gzipped bytes of a file of the build and of everything that it imports at once, less what is there already. */
function weigh(entry: string, known: ReadonlySet<string> = new Set()): number {
  const files = [...reach(entry)].filter((file) => !known.has(file));
  return files.reduce((sum, file) => sum + gzip(readFileSync(join(root, 'dist/client', file))), 0);
}

function reach(entry: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`the build has no ${entry}`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) reach(imported, found);
  return found;
}

function gzip(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

test('W50: the page with all figures, twenty posts and its sheet is at most 14 kB', () => {
  expect(gzip(page.html)).toBeLessThanOrEqual(14 * kB);
});

test('W51: the script that keeps the numbers live is light, and what follows it too', () => {
  expect(weigh('client/watch.ts')).toBeLessThanOrEqual(34 * kB);
  const script = reach('client/watch.ts');
  // What stands under the numbers is asked for beside the words, and before any number is drawn.
  expect(weigh('client/watch/tallies/under-numbers.ts', script)).toBeLessThanOrEqual(5.5 * kB);
  const numbers = new Set([...script, ...reach('client/watch/tallies/under-numbers.ts')]);
  expect(weigh('client/watch/masthead/masthead.ts', numbers)).toBeLessThanOrEqual(7.5 * kB);
  const masthead = new Set([...numbers, ...reach('client/watch/masthead/masthead.ts')]);
  expect(weigh('client/watch/record.ts', masthead)).toBeLessThanOrEqual(11.5 * kB);
  const record = new Set([...masthead, ...reach('client/watch/record.ts')]);
  expect(weigh('client/watch/feed/feed.ts', record)).toBeLessThanOrEqual(8.7 * kB);
  const feed = new Set([...record, ...reach('client/watch/feed/feed.ts')]);
  expect(weigh('client/watch/feed/keep-posts.ts', feed)).toBeLessThanOrEqual(kB);
  expect(weigh('client/watch/feed/reader.ts', feed)).toBeLessThanOrEqual(4 * kB);
  expect(weigh('client/watch/wave/wave.ts', feed)).toBeLessThanOrEqual(7 * kB);
  expect(weigh('client/watch/claims/claims.ts', record)).toBeLessThanOrEqual(2 * kB);
  expect(weigh('client/watch/claims/ask-for-posts.ts', record)).toBeLessThanOrEqual(2.5 * kB);
  expect(weigh('client/watch/surroundings.ts', record)).toBeLessThanOrEqual(2 * kB);
  const before = new Set([...record, ...reach('client/watch/surroundings.ts')]);
  expect(weigh('client/watch/foot/foot.ts', before)).toBeLessThanOrEqual(2.5 * kB);
  // The table of places is the last to come: nobody waits for it, and it stands as served meanwhile.
  expect(weigh('client/watch/places/places.ts', before)).toBeLessThanOrEqual(0.5 * kB);
  expect(weigh('client/watch/places/PlacesRegion.vue', before)).toBeLessThanOrEqual(11 * kB);
  const table = new Set([...before, ...reach('client/watch/places/PlacesRegion.vue')]);
  expect(weigh('client/watch/places/MyPlace.vue', table)).toBeLessThanOrEqual(2.5 * kB);
  expect(weigh('client/watch/saved/saved-board.ts', before)).toBeLessThanOrEqual(2 * kB);
  expect(weigh('client/watch/share/open-share.ts', before)).toBeLessThanOrEqual(2 * kB);
  expect(gzip(readFileSync(join(root, 'dist/client/worker.js')))).toBeLessThanOrEqual(2.5 * kB);
});

test('W236: the map comes for those who want it, at most 17 kB of it, and says how much it is', () => {
  const known = new Set([...reach('client/watch.ts'), ...reach('client/watch/places/PlacesRegion.vue')]);
  for (const [outline, size] of Object.entries(MAP_SIZES)) {
    const bytes =
      weigh('client/watch/map/MapFigure.vue', known) + weigh(`client/watch/map/${outline}.ts`, known);
    expect(bytes).toBeLessThanOrEqual(17 * kB);
    expect([outline, Math.round(bytes / kB)]).toEqual([outline, size]);
  }
});

test('W51: no later file brings a style sheet, which nothing would load', () => {
  expect(Object.values(manifest).flatMap(({ css = [] }) => css)).toEqual([]);
});

test('V15: compressed, Chart.js is at most 45 kB and what draws with it at most 16.7, beyond what the page has', () => {
  const first = ['client/watch.ts', 'client/watch/masthead/masthead.ts', 'client/watch/record.ts'];
  const page = new Set(first.flatMap((entry) => [...reach(entry)]));
  expect(weigh('client/chart/chart-js.ts')).toBeLessThanOrEqual(45 * kB);
  expect(weigh('client/watch/day/drawn-day.ts', page)).toBeLessThanOrEqual(16.7 * kB);
  const drawn = new Set([...page, ...reach('client/watch/day/drawn-day.ts')]);
  expect(weigh('client/chart/around.ts', drawn)).toBeLessThanOrEqual(2.5 * kB);
  expect(weigh('client/chart/remarks.ts', drawn)).toBeLessThanOrEqual(2.5 * kB);
  expect(weigh('client/chart/tell-table.ts', drawn)).toBeLessThanOrEqual(1.2 * kB);
  expect(weigh('client/chart/follow-claims.ts', drawn)).toBeLessThanOrEqual(1.2 * kB);
  expect(weigh('client/watch/replay/replay.ts', page)).toBeLessThanOrEqual(5 * kB);
});

test('W374: a wall is a page of at most 9 kB with a script of at most 45, and shares nothing with the board’s page', async () => {
  const { renderPage } = (await import(join(root, 'dist/page/page.js'))) as { renderPage: RenderPage };
  const assets = { script: '/assets/wall.js', styles: [], below: '/below.css', preload: [] };
  const model = { page: 'wall', snapshot: inventedSnapshot, look: {} } as const;
  const wall = await renderPage(model, { lang: 'ru', now: INVENTED_NOW, assets });
  expect(gzip(wall.html)).toBeLessThanOrEqual(9 * kB);
  const path = join(root, 'dist/client/.vite/manifest-wall.json');
  const built = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
  const entry = built['client/wall.ts'];
  const files = [entry, ...(entry?.imports ?? []).map((name) => built[name])].flatMap(
    (chunk) => chunk?.file ?? [],
  );
  const bytes = files.reduce((sum, file) => sum + gzip(readFileSync(join(root, 'dist/client', file))), 0);
  expect(bytes).toBeLessThanOrEqual(45 * kB);
  expect([...reach('client/watch.ts')].filter((file) => files.includes(file))).toEqual([]);
});

test('W52: the socket client comes after the first paint, and is at most 14 kB', () => {
  expect(weigh('client/net/socket-wire.ts', reach('client/watch.ts'))).toBeLessThanOrEqual(14 * kB);
  expect([...reach('client/watch.ts')].filter((file) => /socket/.test(file))).toEqual([]);
  expect(weigh('client/net/socket-wire.ts')).toBeGreaterThan(10 * kB);
});

test('W53: a reader pays for one language, and for no checker of input', () => {
  const scripts = [
    ...reach('client/watch.ts'),
    ...reach('client/watch/masthead/masthead.ts'),
    ...reach('client/watch/record.ts'),
    ...reach('client/watch/feed/feed.ts'),
    ...reach('client/watch/wave/wave.ts'),
    ...reach('client/watch/places/PlacesRegion.vue'),
    ...reach('client/watch/surroundings.ts'),
  ];
  const code = scripts.map((file) => readFileSync(join(root, 'dist/client', file), 'utf8')).join('');
  expect(code).not.toContain('ZodError');
  expect(code).not.toContain('$ZodType');
  expect(code).not.toContain('in the last hour');
  expect(code).not.toContain('за последний час');
});

test('W54: the typeface that the page names is among its assets', () => {
  const named = [...page.html.matchAll(/url\(["']?(\/assets\/[^"')]+)/g)].map(([, url = '']) => url);
  expect(named.length).toBeGreaterThanOrEqual(2);
  expect(named.filter((url) => !existsSync(join(root, 'dist/client', url)))).toEqual([]);
});

test('W46: without a script the sheet itself withdraws "Live" after fifteen seconds', () => {
  expect(page.html).toMatch(/\.unheard\{[^}]*animation:[^}]*15s/);
  expect(page.html).toMatch(/\.served \.tag-live\{[^}]*animation:[^}]*15s/);
});
