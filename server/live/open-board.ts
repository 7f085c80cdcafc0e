/** Builds a board's tally from its ledger, and a view that can still tell what its newest lines changed. */
import type { Board } from '#shared/board.ts';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import type { BoardHead, Ledger } from '../ledger/contract.ts';
import type { LiveView } from './view.ts';
import { createView } from './view.ts';

/**
 * Numbers of lines before the newest at which the view ticks while it is built. After a restart thousands of watchers come
 * back who miss a few lines or none. Each is told what changed since the last of these points that they have passed; only
 * those who miss more than 1,000 lines take the snapshot, which is hundreds of kilobytes for hundreds of places.
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
 * @throws RangeError if the lines end before the head
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

/** The definition of a damaged board, as far as its lines can be understood. Never rejects. */
export async function readDefinition(pages: AsyncIterable<Line[]>): Promise<Board | undefined> {
  const tally = createTally();
  try {
    for await (const page of pages) tally.fold(page.filter(({ kind }) => kind === 'board'));
  } catch {
    // The definition up to the line that cannot be read is the best there is.
  }
  return tally.board;
}

/** Cuts lines into pieces; each ends with one of the `seq` in `stops`, or is the last. */
function cut(lines: Line[], stops: readonly number[]): Line[][] {
  const ends = stops.map((stop) => lines.findIndex(({ seq }) => seq === stop) + 1).filter((end) => end > 0);
  const edges = [0, ...ends, lines.length];
  return edges
    .slice(1)
    .map((end, index) => lines.slice(edges[index], end))
    .filter((piece) => piece.length > 0);
}
