/** The wave: for each moment at which the event starts somewhere, its number now and how it grew. */
import type { BigFigure, Board, Place } from './board.ts';
import type { CountKind, WithKinds } from './kinds.ts';
import { countKindsOf } from './kinds.ts';
import type { Figure, PlaceRow } from './snapshot.ts';
import type { Start } from './starts.ts';
import { pathOf } from './starts.ts';

/** What the topmost places of a row come to. */
export interface WaveNumber {
  best: number;
  low: number;
  high: number;
  /** Some part of it has no upper bound. */
  atLeast?: true;
  /** The confirmed parts; absent where nothing confirmed stands. */
  confirmed?: number;
}

/** What `GET …/wave` answers. */
export interface WaveAnswer {
  kind: CountKind;
  /** Which of the kind's figures the columns are of: the board's big one. */
  of: BigFigure;
  /** The newest entry that is counted. */
  seq: number;
  /** Seconds of a column. */
  step: number;
  /** When the first column begins, in milliseconds since 1970; 0 where there is none. */
  from: number;
  rows: WaveRow[];
}

export interface WaveRow {
  /** When the event starts there. */
  at: string;
  zone: string;
  /** Absent where nobody has stated a number. */
  number?: WaveNumber;
  /** By how much the number rose, or fell, in each step from `from` on, up to the last one in which it did. */
  added: number[];
}

/** Seconds of a column. */
export const WAVE_STEP = 900;
const HOUR = 3_600_000;
/** How long before the first start and after the last one the columns tell. */
const LEAD = 12 * HOUR;
const TAIL = 24 * HOUR;

/** The stretch of time that the columns tell of: what lies outside is in the numbers alone. */
export function stretchOf(starts: readonly Pick<Start, 'at'>[]): { from: number; to: number } {
  const times = starts.map(({ at }) => at);
  return { from: Math.min(...times) - LEAD, to: Math.max(...times) + TAIL };
}

/** The kind that the wave is of: the last one of which a place has a number. */
export function waveKind(board: WithKinds, places: readonly PlaceRow[]): CountKind | undefined {
  return countKindsOf(board).findLast((kind) => places.some((row) => row[kind]));
}

/** The headlines of these places together, of which some may have none. */
export function sumHeadlines(headlines: readonly (Figure | undefined)[]): WaveNumber | undefined {
  const stated = headlines.filter((figure) => figure !== undefined);
  if (stated.length === 0) return undefined;
  const sum: WaveNumber = { best: 0, low: 0, high: 0 };
  for (const { best, low, high, atLeast, confirmed } of stated) {
    sum.best += best;
    sum.low += low;
    sum.high += high;
    if (atLeast) sum.atLeast = true;
    if (confirmed !== undefined) sum.confirmed = (sum.confirmed ?? 0) + confirmed;
  }
  return sum;
}

/** The places of each start that lie in no other place of it: their numbers hold the others'. */
export function listTopmost({ places }: Pick<Board, 'places'>, starts: readonly Start[]): Place[][] {
  const byId = new Map(places.map((place) => [place.id, place]));
  return starts.map((start) => {
    const here = new Set(start.places);
    return start.places.filter((place) =>
      pathOf(place, byId).every((each) => each === place || !here.has(each)),
    );
  });
}
