/** In which order boards are listed. */

import type { BoardSummary } from '#shared/answers.ts';
import { newestAsOf } from '#shared/newest-as-of.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { listStarts } from '#shared/starts.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

/** A board of the list, with what there is to say of it. */
export interface ListedBoard {
  summary: BoardSummary;
  /** Absent where its numbers are withheld, or where there are more boards than figures. */
  snapshot: Snapshot | undefined;
}

/** What is going on first, then what will be, then what was. What is replayed is not going on. */
const STATES = ['live', 'planned', 'ended', 'archived'];

/** Among those that are live the one with the newest entry first; planned ones by their start, ended ones by their last day. */
export function orderBoards(boards: readonly ListedBoard[]): ListedBoard[] {
  return [...boards].sort(
    (one, other) => rankOf(one) - rankOf(other) || keyOf(one) - keyOf(other) || compare(one, other),
  );
}

function rankOf({ summary }: ListedBoard): number {
  const { state, nature } = summary;
  return STATES.indexOf(state) + (state === 'live' && nature !== 'real' ? 0.5 : 0);
}

/** Ascending. */
function keyOf({ summary, snapshot }: ListedBoard): Instant {
  const { state, at } = summary;
  if (state === 'planned') return (snapshot && listStarts(snapshot.board)[0]?.at) ?? Number.MAX_SAFE_INTEGER;
  const newest = state === 'live' ? undefined : snapshot && newestAsOf(snapshot);
  return -(newest ?? (at === undefined ? 0 : parseInstant(at)));
}

function compare({ summary: one }: ListedBoard, { summary: other }: ListedBoard): number {
  return one.slug < other.slug ? -1 : 1;
}
