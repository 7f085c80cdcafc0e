/**
 * What happened at each place within the last hour, as the table of places asks for it beside the snapshot: the steps in
 * which each number came about, and how many sources stand behind it. It is that of its `seq`, and nothing in it ages:
 * which steps are still within the hour is the reader's arithmetic.
 */
import type { Kind } from './kinds.ts';
import type { Instant } from './time.ts';

/** [t, best, confirmed]: by how much a number changed within the step that ends at t, in epoch milliseconds. */
export type StepChange = [t: Instant, best: number, confirmed: number];

/** The number as it is, and the steps since `since` in which it came about, ascending; none where it stood still. */
export interface RecentFigure {
  best: number;
  /** Absent where nothing confirmed stands. */
  confirmed?: number;
  changes: StepChange[];
}

export type RecentPlace = { id: string; sources?: number } & Partial<Record<Kind, RecentFigure>>;

export interface RecentPlaces {
  seq: number;
  /** Steps are told from here to `until`, the newest time that the board speaks of. */
  since: string;
  until: string;
  /** Seconds. */
  step: number;
  /** Those of which something is known. `sources`: the different ones behind its numbers and updates, up to `MOST_SOURCES`. */
  places: RecentPlace[];
}

/** Different sources that are counted at one place; this many stand for as many or more. */
export const MOST_SOURCES = 100;
