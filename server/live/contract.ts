/** What the live side offers to the desk and to the doors: recording, the current tallies, and the ticks made of them. */
import type { Board } from '#shared/board.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { BoardHistory } from '#shared/history.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { AppendOutcome, Batch } from '../ledger/contract.ts';

/** The only writer. What arrives while an append runs goes together into the next one. */
export interface Recorder {
  /**
   * Resolves once the batch is durable and folded into its board's tally.
   * @throws Refusal `busy` when the queue is full, `cannot-store` when the store says no, `failed` for what nobody
   * foresaw. In each case nothing of the batch was stored.
   */
  record(batch: Batch): Promise<AppendOutcome>;
  /** Erases the texts of an entry and appends the `erasure` line of `batch`. */
  erase(batch: Batch, targetSeq: number): Promise<AppendOutcome>;
}

/** Bytes ready to be sent, made once for everybody. */
export interface Encoded {
  json: Buffer;
  /** Each is compressed on first use. */
  gzip(): Buffer;
  brotli(): Buffer;
}

/** A board as it was last ticked: what the public sees. It never changes between two ticks. */
export interface BoardView {
  readonly slug: string;
  readonly board: Board;
  readonly seq: number;
  /** The strong validator `"epoch-seq"`, with its quotation marks. */
  readonly etag: string;
  readonly snapshot: Snapshot;
  readonly encoded: Encoded;
  /** What the numbers were further back than the snapshot tells. */
  readonly history: BoardHistory;
  /**
   * One merged tick since then, or the snapshot: where that is smaller, the epoch another, or `since` beyond the end or
   * so far back (a thousand lines before a restart, say) that it is no longer known what vanished.
   */
  changes(since: number, epoch: string): { whole: boolean; json: string };
  /** Whether that answer is there already, for somebody else who asked. */
  hasChanges(since: number, epoch: string): boolean;
}

/** One tick, serialised once for all who watch. */
export interface EncodedTick {
  board: string;
  tick: Tick;
  json: string;
}

/** A board whose record does not add up: no number of it is shown. */
export interface Withheld {
  slug: string;
  since: Instant;
  /** What it said of itself before, as far as that can be read. */
  board: Board | undefined;
}

export interface Live extends AsyncDisposable {
  readonly epoch: string;
  readonly recorder: Recorder;
  /** Undefined for a board that is whole, or unknown. A withheld one has no tally and no view, and sends no ticks. */
  withheld(slug: string): Withheld | undefined;
  allWithheld(): Withheld[];
  /** Called when a board is withheld from now on. Returns what ends it. */
  onWithheld(listener: (slug: string) => void): () => void;
  /** Every other board's slug, drafts among them, in the order they were made. */
  slugs(): string[];
  /** The newest numbers, ahead of the view by less than a tick; undefined for an unknown board. */
  tally(slug: string): Tally | undefined;
  /** What the public sees; undefined for an unknown board. */
  view(slug: string): BoardView | undefined;
  /** Called with each tick and beat, in a turn of the event loop of its own. Returns what ends it. */
  onTick(listener: (tick: EncodedTick) => void): () => void;
  /** Ticks now, in spite of the clock: tests and shutdown. */
  tickNow(): void;
}
