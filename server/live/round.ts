/**
 * The boards whose turn it is. Each has a turn of the event loop of its own: a frame written after another in one turn may
 * be dropped as if its reader were slow. A round lasts until no board is due.
 */
import type { Clock, Timers } from '../clock.ts';
import type { LiveBoard } from './boards.ts';

export interface RoundParts {
  clock: Clock;
  timers: Timers;
  send(board: LiveBoard): void;
  /** Called between the turns with the milliseconds since the round began, and whether it is over. */
  passed(elapsed: number, isOver: boolean): void;
  /** Called after a board's turn, which took so many milliseconds. */
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
