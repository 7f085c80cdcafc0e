/**
 * Reading lines, on the server's own thread: handing a million lines over from a worker takes longer than reading them
 * here (the copying alone costs what the reading costs), and one line costs less than the message that would ask for
 * it. Pages are small enough that the event loop goes on between them.
 */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Line } from '#shared/line.ts';
import type { BoardHead } from '../contract.ts';
import { LedgerFault } from '../contract.ts';
import { decodeLine } from '../facts-codec.ts';
import { kindOfCode, NO_HASH, sealLeaf } from '../leaf.ts';
import { uuidFromHex, uuidToBytes } from '../uuid.ts';
import type { Rows } from './rows.ts';
import { reading, rowsOf } from './rows.ts';
import { BOARD_STEP } from './schema.ts';

/** Lines a page: about 5 ms of reading. */
const PAGE = 4_000;

/** Each of these answers nothing (an empty list, undefined) for a board that is not there. */
export interface LineReader {
  heads(): BoardHead[];
  pages(board: string, after: number): AsyncGenerator<Line[], void>;
  lines(board: string, seqs: readonly number[]): Line[];
  seqOf(board: string, id: string): number | undefined;
  leaf(board: string, seq: number): { bytes: Uint8Array; hash: string } | undefined;
}

export function createReader(db: DatabaseSync): LineReader {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const keyOf = rowsOf<[number]>(db, 'SELECT key FROM entries WHERE board = ? AND id = ?');
  const numberOf = (board: string) => boardNo(board)[0]?.[0];
  const { page, one } = prepareLines(db);
  const leafOf = prepareLeaf(db);
  return {
    heads: prepareHeads(db),
    async *pages(board, after) {
      const no = numberOf(board);
      if (no === undefined) return;
      const end = (no + 1) * BOARD_STEP;
      for (let lines = page(no * BOARD_STEP + after, end); lines.length > 0; ) {
        yield lines;
        if (lines.length < PAGE) return;
        await setImmediate();
        lines = page(no * BOARD_STEP + (lines.at(-1)?.seq ?? 0), end);
      }
    },
    lines(board, seqs) {
      const no = numberOf(board);
      return no === undefined ? [] : seqs.flatMap((seq) => one(no * BOARD_STEP + seq));
    },
    seqOf(board, id) {
      const no = numberOf(board);
      const key = no === undefined ? undefined : keyOf(no, uuidToBytes(id))[0]?.[0];
      return key === undefined ? undefined : key % BOARD_STEP;
    },
    leaf(board, seq) {
      const no = numberOf(board);
      return no === undefined ? undefined : leafOf(no * BOARD_STEP + seq);
    },
  };
}

type Row = [
  key: number,
  at: number,
  kind: number,
  asOf: number | null,
  target: number | null,
  id: string,
  facts: string,
];
type TextRow = [key: number, field: string, text: string];
type Texts = ReadonlyMap<number, readonly TextRow[]>;

function prepareLines(db: DatabaseSync) {
  const columns = 'key, at, kind, as_of, target, lower(hex(id)), facts';
  const rowsAfter = rowsOf<Row>(
    db,
    `SELECT ${columns} FROM entries WHERE key > ? AND key < ? ORDER BY key LIMIT ${PAGE}`,
  );
  const rowAt = rowsOf<Row>(db, `SELECT ${columns} FROM entries WHERE key = ?`);
  const texts = rowsOf<TextRow>(db, 'SELECT key, field, text FROM texts WHERE key BETWEEN ? AND ?');
  const idOf = rowsOf<[string]>(db, 'SELECT lower(hex(id)) FROM entries WHERE key = ?');
  const linesOf = (rows: Row[]): Line[] => {
    const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]];
    if (first === undefined || last === undefined) return [];
    const textsOf = Map.groupBy(texts(first, last), ([key]) => key);
    return reading(() => rows.map((row) => lineOf(row, textsOf, idOf)));
  };
  return {
    page: (after: number, end: number) => linesOf(rowsAfter(after, end)),
    one: (key: number) => linesOf(rowAt(key)),
  };
}

function lineOf([key, at, code, asOf, target, id, json]: Row, textsOf: Texts, idOf: Rows<[string]>): Line {
  const kind = kindOfCode(code);
  if (!kind) throw new RangeError(`There is no kind ${code}.`);
  const texts = textsOf.get(key)?.map(([, field, text]): [string, string] => [field, text]);
  return decodeLine({
    seq: key % BOARD_STEP,
    at,
    id: uuidFromHex(id),
    kind,
    asOf,
    target:
      target === null ? null : { id: uuidFromHex(idOf(target)[0]?.[0] ?? ''), seq: target % BOARD_STEP },
    json,
    texts: texts && new Map(texts),
  });
}

function prepareHeads(db: DatabaseSync): () => BoardHead[] {
  const boards = rowsOf<[number, string]>(db, 'SELECT no, slug FROM boards ORDER BY no');
  const newest = rowsOf<[number, number, string]>(
    db,
    'SELECT key, at, lower(hex(hash)) FROM entries WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1',
  );
  return () =>
    boards().flatMap(([no, board]) =>
      newest(no * BOARD_STEP, (no + 1) * BOARD_STEP - 1).map(([key, at, hash]) => ({
        board,
        seq: key % BOARD_STEP,
        at,
        hash,
      })),
    );
}

type LeafRow = [
  at: number,
  kind: number,
  asOf: number | null,
  target: number | null,
  id: Uint8Array,
  hash: Uint8Array,
  facts: Uint8Array,
];

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
      const { leaf, hash } = reading(() => sealLeaf({ kind, seq, at, asOf, target, id, previous, facts }));
      if (Buffer.compare(hash, stored) === 0) return { bytes: leaf, hash: hash.toString('hex') };
      throw new LedgerFault('damaged', `Entry ${seq} does not match its hash: restore a backup.`);
    })[0];
}
