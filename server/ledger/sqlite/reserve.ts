/**
 * A little room kept on the disk: SQLite needs some beside a database even to read it, and a server that is started on a
 * full disk must read. The room is given up then, and nothing is written until it could be taken again.
 */
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_MODE } from './folder.ts';

/** What the index of the log takes at first is a quarter of this. */
const BYTES = 131_072;

/** Rejects where there is no room. */
export async function keepReserve(folder: string): Promise<void> {
  const file = join(folder, 'tocsin.reserve');
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size >= BYTES) return;
  const next = `${file}.next`;
  try {
    await using written = await open(next, 'w', FILE_MODE);
    // Not zeros: some file systems give those no room.
    await written.writeFile(Buffer.alloc(BYTES, 'tocsin'));
    await written.sync();
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
  await rename(next, file);
}

export async function releaseReserve(folder: string): Promise<void> {
  await rm(join(folder, 'tocsin.reserve'), { force: true });
}
