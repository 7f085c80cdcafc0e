/** The boards in memory: of each its tally, kept level with the ledger, and its view, which is what the public sees. */
import type { Board } from '#shared/board.ts';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import { sayFault } from '../fault-sentence.ts';
import type { BoardHead, Ledger } from '../ledger/contract.ts';
import { LedgerFault } from '../ledger-fault.ts';
import type { Withheld } from './contract.ts';
import type { OpenedBoard } from './open-board.ts';
import { openBoard, readDefinition } from './open-board.ts';
import type { LiveView } from './view.ts';
import { createView } from './view.ts';

export interface LiveBoard {
  readonly slug: string;
  readonly tally: Tally;
  readonly view: LiveView;
  /** The hash of the tally's newest line. */
  readonly headHash: string;
}

export interface Boards {
  withheld(slug: string): Withheld | undefined;
  allWithheld(): Withheld[];
  /** Removes a damaged board from those that are shown, and returns it; undefined if it was not shown. */
  withhold(slug: string): LiveBoard | undefined;
  /** In the order in which they were made. */
  all(): LiveBoard[];
  find(slug: string): LiveBoard | undefined;
  /**
   * Folds new lines of a board. Lines that the tally has are skipped. If lines before the first are missing, all are read
   * from the ledger, and the promise resolves once they are folded; otherwise the answer is undefined.
   */
  take(slug: string, lines: readonly Line[], headHash: string): Promise<void> | undefined;
}

type Source = Pick<Ledger, 'epoch' | 'heads' | 'read' | 'readDamaged' | 'damages'>;
interface MutableBoard extends LiveBoard {
  headHash: string;
}

/** Builds every tally from its first line. A board for which that fails is noted as damaged; the others are served. */
export async function readBoards(ledger: Source): Promise<Boards> {
  const boards = new Map<string, MutableBoard>();
  const made: { board: MutableBoard; at: number }[] = [];
  for (const head of await ledger.heads()) {
    const opened = await openOrNote(ledger, head);
    if (!opened) continue;
    const { tally, view, madeAt } = opened;
    made.push({ board: { slug: head.board, tally, view, headHash: head.hash }, at: madeAt });
  }
  const definitions = new Map<string, Board | undefined>();
  for (const slug of ledger.damages.all().keys())
    definitions.set(slug, await readDefinition(ledger.readDamaged(slug)));
  made.sort((a, b) => a.at - b.at || (a.board.slug < b.board.slug ? -1 : 1));
  for (const { board } of made) boards.set(board.slug, board);

  const describe = (slug: string): Withheld | undefined => {
    const damage = ledger.damages.of(slug);
    return damage && { slug, since: damage.since, board: definitions.get(slug) };
  };
  return {
    withheld: describe,
    allWithheld: () => [...ledger.damages.all().keys()].flatMap((slug) => describe(slug) ?? []),
    withhold(slug) {
      const known = boards.get(slug);
      boards.delete(slug);
      if (known) definitions.set(slug, known.tally.board);
      return known;
    },
    all: () => [...boards.values()],
    find: (slug) => boards.get(slug),
    take(slug, lines, headHash) {
      const known = boards.get(slug);
      const level = known?.tally.seq ?? 0;
      const [first] = lines;
      if (first === undefined || (lines.at(-1)?.seq ?? 0) <= level) return undefined;
      if (first.seq > level + 1) return catchUp(ledger, boards, slug);
      const fresh = lines.filter((line) => line.seq > level);
      if (known) {
        known.tally.fold(fresh);
        known.headHash = headHash;
      } else {
        const tally = createTally();
        tally.fold(fresh);
        boards.set(slug, { slug, tally, view: createView(tally, ledger.epoch, headHash), headHash });
      }
      return undefined;
    },
  };
}

/** Opens a board; undefined if its lines cannot be understood, which is noted as its damage. */
async function openOrNote(ledger: Source, head: BoardHead): Promise<OpenedBoard | undefined> {
  try {
    return await openBoard(ledger, head);
  } catch (error) {
    if (error instanceof LedgerFault && error.code !== 'damaged') throw error;
    ledger.damages.note(
      head.board,
      `Board ${head.board} cannot be read: ${sayFault(error)} Its numbers are withheld, and the other boards are served: restore a backup.`,
    );
    return undefined;
  }
}

/** Reads until the tally has come to the ledger's head. It is asked for again, since lines may be appended meanwhile. */
async function catchUp(ledger: Source, boards: Map<string, MutableBoard>, slug: string): Promise<void> {
  for (;;) {
    const head = (await ledger.heads()).find(({ board }) => board === slug);
    const known = boards.get(slug);
    if (!head || head.seq === known?.tally.seq) return;
    if (!known) {
      const { tally, view } = await openBoard(ledger, head);
      boards.set(slug, { slug, tally, view, headHash: head.hash });
      return;
    }
    for await (const page of ledger.read(slug, known.tally.seq)) {
      known.tally.fold(page.filter((line) => line.seq > known.tally.seq && line.seq <= head.seq));
    }
    known.headHash = head.hash;
  }
}
