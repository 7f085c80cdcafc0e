/**
 * The head witness: a small file of its own that says how far each board had come. A flipped bit in the write-ahead log
 * makes SQLite drop what follows it without a word; a database that lacks what its witness has seen is not served.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerFault } from '../contract.ts';
import { FILE_MODE } from './folder.ts';

export interface WitnessedHead {
  board: string;
  seq: number;
  /** Hexadecimal. */
  hash: string;
}
export interface Testimony {
  epoch: string;
  heads: readonly WitnessedHead[];
}

/** @throws LedgerFault `damaged` when the file is there and cannot be understood. */
export async function readWitness(path: string): Promise<Testimony | undefined> {
  const json = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (json === undefined) return undefined;
  const testimony = parse(json);
  if (testimony) return testimony;
  throw new LedgerFault(
    'damaged',
    `The head witness ${path} is damaged: if the database is sound, delete this file.`,
  );
}

function parse(json: string): Testimony | undefined {
  try {
    const { epoch, heads }: { epoch?: unknown; heads?: unknown } = JSON.parse(json);
    return typeof epoch === 'string' && Array.isArray(heads) && heads.every(isHead)
      ? { epoch, heads }
      : undefined;
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is WitnessedHead {
  if (typeof value !== 'object' || value === null) return false;
  const { board, seq, hash }: { board?: unknown; seq?: unknown; hash?: unknown } = value;
  return typeof board === 'string' && Number.isSafeInteger(seq) && typeof hash === 'string';
}

/** Replaces the file: whoever reads it finds the old one or the new one whole, also after a power cut. */
export async function writeWitness(path: string, testimony: Testimony): Promise<void> {
  const next = `${path}.next`;
  await using file = await open(next, 'w', FILE_MODE);
  await file.writeFile(`${JSON.stringify(testimony)}\n`);
  await file.sync();
  await rename(next, path);
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}
