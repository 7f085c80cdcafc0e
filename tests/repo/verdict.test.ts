import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/repository.ts';

const sound = `test('a', () => {}); test('b', () => {});`;

const runs = [
  { about: 'sound tests', files: [sound], verdict: '2 passed, 0 failed', code: 0 },
  {
    about: 'a test that fails',
    files: [sound, `test('c', () => expect(1).toBe(2));`],
    verdict: '2 passed, 1 failed',
  },
  {
    about: 'a test that is skipped',
    files: [`${sound} test.skip('c', () => {});`],
    verdict: '2 passed, 1 failed',
  },
  {
    about: 'a file that does not load',
    files: [sound, `import './absent.js';`],
    verdict: '2 passed, 1 failed',
  },
  { about: 'a file without a test', files: [sound, ''], verdict: '2 passed, 1 failed' },
  {
    about: 'a hook that fails',
    files: [`${sound} afterAll(() => { throw 1; });`],
    verdict: '2 passed, 1 failed',
  },
  { about: 'no file at all', files: [], verdict: '0 passed, 1 failed' },
];

for (const { about, files, verdict, code = 1 } of runs) {
  test(`R14: a run of ${about} ends with "${verdict}"`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-verdict-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await Promise.all(files.map((text, index) => writeFile(join(folder, `${index}.test.js`), text)));
    const run = await runVitest(folder);
    expect(run.lastLine).toBe(verdict);
    expect(run.code).toBe(code);
  });
}

function runVitest(folder: string): Promise<{ lastLine: string | undefined; code: number | null }> {
  const reporter = join(root, 'tests/support/reporter.ts');
  const args = ['run', '--globals', '--root', folder, '--reporter', 'default', '--reporter', reporter];
  return new Promise((resolve) => {
    const child = execFile(join(root, 'node_modules/.bin/vitest'), args, (_error, stdout) => {
      resolve({ lastLine: stdout.trimEnd().split('\n').at(-1), code: child.exitCode });
    });
  });
}
