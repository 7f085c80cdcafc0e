/** Whether the event is still ahead: the page is then a timetable. */
import type { Board } from '#shared/board.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';

export function isAhead({ state }: Pick<Board, 'state'>): boolean {
  return state === 'planned' || state === 'draft';
}

/** Whether there is anything to draw of the day: before it, panels without a line are no news. */
export function hasDay({ board, headline }: Pick<Snapshot, 'board' | 'headline'>): boolean {
  return !isAhead(board) || countKindsOf(board).some((kind) => headline[kind]);
}
