/** Programs that a test runs and that a machine may lack: found, or installed from Debian's packages. */
import { execFile } from 'node:child_process';
import { platform } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes sure that a program is there.
 * @throws Error one clear line, where it is missing and cannot be installed
 */
export async function ensureProgram(name: string, debianPackage = name): Promise<void> {
  if (await isThere(name)) return;
  if (platform() === 'linux' && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env }).catch(() => undefined);
    await run('apt-get', ['install', '-y', debianPackage], { env }).catch(() => undefined);
  }
  if (!(await isThere(name))) throw new Error(`${name} is missing, and could not be installed: install it.`);
}

async function isThere(name: string): Promise<boolean> {
  return await run(name, ['--version']).then(
    () => true,
    () => false,
  );
}
