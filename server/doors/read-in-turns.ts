/** Lets all who read lines of the ledger take turns: a page of a thousand takes longer than anybody else should wait. */
import type { Line } from '#shared/line.ts';
import type { PublicLedger } from './parts.ts';
import type { Turns } from './turns.ts';

/** Lines read in one turn: some milliseconds. The longest are some 40 kB. */
export const LINES_AT_ONCE = 50;

type LineSource = Pick<PublicLedger, 'lines' | 'seqOf'>;

/** @returns the ledger, whose `lines` throws Refusal `busy` where too many wait */
export function readInTurns(ledger: LineSource, turns: Turns): LineSource {
  return {
    seqOf: (board, id) => ledger.seqOf(board, id),
    async lines(board, seqs) {
      const lines: Line[] = [];
      for (let at = 0; at < seqs.length; at += LINES_AT_ONCE) {
        await turns.take();
        lines.push(...(await ledger.lines(board, seqs.slice(at, at + LINES_AT_ONCE))));
      }
      return lines;
    },
  };
}
