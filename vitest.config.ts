import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import type { TestProjectConfiguration } from 'vitest/config';
import { defineConfig } from 'vitest/config';

interface Folder {
  /** Folders of one group run side by side, groups one after the other: a busy machine must not blur timings. */
  group: number;
  /** Files at a time: a server, or a browser and the server behind it, keep a core busy. Else one on each core. */
  workers?: number;
  globalSetup?: string[];
}

const builtClient = './tests/support/build-client.ts';
const browser = './tests/support/prepare-browser.ts';

const folders: Record<string, Folder> = {
  shared: { group: 0 },
  server: { group: 0 },
  ledger: { group: 0 },
  client: { group: 0 },
  live: { group: 1, workers: 2, globalSetup: [builtClient] },
  browser: { group: 2, workers: 2, globalSetup: [builtClient, browser] },
  pace: { group: 3, workers: 1, globalSetup: [browser] },
  repo: { group: 4 },
  // What takes minutes: `npm run test:long` alone runs it.
  long: { group: 5, workers: 1 },
};

export default defineConfig({
  plugins: [vue()],
  test: {
    reporters: ['default', './tests/support/reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    projects: Object.entries(folders).map(describeProject),
  },
});

function describeProject([name, folder]: [string, Folder]): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      globalSetup: folder.globalSetup ?? [],
      sequence: { groupOrder: folder.group },
      maxWorkers: folder.workers ?? availableParallelism(),
    },
  };
}
