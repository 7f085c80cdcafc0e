/** Every board in memory: its tally, kept level with the ledger, and what the public sees of it. */
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import type { Ledger } from '../ledger/contract.ts';
import { openBoard } from './open-board.ts';
import type { LiveView } from './view.ts';
import { createView } from './view.ts';

export interface LiveBoard {
  readonly slug: string;
  readonly tally: Tally;
  readonly view: LiveView;
  /** The hash of the tally's newest line. */
  readonly head: string;
}

export interface Boards {
  /** In the order in which they were made. */
  all(): LiveBoard[];
  find(slug: string): LiveBoard | undefined;
  /**
   * Takes in new lines of a board by the one rule for everything that is passed along: what is known is skipped, what
   * follows is folded at once, and before what begins later the missing is read from the ledger.
   */
  take(slug: string, lines: readonly Line[], head: string): Promise<void> | undefined;
}

type Source = Pick<Ledger, 'epoch' | 'heads' | 'read'>;
interface Entry extends LiveBoard {
  head: string;
}

/** Builds every tally from its first line. */
export async function readBoards(ledger: Source): Promise<Boards> {
  const boards = new Map<string, Entry>();
  const made: { entry: Entry; at: number }[] = [];
  for (const head of await ledger.heads()) {
    const { tally, view, madeAt } = await openBoard(ledger, head);
    made.push({ entry: { slug: head.board, tally, view, head: head.hash }, at: madeAt });
  }
  made.sort((a, b) => a.at - b.at || (a.entry.slug < b.entry.slug ? -1 : 1));
  for (const { entry } of made) boards.set(entry.slug, entry);

  return {
    all: () => [...boards.values()],
    find: (slug) => boards.get(slug),
    take(slug, lines, head) {
      const known = boards.get(slug);
      const level = known?.tally.seq ?? 0;
      const [first] = lines;
      if (first === undefined || (lines.at(-1)?.seq ?? 0) <= level) return undefined;
      if (first.seq > level + 1) return catchUp(ledger, boards, slug);
      const fresh = lines.filter((line) => line.seq > level);
      if (known) {
        known.tally.fold(fresh);
        known.head = head;
      } else {
        const tally = createTally();
        tally.fold(fresh);
        boards.set(slug, { slug, tally, view: createView(tally, ledger.epoch, head), head });
      }
      return undefined;
    },
  };
}

/** Reads until the tally stands where the ledger does: lines may be appended while it reads. */
async function catchUp(ledger: Source, boards: Map<string, Entry>, slug: string): Promise<void> {
  for (;;) {
    const head = (await ledger.heads()).find(({ board }) => board === slug);
    const known = boards.get(slug);
    if (!head || head.seq === known?.tally.seq) return;
    if (!known) {
      const { tally, view } = await openBoard(ledger, head);
      boards.set(slug, { slug, tally, view, head: head.hash });
      return;
    }
    for await (const page of ledger.read(slug, known.tally.seq)) {
      known.tally.fold(page.filter((line) => line.seq > known.tally.seq && line.seq <= head.seq));
    }
    known.head = head.hash;
  }
}
