/**
 * Verifies that what is stored is what was appended: the chain of hashes, each text against its hash, each receipt against
 * its checksum, and the structure of the file. A million lines take some seconds, so this runs in the upkeep worker, page
 * by page, and a start waits for each board's newest lines alone.
 */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { LedgerFault } from '../../ledger-fault.ts';
import { hashText, textHashes } from '../facts-codec.ts';
import { KIND_CODES, kindOfCode, NO_HASH, sealLeaf } from '../leaf.ts';
import { isDamage } from './faults.ts';
import { sumReceipt } from './receipt-sum.ts';
import { guardRead, rowsOf } from './rows.ts';
import { BOARD_STEP } from './schema.ts';

const PAGE = 4_000;
/** Lines verified at once where some are read: those of a page or of a piece. */
const RANGE = 100;

export interface Verifier {
  /** The first `seq`, from `from` on, that is not what was appended; undefined if all are. */
  verifyBoard(request: { slug: string; from: number }): Promise<number | undefined>;
  /** @throws LedgerFault `damaged` if a page, an index or a constraint of the file is broken */
  checkFile(request: null): void;
}

/** What a leaf is made of, and its hash. */
export type LeafRow = [
  at: number,
  kind: number,
  asOf: number | null,
  target: number | null,
  id: Uint8Array,
  hash: Uint8Array,
  facts: Uint8Array,
];
type Row = [
  key: number,
  ...leaf: LeafRow,
  author: number | null,
  waited: number | null,
  body: Uint8Array | null,
  sum: number | null,
];
type TextRow = [key: number, field: string, salt: Uint8Array, text: string];
type TextsOf = ReadonlyMap<number, readonly TextRow[]>;

/** A line by its board's number and slug, and its own number there. */
interface LinePlace {
  no: number;
  slug: string;
  seq: number;
}

/** A position in the chain: `seq`, `at` and `hash` are those of the last line that was verified. */
interface Position extends LinePlace {
  at: number;
  hash: Uint8Array;
}

export function createVerifier(db: DatabaseSync): Verifier {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const positionBefore = preparePositionBefore(db);
  const structure = rowsOf<[string]>(db, 'PRAGMA integrity_check(1)');
  const advancePage = prepareAdvance(db, PAGE);
  return {
    async verifyBoard({ slug, from }) {
      const no = boardNo(slug)[0]?.[0];
      if (no === undefined) return undefined;
      const position = positionBefore({ no, slug, seq: from });
      let found = advancePage(position);
      while (found === 'on') {
        await setImmediate();
        found = advancePage(position);
      }
      // A board without a single line has lost its first.
      if (position.seq === 0) return 1;
      return found === 'broken' ? position.seq : undefined;
    },
    checkFile() {
      const found = structure()[0]?.[0];
      if (found !== 'ok')
        throw new LedgerFault(
          'damaged',
          `The structure of tocsin.db is damaged (${found}): what each board says is verified by itself; restore a backup.`,
        );
    },
  };
}

/**
 * Whether one line is what was appended, as far as that line and the one before it tell. A line that is read while the
 * server runs is checked by this, since the file may have been changed since the start.
 */
export function prepareLineCheck(db: DatabaseSync): (line: LinePlace) => boolean {
  const positionBefore = preparePositionBefore(db);
  const advanceOne = prepareAdvance(db, 1);
  return (line) => advanceOne(positionBefore(line)) === 'on';
}

/** Whether lines of a board are what was appended, as far as they and the one before them tell. */
export function prepareRangeCheck(
  db: DatabaseSync,
): (slug: string, lines: { first: number; last: number }) => boolean {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const positionBefore = preparePositionBefore(db);
  const advancePage = prepareAdvance(db, RANGE);
  return (slug, { first, last }) => {
    const position = positionBefore({ no: boardNo(slug)[0]?.[0] ?? 0, slug, seq: first });
    let found = advancePage(position);
    while (found === 'on' && position.seq < last) found = advancePage(position);
    return found === 'on';
  };
}

