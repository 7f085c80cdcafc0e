import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { root } from '../support/repository.ts';

const timeout = 180_000;

// Each keeps one core busy: side by side they take half as long.
for (const folder of ['shared', 'server', 'client', 'tests']) {
  test.concurrent(`R1: the types of ${folder} hold`, { timeout }, () => runTool('vue-tsc', '-p', folder));
}

test.concurrent('R1: lint finds nothing, and every file is formatted', { timeout }, () =>
  runTool('biome', 'ci', '--error-on-warnings', '--colors=off'),
);

test.concurrent('R1: nothing is exported or installed that nobody uses', { timeout }, () => runTool('knip'));

async function runTool(name: string, ...args: string[]): Promise<void> {
  try {
    await promisify(execFile)(join(root, 'node_modules/.bin', name), args, { cwd: root });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${name} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}
