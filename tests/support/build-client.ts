/** Before the tests that start the real server: the client it serves is built, and what it is made of is compiled. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './repository.ts';
import { main } from './server-process.ts';

/**
 * In a process of its own: the test runner's says that it is no production, and a build made there carries all of Vue's
 * warnings, also into the `npm start` that finds it afterwards.
 */
export async function setup(): Promise<void> {
  const script = join(root, 'client/build.ts');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [script, '--if-stale'], { cwd: root, env });
  // The processes that run the tests inherit it, and what they start.
  if (process.env.NODE_COMPILE_CACHE) return;
  process.env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/tocsin-tests');
  await compileServer(process.env.NODE_COMPILE_CACHE);
}

/** A start that ends in peace: one that is killed, as the tests' are, leaves nothing compiled behind. */
async function compileServer(cache: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-compiled-'));
  const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, NODE_COMPILE_CACHE: cache };
  const child = spawn(process.execPath, [main], { cwd: dataDir, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Tocsin is on ')) child.kill();
  }
  await ended;
  await rm(dataDir, { recursive: true });
}
