/** The document around a page: its head, what browsers and other sites read of it, and where its scripts are. */
import type { Board } from '#shared/board.ts';
import type { PageAssets, PageContext, PageModel, WallLook } from '#shared/page-model.ts';
import { pageOf, SITE_FILES } from '#shared/paths.ts';
import type { Lang } from '#shared/text.ts';
import { quote } from './outputs/cut.ts';

/** What a kind of page brings to the document around it. */
export interface Sheet {
  title: string;
  description: string;
  body: string;
  css: string;
  /** Seconds after which a browser without scripts loads the page anew. */
  refresh?: number;
  /** Seconds after which any browser does. */
  retry?: number;
  /** How the address wants it, where it is a wall. */
  wall?: WallLook;
}

export function writeDocument(model: PageModel, sheet: Sheet, context: PageContext): string {
  const { lang, assets, publicUrl } = context;
  const slug = liveBoardOf(model)?.slug;
  const theme = sheet.wall?.theme ? ` data-theme="${sheet.wall.theme}"` : '';
  const address = publicUrl && slug && publicUrl + pageOf('board', { slug });
  const title = model.page === 'desk' ? sheet.title : `${sheet.title} – Tocsin`;
  return [
    `<!doctype html><html lang="${lang}"${theme}><head><meta charset="utf-8">`,
    `<title>${quote(title)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="description" content="${quote(sheet.description)}">`,
    `<meta property="og:title" content="${quote(sheet.title)}">`,
    `<meta property="og:description" content="${quote(sheet.description)}">`,
    writeCardTags(model, { lang, publicUrl }),
    // The two papers of the tokens: the frame that a phone draws around the page.
    '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">',
    '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0f1316">',
    sheet.refresh ? `<noscript><meta http-equiv="refresh" content="${sheet.refresh}"></noscript>` : '',
    sheet.retry ? `<meta http-equiv="refresh" content="${sheet.retry}">` : '',
    address ? `<link rel="canonical" href="${quote(address)}">` : '',
    address ? writeAlternates(address) : '',
    `<link rel="icon" href="${SITE_FILES.icon}">`,
    `<link rel="manifest" href="${SITE_FILES.manifest}?lang=${lang}">`,
    `<style>${sheet.css}</style>`,
    writeAssets(assets),
    '</head>',
    `<body${markBoard(model, context)}${sheet.wall?.isClear ? ' class="clear"' : ''}>${sheet.body}`,
    slug === undefined ? '' : writeSoon(context),
    '</body></html>',
  ].join('');
}

/** The board whose numbers the page follows. */
function liveBoardOf(model: PageModel): Board | undefined {
  return model.page === 'board' || model.page === 'wall' ? model.snapshot.board : undefined;
}

/** The picture that goes along with a link: others fetch it by its whole address, where that is known. */
function writeCardTags(
  model: PageModel,
  { lang, publicUrl }: { lang: Lang; publicUrl: string | undefined },
): string {
  if (publicUrl === undefined || !('snapshot' in model)) return '';
  const address = publicUrl + pageOf('card', model.snapshot.board, { lang });
  return [
    `<meta property="og:image" content="${quote(address)}">`,
    '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">',
    '<meta name="twitter:card" content="summary_large_image">',
  ].join('');
}

/**
 * Seconds between two questions of a page that saves data: a busy board's ticks would be megabytes an hour, what they come
 * to is a kilobyte.
 */
const SAVING_EVERY = 15;

/** What the script reads: which board this is, how to save data, and whether it may be kept for when there is no network. */
function markBoard(model: PageModel, { assets, savesData }: PageContext): string {
  const board = liveBoardOf(model);
  if (!board) return '';
  const { slug, state } = board;
  const isKept = assets.keepsCopies && state !== 'draft' && model.page === 'board';
  return ` data-board="${quote(slug)}"${savesData ? ` data-saves="${SAVING_EVERY}"` : ''}${isKept ? ' data-kept' : ''}`;
}

/**
 * At the end, after every figure: on a slow line each round trip that the script need not wait for is the better part of a
 * second. Who saves data opens no socket, and needs none of what that takes.
 */
function writeSoon({ assets, lang, savesData }: PageContext): string {
  return savesData ? '' : (assets.soon?.[lang] ?? []).map(writePreload).join('');
}

function writePreload(href: string): string {
  return `<link rel="modulepreload" href="${quote(href)}">`;
}

function writeAlternates(address: string): string {
  return ['en', 'ru']
    .map((lang) => `<link rel="alternate" hreflang="${lang}" href="${quote(address)}?lang=${lang}">`)
    .join('');
}

function writeAssets({ script, styles, preload }: PageAssets): string {
  return [
    ...styles.map((href) => `<link rel="stylesheet" href="${quote(href)}">`),
    ...preload.map(writePreload),
    `<script type="module" src="${quote(script)}"></script>`,
  ].join('');
}
