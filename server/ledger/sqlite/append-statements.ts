/** The SQL of appending, prepared once. It returns plain values. */
import type { DatabaseSync } from 'node:sqlite';
import type { SealedText } from '../facts-codec.ts';
import { KIND_CODES } from '../leaf.ts';
import type { ReceiptRow } from './receipt-sum.ts';
import { sumReceipt } from './receipt-sum.ts';
import { BOARD_STEP } from './schema.ts';

/** A row of `entries`, as it is inserted. */
export interface EntryRow {
  key: number;
  at: number;
  kind: number;
  asOf: number | null;
  target: number | null;
  id: Uint8Array;
  hash: Uint8Array;
  facts: string;
}
/** The entry with a certain id. `body` is null if its texts were erased. */
export interface KnownEntry {
  key: number;
  at: number;
  kind: number;
  target: number | null;
  body: Uint8Array | null;
}
/** A board's newest line; `seq` is 0 before the first. */
export interface Head {
  no: number;
  seq: number;
  at: number;
  hash: Uint8Array;
}

export interface AppendStatements {
  head(slug: string): (Omit<Head, 'seq'> & { key: number }) | undefined;
  addBoard(slug: string): number;
  /** The author's number; a new author is added. */
  author(name: string): number;
  /** Inserts the row; false if the board has an entry with this id. */
  insertEntry(row: EntryRow): boolean;
  insertReceipt(row: ReceiptRow): void;
  insertText(key: number, text: SealedText): void;
  known(board: number, id: Uint8Array): KnownEntry | undefined;
  /** The number of changes to an entry, up to and including the line `upTo`. */
  countChanges(target: number, upTo: number): number;
  /**
   * Erases the texts of an entry and of the lines about it, up to and including `upTo`, each with its keyed hash, against
   * which guesses could be tried. The reasons of earlier erasures stay.
   */
  forget(entry: number, upTo: number): void;
}

export function prepareAppend(db: DatabaseSync): AppendStatements {
  const head = db.prepare(
    `SELECT b.no, e.key, e.at, e.hash FROM boards b JOIN entries e
     ON e.key = (SELECT max(key) FROM entries WHERE key BETWEEN b.no * ${BOARD_STEP} AND (b.no + 1) * ${BOARD_STEP} - 1)
     WHERE b.slug = ?`,
  );
  const addBoard = db.prepare('INSERT INTO boards (slug) VALUES (?)');
  const findAuthor = db.prepare('SELECT no FROM authors WHERE author = ?');
  const addAuthor = db.prepare('INSERT INTO authors (author) VALUES (?)');
  const entry = db.prepare(
    `INSERT INTO entries (key, at, kind, as_of, target, id, hash, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (board, id) DO NOTHING`,
  );
  const receipt = db.prepare('INSERT INTO receipts (key, author, waited, body, sum) VALUES (?, ?, ?, ?, ?)');
  const text = db.prepare('INSERT INTO texts (key, field, salt, text) VALUES (?, ?, ?, ?)');
  const known = db.prepare(
    `SELECT key, at, kind, target, body FROM entries JOIN receipts USING (key) WHERE board = ? AND id = ?`,
  );
  const changes = db.prepare(
    `SELECT count(*) AS n FROM entries
     WHERE target = ? AND key <= ? AND kind BETWEEN ${KIND_CODES.correction} AND ${KIND_CODES.mark}`,
  );
  const withTexts = db.prepare(
    `SELECT key FROM entries e WHERE (key = ? OR (target = ? AND key <= ? AND kind <> ${KIND_CODES.erasure}))
     AND EXISTS (SELECT 1 FROM texts WHERE texts.key = e.key)`,
  );
  const eraseTexts = db.prepare('DELETE FROM texts WHERE key = ?');
  const findReceipt = db.prepare('SELECT author, waited FROM receipts WHERE key = ?');
  const eraseBody = db.prepare('UPDATE receipts SET body = NULL, sum = ? WHERE key = ?');
  // The casts name the columns that stand in the statements above; STRICT tables hold no other types.
  return {
    head: (slug) => head.get(slug) as ReturnType<AppendStatements['head']>,
    addBoard: (slug) => Number(addBoard.run(slug).lastInsertRowid),
    author: (name) =>
      (findAuthor.get(name)?.no as number | undefined) ?? Number(addAuthor.run(name).lastInsertRowid),
    insertEntry: (row) =>
      entry.run(row.key, row.at, row.kind, row.asOf, row.target, row.id, row.hash, row.facts).changes === 1,
    insertReceipt: (row) => void receipt.run(row.key, row.author, row.waited, row.body, sumReceipt(row)),
    insertText: (key, { field, salt, text: written }) => void text.run(key, field, salt, written),
    known: (board, id) => known.get(board, id) as KnownEntry | undefined,
    countChanges: (target, upTo) => changes.get(target, upTo)?.n as number,
    forget(entry, upTo) {
      for (const { key } of withTexts.all(entry, entry, upTo) as { key: number }[]) {
        eraseTexts.run(key);
        const beside = findReceipt.get(key) as { author: number | null; waited: number };
        eraseBody.run(sumReceipt({ key, ...beside, body: null }), key);
      }
    },
  };
}
