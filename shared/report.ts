/** What a board's report tells beside its figures: how its record came about. */
import type { Revision } from './entry-history.ts';
import type { CountKind, Kind } from './kinds.ts';
import type { Instant } from './time.ts';

export interface Report {
  /** Of the newest line that it tells of. */
  seq: number;
  hash: string;
  epoch: string;
  posts: PostCount[];
  /** Of all the board's posts. */
  corrections: number;
  retractions: number;
  erasures: number;
  /** Undefined of a replay: when it was published says nothing of that day. */
  times: ReportTimes | undefined;
  /** Changes in the order of the record, as many as a page holds. */
  listed: ReportChange[];
  /** After which line the next page begins. */
  next: number | undefined;
}

export interface PostCount {
  kind: Kind;
  posted: number;
  /** Of these, as they are now. */
  corrected: number;
  retracted: number;
}

export interface ReportTimes {
  lateness: Lateness[];
  /** The longest ones, in the order of time. */
  gaps: Gap[];
  /** How many there were of them, and of those that are not listed. */
  gapCount: number;
}

/** How long after the time that they are of numbers were published; of those that count and were posted with a clock time. */
export interface Lateness {
  kind: CountKind;
  numbers: number;
  /** Milliseconds. */
  median: number;
  slowest: number;
  /** How many came later than `LATE`. */
  late: number;
}

export interface Gap {
  from: Instant;
  to: Instant;
}

/** A correction, a retraction or an erasure: the post before and after it, and as it was posted. */
export interface ReportChange {
  posted: Revision;
  before: Revision;
  after: Revision;
}

/** Milliseconds after which a number is called late. */
export const LATE = 15 * 60_000;
/** Milliseconds without a line after which a live board is said to have heard nothing. */
export const GAP = 30 * 60_000;
/** Changes on one page. */
export const LISTED = 500;
/** Gaps that are listed. */
export const GAPS_LISTED = 20;
