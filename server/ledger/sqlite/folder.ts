/** Makes the data folder if it is missing, and opens it to its owner alone, since password hashes lie in it. */
import { chmod, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreLog } from '../store.ts';

const FOLDER_MODE = 0o700;
/** The mode of every file in the folder. SQLite gives the files beside its database the mode of the database. */
export const FILE_MODE = 0o600;

/** @throws the system's error if the folder cannot be made */
export async function prepareFolder(folder: string, log: StoreLog): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await tighten(folder, FOLDER_MODE, log);
  const database = join(folder, 'tocsin.db');
  const made = [database, join(folder, 'tocsin.lock')];
  for (const file of made) await make(file);
  const beside = [
    `${database}-wal`,
    `${database}-shm`,
    join(folder, 'head-witness.json'),
    join(folder, 'tocsin.reserve'),
    join(folder, 'tally-images.db'),
  ];
  for (const file of [...made, ...beside]) await tighten(file, FILE_MODE, log);
}

/** SQLite would make the file with the process's default mode, which others may read. */
async function make(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) return;
  await using made = await open(file, 'a', FILE_MODE);
  void made;
}

async function tighten(path: string, mode: number, log: StoreLog): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || (found.mode & 0o777 & ~mode) === 0) return;
  await chmod(path, mode).catch(() => {
    log.warn(`${path} can be read by others on this machine, and that could not be changed.`);
  });
}
