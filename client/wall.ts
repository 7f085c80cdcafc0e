/** The wall's script: keeps one board fresh on a screen that nobody touches, over the same link as its page. */
// Named here so that the build puts them among the assets: the sheet inside the page asks for them.
import '@fontsource-variable/source-sans-3/files/source-sans-3-cyrillic-wght-normal.woff2?url';
import '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url';
import { createApp, createVNode } from 'vue';
import { pageOf } from '#shared/paths.ts';
import type { Lang } from '#shared/text.ts';
import type { FollowedBoard } from './board/follow-board.ts';
import { followBoard } from './board/follow-board.ts';
import { loadCities } from './board/zone-name.ts';
import { readTheme, showTheme } from './ui/kept-theme.ts';
import { giveWay, takeOver, untilKnown } from './watch/take-over.ts';
import WallRegion from './watch/wall/WallRegion.vue';
import { askWave } from './watch/wave/follow-wave.ts';
import type { Locale } from './words/locale.ts';
import { loadLocale } from './words/locale.ts';
import { localeKey } from './words/use-locale.ts';
import { wallWords } from './words/wall-words.ts';
import { waveWords } from './words/wave-words.ts';

const { documentElement: root, body } = document;
const lang: Lang = root.lang === 'ru' ? 'ru' : 'en';
const slug = body.dataset.board;
// What the address says of the theme stands on the page already.
if (root.dataset.theme === undefined) showTheme(readTheme());
if (slug !== undefined) {
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') location.assign(pageOf('board', { slug }, { lang }));
  });
  void replaceServed(slug);
}

async function replaceServed(board: string): Promise<void> {
  const loading = Promise.all([
    loadLocale(lang),
    loadCities(lang),
    wallWords.load(lang),
    waveWords.load(lang),
  ]);
  const followed = followBoard(board, (problem) => {
    void loading.then(([locale]) => giveWay(problem, followed, locale));
  });
  const [locale] = await loading;
  await untilKnown(followed);
  await draw(followed, locale);
}

/** With the wave's first answer: its columns are there when it is swapped in. */
async function draw(followed: FollowedBoard, locale: Locale): Promise<void> {
  const served = document.getElementById('region-wall');
  const { snapshot, link, now } = followed;
  if (!(served && snapshot.value)) return;
  const answer = await askWave(snapshot.value);
  const app = createApp(() => {
    if (!snapshot.value) return null;
    const view = { snapshot: snapshot.value, link: link.value, now: now.value, isServed: false };
    return createVNode(WallRegion, { view, host: location.host, answer });
  });
  const rendered = document.createElement('div');
  app.provide(localeKey, locale).mount(rendered);
  const region = rendered.firstElementChild;
  // A board that was found to be damaged meanwhile has taken the place.
  if (region && served.isConnected) takeOver(served, region);
}
