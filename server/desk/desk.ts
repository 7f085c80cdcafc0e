/** The desk: what operators want, for whoever has the permit, at a board that is theirs for the moment. */
import { recordBoardChange, recordNewBoard } from './board-changes.ts';
import { createBoardLocks } from './board-locks.ts';
import type { Desk } from './contract.ts';
import { eraseTexts } from './erasing.ts';
import type { DeskParts } from './posting.ts';
import { postEntries } from './posting.ts';

export function createDesk(parts: DeskParts): Desk {
  const locks = createBoardLocks();
  return {
    post: (permit, entries, pointTo) =>
      locks.shared(permit.board, () => postEntries(parts, permit, { posted: entries, pointTo })),
    makeBoard: (permit, board) => locks.exclusive(board.slug, () => recordNewBoard(parts, permit, board)),
    changeBoard: (permit, change) =>
      locks.exclusive(permit.board, () => recordBoardChange(parts, permit, change)),
    eraseText: (permit, id, reason) => eraseTexts(parts, permit, { id, reason }),
  };
}
