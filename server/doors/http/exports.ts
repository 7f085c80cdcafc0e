/**
 * A board to take along: its ledger whole, with what proves each line, and a table of its entries as they hold now. Both
 * are made while they are read, a piece in each turn of the lane for what grows with the ledger.
 */
import type { Tally } from '#shared/counting/tally.ts';
import type { Timers } from '../../clock.ts';
import type { Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import type { PublicLedger } from '../parts.ts';
import { StreamedBody } from '../streamed-body.ts';
import type { Lanes } from '../turns.ts';
import { sharing, tallyOf } from './reading.ts';
import type { RouteCall, RouteReply, RouteTable } from './routes.ts';
import { TABLE_HEAD, writeTableRow } from './table-rows.ts';

export interface ExportParts {
  live: Live;
  ledger: PublicLedger;
  lanes: Pick<Lanes, 'growing'>;
  timers: Timers;
}

/** Exports that are being read. Each holds a piece or two. */
const MOST_READ = 8;
/** For the reader of one piece: slower than 2 kB a second it is cut off, and another one let in. */
const PIECE_MS = 60_000;
/** Entries looked at in one turn: some milliseconds. */
const ROWS_AT_ONCE = 250;

interface Piece {
  bytes: Uint8Array;
  last: number;
}

/** How one of the two is made. */
interface Format {
  type: string;
  ending: string;
  /** The first piece after a line, with nothing beyond `until`. */
  make(tally: Tally, range: { slug: string; after: number; until: number }): Promise<Piece>;
}

type ExportRoute = 'exportLines' | 'exportTable';

export function createExportRoutes(parts: ExportParts): Pick<RouteTable, ExportRoute> {
  const { ledger, timers } = parts;
  const open = createExporter(parts);
  const lines: Format = {
    type: 'application/x-ndjson',
    ending: 'ndjson',
    make: (_, { slug, ...range }) => ledger.past.exportLines(slug, range),
  };
  const table: Format = {
    type: 'text/csv; charset=utf-8; header=present',
    ending: 'csv',
    async make(tally, range) {
      await new Promise<void>((resolve) => void timers.nextTurn(resolve));
      return writeTable(tally, range);
    },
  };
  return {
    exportLines: (call) => open(call, lines),
    exportTable: (call) => open(call, table),
  };
}

/** Returns what begins an export. What can be refused is refused before anything is sent. */
function createExporter({ live, lanes, timers }: ExportParts) {
  let beingRead = 0;

  function begin(): () => void {
    if (beingRead >= MOST_READ)
      throw new Refusal('busy', 'More is being exported at this moment than one server can: try again.', {
        retryAfter: 5,
      });
    beingRead += 1;
    let isOver = false;
    return () => {
      if (!isOver) beingRead -= 1;
      isOver = true;
    };
  }

  return async ({ slug }: RouteCall<ExportRoute>, format: Format): Promise<RouteReply<ExportRoute>> => {
    const tally = tallyOf(live, slug);
    const until = tally.seq;
    const end = begin();
    const stop = new AbortController();
    const make = (after: number) => {
      // A board that is found to be damaged meanwhile is not told to its end.
      if (live.tally(slug) !== tally) throw new Refusal('damaged', 'The board is withheld.');
      return format.make(tally, { slug, after, until });
    };
    const next = (after: number) => lanes.growing.run(() => make(after), true);
    try {
      const first = await lanes.growing.run(() => make(0));
      return {
        status: 200,
        body: new StreamedBody<string>({
          type: format.type,
          fileName: `${slug}.${format.ending}`,
          pieces: limitEach(makeAll(first, { until, next }), { timers, stop }),
          signal: stop.signal,
          end,
        }),
        ...sharing(live, slug),
      };
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** One piece after the other, each made when the one before it has left. */
async function* makeAll(
  first: Piece,
  { until, next }: { until: number; next: (after: number) => Promise<Piece> },
): AsyncGenerator<Uint8Array, void> {
  let piece = first;
  yield piece.bytes;
  while (piece.last < until) {
    piece = await next(piece.last);
    yield piece.bytes;
  }
}

/** Cuts off who does not take a piece in its time: one byte a minute would keep others out for ever. */
async function* limitEach(
  pieces: AsyncIterable<Uint8Array>,
  { timers, stop }: { timers: Timers; stop: AbortController },
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    // Of some hundred entries none may have a row.
    if (piece.length === 0) continue;
    const callOff = timers.after(PIECE_MS, () => stop.abort());
    try {
      yield piece;
    } finally {
      callOff();
    }
  }
}

function writeTable(tally: Tally, { after, until }: { after: number; until: number }): Piece {
  const last = Math.min(until, after + ROWS_AT_ONCE);
  const nature = tally.board?.nature ?? 'real';
  const rows: string[] = after === 0 ? [TABLE_HEAD] : [];
  for (let seq = after + 1; seq <= last; seq++) {
    const row = tally.entryState(seq)?.row;
    if (row) rows.push(writeTableRow(row, nature));
  }
  return { bytes: Buffer.from(rows.join('')), last };
}
