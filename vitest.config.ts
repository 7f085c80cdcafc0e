import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import type { TestProjectConfiguration } from 'vitest/config';
import { defineConfig } from 'vitest/config';

interface Folder {
  /** Folders of one group run side by side, groups one after the other: a busy machine must not blur timings. */
  group: number;
  /** Files at a time, the same for all of a group. */
  workers: number;
  globalSetup?: string[];
}

const builtClient = './tests/support/build-client.ts';
const browser = './tests/support/prepare-browser.ts';

/**
 * One more than there are cores: a file that waits for a server, a page or a timer leaves its core to another. All of them
 * in one group, since the last file of a group has the machine to itself. Each may be a browser, with half a gigabyte.
 */
const shared = { group: 0, workers: Math.min(availableParallelism(), 5) + 1 };

const folders: Record<string, Folder> = {
  shared,
  server: shared,
  ledger: shared,
  client: shared,
  live: { ...shared, globalSetup: [builtClient] },
  browser: { ...shared, globalSetup: [builtClient, browser] },
  pace: { group: 1, workers: 1, globalSetup: [browser] },
  // Types and lint alone are six programs.
  repo: { group: 2, workers: availableParallelism() },
  // What takes minutes: `npm run test:long` alone runs it.
  long: { group: 3, workers: 1 },
};

export default defineConfig({
  plugins: [vue()],
  test: {
    reporters: ['default', './tests/support/reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // What is waited for comes when the machine lets it: only what never comes is a fault.
    expect: { poll: { timeout: 15_000 } },
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
      maxWorkers: folder.workers,
    },
  };
}
