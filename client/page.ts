/**
 * Renders the page the server sends: figures first, whole without any script. One inline sheet, no inline script, no
 * style attribute, and no snapshot: the script fetches its own and takes over when it has it.
 */
import type { Component } from 'vue';
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Revision } from '#shared/entry-history.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { OutputModel, RenderOutput } from '#shared/output-model.ts';
import type { PageContext, PageModel, RenderedPage } from '#shared/page-model.ts';
import { PAGES, pageOf, SITE_FILES } from '#shared/paths.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { sayBoard } from './board/board-sentence.ts';
import { isOver } from './board/event-time.ts';
import { sayNature } from './board/nature-words.ts';
import { loadCities } from './board/zone-name.ts';
import DeskShell from './desk/DeskShell.vue';
import EmbedBoard from './outputs/EmbedBoard.vue';
import { writeHtml } from './outputs/html.ts';
import { writeOutput } from './outputs/outputs.ts';
import type { Sheet } from './page-document.ts';
import { writeDocument } from './page-document.ts';
import belowSheet from './styles/below.css?inline';
import embedSheet from './styles/embed.css?inline';
import forcedSheet from './styles/forced-colors.css?inline';
import plainSheet from './styles/plain.css?inline';
import reportSheet from './styles/report.css?inline';
import deskSheet from './styles/shell.css?inline';
import manySheet from './styles/tally-many.css?inline';
import wallSheet from './styles/wall.css?inline';
import watchSheet from './styles/watch.css?inline';
import { turnKey } from './ui/rendering-turn.ts';
import BoardPage from './watch/BoardPage.vue';
import EntryPage from './watch/EntryPage.vue';
import { titleEntry } from './watch/entry-words.ts';
import BoardsPage from './watch/index/BoardsPage.vue';
import ProblemPage from './watch/ProblemPage.vue';
import PlacesPage from './watch/places/PlacesPage.vue';
import ReportPage from './watch/report/ReportPage.vue';
import WithheldPage from './watch/WithheldPage.vue';
import WallRegion from './watch/wall/WallRegion.vue';
import WithheldWall from './watch/wall/WithheldWall.vue';
import { claimsWords } from './words/claims-words.ts';
import { en } from './words/en.ts';
import { feedWords } from './words/feed-words.ts';
import { footWords } from './words/foot-words.ts';
import type { Locale } from './words/locale.ts';
import { createLocale } from './words/locale.ts';
import { placesWords } from './words/places-words.ts';
import { reportWords } from './words/report-words.ts';
import { ru } from './words/ru.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { asServed } from './words/served.ts';
import { localeKey } from './words/use-locale.ts';
import { wallWords } from './words/wall-words.ts';
import { waveWords } from './words/wave-words.ts';

/** What later parts of the page are written in. */
const LATE = [
  placesWords,
  footWords,
  sentenceWords,
  feedWords,
  claimsWords,
  waveWords,
  wallWords,
  reportWords,
];
await Promise.all([loadCities('ru'), ...LATE.flatMap((words) => [words.load('en'), words.load('ru')])]);
const locales = { en: createLocale('en', asServed('en', en)), ru: createLocale('ru', asServed('ru', ru)) };

/** What has a browser load the typeface; without it the system's, which the sheet names behind it, takes its place. */
const TYPEFACE = /@font-face\s*\{[^}]*url\([^}]*\}/g;

export async function renderPage(model: PageModel, context: PageContext): Promise<RenderedPage> {
  const whole = await renderModel(model, context, locales[context.lang]);
  const sheet = context.savesData ? { ...whole, css: whole.css.replace(TYPEFACE, '') } : whole;
  return { html: writeDocument(model, sheet, context), styleHashes: [await hash(sheet.css)] };
}

/** The light outputs, from the same numbers and words. */
export const renderOutput: RenderOutput = async (model, context) => {
  const locale = locales[context.lang];
  if (model.output === 'embed') return renderEmbed(model, context.now, locale);
  return { body: writeOutput(model, context, locale), styleHashes: [] };
};

type EmbedModel = Extract<OutputModel, { output: 'embed' }>;

async function renderEmbed({ snapshot, kind }: EmbedModel, now: number, locale: Locale) {
  const css = embedSheet.replace(TYPEFACE, '');
  const body = await render(EmbedBoard, { snapshot, kind, now }, locale);
  const title = inLanguage(snapshot.board.title, locale.lang);
  const script = PAGES.embedScript;
  return {
    body: writeHtml({ lang: locale.lang, title, body, css, script, refresh: 60 }),
    styleHashes: [await hash(css)],
  };
}

