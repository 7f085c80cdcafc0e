/**
 * The newest part of a board's ledger, kept up to date: what is read is always without gaps from its oldest line to its
 * newest, so that every change to a row that is shown has been seen.
 */
import type { Ref, ShallowRef } from 'vue';
import { ref, shallowRef } from 'vue';
import { ENTRIES_PAGE_MAX } from '#shared/limits.ts';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';
import type { DeskEntry } from './desk-rows.ts';
import { foldLine, isErasure } from './desk-rows.ts';

export interface DeskLedger {
  /** Counts and updates as they hold now, newest first. */
  readonly rows: Readonly<ShallowRef<readonly FeedRow[]>>;
  readonly hasOlder: Readonly<Ref<boolean>>;
  /** Reads up to this entry. Called with each message; where no answer comes, the next call reads the rest. */
  follow(epoch: string, seq: number): Promise<void>;
  readOlder(): Promise<void>;
}

interface Position {
  epoch: string;
  seq: number;
}

/** Lines read at first, and at each look further back. */
const PAGE = 100;
/** A window that is further behind than this is quicker to begin anew with the newest page. */
const CATCH_UP = ENTRIES_PAGE_MAX;
/** More rows than this make a page slow; the oldest go, and can be read again. */
const MOST_LINES = 2_000;

export function createDeskLedger(api: Api, board: string): DeskLedger {
  const shown = createWindow();
  let known: Position | undefined;
  let wanted: Position | undefined;
  let isReading = false;
  let reading = Promise.resolve();

  const read = (after: number, to: number) => readLines(api, board, after, to);
  const begin = async (to: Position, size: number): Promise<boolean> => {
    const newest = await read(Math.max(0, to.seq - size), to.seq);
    if (!newest) return false;
    shown.replace(newest);
    known = to;
    return true;
  };
  const advance = async (to: Position): Promise<boolean> => {
    if (known?.epoch !== to.epoch || to.seq - known.seq > CATCH_UP) return begin(to, PAGE);
    const more = await read(known.seq, to.seq);
    if (!more) return false;
    // The erased text still stands in the lines that were read before: they are read again, without it.
    if (more.some(isErasure)) return begin(to, Math.min(CATCH_UP, shown.size() + more.length));
    shown.append(more);
    known = to;
    return true;
  };
  const readOn = async () => {
    isReading = true;
    try {
      let goesOn = true;
      while (goesOn && wanted && isBehind(known, wanted)) goesOn = await advance(wanted);
    } finally {
      // This must be in the same turn as the last look at `wanted`: nobody would read for a tick that came in between.
      isReading = false;
    }
  };

  return {
    rows: shown.rows,
    hasOlder: shown.hasOlder,
    follow(epoch, seq) {
      wanted = { epoch, seq };
      if (!isReading) reading = readOn();
      return reading;
    },
    async readOlder() {
      const oldest = shown.oldest();
      if (oldest === undefined) return;
      const older = await read(Math.max(0, oldest - 1 - PAGE), oldest - 1);
      // The window may have begun anew meanwhile.
      if (older && shown.oldest() === oldest) shown.prepend(older);
    },
  };
}

/** Lines without a gap between them, and the rows that they make. */
function createWindow() {
  const rows = shallowRef<readonly FeedRow[]>([]);
  const hasOlder = ref(false);
  let lines: PublicLine[] = [];
  let folded = new Map<string, DeskEntry>();

  const show = () => {
    rows.value = [...folded.values()].map(({ row }) => row).reverse();
    hasOlder.value = (lines[0]?.seq ?? 1) > 1;
  };
  const replace = (next: PublicLine[]) => {
    lines = next;
    folded = new Map();
    for (const line of lines) foldLine(folded, line);
    show();
  };
  return {
    rows,
    hasOlder,
    size: () => lines.length,
    oldest: () => lines[0]?.seq,
    replace,
    prepend: (older: readonly PublicLine[]) => replace([...older, ...lines]),
    append(more: readonly PublicLine[]) {
      lines.push(...more);
      if (lines.length > MOST_LINES) return replace(lines.slice(-MOST_LINES / 2));
      for (const line of more) foldLine(folded, line);
      show();
    },
  };
}

function isBehind(known: Position | undefined, wanted: Position): boolean {
  return known?.epoch !== wanted.epoch || wanted.seq > known.seq;
}

/** Lines with after < seq ≤ to, at most `CATCH_UP` of them; undefined where no answer came. */
async function readLines(
  api: Api,
  board: string,
  after: number,
  to: number,
): Promise<PublicLine[] | undefined> {
  const query = { after, before: to + 1, limit: CATCH_UP };
  const result = await api.call('listEntries', { slug: board, query });
  return result.is === 'answered' ? result.body.entries : undefined;
}
