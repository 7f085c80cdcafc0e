/**
 * The head witness: a small file beside the database with the head of each board. After a flipped bit in the write-ahead
 * log SQLite silently drops what follows it; a board that lacks the line its witness has seen is not served.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerFault } from '../../ledger-fault.ts';
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
  /** Boards that are withheld, and since when. The next start verifies all of their lines before it serves. */
  withheld: readonly { board: string; since: number }[];
}

/** @throws LedgerFault `damaged` if the file exists and cannot be understood */
export async function readWitness(path: string): Promise<Testimony | undefined> {
  const json = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    if (error.code === 'EISDIR') return '';
    throw error;
  });
  if (json === undefined) return undefined;
  const testimony = parse(json);
  if (testimony) return testimony;
  throw new LedgerFault(
    'damaged',
    'head-witness.json cannot be understood, so nobody can say whether the newest entries are all there; tocsin.db was not touched. Restore a backup of both, or remove head-witness.json to go on with what tocsin.db has.',
  );
}

function parse(json: string): Testimony | undefined {
  try {
    const {
      epoch,
      heads,
      withheld = [],
    }: { epoch?: unknown; heads?: unknown; withheld?: unknown } = JSON.parse(json);
    return typeof epoch === 'string' && isList(heads, isHead) && isList(withheld, isWithheld)
      ? { epoch, heads, withheld }
      : undefined;
  } catch {
    return undefined;
  }
}

function isList<T>(values: unknown, is: (value: unknown) => value is T): values is T[] {
  return Array.isArray(values) && values.every(is);
}

function isHead(value: unknown): value is WitnessedHead {
  if (typeof value !== 'object' || value === null) return false;
  const { board, seq, hash }: { board?: unknown; seq?: unknown; hash?: unknown } = value;
  return typeof board === 'string' && Number.isSafeInteger(seq) && typeof hash === 'string';
}

function isWithheld(value: unknown): value is Testimony['withheld'][number] {
  if (typeof value !== 'object' || value === null) return false;
  const { board, since }: { board?: unknown; since?: unknown } = value;
  return typeof board === 'string' && Number.isSafeInteger(since);
}

/** Replaces the file atomically: a reader finds the old or the new one whole, also after a power cut. */
export async function writeWitness(path: string, testimony: Testimony): Promise<void> {
  const next = `${path}.next`;
  await using file = await open(next, 'w', FILE_MODE);
  await file.writeFile(`${JSON.stringify(testimony)}\n`);
  await file.sync();
  await rename(next, path);
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}
