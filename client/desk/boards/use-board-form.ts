/** The form of a board as its parts see it, handed down from BoardForm. */
import type { InjectionKey } from 'vue';
import { inject } from 'vue';
import type { Board } from '#shared/board.ts';
import type { BoardFormWords } from '../../words/board-form-words.ts';
import type { BoardTyped } from './board-form.ts';
import type { RowList } from './form-rows.ts';
import type { Faults } from './use-form-faults.ts';
import type { RowsState } from './use-rows.ts';

export interface BoardFormParts {
  words: BoardFormWords;
  /** The board as it was opened; left out: a new one. */
  board: Board | undefined;
  typed: BoardTyped;
  lists: Readonly<Record<RowList, RowsState>>;
  faults: Faults;
}

export const boardFormKey: InjectionKey<BoardFormParts> = Symbol('board form');

/** @throws Error outside of the form. */
export function useBoardForm(): BoardFormParts {
  const parts = inject(boardFormKey);
  if (!parts) throw new Error('there is no form of a board here');
  return parts;
}
