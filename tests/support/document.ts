/** The examples of a document: its fenced blocks, by what stands behind the fence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Block {
  /** E.g. `sh`, or `js merge`. */
  info: string;
  code: string;
}

export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** @param path from the project's folder */
export function readBlocks(path: string): Block[] {
  const fenced = readDocument(path).matchAll(/^```([^\n]*)\n(.*?)^```$/gms);
  return [...fenced].map(([, info = '', code = '']) => ({ info, code }));
}

/** The one block with this behind its fence. */
export function readBlock(path: string, info: string): string {
  const [block, ...others] = readBlocks(path).filter((one) => one.info === info);
  if (!block || others.length > 0) throw new Error(`${path} has not just one block "${info}".`);
  return block.code;
}
