/**
 * A file that reserves a little room on the disk. SQLite needs some beside a database even to read it, and a server that is
 * started on a full disk must read. The file is removed then, and nothing is written until it could be made again.
 */
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_MODE } from './folder.ts';

/** Four times what SQLite's index of the log takes at first. */
const BYTES = 131_072;

/** Makes the file if it is missing. Rejects if there is no room for it. */
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
