/** The server as a program of its own, to be stopped, killed and started again. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ADMIN } from './server-room.ts';

export const main = join(import.meta.dirname, '../../server/main.ts');

/** Takes what is to be done at the end; the last comes first. */
export type Until = (end: () => Promise<void>) => void;

export interface Program {
  child: ChildProcess;
  /** All that it printed so far. */
  printed: { out: string; err: string };
  /** Its exit code; null where a signal ended it. */
  exited: Promise<number | null>;
  /** Where it is; rejects with what it printed where it does not get that far. */
  url: Promise<string>;
}

/** A folder that is removed at the end: of the test, unless said otherwise. */
export async function makeDataDir(until: Until = onTestFinished): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-program-'));
  until(() => rm(dataDir, { recursive: true }));
  return dataDir;
}

/** Runs `server/main.ts` on a port of its own with the usual admin, unless the variables say otherwise. */
export function startProgram(
  variables: Record<string, string | undefined>,
  {
    cwd = tmpdir(),
    command = [main],
    until = onTestFinished,
  }: { cwd?: string; command?: string[]; until?: Until } = {},
): Program {
  const child = spawn(process.execPath, command, {
    // Not the project's folder, where a developer may keep a file of settings.
    cwd,
    env: {
      PATH: process.env.PATH,
      // What was compiled before the tests: a start takes half as long.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: '0',
      TICK_MS: '20',
      TOCSIN_ADMIN: `${ADMIN.name}:${ADMIN.password}`,
      ...variables,
    },
  });
  const printed = { out: '', err: '' };
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  child.stderr.on('data', (chunk: Buffer) => {
    printed.err += chunk.toString();
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed.out += chunk.toString();
      const [, port] = /Tocsin is on \S+:(\d+)\n/.exec(printed.out) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.once('close', () => reject(new Error(printed.err)));
  });
  // Only some tests wait for it.
  url.catch(() => {});
  until(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { child, printed, exited, url };
}
