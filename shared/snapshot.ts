/**
 * What the public sees: the snapshot of a board, and the ticks that carry it forward. How the two merge is in
 * merge.ts. This is the protocol's other leaf: both sides import it, and it brings nothing along.
 *
 * Rows are values, never differences, so applying a tick twice is harmless and ticks merge.
 */
import type { Board } from './board.ts';
import type { Op, Source, Status } from './entry.ts';
import type { CountKind, Kind } from './kinds.ts';
import type { PostedCount } from './posted-count.ts';

/** What a number is: as somebody stated it, a total plus later additions, or made from places. */
export type Basis = 'stated' | 'advanced' | 'summed';

/** One claimant's number at one place. `low` ≤ `best` ≤ `high`; all times are ISO 8601 in UTC. */
export interface Figure {
  best: number;
  low: number;
  high: number;
  /** Some part of it has no upper bound. */
  atLeast?: true;
  /** The same from confirmed entries alone, never above `best`; absent where nothing confirmed stands. */
  confirmed?: number;
  /** The latest `asOf` among the entries it counts. */
  asOf: string;
  /** The date alone as which that was posted. */
  day?: string;
  claimant: string;
  basis: Basis;
  /** Where the number is advanced or summed: the total as somebody stated it, and the id of that entry. */
  stated?: { best: number; atLeast?: true; asOf: string; day?: string; entry: string };
}

export interface UpdateFigure {
  best: number;
  confirmed: number;
  corrected: number;
  asOf: string;
  day?: string;
}

export type Figures = Partial<Record<CountKind, Figure>> & { update?: UpdateFigure };
export type PlaceRow = { id: string } & Figures;

/** [t, low, best, high, confirmed]: t in epoch milliseconds, the value counts entries with `asOf` ≤ t. */
export type Point = [t: number, low: number, best: number, high: number, confirmed: number | null];
export interface Series {
  /** Seconds between points. */
  step: number;
  points: Point[];
}

/** Where a chart says that a number was changed or fell. */
export interface Mark {
  t: number;
  what: 'corrected' | 'retracted' | 'fell';
  entry: string;
  place?: string;
}

/** One row worth reading, as it holds now. */
export interface FeedRow {
  id: string;
  seq: number;
  at: string;
  kind: Kind;
  place?: string;
  op?: Op;
  count?: PostedCount;
  asOf: string;
  /** The date alone as which `asOf` was posted: shown in its place. */
  day?: string;
  claimant: string;
  status: Status;
  text?: string;
  sources?: Source[];
  /** Those of `sources` that a dispute brought: they do not support the entry. */
  against?: Source[];
  version: number;
  key?: true;
  pinned?: true;
  /** The last correction: when, why, and what the changed fields said as first posted. */
  corrected?: {
    at: string;
    reason?: string;
    was: Partial<Pick<FeedRow, 'place' | 'op' | 'count' | 'asOf' | 'day' | 'claimant' | 'text' | 'sources'>>;
  };
  retracted?: { at: string; reason?: string };
  /** Its texts were erased for good. */
  erased?: true;
}

export interface Snapshot {
  epoch: string;
  seq: number;
  /** When `seq` was published. */
  at: string;
  /** The chain's head: SHA-256 of the newest leaf, hexadecimal. */
  head: string;
  board: Board;
  headline: Figures;
  /** When it was last said that nothing of a kind is new. Past twice its cadence since then and its newest `asOf` it is stale. */
  checked: Partial<Record<Kind, string>>;
  claims: Partial<Record<CountKind, Figure[]>>;
  /** Every place of the board, in the board's order, with what is known there. */
  places: PlaceRow[];
  series: Partial<Record<Kind, Series>>;
  /** The newest rows, by `asOf`, then `seq`, newest first. */
  feed: FeedRow[];
}

export type Removable<T> = { [K in keyof T]?: T[K] | null };
/** A row of a tick: its key, and its whole value; null takes a key away, and a row left with nothing but its key is gone. */
export type RowChange<T, Key extends keyof T> = Pick<T, Key> & Removable<Omit<T, Key>>;
/** A point, or the `t` of one that is gone. */
export type PointChange = Point | [t: number, low: null, best: null, high: null, confirmed: null];
/** Points to put in, by `t`. With another step than the snapshot's they are all there are. */
export interface SeriesChange {
  step: number;
  points: PointChange[];
}

/** Everything that changed after `from`, up to and with `to`. One with `from` = `to` is a beat. */
export interface Tick {
  board: string;
  epoch: string;
  from: number;
  to: number;
  at: string;
  head: string;
  /**
   * The fields of the board that changed, each whole. Its `places`, where they are among them, say which rows there are,
   * and in what order.
   */
  definition?: Removable<Board>;
  headline?: Removable<Figures>;
  /** All of them, where one changed: three times are no longer than what would say which. */
  checked?: Snapshot['checked'];
  claims?: Partial<Record<CountKind, RowChange<Figure, 'claimant'>[]>>;
  places?: RowChange<PlaceRow, 'id'>[];
  series?: Partial<Record<Kind, SeriesChange>>;
  feed?: RowChange<FeedRow, 'id'>[];
}
