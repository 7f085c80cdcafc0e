/** The desk: whether this person may, then what they want, at a board that is theirs for the moment. */

import type { Role } from '#shared/roles.ts';
import { Refusal } from '../refusal.ts';
import { recordBoardChange, recordNewBoard } from './board-changes.ts';
import { createBoardLocks } from './board-locks.ts';
import type { Desk, Operator } from './contract.ts';
import { mayAct } from './contract.ts';
import { eraseTexts } from './erasing.ts';
import type { DeskParts } from './posting.ts';
import { postEntries, refuseNoBoard } from './posting.ts';

export function createDesk(parts: DeskParts): Desk {
  const locks = createBoardLocks();
  const { live } = parts;

  /** Whoever may not even look at a draft is not told that it is there. */
  function refuseUnlessMay(operator: Operator, role: Role, slug: string): void {
    const board = live.tally(slug)?.board;
    if (!board) throw refuseNoBoard();
    if (mayAct(operator, role, slug)) return;
    if (board.state === 'draft' && !mayAct(operator, 'editor', slug)) throw refuseNoBoard();
    throw new Refusal('forbidden', `This takes the role ${role} on this board.`);
  }

  return {
    async post(operator, slug, entries) {
      refuseUnlessMay(operator, 'editor', slug);
      return await locks.shared(slug, () => postEntries(parts, { operator, slug }, entries));
    },
    async makeBoard(operator, board) {
      if (!mayAct(operator, 'admin', '*')) {
        throw new Refusal('forbidden', 'Making a board takes the role admin on all boards.');
      }
      return await locks.exclusive(board.slug, () => recordNewBoard(parts, operator, board));
    },
    async changeBoard(operator, slug, change) {
      refuseUnlessMay(operator, 'admin', slug);
      return await locks.exclusive(slug, () => recordBoardChange(parts, { operator, slug }, change));
    },
    async eraseText(operator, slug, id, reason) {
      refuseUnlessMay(operator, 'admin', slug);
      return await eraseTexts(parts, { operator, slug }, { id, reason });
    },
  };
}
