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
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    console.log('No tmpfs can be mounted here: this test takes the next real thing.');
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return {
    folder,
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
  };
}
