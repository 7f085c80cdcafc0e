/** A small disk that can be filled and made read-only: a tmpfs, where the test may mount one. */
import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratch.ts';

export interface SmallDisk {
  folder: string;
  makeReadOnly(): void;
}

/** Undefined, with a line that says so, where this machine lets nobody mount. */
export function mountSmallDisk(size: string): SmallDisk | undefined {
  const folder = scratchFolder();
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  } catch {
    console.log('No tmpfs can be mounted here: this test takes the next real thing.');
    return undefined;
  }
  onTestFinished(() => run('umount', '-l', folder));
  return {
    folder,
    makeReadOnly: () => run('mount', '-o', 'remount,ro', folder),
  };
}

export function run(program: string, ...takes: string[]): void {
  execFileSync(program, takes, { stdio: 'ignore' });
}
