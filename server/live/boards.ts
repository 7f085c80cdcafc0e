/** Every board in memory: its tally, kept level with the ledger, and what the public sees of it. */
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Line } from '#shared/line.ts';
import type { BoardHead, Ledger } from '../ledger/contract.ts';
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
    const { tally, madeAt } = await readTally(ledger, head);
    made.push({ entry: createEntry(ledger.epoch, tally, head.hash), at: madeAt });
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
        boards.set(slug, createEntry(ledger.epoch, tally, head));
      }
      return undefined;
    },
  };
}

function createEntry(epoch: string, tally: Tally, head: string): Entry {
  const view = createView(tally, epoch, head);
  return { slug: view.slug, tally, view, head };
}

async function readTally(ledger: Source, head: BoardHead): Promise<{ tally: Tally; madeAt: number }> {
  const tally = createTally();
  let madeAt: number | undefined;
  for await (const page of ledger.read(head.board, 0)) {
    madeAt ??= page[0]?.at;
    tally.fold(page);
  }
  if (tally.seq !== head.seq) {
    throw new RangeError(`The ledger of ${head.board} ends at ${tally.seq}, and its head says ${head.seq}.`);
  }
  return { tally, madeAt: madeAt ?? head.at };
}

/** Reads until the tally stands where the ledger does: lines may be appended while it reads. */
async function catchUp(ledger: Source, boards: Map<string, Entry>, slug: string): Promise<void> {
  for (;;) {
    const head = (await ledger.heads()).find(({ board }) => board === slug);
    const known = boards.get(slug);
    if (!head || head.seq === known?.tally.seq) return;
    if (!known) {
      const { tally } = await readTally(ledger, head);
      boards.set(slug, createEntry(ledger.epoch, tally, head.hash));
      return;
    }
    for await (const page of ledger.read(slug, known.tally.seq)) {
      known.tally.fold(page.filter((line) => line.seq > known.tally.seq && line.seq <= head.seq));
    }
    known.head = head.hash;
  }
}
