/**
 * Reads lines. A single line is read on the server's own thread, which costs less than a message to a worker. Pages are
 * read in the writer worker, one ahead of the page that is decoded here. They are small enough to leave the event loop
 * room between them.
 */
import type { DatabaseSync } from 'node:sqlite';
import { uuidFromHex } from '#shared/counting/packed-id.ts';
import type { Line } from '#shared/line.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import type { BoardHead } from '../contract.ts';
import type { StoredFacts, StoredLine } from '../facts-codec.ts';
import { decodeLine } from '../facts-codec.ts';
import { kindOfCode, NO_HASH, sealLeaf } from '../leaf.ts';
import { uuidToBytes } from '../uuid.ts';
import type { KeyRange, LineColumns } from './line-columns.ts';
import { prepareColumns } from './line-columns.ts';
import type { Rows } from './rows.ts';
import { guardRead, rowsOf } from './rows.ts';
import { BOARD_STEP } from './schema.ts';
import type { LeafRow } from './verify.ts';
import { prepareLineCheck } from './verify.ts';

/** Lines of a page: it takes 5 ms to decode, and 3 ms in the worker. */
const PAGE = 4_000;

/** For a board that does not exist each of these returns an empty list or undefined. */
export interface LineReader {
  /** Every board, in the order of their numbers. */
  boards(): string[];
  head(board: string): BoardHead | undefined;
  pages(board: string, after: number): AsyncGenerator<Line[], void>;
  lines(board: string, seqs: readonly number[]): Line[];
  seqOf(board: string, id: string): number | undefined;
  authors(board: string, seqs: readonly number[]): Map<number, string | null>;
  leaf(board: string, seq: number): { bytes: Uint8Array; hash: string } | undefined;
}

/** Reads the columns of a page in a worker. */
export type ReadColumns = (range: KeyRange) => Promise<LineColumns | undefined>;

export function createReader(db: DatabaseSync, readColumns: ReadColumns): LineReader {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const slugs = rowsOf<[string]>(db, 'SELECT slug FROM boards ORDER BY no');
  const keyOf = rowsOf<[number]>(db, 'SELECT key FROM entries WHERE board = ? AND id = ?');
  const numberOf = (board: string) => boardNo(board)[0]?.[0];
  const columnsOf = prepareColumns(db);
  const decode = prepareDecode(db);
  const isWhole = prepareLineCheck(db);
  const one = (no: number, slug: string, seq: number) => {
    const key = no * BOARD_STEP + seq;
    const found = decode(columnsOf({ first: key, last: key }));
    if (found.length === 0 || isWhole({ no, slug, seq })) return found;
    throw new LedgerFault('damaged', `Entry ${seq} is not what was appended: restore a backup.`);
  };
  const leafOf = prepareLeaf(db);
  const authorOf = rowsOf<[string | null]>(
    db,
    'SELECT a.author FROM receipts r LEFT JOIN authors a ON a.no = r.author WHERE r.key = ?',
  );
  return {
    boards: () => slugs().map(([slug]) => slug),
    head: prepareHead(db, numberOf),
    async *pages(board, after) {
      const no = numberOf(board);
      if (no === undefined) return;
      const pageAt = (first: number) => {
        const page = readColumns({ first, last: first + PAGE - 1 });
        // A caller that stops reading never awaits the page ahead: its failure must not end the process.
        page.catch(() => undefined);
        return page;
      };
      // Lines have no gaps, so the next page can be asked for before this one is there.
      let first = no * BOARD_STEP + after + 1;
      for (let ahead = pageAt(first); ; ) {
        const columns = await ahead;
        first += PAGE;
        ahead = pageAt(first);
        const lines = decode(columns);
        if (lines.length > 0) yield lines;
        if (lines.length < PAGE) return;
      }
    },
    lines(board, seqs) {
      const no = numberOf(board);
      return no === undefined ? [] : seqs.flatMap((seq) => one(no, board, seq));
    },
    seqOf(board, id) {
      const no = numberOf(board);
      const key = no === undefined ? undefined : keyOf(no, uuidToBytes(id))[0]?.[0];
      return key === undefined ? undefined : key % BOARD_STEP;
    },
    authors(board, seqs) {
      const no = numberOf(board);
      const found = new Map<number, string | null>();
      if (no === undefined) return found;
      for (const seq of seqs) {
        for (const [author] of authorOf(no * BOARD_STEP + seq)) found.set(seq, author);
      }
      return found;
    },
    leaf(board, seq) {
      const no = numberOf(board);
      return no === undefined ? undefined : leafOf(no * BOARD_STEP + seq);
    },
  };
}

type TextRow = [key: number, field: string, text: string];

const ID_DIGITS = 32;

