import vue from '@vitejs/plugin-vue';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vite';

/**
 * Builds from one source: the watchers' script, the desk's, the wall's, a sheet, and the page the server renders before any
 * script runs. The scripts share no chunk: whatever the desk needs of Vue would be what every watcher waits for.
 */
export default defineConfig({
  appType: 'custom',
  publicDir: false,
  plugins: [vue(), importPlainly()],
  css: { postcss: { plugins: [breakByTextSize()] } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  builder: {},
  build: {
    emptyOutDir: true,
    // Chart.js reads properties at its top level; taken as side effects they keep 6 kB of unused code.
    rolldownOptions: { treeshake: { propertyReadSideEffects: false } },
  },
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        manifest: true,
        // Nothing is preloaded: the list of what could be is 0.2 kB.
        modulePreload: { resolveDependencies: () => [] },
        rolldownOptions: {
          input: ['client/watch.ts'],
          // One file for all that the first numbers need: it packs better than two, and asks once.
          output: {
            codeSplitting: {
              groups: [
                { name: 'watch', tags: ['$initial'] },
                // What stands under the numbers needs this, and so do later files.
                {
                  name: 'said',
                  test: /(figure-words|zone-name|late-panel|kind-traits)\.ts$|RichText\.vue/,
                },
                // What the record and later files share likewise: files of some lines each pack badly. What the record
                // does not need is in none of it: its readers would wait for that too.
                {
                  name: 'later',
                  test: /(when-there|place-time|starts?|start-sentence|zone-name|countdown|late-words|kind-words|zone-clock|address|feed-order|event-minute)\.ts$/,
                  minShareCount: 2,
                },
                // The axis of time and what is asked for it: the chart's and the wave's.
                { name: 'axis', test: /chart\/(frame|tick-words|time-ticks|use-board-requests)\.ts$/ },
              ],
            },
          },
        },
      },
    },
    // The sheet of what lies below the first screen, which the page itself asks for. Beside a script in one build it
    // would tear that script in two.
    sheet: {
      consumer: 'client',
      build: {
        outDir: 'dist/client',
        emptyOutDir: false,
        manifest: '.vite/manifest-sheet.json',
        rolldownOptions: { input: ['client/styles/below.css'] },
      },
    },
    // Each is one file, and lies where it may answer for every page of the site.
    worker: describeWorker('worker'),
    withdrawn: describeWorker('withdrawn'),
    desk: {
      consumer: 'client',
      build: {
        outDir: 'dist/client',
        // Built after the watchers' script, beside it.
        emptyOutDir: false,
        manifest: '.vite/manifest-desk.json',
        rolldownOptions: { input: ['client/desk.ts'] },
      },
    },
    wall: {
      consumer: 'client',
      build: {
        outDir: 'dist/client',
        emptyOutDir: false,
        manifest: '.vite/manifest-wall.json',
        rolldownOptions: { input: ['client/wall.ts'] },
      },
    },
    // What other people's pages ask for: one plain script at an address that stays.
    embed: {
      consumer: 'client',
      build: {
        outDir: 'dist/embed',
        rolldownOptions: {
          input: ['client/embed.ts'],
          output: { format: 'iife', entryFileNames: 'embed.js' },
        },
      },
    },
    ssr: {
      // Everything is bundled, so that the server has nothing of the client's to install or resolve. Without the
      // condition `node` Vue comes as modules that can be shaken; with it, whole and with its template compiler.
      resolve: { noExternal: true, conditions: ['module', 'development|production'] },
      define: { 'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'production') },
      build: {
        outDir: 'dist/page',
        ssr: true,
        rolldownOptions: {
          input: { page: 'client/page.ts' },
          // Both languages are in this build, which the scripts load one of.
          checks: { ineffectiveDynamicImport: false },
        },
      },
    },
  },
});

function describeWorker(name: string): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: 'dist/client',
      emptyOutDir: false,
      manifest: false,
      rolldownOptions: {
        input: [`client/worker/${name}.ts`],
        output: { entryFileNames: `${name}.js`, format: 'iife' },
      },
    },
  };
}

/**
 * The widths at which the layout changes are written as they are drawn, in pixels of text of the usual size, and built in
 * units of the reader's own: whoever has text twice as large has half as much room, and gets the layout for that.
 */
export function breakByTextSize() {
  const inText = (unit: string) => (params: string) =>
    params.replaceAll(/\((min|max)-width: *(\d+)px\)/g, (_, bound: string, pixels: string) =>
      bound === 'min'
        ? `(width >= ${Number(pixels) / 16}${unit})`
        : `(width < ${(Number(pixels) + 1) / 16}${unit})`,
    );
  const written = { media: inText('em'), container: inText('rem') };
  return {
    postcssPlugin: 'break-by-text-size',
    AtRule(rule: { name: string; params: string }) {
      const write = written[rule.name as keyof typeof written];
      const params = write?.(rule.params);
      if (params !== undefined && params !== rule.params) rule.params = params;
    },
  };
}

/**
 * Vite wraps each `import()` in code that preloads style sheets and modules: 0.7 kB in the watchers' script. Its later
 * files have no sheets, and import nothing that is not there already.
 */
export function importPlainly(): Plugin {
  return {
    name: 'import-plainly',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client' || name === 'wall',
    load(id) {
      return id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined;
    },
  };
}
