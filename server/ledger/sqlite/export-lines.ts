/** Lines with all that proves them, as newline-delimited JSON: docs/ledger-format.md says how a leaf is made of one. */
import type { DatabaseSync } from 'node:sqlite';
import { publicLine } from '#shared/line.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import { textHashes } from '../facts-codec.ts';
import { prepareColumns } from './line-columns.ts';
import { prepareDecode } from './reader.ts';
import { rowsOf } from './rows.ts';
import { BOARD_STEP } from './schema.ts';
import { prepareRangeCheck } from './verify.ts';

/** Lines read at once; the longest are some 40 kB each. */
const AT_ONCE = 100;
/** A piece ends with the lines that make it this long. */
const PIECE_BYTES = 128_000;

export interface ExportedLines {
  bytes: Uint8Array;
  /** `seq` of the last line in it. */
  last: number;
}

export interface LineRange {
  board: string;
  after: number;
  until: number;
}

type Range = [first: number, last: number];

/** Returns what reads the first lines after `after`: as many as make a piece, none beyond `until`. */
export function prepareExport(db: DatabaseSync): (range: LineRange) => ExportedLines {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const isWhole = prepareRangeCheck(db);
  const writeLines = prepareLines(db);
  /** @throws LedgerFault `damaged` */
  const readSome = (board: string, range: { first: number; last: number }): string[] => {
    const start = (boardNo(board)[0]?.[0] ?? 0) * BOARD_STEP;
    const lines = writeLines([start + range.first, start + range.last]);
    if (lines.length === range.last - range.first + 1 && isWhole(board, range)) return lines;
    throw new LedgerFault(
      'damaged',
      `What follows entry ${range.first} is not what was appended: restore a backup.`,
    );
  };
  return ({ board, after, until }) => {
    const written: string[] = [];
    let [last, length] = [after, 0];
    while (last < until && length < PIECE_BYTES) {
      const range = { first: last + 1, last: Math.min(until, last + AT_ONCE) };
      const lines = readSome(board, range);
      written.push(...lines);
      length = lines.reduce((sum, line) => sum + line.length, length);
      last = range.last;
    }
    return { bytes: Buffer.from(written.join('')), last };
  };
}

function prepareLines(db: DatabaseSync): (range: Range) => string[] {
  const columnsOf = prepareColumns(db);
  const decode = prepareDecode(db);
  const stored = rowsOf<[number, string, string]>(
    db,
    'SELECT key, lower(hex(hash)), facts FROM entries WHERE key BETWEEN ? AND ? ORDER BY key',
  );
  const saltRows = rowsOf<[number, string, string]>(
    db,
    'SELECT key, field, lower(hex(salt)) FROM texts WHERE key BETWEEN ? AND ?',
  );
  return ([first, last]) => {
    const leaves = stored(first, last);
    const saltsOf = Map.groupBy(saltRows(first, last), ([key]) => key);
    return decode(columnsOf({ first, last })).map((line, index) => {
      const [key = 0, hash = '', facts = '{}'] = leaves[index] ?? [];
      const salts = Object.fromEntries((saltsOf.get(key) ?? []).map(([, field, salt]) => [field, salt]));
      // A board's definition stands in the leaf as it is.
      const hashes = line.kind === 'board' ? [] : [...textHashes(facts)];
      const sealed = Object.fromEntries(hashes.filter(([field]) => salts[field] === undefined));
      return `${JSON.stringify({ ...publicLine(line), hash, salts, sealed })}\n`;
    });
  };
}
