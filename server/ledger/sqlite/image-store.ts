/**
 * The images of tallies (shared/counting/image.ts), in a database of their own beside the ledger's: nothing depends on it.
 * One that is lost, of another format, of another epoch, or not exactly what was written is as if it had never been made,
 * and so are those after it.
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { TallyImage } from '#shared/counting/image.ts';
import { IMAGE_FORMAT } from '#shared/counting/image.ts';
import { faultOf, isDamage } from './faults.ts';
import { FILE_MODE } from './folder.ts';
import { rowsOf } from './rows.ts';

export interface StoredImages {
  images: TallyImage[];
  /** The line up to which they go; 0 if there are none. */
  seq: number;
}

export interface ImageStore {
  /** The line up to which the images of a board go that end at `seq` or before; 0 if there are none. */
  newest(board: string, seq: number): number;
  /**
   * These images, from the first on.
   * @param hashOf the hash of a line in the ledger: an image is of a ledger that has the same hash where it ends
   */
  read(board: string, seq: number, hashOf: (seq: number) => string | undefined): StoredImages;
  /** Stores the image of the lines after `after` up to and with `seq`. Where that fails, it is as if it was not asked for. */
  put(board: string, image: TallyImage & { after: number; seq: number; hash: string }): void;
  close(): void;
}

type ImageRow = [seq: number, after: number, hash: string, header: string, lines: Uint8Array, sum: number];

/** What holds nothing and takes nothing: where the folder cannot be written. */
const nothing: ImageStore = {
  newest: () => 0,
  read: () => ({ images: [], seq: 0 }),
  put() {},
  close() {},
};

/** @param path undefined where nothing can be stored */
export function openImageStore(path: string | undefined, epoch: string): ImageStore {
  if (path === undefined) return nothing;
  try {
    return openAt(path, epoch);
  } catch (error) {
    return isDamage(faultOf(error)) ? beginAnew(path, epoch) : nothing;
  }
}

function beginAnew(path: string, epoch: string): ImageStore {
  try {
    for (const file of [path, `${path}-journal`]) rmSync(file, { force: true });
    return openAt(path, epoch);
  } catch {
    return nothing;
  }
}

function openAt(path: string, epoch: string): ImageStore {
  // SQLite gives the files beside its database the mode of the database.
  closeSync(openSync(path, 'a', FILE_MODE));
  const db = new DatabaseSync(path, { timeout: 5_000, defensive: true });
  db.exec(`
    PRAGMA trusted_schema = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS images (
      board TEXT NOT NULL,
      seq INTEGER NOT NULL,
      after INTEGER NOT NULL,
      epoch TEXT NOT NULL,
      format INTEGER NOT NULL,
      hash TEXT NOT NULL,
      header TEXT NOT NULL,
      lines BLOB NOT NULL,
      sum INTEGER NOT NULL,
      PRIMARY KEY (board, seq)
    ) STRICT`);
  db.prepare('DELETE FROM images WHERE epoch <> ? OR format <> ?').run(epoch, IMAGE_FORMAT);
  const newest = rowsOf<[number | null]>(db, 'SELECT max(seq) FROM images WHERE board = ? AND seq <= ?');
  const upTo = rowsOf<ImageRow>(
    db,
    'SELECT seq, after, hash, header, lines, sum FROM images WHERE board = ? AND seq <= ? ORDER BY seq',
  );
  const insert = db.prepare('INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const removeFrom = db.prepare('DELETE FROM images WHERE board = ? AND seq >= ?');
  return {
    newest: (board, seq) => orElse(0, () => newest(board, seq)[0]?.[0] ?? 0),
    read: (board, seq, hashOf) =>
      orElse({ images: [], seq: 0 }, () => {
        const found: StoredImages = { images: [], seq: 0 };
        for (const [end, after, hash, header, lines, sum] of upTo(board, seq)) {
          if (after !== found.seq || hash !== hashOf(end) || sum !== sumOf({ header, lines })) {
            removeFrom.run(board, end);
            break;
          }
          found.images.push({ header, lines });
          found.seq = end;
        }
        return found;
      }),
    put: (board, { after, seq, hash, header, lines }) =>
      orElse(undefined, () => {
        const sum = sumOf({ header, lines });
        insert.run(board, seq, after, epoch, IMAGE_FORMAT, hash, header, lines, sum);
      }),
    close: () => db.close(),
  };
}

function sumOf({ header, lines }: TallyImage): number {
  return crc32(lines, crc32(header));
}

/** What cannot be read or stored is folded from the ledger instead. */
function orElse<T>(fallback: T, use: () => T): T {
  try {
    return use();
  } catch {
    return fallback;
  }
}
