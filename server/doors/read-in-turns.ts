/**
 * Lets all who read lines of the ledger take turns. A page of a thousand lines takes longer than anybody else should wait,
 * and whoever asks for three hundred of them at once asks for them in one turn of the event loop.
 */
import type { Line } from '#shared/line.ts';
import type { Timers } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { PublicLedger } from './parts.ts';

/** Lines read in one turn: some milliseconds. The longest are some 40 kB. */
export const LINES_AT_ONCE = 50;
/** Steps that may wait. Each is one reader's, whose lines so far lie in memory meanwhile. */
export const MOST_WAITING = 200;

/** @returns the ledger, whose `lines` throws Refusal `busy` where too many wait */
export function readInTurns(ledger: PublicLedger, timers: Pick<Timers, 'nextTurn'>): PublicLedger {
  const waiting: (() => void)[] = [];

  function next(): void {
    waiting.shift()?.();
    if (waiting.length > 0) timers.nextTurn(next);
  }
  function turn(): Promise<void> {
    if (waiting.length >= MOST_WAITING)
      throw new Refusal('busy', 'More is being read at this moment than one server can: try again.');
    return new Promise((resolve) => {
      if (waiting.push(resolve) === 1) timers.nextTurn(next);
    });
  }

  return {
    seqOf: (board, id) => ledger.seqOf(board, id),
    async lines(board, seqs) {
      const lines: Line[] = [];
      for (let at = 0; at < seqs.length; at += LINES_AT_ONCE) {
        await turn();
        lines.push(...(await ledger.lines(board, seqs.slice(at, at + LINES_AT_ONCE))));
      }
      return lines;
    },
  };
}