async function renderModel(model: PageModel, context: PageContext, locale: Locale): Promise<Sheet> {
  const { now, assets, turn } = context;
  const { site, problem } = locale.messages;
  const shared = { description: site.description, css: watchSheet + belowSheet };
  switch (model.page) {
    case 'board': {
      const { snapshot, mostPlaces, history, posts, wave } = model;
      const link = { is: 'connecting' } as const;
      return {
        ...shared,
        title: inLanguage(snapshot.board.title, locale.lang),
        description: describeBoard(snapshot, now, locale),
        body: await render(
          BoardPage,
          {
            view: { snapshot, mostPlaces, history, posts, wave, link, now, isServed: true },
            sheetBelow: assets.below,
          },
          locale,
          turn,
        ),
        // The one page that may be long: its figures do not wait for the looks of what is further down.
        css: countKindsOf(snapshot.board).length > 2 ? watchSheet + manySheet : watchSheet,
        ...(snapshot.board.state === 'live' && { refresh: 60 }),
      };
    }
    case 'wall':
      return renderWall(model, context, locale);
    case 'places': {
      const { snapshot, recent } = model;
      return {
        ...shared,
        description: describeBoard(snapshot, now, locale),
        title: `${placesWords.of(locale.lang).heading}: ${inLanguage(snapshot.board.title, locale.lang)}`,
        body: await render(PlacesPage, { snapshot, recent, now }, locale, turn),
        ...(snapshot.board.state === 'live' && { refresh: 60 }),
      };
    }
    case 'report':
      return { ...shared, ...(await renderReport(model, now, locale)) };
    case 'entry': {
      const { snapshot, revisions } = model;
      const body = await render(EntryPage, { snapshot, revisions, now }, locale);
      return { ...shared, ...describeEntry(snapshot, revisions, locale), body };
    }
    case 'boards': {
      const { boards, snapshots, hasAdmin } = model;
      const body = await render(BoardsPage, { boards, snapshots, hasAdmin, now }, locale);
      return { ...shared, title: site.boards, body };
    }
    case 'desk':
      return {
        ...shared,
        title: 'Tocsin',
        body: await render(DeskShell, { hasAdmin: model.hasAdmin }, locale),
        css: deskSheet + plainSheet + forcedSheet,
      };
    case 'withheld':
      return { ...shared, ...(await renderWithheld(model, now, locale)) };
    case 'problem': {
      const title = model.status === 404 ? problem.notFound : problem.other;
      return { ...shared, title, body: await render(ProblemPage, { status: model.status }, locale) };
    }
  }
}

type ReportModel = Extract<PageModel, { page: 'report' }>;

async function renderReport({ snapshot, report, after }: ReportModel, now: Instant, locale: Locale) {
  const { heading, headingOpen } = reportWords.of(locale.lang);
  const { board } = snapshot;
  return {
    title: `${isOver(board) ? heading : headingOpen}: ${inLanguage(board.title, locale.lang)}`,
    description: describeBoard(snapshot, now, locale),
    body: await render(ReportPage, { snapshot, report, after, now }, locale),
    css: watchSheet + belowSheet + reportSheet,
  };
}

type WithheldModel = Extract<PageModel, { page: 'withheld' }>;

async function renderWithheld({ since, board, wall }: WithheldModel, now: Instant, locale: Locale) {
  const title = board ? inLanguage(board.title, locale.lang) : locale.messages.site.boards;
  const body = await render(wall ? WithheldWall : WithheldPage, { since, board, now }, locale);
  return { ...(wall && { css: wallSheet, wall }), title, body, retry: 30 };
}

type WallModel = Extract<PageModel, { page: 'wall' }>;

async function renderWall(
  { snapshot, wave, look }: WallModel,
  { now, publicUrl }: Pick<PageContext, 'now' | 'publicUrl'>,
  locale: Locale,
): Promise<Sheet> {
  const { board } = snapshot;
  const view = { snapshot, wave, link: { is: 'connecting' } as const, now, isServed: true };
  const host = publicUrl && new URL(publicUrl).host;
  return {
    title: inLanguage(board.title, locale.lang),
    description: describeBoard(snapshot, now, locale),
    body: await render(WallRegion, { view, host }, locale),
    css: wallSheet,
    wall: look,
    // Nobody is there to load it anew, whatever the board becomes.
    refresh: 60,
  };
}

/** What a link to a board says where it is shared, and what is not real about it: the page around it is not there. */
function describeBoard(snapshot: Snapshot, now: Instant, locale: Locale): string {
  return [sayNature(snapshot.board, locale), sayBoard(snapshot, now, locale)].filter(Boolean).join(' ');
}

/** What a link to a post says where it is shared: the state of now, and what it says. */
function describeEntry({ board }: Snapshot, revisions: readonly Revision[], locale: Locale) {
  const row = revisions.at(-1)?.row;
  const name = inLanguage(board.title, locale.lang);
  if (!row) return { title: name };
  const title = `${titleEntry(row, board, locale)} – ${name}`;
  const { entry, feed } = locale.messages;
  const said = row.retracted ? entry.isRetracted : (row.text ?? (row.erased && feed.erased));
  return { title, ...(said !== undefined && { description: said }) };
}

/** What a browser reads that puts the site among the apps of a device. */
export function writeManifest(lang: Lang): object {
  const { description } = locales[lang].messages.site;
  const icon = (src: string, size: number, purpose: 'any' | 'maskable') => ({
    src,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: PAGES.boards,
    name: 'Tocsin',
    short_name: 'Tocsin',
    description,
    lang,
    dir: 'ltr',
    start_url: pageOf('boards', {}, { lang }),
    scope: PAGES.boards,
    display: 'minimal-ui',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: [
      icon(SITE_FILES.icon, 192, 'any'),
      icon(SITE_FILES.largeIcon, 512, 'any'),
      icon(SITE_FILES.maskableIcon, 512, 'maskable'),
    ],
  };
}

async function render(
  component: Component,
  props: Record<string, unknown>,
  locale: Locale,
  turn?: PageContext['turn'],
): Promise<string> {
  const app = createSSRApp({ render: () => h(component, props) });
  app.provide(localeKey, locale);
  if (turn) app.provide(turnKey, turn);
  const whole = await renderToString(app);
  await turn?.();
  // Marks for a script that would take these very elements over; ours draws its own. What somebody wrote has no such marks.
  const rendered = whole.replace(/<!--[[\]]?-->| class=""/g, '');
  await turn?.();
  // Within a drawing an element without a body may close itself.
  return rendered.replace(/><\/(?:path|rect|use|circle)>/g, '/>');
}

/** SHA-256, as a Content-Security-Policy names it. */
async function hash(css: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
