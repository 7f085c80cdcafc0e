/** Pages for whoever develops Tocsin: Vite builds each module when it is asked for, and replaces it when it changes. */
import type { Server } from 'node:http';
import { DEVELOPMENT_POLICY } from '../http/security-headers.ts';
import type { PageRenderer, RenderModule } from './page-renderer.ts';
import { SHEET_BELOW, scriptOf } from './page-renderer.ts';

/** @param server carries Vite's own socket too, which tells the browser what changed */
export async function openDevelopmentPages(
  root: string,
  server: Server,
): Promise<PageRenderer & AsyncDisposable> {
  // Installed for development alone.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    // Bundled, the settings are written into a file and imported from there: `node --watch` restarts at each such file.
    configLoader: 'native',
    server: { middlewareMode: true, hmr: { server } },
  });
  const load = async () => (await vite.ssrLoadModule('/client/page.ts')) as RenderModule;
  return {
    policy: DEVELOPMENT_POLICY,
    async render(model, context) {
      const { renderPage } = await load();
      const script = `/client/${scriptOf(model)}.ts`;
      const assets = { script, styles: [], below: `/${SHEET_BELOW}`, preload: [] };
      const page = await renderPage(model, { ...context, assets });
      return { ...page, html: await vite.transformIndexHtml('/', page.html) };
    },
    renderOutput: async (model, context) => (await load()).renderOutput(model, context),
    // It imports nothing, so that what Vite makes of it is a plain script too.
    embedScript: async () => (await vite.transformRequest('/client/embed.ts'))?.code ?? '',
    mountAssets: (app) => void app.use(vite.middlewares),
    [Symbol.asyncDispose]: () => vite.close(),
  };
}
