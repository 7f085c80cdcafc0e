/** Builds a board's tally from its ledger, and a view that can still tell what its newest lines changed. */
import type { Board } from '#shared/board.ts';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import type { BoardHead, Ledger } from '../ledger/contract.ts';
import type { LiveView } from './view.ts';
import { createView } from './view.ts';

/**
 * How many lines before the newest the view is brought level. After a restart thousands of watchers come back who miss a
 * few lines, or none: each is told what changed since the last of these numbers that they know. Only who misses more
 * than a thousand takes the snapshot, which is hundreds of kilobytes where there are hundreds of places.
 */
const LAGS = [1_000, 300, 100, 30, 10, 3, 1, 0];

export interface OpenedBoard {
  tally: Tally;
  view: LiveView;
  /** When the board was made. */
  madeAt: number;
}

/**
 * Reads a board from its first line to its head.
 * @throws RangeError where the lines do not lead to the head
 */
export async function openBoard(
  ledger: Pick<Ledger, 'epoch' | 'read'>,
  head: BoardHead,
): Promise<OpenedBoard> {
  const tally = createTally();
  const stops = [...new Set(LAGS.map((lag) => Math.max(1, head.seq - lag)))];
  let view: LiveView | undefined;
  let madeAt: number | undefined;
  const bringLevel = () => {
    if (view) view.advance(head.hash);
    else view = createView(tally, ledger.epoch, head.hash);
  };
  for await (const page of ledger.read(head.board, 0)) {
    madeAt ??= page[0]?.at;
    for (const lines of cut(page, stops)) {
      tally.fold(lines);
      if (stops.includes(tally.seq)) bringLevel();
    }
  }
  if (!view || madeAt === undefined || tally.seq !== head.seq) {
    throw new RangeError(`The ledger of ${head.board} ends at ${tally.seq}, and its head says ${head.seq}.`);
  }
  return { tally, view, madeAt };
}

/** What a board that does not add up said of itself, as far as its lines can be understood. Never rejects. */
export async function readDefinition(pages: AsyncIterable<Line[]>): Promise<Board | undefined> {
  const tally = createTally();
  try {
    for await (const page of pages) tally.fold(page.filter(({ kind }) => kind === 'board'));
  } catch {
    // What was read up to there has to do.
  }
  return tally.board;
}

/** Lines in pieces of which each ends at one of the numbers, or at the end. */
function cut(lines: Line[], stops: readonly number[]): Line[][] {
  const ends = stops.map((stop) => lines.findIndex(({ seq }) => seq === stop) + 1).filter((end) => end > 0);
  const edges = [0, ...ends, lines.length];
  return edges
    .slice(1)
    .map((end, index) => lines.slice(edges[index], end))
    .filter((piece) => piece.length > 0);
}