/** The position in the chain before a line. */
function preparePositionBefore(db: DatabaseSync): (line: LinePlace) => Position {
  const lineBefore = rowsOf<[number, Uint8Array]>(db, 'SELECT at, hash FROM entries WHERE key = ?');
  return ({ no, slug, seq }) => {
    const [at, hash] = lineBefore(no * BOARD_STEP + seq - 1)[0] ?? [0, NO_HASH];
    return { no, slug, seq: seq - 1, at, hash };
  };
}

/** Returns what moves a position over a page of lines, or to the first broken line of it. */
function prepareAdvance(db: DatabaseSync, lines: number): (position: Position) => 'on' | 'end' | 'broken' {
  const page = rowsOf<Row>(
    db,
    `SELECT key, at, kind, as_of, target, id, hash, CAST(facts AS BLOB), author, waited, body, sum
     FROM entries LEFT JOIN receipts USING (key) WHERE key > ? AND key < ? ORDER BY key LIMIT ${lines}`,
  );
  const texts = rowsOf<TextRow>(db, 'SELECT key, field, salt, text FROM texts WHERE key BETWEEN ? AND ?');
  const erasures = rowsOf<[number]>(
    db,
    `SELECT 1 FROM entries WHERE target = ? AND kind = ${KIND_CODES.erasure} AND key > ? LIMIT 1`,
  );
  // A line's texts are erased by a later erasure of the line itself, or of the entry that it changes.
  const isErased = ([key, , kind, , target]: Row) =>
    erasures(key, key).length > 0 ||
    (target !== null && kind !== KIND_CODES.erasure && erasures(target, key).length > 0);
  return (position) => {
    const { no, seq } = position;
    const rows = page(no * BOARD_STEP + seq, (no + 1) * BOARD_STEP);
    const last = rows.at(-1)?.[0];
    if (last === undefined) return 'end';
    const textsOf = Map.groupBy(texts(no * BOARD_STEP + seq + 1, last), ([key]) => key);
    const isWhole = (row: Row) => advance(position, row) && areTextsWhole(row, textsOf, isErased);
    return rows.every((row) => isWholeSafely(() => isWhole(row))) ? 'on' : 'broken';
  };
}

/** A value that cannot have been stored (facts that are not JSON) makes the line broken; it is no failure of the check. */
function isWholeSafely(isWhole: () => boolean): boolean {
  try {
    return guardRead(isWhole);
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Moves the position to the next line; false if the row is not that line, whose number `position.seq` is then. */
function advance(position: Position, row: Row): boolean {
  const [key, at, kind, asOf, target, id, stored, facts] = row;
  const { no, at: previousAt, hash: previous } = position;
  position.seq += 1;
  const { seq } = position;
  if (key !== no * BOARD_STEP + seq || at < previousAt || !kindOfCode(kind, () => readFacts(facts)))
    return false;
  const targetSeq = target === null ? null : target - no * BOARD_STEP;
  const { hash } = sealLeaf({ kind, seq, at, asOf, target: targetSeq, id, previous, facts });
  Object.assign(position, { at, hash });
  return (
    Buffer.compare(hash, stored) === 0 && isReceiptWhole(row) && (seq > 1 || namesBoard(facts, position.slug))
  );
}

function isReceiptWhole([key, , , , , , , , author, waited, body, sum]: Row): boolean {
  return waited !== null && sumReceipt({ key, author, waited, body }) === sum;
}

/** A board's first line says its slug: a changed table of boards cannot give one board's lines to another. */
function namesBoard(facts: Uint8Array, slug: string): boolean {
  return readFacts(facts).set?.slug === slug;
}

function readFacts(facts: Uint8Array): { kind?: unknown; set?: { slug?: unknown } } {
  return JSON.parse(Buffer.from(facts).toString());
}

/** Whether each text has the hash that stands in the leaf, or all texts of the line were erased. */
function areTextsWhole(row: Row, textsOf: TextsOf, isErased: (row: Row) => boolean): boolean {
  const [key, , kind, , , , , facts] = row;
  const stored = textsOf.get(key) ?? [];
  const hashes = kind === KIND_CODES.board ? new Map() : textHashes(Buffer.from(facts).toString());
  if (hashes.size > 0 && stored.length === 0) return isErased(row);
  return (
    stored.length === hashes.size &&
    stored.every(([, field, salt, text]) => hashes.get(field) === hashText(salt, text))
  );
}
