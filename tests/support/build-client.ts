/** Before the tests that start the real server: the client it serves is built. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './repository.ts';

/**
 * In a process of its own: the test runner's says that it is no production, and a build made there carries all of Vue's
 * warnings, also into the `npm start` that finds it afterwards.
 */
export async function setup(): Promise<void> {
  const script = join(root, 'client/build.ts');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [script, '--if-stale'], { cwd: root, env });
}
