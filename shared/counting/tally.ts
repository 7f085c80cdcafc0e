/** The interface of a tally, the projection of one board's ledger into current numbers. `createTally` makes one. */
import type { BigFigure, Board } from '../board.ts';
import type { Revision } from '../entry-history.ts';
import type { CountKind, Kind } from '../kinds.ts';
import type { Line } from '../line.ts';
import type { StepChange } from '../recent-places.ts';
import type { FeedRow, Figure, Mark, Point, Series, UpdateFigure } from '../snapshot.ts';
import type { Instant } from '../time.ts';
import type { Moment } from './columns.ts';
import type { Grid } from './draw-curves.ts';
import type { TallyImage } from './image.ts';
import type { Rise } from './rises.ts';

/** The whole board is `null`; a place is its id. */
export type Where = string | null;

/** A count or an update as it is now, and the numbers of the lines about it. */
export interface EntryState {
  row: FeedRow;
  /** `seq` of each line that changed it, ascending. `row.version` is one more than their count. */
  changes: readonly number[];
  /** `seq` of each line that erased texts about it, ascending. */
  erasures: readonly number[];
  /** `seq` of each line that wrote its content: its own, and those of its corrections. */
  writers: readonly number[];
}

/** A post, what came of it, and the last line about it. */
export interface ChangedPost {
  row: FeedRow;
  /** When that line was published. */
  changedAt: string;
  /** It erased texts. */
  isErasure: boolean;
  /** From what was posted to what holds now: each change, or where they are many all of them as one. */
  revisions: Revision[];
}

/** How the board came to be what it is. */
export interface Definition {
  /** The id of the line that made it, which nothing changes. */
  id: string;
  /** The newest line that changed it, and when that was published. */
  seq: number;
  at: Instant;
}

export interface SeriesQuery {
  kind: Kind;
  where?: Where;
  /** Left out: the claimant that the headline follows there. Ignored for updates. */
  claimant?: string;
  /** The first and the last instant; left out: the first and the last `asOf`. */
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
  /** As they are now. Only counts and updates have a place and a status. */
  place?: string;
  status?: FeedRow['status'] | 'retracted';
  limit: number;
}

/** What may have changed since the last `takeChanges`: the rows to read again, not their values. */
export interface Changes {
  board: boolean;
  /** `figures.get(kind)` holds each place (and `null` for the board) whose headline or claims may have changed. */
  figures: Map<Kind, Set<Where>>;
  /** Kinds whose headline series on the whole board may have changed. */
  series: Set<Kind>;
  /** The first instant at which the board's headline of a kind may have changed; before it nothing has. */
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
  readonly definition: Definition | undefined;

  /**
   * Folds lines that follow `seq` without a gap. The time for a line does not grow with the history.
   * @throws RangeError if a line does not follow the one before it
   */
  fold(lines: readonly Line[]): void;

  /** The big number of a place, by the board's policy; undefined if nobody states one. */
  headline(kind: CountKind, where: Where): Figure | undefined;
  updates(where: Where): UpdateFigure | undefined;
  /** Every claimant's number at a place, highest first, then by id. */
  claims(kind: CountKind, where: Where): Figure[];
  /** The headline's `best` less that claimant's numbers right below; undefined without a headline or children. */
  elsewhere(kind: CountKind, where: Where): number | undefined;
  /** @throws TooFine if the query's own step makes more than `LIMITS.seriesPointsMax` points */
  series(query: SeriesQuery): SeriesAnswer;
  /**
   * The board's headline as every watcher has it: its newest 520 points, with the shortest step of 60, 120 and 240 s that
   * reaches back to the beginning, or with 240 s.
   */
  recentSeries(kind: Kind): Series;
  /** How the headline of a place grew over a grid; what it was in the first cell is none of it. */
  rises(query: { kind: CountKind; where: Where; of: BigFigure; grid: Grid }): Rise[];
  /** The first `asOf` that the board's headline counts. */
  beginOf(kind: Kind): Instant | undefined;
  /** The minutes after `from` and up to `to` in which the headline of a place changed, ascending. */
  recentChanges(kind: Kind, where: Where, span: { from: Instant; to: Instant }): StepChange[];
  /** How many different sources are named by the entries that count there, at most `MOST_SOURCES`. */
  sourcesAt(where: Where): number;

  /** The newest rows worth reading, by `asOf`, then `seq`, newest first. */
  feed(limit: number): FeedRow[];
  /** The rows worth reading that are older than this moment, newest first. */
  feedBefore(moment: Moment, limit: number): FeedRow[];
  /**
   * The posts that changed last, newest change first: those that the feed holds, and those whose texts were erased, which
   * may have left it.
   */
  recentPosts(limit: number): ChangedPost[];
  /** The pinned rows, the newest pin first. */
  pinned(limit: number): FeedRow[];
  /** The feed row of an entry, or undefined where it is not (or no longer) worth reading. */
  feedRow(seq: number): FeedRow | undefined;
  /** A count or an update as it holds now; undefined for any other line. */
  entryState(seq: number): EntryState | undefined;
  /** When the newest `checked` line of a kind was published. */
  lastChecked(kind: Kind): Instant | undefined;
  /** Whether a line names the kind: an entry of it, or a `checked` line. */
  isNamed(kind: CountKind): boolean;
  /** `seq` of the lines that fit, ascending. */
  select(selection: Selection): number[];

  takeChanges(): Changes;
  /** What the lines after `after` made of the tally: with the images before it enough to go on from here (image.ts). */
  image(after: number): TallyImage;
}