export function prepareDecode(db: DatabaseSync): (columns: LineColumns | undefined) => Line[] {
  const texts = rowsOf<TextRow>(db, 'SELECT key, field, text FROM texts WHERE key BETWEEN ? AND ?');
  const idOf = rowsOf<[string]>(db, 'SELECT lower(hex(id)) FROM entries WHERE key = ?');
  return (columns) => (columns ? guardRead(() => linesOf(columns, texts, idOf)) : []);
}

function linesOf([keyList, ...rest]: LineColumns, texts: Rows<TextRow>, idOf: Rows<[string]>): Line[] {
  if (keyList === null) return [];
  const [atList, kindList, asOfList, targetList, idList, factsList] = rest;
  const keys = parseList<number>(keyList);
  const { length } = keys;
  const ats = parseList<number>(atList, length);
  const kinds = parseList<number>(kindList, length);
  const asOfs = parseList<number | null>(asOfList, length);
  const targets = parseList<number | null>(targetList, length);
  // The chain proves that these are the bytes that encodeFacts wrote.
  const facts = parseList<StoredFacts>(factsList, length);
  const ids = idList.toLowerCase();
  if (ids.length !== length * ID_DIGITS) throw new RangeError('An id does not have 16 bytes.');
  const textsOf = groupTexts(texts(keys[0] ?? 0, keys.at(-1) ?? 0));
  return keys.map((key, index) =>
    decodeLine({
      seq: key % BOARD_STEP,
      at: ats[index] ?? 0,
      id: uuidFromHex(ids.slice(index * ID_DIGITS, (index + 1) * ID_DIGITS)),
      kind: kindOf(kinds[index] ?? 0, facts[index]),
      asOf: asOfs[index] ?? null,
      target: targetOf(targets[index] ?? null, idOf),
      facts: facts[index] ?? {},
      texts: textsOf.get(key),
    }),
  );
}

/** @throws SyntaxError or RangeError where a value cannot be one that was stored. */
function parseList<T>(list: string, length?: number): T[] {
  // STRICT tables hold no other types than those declared.
  const values = JSON.parse(`[${list}]`) as T[];
  if (values.length !== (length ?? values.length)) throw new RangeError('A value is not one but several.');
  return values;
}

function groupTexts(rows: readonly TextRow[]): ReadonlyMap<number, ReadonlyMap<string, string>> {
  const textsOf = new Map<number, Map<string, string>>();
  for (const [key, field, text] of rows) {
    const known = textsOf.get(key);
    if (known) known.set(field, text);
    else textsOf.set(key, new Map([[field, text]]));
  }
  return textsOf;
}

function kindOf(code: number, facts: StoredFacts | undefined): Line['kind'] {
  const kind = kindOfCode(code, () => facts);
  if (!kind) throw new RangeError(`There is no kind ${code}.`);
  return kind;
}

function targetOf(key: number | null, idOf: Rows<[string]>): StoredLine['target'] {
  return key === null ? null : { id: uuidFromHex(idOf(key)[0]?.[0] ?? ''), seq: key % BOARD_STEP };
}

function prepareHead(
  db: DatabaseSync,
  numberOf: (board: string) => number | undefined,
): (board: string) => BoardHead | undefined {
  const newest = rowsOf<[number, number, string]>(
    db,
    'SELECT key, at, lower(hex(hash)) FROM entries WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1',
  );
  return (board) => {
    const no = numberOf(board);
    if (no === undefined) return undefined;
    const [row] = newest(no * BOARD_STEP, (no + 1) * BOARD_STEP - 1);
    return row && { board, seq: row[0] % BOARD_STEP, at: row[1], hash: row[2] };
  };
}

function prepareLeaf(db: DatabaseSync) {
  const row = rowsOf<LeafRow>(
    db,
    'SELECT at, kind, as_of, target, id, hash, CAST(facts AS BLOB) FROM entries WHERE key = ?',
  );
  const hashOf = rowsOf<[Uint8Array]>(db, 'SELECT hash FROM entries WHERE key = ?');
  return (key: number) =>
    row(key).map(([at, kind, asOf, targetKey, id, stored, facts]) => {
      const seq = key % BOARD_STEP;
      const target = targetKey === null ? null : targetKey % BOARD_STEP;
      const previous = hashOf(key - 1)[0]?.[0] ?? NO_HASH;
      const { leaf, hash } = guardRead(() => sealLeaf({ kind, seq, at, asOf, target, id, previous, facts }));
      if (Buffer.compare(hash, stored) === 0) return { bytes: leaf, hash: hash.toString('hex') };
      throw new LedgerFault('damaged', `Entry ${seq} does not match its hash: restore a backup.`);
    })[0];
}
