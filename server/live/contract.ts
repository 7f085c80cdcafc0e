/** What the live side offers to the desk and the doors: recording, the current tallies, and the ticks made of them. */
import type { Board } from '#shared/board.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { BoardHistory } from '#shared/history.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { RecentPlaces } from '#shared/recent-places.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { WaveAnswer } from '#shared/wave.ts';
import type { AppendOutcome, Batch } from '../ledger/contract.ts';

/** The only writer. What arrives while an append runs goes together into the next one. */
export interface Recorder {
  /**
   * Resolves once the batch is durable and folded into its board's tally.
   * @throws Refusal `busy` if the queue is full, `cannot-store` if the store refuses, `failed` for an unforeseen error. In
   * each case nothing of the batch was stored.
   */
  record(batch: Batch): Promise<AppendOutcome>;
  /** Erases the texts of an entry and appends the `erasure` line of `batch`. */
  erase(batch: Batch, targetSeq: number): Promise<AppendOutcome>;
}

/** The bytes of a snapshot, made once for everybody. */
export interface Encoded {
  json: Buffer;
  /** Each is compressed on first use. */
  gzip(): Buffer;
  brotli(): Buffer;
}

/** A board as of its last tick: what the public sees. It does not change between two ticks. */
export interface BoardView {
  readonly slug: string;
  readonly board: Board;
  readonly seq: number;
  /** The strong validator `"epoch-seq"`, with its quotation marks. */
  readonly etag: string;
  readonly snapshot: Snapshot;
  readonly encoded: Encoded;
  /** The numbers of times before those in the snapshot's series. */
  readonly history: BoardHistory;
  /**
   * How the numbers grew where the event starts at each of its moments; no rows for a board without a start. Made once
   * until something changes, of the places that changed.
   * @param turn as below
   */
  wave(kind: CountKind, turn: () => Promise<void>): Promise<WaveAnswer>;
  /**
   * What happened at each place within the last hour. Made once for each `seq`, of the places that changed since.
   * @param turn resolves in a turn of the event loop of its own; a piece of the work follows each
   */
  recentPlaces(turn: () => Promise<void>): Promise<Recent>;
  /**
   * The changes after `since` as one merged tick; or the whole snapshot, if that is smaller, the epoch is another, or
   * `since` is beyond the end or so far back (say a thousand lines before a restart) that deletions were forgotten.
   */
  changes(since: number, epoch: string): { whole: boolean; json: string };
  /** Whether that answer needs no work: it is the snapshot, or somebody asked for the same changes before. */
  hasChanges(since: number, epoch: string): boolean;
}

export interface Recent {
  answer: RecentPlaces;
  encoded: Encoded;
}

/** One tick, serialised once for all watchers. */
export interface EncodedTick {
  board: string;
  tick: Tick;
  json: string;
}

/** A damaged board: none of its numbers is shown. */
export interface Withheld {
  slug: string;
  since: Instant;
  /** Its definition, as far as its lines can be read. */
  board: Board | undefined;
}

export interface Live extends AsyncDisposable {
  readonly epoch: string;
  readonly recorder: Recorder;
  /** Undefined for a sound or an unknown board. A withheld one has neither tally nor view, and sends no ticks. */
  withheld(slug: string): Withheld | undefined;
  allWithheld(): Withheld[];
  /** Calls the listener whenever a board becomes withheld. Returns what removes the listener. */
  onWithheld(listener: (slug: string) => void): () => void;
  /** The slugs of all boards that are not withheld, drafts included, in the order in which they were made. */
  slugs(): string[];
  /** The newest numbers, at most one tick ahead of the view; undefined for an unknown board. */
  tally(slug: string): Tally | undefined;
  /** What the public sees; undefined for an unknown board. */
  view(slug: string): BoardView | undefined;
  /** Calls the listener with each tick and beat, each in its own turn of the event loop. Returns what removes it. */
  onTick(listener: (tick: EncodedTick) => void): () => void;
  /** Ticks at once, without waiting for the period: for tests and at shutdown. */
  tickNow(): void;
}
