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

type Rises = ReturnType<Tally['rises']>;

export interface LiveWave {
  /**
   * The rows of the board's starts; none for a board without a start.
   * @param seq the number of the entry that the view has come to
   */
  answer(kind: CountKind, seq: number): WaveAnswer;
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
}

const PITCH = WAVE_STEP * 1000;

export function createWave(tally: Tally): LiveWave {
  /** Undefined until the first answer, and after the board has changed. */
  let starts: WaveStart[] | undefined;
  const caches = new Map<CountKind, KindCache>();

  function cacheOf(kind: CountKind): KindCache {
    const known = caches.get(kind) ?? { places: new Map(), answer: undefined };
    caches.set(kind, known);
    return known;
  }

  function draw(kind: CountKind, { places }: KindCache, seq: number): WaveAnswer {
    const { board } = tally;
    starts ??= board ? wheresOf(board) : [];
    const of = bigOf(board ?? { big: {} }, kind);
    const { from, to } = stretchOf(starts);
    const grid = { pitch: PITCH, first: Math.floor(from / PITCH), last: Math.ceil(to / PITCH) };
    const learn = (where: Where): Known => {
      const known = places.get(where) ?? {
        headline: tally.headline(kind, where),
        rises: tally.rises({ kind, where, of, grid }),
      };
      places.set(where, known);
      return known;
    };
    const rows = starts.map((start) => drawRow(start, start.wheres.map(learn)));
    const first = Math.min(...rows.flatMap(({ cells }) => [...cells.keys()]));
    const begin = Number.isFinite(first) ? first : 0;
    const origin = Number.isFinite(first) ? (first - 1) * PITCH : 0;
    return { kind, of, seq, step: WAVE_STEP, from: origin, rows: rows.map((row) => finish(row, begin)) };
  }

  return {
    answer(kind, seq) {
      const cache = cacheOf(kind);
      cache.answer ??= draw(kind, cache, seq);
      return cache.answer;
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
  cells: Map<number, number>;
}

function drawRow({ at, zone }: Start, places: readonly Known[]): DrawnRow {
  const number = sumHeadlines(places.map(({ headline }) => headline));
  const cells = new Map<number, number>();
  for (const [cell, by] of places.flatMap(({ rises }) => rises)) cells.set(cell, (cells.get(cell) ?? 0) + by);
  // What rose here and fell there in one step.
  for (const [cell, by] of cells) if (by === 0) cells.delete(cell);
  return { at: formatInstant(at), zone, ...(number && { number }), cells };
}

function finish({ cells, ...row }: DrawnRow, begin: number): WaveRow {
  const last = Math.max(begin - 1, ...cells.keys());
  return {
    ...row,
    added: Array.from({ length: last - begin + 1 }, (_, index) => cells.get(begin + index) ?? 0),
  };
}
