/**
 * Brings a board's tally to an earlier line: from the tally of the last question, or from the images that are stored, and
 * then line by line. On its way it stores the images that are missing. It runs in a worker, since nobody else can wait for
 * it.
 */
import type { DatabaseSync } from 'node:sqlite';
import { createTally } from '#shared/counting/create-tally.ts';
import { readImages } from '#shared/counting/read-images.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import { KIND_CODES } from '../leaf.ts';
import type { ImageStore, StoredImages } from './image-store.ts';
import type { LineReader } from './reader.ts';
import { rowsOf } from './rows.ts';
import { BOARD_STEP } from './schema.ts';
import { prepareRangeCheck } from './verify.ts';

export interface Replayer {
  /**
   * The tally of a board as of a line; it may be used until the next call.
   * @throws LedgerFault `damaged` where the lines do not add up, or end before
   */
  bring(board: string, seq: number): Promise<Replayed>;
  /** Forgets the last tally: it may know texts that were erased since. */
  forget(): void;
  /** The line at which the next image of a board is due. */
  nextImage(board: string): number;
}

export interface Replayed {
  tally: Tally;
  /** Of the tally's newest line, hexadecimal. */
  headHash: string;
}

export interface ReplayerParts {
  db: DatabaseSync;
  reader: LineReader;
  images: ImageStore;
  /** Lines between two images. */
  imageEvery: number;
}

export function createReplayer(parts: ReplayerParts): Replayer {
  const { db, reader, images, imageEvery } = parts;
  const ledger = prepareReads(db, reader);
  const isWhole = prepareRangeCheck(db);
  let last: { board: string; tally: Tally } | undefined;

  /** The tally of the last question, where it is of this board and no later. Two questions must not fold the same one. */
  function takeLast(board: string, seq: number): Tally | undefined {
    const known = last;
    last = undefined;
    return known?.board === board && known.tally.seq <= seq ? known.tally : undefined;
  }

  function begin(board: string, seq: number): Tally {
    const known = takeLast(board, seq);
    if (known && known.seq >= images.newest(board, seq)) return known;
    const stored = images.read(board, seq, (line) => ledger.hashOf(board, line));
    if (stored.seq <= (known?.seq ?? 0)) return known ?? createTally();
    return readOrBegin(board, stored);
  }

  function readOrBegin(board: string, { images: stored, seq }: StoredImages): Tally {
    try {
      return readImages(stored, {
        linesAbout: (entry, until) => ledger.linesAbout(board, entry, until),
        erasedSince: ledger.erasedAfter(board, seq),
      });
    } catch (error) {
      if (error instanceof LedgerFault) throw error;
      return createTally();
    }
  }

  async function foldTo(board: string, tally: Tally, until: number): Promise<void> {
    for await (const page of reader.pages(board, tally.seq)) {
      foldPage(board, tally, { page, until });
      if (tally.seq >= until) return;
    }
  }

  /** Folds lines up to `until`, and stores the images that are due on the way. */
  function foldPage(board: string, tally: Tally, { page, until }: { page: Line[]; until: number }): void {
    assertWhole(isWhole, board, page);
    for (const lines of cut(page, { every: imageEvery, until })) {
      tally.fold(lines);
      if (tally.seq % imageEvery === 0) keep(board, tally);
    }
  }

  function keep(board: string, tally: Tally): void {
    const { seq } = tally;
    const after = images.newest(board, seq);
    const hash = ledger.hashOf(board, seq);
    if (hash !== undefined && after < seq) images.put(board, { ...tally.image(after), after, seq, hash });
  }

  return {
    forget() {
      last = undefined;
    },
    nextImage: (board) => images.newest(board, Number.MAX_SAFE_INTEGER) + imageEvery,
    async bring(board, seq) {
      const tally = begin(board, seq);
      if (tally.seq < seq) await foldTo(board, tally, seq);
      const headHash = tally.seq === seq ? ledger.hashOf(board, seq) : undefined;
      if (headHash === undefined)
        throw new LedgerFault('damaged', `Entry ${seq} is missing: restore a backup.`);
      last = { board, tally };
      return { tally, headHash };
    },
  };
}

/** The file may have been changed since the start, and what is shown must be what was appended. */
function assertWhole(
  isWhole: ReturnType<typeof prepareRangeCheck>,
  board: string,
  page: readonly Line[],
): void {
  const first = page[0]?.seq ?? 1;
  if (isWhole(board, { first, last: first + page.length - 1 })) return;
  throw new LedgerFault('damaged', `What follows entry ${first} is not what was appended: restore a backup.`);
}

/** Cuts lines into pieces, each of which ends where an image is due or is the last; lines beyond `until` are left out. */
function cut(page: readonly Line[], { every, until }: { every: number; until: number }): Line[][] {
  const wanted = page.filter(({ seq }) => seq <= until);
  return [...Map.groupBy(wanted, ({ seq }) => Math.ceil(seq / every)).values()];
}

function prepareReads(db: DatabaseSync, reader: LineReader) {
  const boardNo = rowsOf<[number]>(db, 'SELECT no FROM boards WHERE slug = ?');
  const keyOf = (board: string, seq: number) => (boardNo(board)[0]?.[0] ?? 0) * BOARD_STEP + seq;
  const hash = rowsOf<[string]>(db, 'SELECT lower(hex(hash)) FROM entries WHERE key = ?');
  const about = rowsOf<[number]>(db, 'SELECT key FROM entries WHERE target = ? AND key <= ?');
  const erasures = rowsOf<[number]>(
    db,
    `SELECT target FROM entries WHERE target BETWEEN ? AND ? AND kind = ${KIND_CODES.erasure} AND key > ?`,
  );
  return {
    hashOf: (board: string, seq: number) => hash(keyOf(board, seq))[0]?.[0],
    /** `seq` of the lines whose texts were erased after a line. */
    erasedAfter(board: string, seq: number): number[] {
      const bounds = [keyOf(board, 1), keyOf(board, BOARD_STEP - 1), keyOf(board, seq)];
      return erasures(...bounds).map(([key]) => key % BOARD_STEP);
    },
    linesAbout(board: string, entry: number, until: number): Line[] {
      const end = keyOf(board, until);
      const changes = about(keyOf(board, entry), end).map(([key]) => key);
      // An erasure may be about one change alone.
      const erased = changes.flatMap((change) => about(change, end).map(([key]) => key));
      const seqs = [...changes, ...erased].map((key) => key % BOARD_STEP);
      return reader.lines(board, [entry, ...seqs.sort((a, b) => a - b)]);
    },
  };
}
