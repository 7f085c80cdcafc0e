/** Folders that are gone when their test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder of this test alone. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
