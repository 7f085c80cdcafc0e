/** A Chromium for the tests: whichever this machine has, else whichever it can install. */
import type { ExecFileOptions } from 'node:child_process';
import { execFile } from 'node:child_process';
import { access, glob } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const installTimeout = 300_000;

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A way to come by a browser: the paths it offers, best first. It may install one, and may fail. */
type Way = () => Promise<string[]>;

const ways: Way[] = [findPlaywrights, findSystems, installFromDebian, installFromNpm, installFromPlaywright];

let found: Promise<string> | undefined;

/** Starts a headless Chromium. The caller closes it. */
export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureBrowser(), args: [...flags, ...extraFlags] });
}

/** The path of a Chromium that runs here, installed if there was none. Throws one clear line if none can be had. */
export function ensureBrowser(): Promise<string> {
  found ??= process.env.CHROMIUM_PATH ? takeNamed(process.env.CHROMIUM_PATH) : tryWays();
  return found;
}

async function takeNamed(path: string): Promise<string> {
  if (await runs(path)) return path;
  throw new Error(`CHROMIUM_PATH names ${path}, which does not run as a browser.`);
}

async function tryWays(): Promise<string> {
  for (const way of ways) {
    const paths = await way().catch(() => []);
    for (const path of paths) {
      if (await runs(path)) return path;
    }
  }
  throw new Error(
    'No Chromium was found or could be installed: install one, or set CHROMIUM_PATH to its path.',
  );
}

async function findPlaywrights(): Promise<string[]> {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  const others = await Array.fromAsync(
    glob('chromium*/chrome-*/{chrome,headless_shell,chrome-headless-shell}', { cwd: cache }),
  );
  return [chromium.executablePath(), ...others.map((path) => join(cache, path))];
}

async function findSystems(): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function installFromDebian(): Promise<string[]> {
  if (platform() !== 'linux' || process.getuid?.() !== 0) return [];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', 'chromium'], { env });
  return findSystems();
}

async function installFromNpm(): Promise<string[]> {
  if (platform() !== 'linux') return [];
  const name = '@sparticuz/chromium';
  await run('npm', ['install', '--no-save', `${name}@153`]);
  // Not a dependency, so the compiler cannot know it.
  const { default: packed } = (await import(name)) as { default: { executablePath(): Promise<string> } };
  return [await packed.executablePath()];
}

async function installFromPlaywright(): Promise<string[]> {
  await run('npx', ['playwright-core', 'install', 'chromium']);
  return findPlaywrights();
}

/** Whether there is a browser at the path: Ubuntu's `chromium-browser` may be a stub that only asks for snap. */
async function runs(path: string): Promise<boolean> {
  try {
    await access(path);
    await run(path, ['--version'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

async function run(command: string, args: readonly string[], options: ExecFileOptions = {}): Promise<void> {
  await promisify(execFile)(command, args, { cwd: root, timeout: installTimeout, ...options });
}
