/** The watch page's script: keeps one board fresh, and draws it in the place of what the server sent, region by region. */
// Named here so that the build puts them among the assets: the sheet inside the page asks for them.
import '@fontsource-variable/source-sans-3/files/source-sans-3-cyrillic-wght-normal.woff2?url';
import '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url';
import type { Component, VNode } from 'vue';
import { createApp, createVNode } from 'vue';
import type { FollowedBoard } from './board/follow-board.ts';
import { followBoard } from './board/follow-board.ts';
import { readViewerZone, viewerZoneKey } from './board/use-viewer-zone.ts';
import { readTheme, showTheme } from './ui/kept-theme.ts';
import type { BoardView } from './watch/board-view.ts';
import { replayed } from './watch/replayed.ts';
import type { Mount } from './watch/take-over.ts';
import NumbersRegion from './watch/tallies/NumbersRegion.vue';
import { tallyBodies } from './watch/tallies/tally-bodies.ts';
import type { Locale } from './words/locale.ts';
import { loadLocale } from './words/locale.ts';
import { localeKey } from './words/use-locale.ts';

const slug = document.body.dataset.board;
// Also on pages that show no board: what the reader chose holds everywhere.
showTheme(readTheme());
if (slug !== undefined) void replaceServed(slug);
else void import('./ui/offer-themes.ts').then(({ offerThemes }) => offerThemes());

async function replaceServed(board: string): Promise<void> {
  // All of it comes while the board is asked for, so that none of it makes the first numbers wait.
  const loading = Promise.all([
    loadLocale(document.documentElement.lang === 'ru' ? 'ru' : 'en'),
    import('./watch/take-over.ts'),
    import('./watch/tallies/under-numbers.ts'),
  ]);
  const followed = followBoard(board, (problem) => {
    void loading.then(([locale, later]) => later.giveWay(problem, followed, locale));
  });
  const [locale, { mountOthers, takeOver, untilKnown }, { bodies }] = await loading;
  Object.assign(tallyBodies, bodies);
  // Until then the served page has the better numbers: they are there.
  const known = await untilKnown(followed);
  const mount: Mount = ([name, region]) => {
    const served = document.getElementById(`region-${name}`);
    if (served) takeOver(served, renderRegion(served.id, region, known, locale));
  };
  mount(['numbers', NumbersRegion]);
  await mountOthers(
    async () => (await import('./watch/masthead/masthead.ts')).loadRegions(locale.lang),
    mount,
  );
  await mountOthers(async () => (await import('./watch/record.ts')).loadRegions(locale.lang), mount);
  await mountOthers(
    async () => (await import('./watch/wave/wave.ts')).loadRegions(locale.lang, known.snapshot),
    mount,
  );
  await mountOthers(async () => (await import('./watch/surroundings.ts')).regions, mount);
  await mountOthers(async () => (await import('./watch/foot/foot.ts')).loadRegions(locale.lang), mount);
  await mountOthers(async () => (await import('./watch/claims/claims.ts')).loadPanel(locale.lang), mount);
  await mountOthers(async () => (await import('./watch/places/places.ts')).loadRegions(locale.lang), mount);
}

function renderRegion(id: string, region: Component, followed: FollowedBoard, locale: Locale): Element {
  const app = createApp(() => drawRegion(region, followed));
  app.provide(localeKey, locale);
  app.provide(viewerZoneKey, readViewerZone());
  const rendered = document.createElement('div');
  rendered.className = 'region';
  rendered.id = id;
  app.mount(rendered);
  return rendered;
}

/** Read anew with each change: a region is drawn from the board as it is followed. */
function drawRegion(region: Component, followed: FollowedBoard): VNode | null {
  const { snapshot, link, lastHeard, now, tryNow } = followed;
  if (!snapshot.value) return null;
  const view: BoardView = {
    snapshot: snapshot.value,
    link: link.value,
    now: now.value,
    lastHeard: lastHeard.value,
    isServed: false,
  };
  return createVNode(region, { ...view, ...replayed.value, onTryNow: tryNow });
}
