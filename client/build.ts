/** Builds the client into `dist/`; with `--if-stale` only when its sources differ from those of the last build. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { createBuilder } from 'vite';
import { drawIcons } from './draw-icons.ts';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'dist/.stamp');
const compressible = new Set(['.css', '.js', '.json', '.svg']);

/** Builds unless `dist/` already holds a build of the sources as they are now. Says whether it built. */
export async function buildIfStale(): Promise<boolean> {
  const stamp = await stampSources();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return false;
  await buildClient(stamp);
  return true;
}

async function buildClient(stamp: string): Promise<void> {
  await rm(stampFile, { force: true });
  const builder = await createBuilder({ root, logLevel: 'warn' });
  await builder.buildApp();
  await compressAssets(join(root, 'dist/client/assets'));
  for (const { file, bytes } of drawIcons()) await writeFile(join(root, 'dist/client', file), bytes);
  await writeFile(stampFile, stamp);
}

/** One hash over everything a build depends on. Contents, not dates: a checkout sets every date anew. */
async function stampSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    'package-lock.json',
    'vite.config.ts',
    ...(await listFiles('client')),
    ...(await listFiles('shared')),
  ];
  for (const file of files) {
    hash.update(`${file}\0`).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root.length + 1))
    .sort();
}

/** Writes `.gz` and `.br` beside each asset, so that serving one costs no compression. */
async function compressAssets(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const assets = files.filter((file) => compressible.has(extname(file)));
  await Promise.all(
    assets.map(async (file) => {
      const bytes = await readFile(join(folder, file));
      await writeFile(join(folder, `${file}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      await writeFile(join(folder, `${file}.br`), await promisify(brotliCompress)(bytes));
    }),
  );
}

if (import.meta.main) {
  if (process.argv.includes('--if-stale')) await buildIfStale();
  else await buildClient(await stampSources());
}
