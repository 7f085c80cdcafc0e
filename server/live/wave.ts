/** The wave of a board: worked out when somebody asks, and after a change only for the places that it touched. */
import type { Board } from '#shared/board.ts';
import { bigOf } from '#shared/board.ts';
import type { Changes, Tally, Where } from '#shared/counting/tally.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { Figure } from '#shared/snapshot.ts';
import type { Start } from '#shared/starts.ts';
import { listStarts } from '#shared/starts.ts';
import { formatInstant } from '#shared/time.ts';
import type { WaveAnswer, WaveRow } from '#shared/wave.ts';
import { listTopmost, stretchOf, sumHeadlines, WAVE_STEP } from '#shared/wave.ts';
import type { BoardView } from './contract.ts';

type Rises = ReturnType<Tally['rises']>;

export interface LiveWave {
  read: BoardView['wave'];
  /** Drops what these changes may have changed. */
  forget(changes: Changes): void;
}

/** What is known of a place: its headline, and when it grew. */
interface Known {
  headline: Figure | undefined;
  rises: Rises;
}

interface KindCache {
  places: Map<Where, Known>;
  answer: WaveAnswer | undefined;
  making: Promise<WaveAnswer> | undefined;
}

const PITCH = WAVE_STEP * 1000;
/** Places of one turn of the event loop: some milliseconds. */
const AT_ONCE = 100;

/** @param current the number of the entry that the view has come to */
export function createWave(tally: Tally, current: () => number): LiveWave {
  /** Undefined until the first answer, and after the board has changed. */
  let starts: WaveStart[] | undefined;
  const caches = new Map<CountKind, KindCache>();

  function cacheOf(kind: CountKind): KindCache {
    const known = caches.get(kind) ?? { places: new Map(), answer: undefined, making: undefined };
    caches.set(kind, known);
    return known;
  }

  function learn(kind: CountKind, wheres: readonly Where[], grid: Grid): void {
    const { places } = cacheOf(kind);
    const of = bigOf(tally.board ?? { big: {} }, kind);
    for (const where of wheres)
      places.set(where, {
        headline: tally.headline(kind, where),
        rises: tally.rises({ kind, where, of, grid }),
      });
  }

  async function make(kind: CountKind, turn: () => Promise<void>): Promise<WaveAnswer> {
    for (;;) {
      starts ??= tally.board ? wheresOf(tally.board) : [];
      const grid = gridOf(starts);
      const { places } = cacheOf(kind);
      const missing = starts.flatMap(({ wheres }) => wheres).filter((where) => !places.has(where));
      learn(kind, missing.slice(0, AT_ONCE), grid);
      // A change may come in between: what it touched is missing again, and the rows are drawn of one moment.
      if (missing.length <= AT_ONCE) return draw(kind, starts, grid);
      await turn();
    }
  }

  function draw(kind: CountKind, now: readonly WaveStart[], grid: Grid): WaveAnswer {
    const cache = cacheOf(kind);
    const rows = now.map((start) => {
      const known = start.wheres.flatMap((where) => cache.places.get(where) ?? []);
      return drawRow(start, known, grid);
    });
    const begins = rows.flatMap(({ cells }) => cells.findIndex((by) => by !== 0)).filter((at) => at >= 0);
    const begin = begins.length > 0 ? Math.min(...begins) : 0;
    const from = begins.length > 0 ? (grid.first + begin - 1) * PITCH : 0;
    const of = bigOf(tally.board ?? { big: {} }, kind);
    const finished = rows.map((row) => finish(row, begin));
    cache.answer = { kind, of, seq: current(), step: WAVE_STEP, from, rows: finished };
    return cache.answer;
  }

  return {
    async read(kind, turn) {
      const cache = cacheOf(kind);
      if (cache.answer) return cache.answer;
      cache.making ??= make(kind, turn).finally(() => {
        cache.making = undefined;
      });
      return cache.making;
    },
    forget({ board, figures }) {
      if (board) {
        starts = undefined;
        caches.clear();
      }
      for (const [kind, cache] of caches) {
        for (const where of figures.get(kind) ?? []) cache.places.delete(where);
        cache.answer = undefined;
      }
    },
  };
}

interface Grid {
  pitch: number;
  first: number;
  last: number;
}

function gridOf(starts: readonly WaveStart[]): Grid {
  const { from, to } = stretchOf(starts);
  return { pitch: PITCH, first: Math.floor(from / PITCH), last: Math.ceil(to / PITCH) };
}

/** Whose numbers a start's row sums. */
interface WaveStart extends Start {
  wheres: Where[];
}

/** A board that shows no place has its own number. */
function wheresOf(board: Board): WaveStart[] {
  const starts = listStarts(board);
  const topmost = listTopmost(board, starts);
  return starts.map((start, index) => {
    const places = topmost[index] ?? [];
    return { ...start, wheres: places.length > 0 ? places.map(({ id }) => id) : [null] };
  });
}

interface DrawnRow extends Omit<WaveRow, 'added'> {
  /** By how much the number rose or fell in each cell of the grid. */
  cells: Float64Array;
}

function drawRow({ at, zone }: Start, places: readonly Known[], { first, last }: Grid): DrawnRow {
  const number = sumHeadlines(places.map(({ headline }) => headline));
  // Numbers are whole and below 2 ** 53: what rose here and fell there in one step comes to 0.
  const cells = new Float64Array(places.length > 0 ? last - first + 1 : 0);
  for (const { rises } of places)
    for (const [cell, by] of rises) cells[cell - first] = (cells[cell - first] ?? 0) + by;
  return { at: formatInstant(at), zone, ...(number && { number }), cells };
}

function finish({ cells, ...row }: DrawnRow, begin: number): WaveRow {
  const end = cells.findLastIndex((by) => by !== 0) + 1;
  return { ...row, added: [...cells.subarray(begin, Math.max(begin, end))] };
}
