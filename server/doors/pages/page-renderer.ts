/** Renders pages with the module that the client's build makes, and knows by which addresses its scripts go. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Express } from 'express';
import sirv from 'sirv';
import type { RenderOutput } from '#shared/output-model.ts';
import type {
  PageAssets,
  PageContext,
  PageModel,
  RenderedPage,
  RenderPage,
  WriteManifest,
} from '#shared/page-model.ts';
import { loadSiteFiles } from './site-files.ts';

export interface PageRenderer {
  render(model: PageModel, context: Omit<PageContext, 'assets'>): Promise<RenderedPage>;
  renderOutput: RenderOutput;
  /** The script that sizes embedded boards. */
  embedScript(): Promise<string>;
  /** Serves scripts, sheets, fonts and pictures, and what browsers ask for by themselves. */
  mountAssets(app: Express): void;
  /** Instead of the pages' own policy, where they are built as they are asked for. */
  readonly policy?: string;
}

/** What the build calls the sheet of what lies below the first screen. */
export const SHEET_BELOW = 'client/styles/below.css';

/** What `client/page.ts` exports. */
export interface RenderModule {
  renderPage: RenderPage;
  renderOutput: RenderOutput;
  writeManifest: WriteManifest;
}

/** Which of the scripts a page runs. */
export function scriptOf(model: PageModel): 'desk' | 'wall' | 'watch' {
  if (model.page === 'desk' || model.page === 'wall') return model.page;
  return model.page === 'withheld' && model.wall ? 'wall' : 'watch';
}

/** An entry of the build's manifest. */
interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

/** The build is not there, or is not one of these sources. The message says what to do. */
class NoBuild extends Error {
  constructor() {
    super('The pages are not built: run npm run build first.');
    this.name = 'NoBuild';
  }
}

/** @throws NoBuild */
export async function loadBuiltPages(
  root: string,
  settings: { keepsCopies: boolean },
): Promise<PageRenderer> {
  const watchPath = join(root, 'dist/client/.vite/manifest.json');
  const deskPath = join(root, 'dist/client/.vite/manifest-desk.json');
  const wallPath = join(root, 'dist/client/.vite/manifest-wall.json');
  const sheetPath = join(root, 'dist/client/.vite/manifest-sheet.json');
  const embedPath = join(root, 'dist/embed/embed.js');
  const rendererPath = join(root, 'dist/page/page.js');
  const needed = [watchPath, deskPath, wallPath, sheetPath, embedPath, rendererPath];
  if (!needed.every((path) => existsSync(path))) throw new NoBuild();
  // As its manifests are, this module is made by this project's own build.
  const rendered = (await import(pathToFileURL(rendererPath).href)) as RenderModule;
  const { renderPage, renderOutput, writeManifest } = rendered;
  const below = addressOf(await readManifest(sheetPath), SHEET_BELOW);
  const built = await readManifest(watchPath);
  const soon = { en: listSoon(built, 'client/words/en.ts'), ru: listSoon(built, 'client/words/ru.ts') };
  const watch = { ...listAssets(built, 'client/watch.ts'), below, soon, ...settings };
  const siteFiles = await loadSiteFiles(join(root, 'dist/client'), { ...settings, writeManifest });
  const scripts = {
    desk: { ...listAssets(await readManifest(deskPath), 'client/desk.ts'), below },
    wall: { ...listAssets(await readManifest(wallPath), 'client/wall.ts'), below },
    watch,
  };
  return {
    render: (model, context) => renderPage(model, { ...context, assets: scripts[scriptOf(model)] }),
    renderOutput,
    embedScript: () => readFile(embedPath, 'utf8'),
    mountAssets(app) {
      const year = 365 * 24 * 60 * 60;
      // Their names carry a hash of what is in them.
      const options = { maxAge: year, immutable: true, etag: true, gzip: true, brotli: true };
      siteFiles.mount(app);
      app.use('/assets', sirv(join(root, 'dist/client/assets'), options));
    },
  };
}

async function readManifest(path: string): Promise<Record<string, Chunk>> {
  // Written by this project's own build.
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, Chunk>;
}

/** What a board's script asks for as soon as it runs. */
function listSoon(manifest: Readonly<Record<string, Chunk>>, words: string): string[] {
  // Those that the numbers wait for come first, and the connection's last: a browser asks for six at a time.
  const first = [
    words,
    'client/watch/take-over.ts',
    'client/watch/tallies/under-numbers.ts',
    'shared/merge.ts',
  ];
  const entries = [...first, 'client/net/socket-wire.ts'];
  const known = new Set([manifest['client/watch.ts'], ...listImports(manifest, 'client/watch.ts')]);
  const needed = entries
    .flatMap((entry) => listImports(manifest, entry))
    .filter((chunk) => !known.has(chunk));
  const files = needed.map(({ file }) => `/${file}`);
  const last = addressOf(manifest, 'client/net/socket-wire.ts');
  const others = [...first.map((entry) => addressOf(manifest, entry)), ...files].filter(
    (each) => each !== last,
  );
  return [...new Set([...others, last])];
}

function addressOf(manifest: Readonly<Record<string, Chunk>>, entry: string): string {
  const chunk = manifest[entry];
  if (!chunk) throw new NoBuild();
  return `/${chunk.file}`;
}

function listAssets(manifest: Readonly<Record<string, Chunk>>, entry: string): Omit<PageAssets, 'below'> {
  const chunk = manifest[entry];
  if (!chunk) throw new NoBuild();
  const needed = listImports(manifest, entry);
  const styles = [chunk, ...needed].flatMap(({ css = [] }) => css);
  return {
    script: `/${chunk.file}`,
    styles: [...new Set(styles)].map((file) => `/${file}`),
    preload: needed.map(({ file }) => `/${file}`),
  };
}

/** What an entry imports at once, and what that imports in turn. */
function listImports(manifest: Readonly<Record<string, Chunk>>, entry: string): Chunk[] {
  const found = new Map<string, Chunk>();
  const look = (name: string) => {
    for (const imported of manifest[name]?.imports ?? []) {
      const chunk = manifest[imported];
      if (!chunk || found.has(imported)) continue;
      found.set(imported, chunk);
      look(imported);
    }
  };
  look(entry);
  return [...found.values()];
}
