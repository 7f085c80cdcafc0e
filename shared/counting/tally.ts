/** What a tally answers: the projection of one board's ledger into current numbers. `createTally` builds one. */
import type { Board } from '../board.ts';
import type { CountKind, Kind } from '../kinds.ts';
import type { Line } from '../line.ts';
import type { FeedRow, Figure, Mark, Point, Series, UpdateFigure } from '../snapshot.ts';
import type { Instant } from '../time.ts';
import type { Moment } from './columns.ts';

/** The whole board is `null`; a place is its id. */
export type Where = string | null;

/** One entry as it holds now, and the numbers of the lines that changed it. */
export interface EntryState {
  row: FeedRow;
  /** `seq` of each line that changed it, ascending. `row.version` is one more than their count. */
  changes: readonly number[];
  /** `seq` of each line that erased texts about it, ascending. */
  erasures: readonly number[];
  /** `seq` of each line that wrote what it says: its own, and those of its corrections. */
  writers: readonly number[];
}

export interface SeriesQuery {
  kind: Kind;
  where?: Where;
  /** Left out: the claimant the headline follows there. Without meaning for updates. */
  claimant?: string;
  /** The first and last instant of interest; left out: from the first entry to the last `asOf`. */
  from?: Instant;
  to?: Instant;
  /** Seconds; left out: 60, doubled until there are no more than 520 points. */
  step?: number;
}

export interface SeriesAnswer {
  kind: Kind;
  where: Where;
  claimant?: string;
  step: number;
  points: Point[];
  marks: Mark[];
}

export interface Selection {
  /** Exclusive bounds of `seq`. */
  after?: number;
  before?: number;
  kind?: string;
  /** By what holds now; counts and updates alone have a place and a status. */
  place?: string;
  status?: FeedRow['status'] | 'retracted';
  limit: number;
}

/** What changed since the last `takeChanges`: the rows to look at again, not their values. */
export interface Changes {
  board: boolean;
  /** `figures.get(kind)` holds each place (and `null` for the board) whose headline or claims may have changed. */
  figures: Map<Kind, Set<Where>>;
  /** Kinds whose headline series on the whole board may have changed. */
  series: Set<Kind>;
  /** From which instant on the headline of a kind on the whole board may be another: what it said before still holds. */
  since: Map<Kind, Instant>;
  /** `seq` of each feed row that is new, changed or no longer worth reading. */
  feed: Set<number>;
}

export interface Tally {
  /** The last line folded, 0 before the first. */
  readonly seq: number;
  /** When that line was published; never falls. */
  readonly at: Instant;
  readonly board: Board | undefined;

  /**
   * Folds lines that follow `seq` without a gap, each in time that does not grow with the history.
   * @throws RangeError when the first line is not `seq` + 1.
   */
  fold(lines: readonly Line[]): void;

  /** The headline: the claim the board's policy puts in the big number there; undefined where nobody states one. */
  headline(kind: CountKind, where: Where): Figure | undefined;
  updates(where: Where): UpdateFigure | undefined;
  /** Every claimant's number there, highest first, then by id. */
  claims(kind: CountKind, where: Where): Figure[];
  /** The headline claimant's own best less the sum of its children; undefined without a headline or children. */
  elsewhere(kind: CountKind, where: Where): number | undefined;
  /** @throws TooFine where the query's own step makes more than `LIMITS.seriesPointsMax` points. */
  series(query: SeriesQuery): SeriesAnswer;
  /**
   * The board's headline as every watcher has it: the newest 520 points of one step, 60, 120 or 240 s, the first that
   * reaches the beginning, else the last.
   */
  recentSeries(kind: Kind): Series;
  /** The first `asOf` that the board's headline counts. */
  beginOf(kind: Kind): Instant | undefined;

  /** Rows worth reading, by `asOf`, then `seq`, newest first. */
  feed(limit: number): FeedRow[];
  /** The rows worth reading that stand after this moment in the feed, newest first. */
  feedBefore(moment: Moment, limit: number): FeedRow[];
  /** The feed row of an entry, or undefined where it is not (or no longer) worth reading. */
  feedRow(seq: number): FeedRow | undefined;
  /** A count or an update as it holds now; undefined for any other line. */
  entryState(seq: number): EntryState | undefined;
  /** The newest `checked` line of a kind, there or anywhere: the instant it was published. */
  lastChecked(kind: Kind): Instant | undefined;
  /** Whether a line names the kind: an entry of it, or what says that it was checked. */
  isNamed(kind: CountKind): boolean;
  /** `seq` of the lines that fit, ascending. */
  select(selection: Selection): number[];

  takeChanges(): Changes;
}
