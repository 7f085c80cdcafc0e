import vue from '@vitejs/plugin-vue';
import type { TestProjectConfiguration } from 'vitest/config';
import { defineConfig } from 'vitest/config';

interface Folder {
  /** Folders of one group run side by side, groups one after the other: a busy machine must not blur timings. */
  group: number;
  alone?: true;
  globalSetup?: string[];
}

const builtClient = './tests/support/build-client.ts';
const browser = './tests/support/prepare-browser.ts';

const folders: Record<string, Folder> = {
  shared: { group: 0 },
  server: { group: 0 },
  ledger: { group: 0 },
  client: { group: 0 },
  live: { group: 1, alone: true, globalSetup: [builtClient] },
  browser: { group: 2, alone: true, globalSetup: [builtClient, browser] },
  repo: { group: 3 },
  // What takes minutes: `npm run test:long` alone runs it.
  long: { group: 4, alone: true },
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
      ...(folder.alone ? { maxWorkers: 1 } : {}),
    },
  };
}
