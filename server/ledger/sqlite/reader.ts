/**
 * Reading lines, on the server's own thread: handing a million lines over from a worker takes longer than reading them
 * here, and one line costs less than the message that would ask for it. Pages are small enough that the event loop
 * goes on between them.
 */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Line } from '#shared/line.ts';
import type { BoardHead } from '../contract.ts';
import { LedgerFault } from '../contract.ts';
import { decodeLine } from '../facts-codec.ts';
import { kindOfCode, NO_HASH, sealLeaf } from '../leaf.ts';
import { uuidFromHex, uuidToBytes } from '../uuid.ts';
import { faultOf } from './faults.ts';
import { BOARD_STEP } from './schema.ts';

/** Lines a page: about 5 ms of reading. */
const PAGE = 4_000;

export interface LineReader {
  heads(): BoardHead[];
  pages(board: string, after: number): AsyncIterable<Line[]>;
  lines(board: string, seqs: readonly number[]): Line[];
  seqOf(board: string, id: string): number | undefined;
  leaf(board: string, seq: number): { bytes: Uint8Array; hash: string } | undefined;
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
type Texts = Map<number, Map<string, string>>;

export function createReader(db: DatabaseSync): LineReader {
  const columns = 'key, at, kind, as_of, target, lower(hex(id)), facts';
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const boardNo = prepare('SELECT no FROM boards WHERE slug = ?');
  const allBoards = prepare('SELECT no, slug FROM boards ORDER BY no');
  const page = prepare(`SELECT ${columns} FROM entries WHERE key > ? AND key < ? ORDER BY key LIMIT ${PAGE}`);
  const one = prepare(`SELECT ${columns} FROM entries WHERE key = ?`);
  const texts = prepare('SELECT key, field, text FROM texts WHERE key BETWEEN ? AND ?');
  const idOf = prepare('SELECT lower(hex(id)) FROM entries WHERE key = ?');
  const keyOf = prepare('SELECT key FROM entries WHERE board = ? AND id = ?');
  const newest = prepare(
    'SELECT key, at, lower(hex(hash)) FROM entries WHERE key < ? ORDER BY key DESC LIMIT 1',
  );
  const proof = prepare(
    'SELECT key, at, kind, as_of, target, id, hash, CAST(facts AS BLOB) FROM entries WHERE key = ?',
  );
  const hashOf = prepare('SELECT hash FROM entries WHERE key = ?');

  /** Rows are arrays, since objects take three times as long; each statement above names its columns. */
  const rows = <R>(
    statement: ReturnType<typeof prepare>,
    ...values: (string | number | Uint8Array)[]
  ): R[] => {
    try {
      return statement.all(...values) as unknown[] as R[];
    } catch (error) {
      throw faultOf(error);
    }
  };
  const numberOf = (board: string) => rows<[number]>(boardNo, board)[0]?.[0];

  const textsBetween = (first: number, last: number): Texts => {
    const found: Texts = new Map();
    for (const [key, field, text] of rows<[number, string, string]>(texts, first, last)) {
      const ofEntry = found.get(key) ?? new Map<string, string>();
      found.set(key, ofEntry.set(field, text));
    }
    return found;
  };
  const targetOf = (key: number) => {
    const id = rows<[string]>(idOf, key)[0]?.[0];
    if (id === undefined)
      throw new LedgerFault('damaged', 'A line is missing from the database: restore a backup.');
    return { id: uuidFromHex(id), seq: key % BOARD_STEP };
  };
  const lineOf = ([key, at, code, asOf, target, id, json]: Row, found: Texts): Line => {
    const kind = kindOfCode(code);
    if (kind === undefined)
      throw new LedgerFault('damaged', 'A line in the database has no known kind: restore a backup.');
    return decodeLine({
      seq: key % BOARD_STEP,
      at,
      id: uuidFromHex(id),
      kind,
      asOf,
      target: target === null ? null : targetOf(target),
      json,
      texts: found.get(key),
    });
  };
  const pageAfter = (no: number, after: number): Line[] => {
    const found = rows<Row>(page, no * BOARD_STEP + after, (no + 1) * BOARD_STEP);
    const [first, last] = [found[0]?.[0], found.at(-1)?.[0]];
    if (first === undefined || last === undefined) return [];
    const inPage = textsBetween(first, last);
    return found.map((row) => lineOf(row, inPage));
  };

  return {
    heads: () =>
      rows<[number, string]>(allBoards).flatMap(([no, board]) => {
        const head = rows<[number, number, string]>(newest, (no + 1) * BOARD_STEP)[0];
        return head ? [{ board, seq: head[0] % BOARD_STEP, at: head[1], hash: head[2] }] : [];
      }),
    async *pages(board, after) {
      const no = numberOf(board);
      if (no === undefined) return;
      for (let seq = after; ; ) {
        const lines = pageAfter(no, seq);
        if (lines.length > 0) yield lines;
        if (lines.length < PAGE) return;
        seq = lines.at(-1)?.seq ?? seq;
        await setImmediate();
      }
    },
    lines(board, seqs) {
      const no = numberOf(board);
      if (no === undefined) return [];
      return seqs.flatMap((seq) => {
        const key = no * BOARD_STEP + seq;
        return rows<Row>(one, key).map((row) => lineOf(row, textsBetween(key, key)));
      });
    },
    seqOf(board, id) {
      const no = numberOf(board);
      const key = no === undefined ? undefined : rows<[number]>(keyOf, no, uuidToBytes(id))[0]?.[0];
      return key === undefined ? undefined : key % BOARD_STEP;
    },
    leaf(board, seq) {
      const no = numberOf(board);
      if (no === undefined) return undefined;
      type Proof = [
        key: number,
        at: number,
        kind: number,
        asOf: number | null,
        target: number | null,
        id: Uint8Array,
        hash: Uint8Array,
        facts: Uint8Array,
      ];
      const row = rows<Proof>(proof, no * BOARD_STEP + seq)[0];
      if (!row) return undefined;
      const [key, at, kind, asOf, target, id, stored, facts] = row;
      const previous = seq === 1 ? NO_HASH : (rows<[Uint8Array]>(hashOf, key - 1)[0]?.[0] ?? NO_HASH);
      const { leaf, hash } = sealLeaf({
        kind,
        seq,
        at,
        asOf,
        target: target === null ? null : target % BOARD_STEP,
        id,
        previous,
        facts,
      });
      if (Buffer.compare(hash, stored) !== 0)
        throw new LedgerFault(
          'damaged',
          `Entry ${seq} of board ${board} does not match its hash: restore a backup.`,
        );
      return { bytes: leaf, hash: hash.toString('hex') };
    },
  };
}
