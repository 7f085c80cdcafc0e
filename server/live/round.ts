/**
 * The queue of boards that are due for a tick. Each gets its own turn of the event loop: frames written in one turn all
 * count as unread, so a watcher of twenty boards would miss ticks as if it were slow. A round lasts until none is due.
 */
import type { Clock, Timers } from '../clock.ts';
import type { LiveBoard } from './boards.ts';

export interface RoundParts {
  clock: Clock;
  timers: Timers;
  send(board: LiveBoard): void;
  /** Called after each turn with the milliseconds since the round began, and whether the round is over. */
  passed(elapsed: number, isOver: boolean): void;
  /** Called after a board's turn with the milliseconds that it took. */
  rest(board: LiveBoard, taken: number): void;
}

export interface Round {
  add(board: LiveBoard): void;
  remove(board: LiveBoard): void;
  stop(): void;
}

export function createRound({ clock, timers, send, passed, rest }: RoundParts): Round {
  let due: LiveBoard[] = [];
  let callOff: (() => void) | undefined;
  let began: number | undefined;
  let isStopped = false;

  function takeTurn(): void {
    callOff = undefined;
    const board = due.shift();
    const turnBegan = clock.monotonic();
    began ??= turnBegan;
    if (board) send(board);
    if (isStopped) return;
    const isOver = due.length === 0;
    const now = clock.monotonic();
    passed(now - began, isOver);
    if (isOver) began = undefined;
    if (board) rest(board, now - turnBegan);
    if (due.length > 0) callOff ??= timers.nextTurn(takeTurn);
  }

  return {
    add(board) {
      due.push(board);
      callOff ??= timers.nextTurn(takeTurn);
    },
    remove(board) {
      due = due.filter((other) => other !== board);
    },
    stop() {
      isStopped = true;
      callOff?.();
    },
  };
}
