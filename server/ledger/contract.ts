/**
 * The ledger's contract: an append-only, gapless, hash-chained sequence of lines for each board. One suite of laws
 * (tests/ledger) runs against every store that stands behind it.
 */
import type { Facts, Line } from '#shared/line.ts';
import type { Instant } from '#shared/time.ts';

/** `Omit` that keeps the members of a union apart. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a draft says. The ledger finds the target's `seq` by its id, which may stand earlier in the same batch. */
export type DraftFacts = Without<Facts, 'targetSeq'>;

/** One entry to append. The ledger gives it `seq` and `at`. */
export interface Draft {
  /** A random UUID: the poster's own, or one made at the desk. */
  id: string;
  facts: DraftFacts;
  /**
   * The canonical bytes of what was posted, defaults left out; the ledger keeps a keyed hash of them beside the entry, to
   * tell a repeat (same id, same body) from a conflict (same id, another body).
   */
  body: string;
  /**
   * For a change: the version of its target that it was judged against. If the ledger has another one, the whole batch is
   * refused as `stale`. Changes earlier in the same batch count.
   */
  seenVersion?: number;
}

/** Drafts that are appended together or not at all, with what is stored beside them for the desk alone. */
export interface Batch {
  board: string;
  drafts: readonly Draft[];
  /** The person or key who posted; null for the server's own. */
  author: string | null;
  receivedAt: Instant;
}

/** What became of one draft. `repeated`: an earlier entry has its id and the same body. */
export interface Appended {
  id: string;
  seq: number;
  at: Instant;
  /** For a change the target's new version; for any other line 1. An erasure is no change. */
  version: number;
  repeated: boolean;
}

export type AppendOutcome =
  /** `lines` are the new ones; `headHash` is the hash of the last of them, hexadecimal, or '' if there are none. */
  | { outcome: 'appended'; entries: Appended[]; lines: Line[]; headHash: string }
  /** An id of the batch is there with another body. */
  | { outcome: 'conflict'; index: number; id: string }
  /** A target has another version than the draft's `seenVersion`. */
  | { outcome: 'stale'; index: number; version: number }
  /** A change names a target that this board's ledger does not have. */
  | { outcome: 'no-target'; index: number }
  /** `board` lines: the slug is taken (a first line on a board that exists), or there is no such board. */
  | { outcome: 'board-exists' }
  | { outcome: 'no-board' }
  /** The board is damaged: nothing is appended to it. */
  | { outcome: 'damaged' };

export interface BoardHead {
  board: string;
  seq: number;
  at: Instant;
  /** SHA-256 of the newest leaf, hexadecimal. */
  hash: string;
}

/** What is wrong with one board's lines, in a sentence for the log, and since when its numbers are withheld. */
export interface Damage {
  since: Instant;
  sentence: string;
}

/** The damaged boards: their lines do not add up. The others are served as usual. */
export interface Damages {
  of(board: string): Damage | undefined;
  all(): ReadonlyMap<string, Damage>;
  /** Withholds a board from now on and logs the sentence. For a board that is withheld already nothing happens. */
  note(board: string, sentence: string): void;
  /** Calls the listener with each board that becomes withheld. Returns what removes the listener. */
  onDamage(listener: (board: string) => void): () => void;
}

/** Boards as they were. It answers beside the server's own thread, two questions at a time, however long a ledger is. */
export interface Past {
  /** The snapshot of a board as it was published at a line, without the texts that were erased since. */
  snapshot(board: string, seq: number): Promise<{ json: Uint8Array; brotli: Uint8Array }>;
  /**
   * The first lines after `after` as newline-delimited JSON, each with its hash and the salts of its texts: a piece of some
   * hundred kilobytes, with nothing beyond `until`. `last` is the number of its last line.
   */
  exportLines(
    board: string,
    range: { after: number; until: number },
  ): Promise<{ bytes: Uint8Array; last: number }>;
}

export interface Ledger extends AsyncDisposable {
  /** Boards that are missing altogether are among them. */
  readonly damages: Damages;
  readonly past: Past;

  /** A random id, minted with the database and anew by a restore, but not by a restart. */
  readonly epoch: string;

  /**
   * Appends each batch wholly or not at all, all of them in one durable transaction. Resolves only once the disk has
   * them. One outcome a batch, in order; lines of one board are published in that order.
   * @throws LedgerFault when nothing at all was stored.
   */
  append(batches: readonly Batch[]): Promise<AppendOutcome[]>;

  /** The heads of the boards that are not damaged. A head is a board's newest line. */
  heads(): Promise<BoardHead[]>;

  /** Lines after `after`, ascending, in pages of the store's own size: how a tally is built and how it catches up. */
  read(board: string, after: number): AsyncIterable<Line[]>;
  /** The lines of a damaged board, as far as they can be read: only for its name and definition, never for a number. */
  readDamaged(board: string): AsyncIterable<Line[]>;
  /** The lines with these numbers, in that order; unknown ones are left out. */
  lines(board: string, seqs: readonly number[]): Promise<Line[]>;
  /** The `seq` of an entry, or undefined. */
  seqOf(board: string, id: string): Promise<number | undefined>;
  /** Who posted each of these lines, by `seq`: a person's id, or null for the server. Unknown lines are left out. */
  authors(board: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string | null>>;
  /** The public bytes that are hashed for one line, and the hash: what proves it. */
  leaf(board: string, seq: number): Promise<{ bytes: Uint8Array; hash: string } | undefined>;
  /** Recomputes the chain: the first `seq` whose bytes do not add up, or undefined. */
  verify(board: string): Promise<number | undefined>;

  /**
   * Erases the texts about an entry for good, its own and those of the changes to it (of a change: its own alone),
   * and appends the `erasure` line, which is the whole batch, in the same transaction. From then on a repeat of the erased
   * post is a conflict: its keyed hash was erased too.
   */
  erase(batch: Batch, targetSeq: number): Promise<AppendOutcome>;
}
