/** The whole chart as plain values: what the canvas draws and what the words around it say. */
import type { Board } from '#shared/board.ts';
import type { FeedRow, Mark, Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { Format } from '../words/format.ts';
import type { ChartKind } from './chart-kinds.ts';
import { chartKinds } from './chart-kinds.ts';
import { pointAt } from './day-series.ts';
import type { Frame, Range } from './frame.ts';
import { frameDay } from './frame.ts';
import type { Layout, Size } from './layout.ts';
import { layOut, panelHeight } from './layout.ts';
import type { Mode, Panel } from './panels.ts';
import { bigNumber, bigOf, buildPanel } from './panels.ts';
import type { TimeTick } from './time-ticks.ts';
import { tickTimes } from './time-ticks.ts';

/** One kind's points in the best form at hand, and where they were changed. */
export interface KindSeries {
  /** Seconds between points. */
  step: number;
  points: readonly Point[];
  marks: readonly Mark[];
}

export interface View {
  mode: Mode;
  range: Range;
  size: Size;
}

export interface DayState {
  snapshot: Snapshot;
  series: Partial<Record<ChartKind, KindSeries>>;
  /** Rows marked as key, in any order. */
  keys: readonly FeedRow[];
  /** The server's time now. */
  now: Instant;
  /** When the board's first number was, where that lies before the snapshot's own points. */
  begin?: Instant | undefined;
  /** When something was heard last, where nothing is heard any more; undefined while the page is live. */
  received: Instant | undefined;
}

/** A key update in the picture: the number on its square, and when it was. */
export interface NumberedKey {
  number: number;
  t: Instant;
  row: FeedRow;
}

export interface Picture {
  frame: Frame;
  mode: Mode;
  layout: Layout;
  zone: string;
  received: Instant;
  /** Whether a part of what happened may be missing: from `received` to the frame's end. */
  hasGap: boolean;
  panels: Record<ChartKind, Panel>;
  /** The board's number of each kind now; undefined where nobody states one. */
  values: Partial<Record<ChartKind, number>>;
  /** Which figure of a kind is the board's big one. */
  big: Record<ChartKind, 'best' | 'confirmed'>;
  /** The board's number at the left edge, or the first known, and the last; undefined where there is none. */
  trend: Record<Exclude<ChartKind, 'update'>, { first: number; last: number } | undefined>;
  goals: Board['goals'];
  ticks: TimeTick[];
  keys: NumberedKey[];
  marks: { kind: ChartKind; mark: Mark; y: number }[];
  /** Kinds whose points lie too far apart for this view. */
  coarse: ChartKind[];
}

export function drawDay(state: DayState, view: View): Picture {
  const { snapshot, now } = state;
  const { board, headline } = snapshot;
  const frame = frameDay(snapshot, view.range, now, state.begin);
  const received = Math.min(state.received ?? frame.end, frame.end);
  const hasGap = frame.isRunning && received < frame.end;
  const layout = layOut(view.size);
  const coarse = chartKinds.filter((kind) => (state.series[kind]?.step ?? 0) * 1000 > frame.bar);
  const panelOf = (kind: ChartKind) =>
    buildPanel(kind, usablePoints(state, view.mode, kind, coarse), {
      frame,
      mode: view.mode,
      received: hasGap ? received : frame.end,
      goal: kind === 'update' ? undefined : board.goals[kind],
      asOf: headline[kind] ? parseInstant(headline[kind].asOf) : frame.end,
      cadence: board.cadence[kind] === undefined ? undefined : board.cadence[kind] * 1000,
      big: bigOf(board, kind),
      pixels: {
        width: layout.plot.width,
        height: panelHeight(layout, kind),
        headroom: layout.headroom,
        diamond: layout.diamond,
      },
    });
  const panels = {
    registration: panelOf('registration'),
    arrest: panelOf('arrest'),
    update: panelOf('update'),
  };
  return {
    frame,
    mode: view.mode,
    layout,
    zone: board.zone,
    received,
    hasGap,
    panels,
    values: {
      ...(headline.registration && { registration: bigFigure(snapshot, 'registration') }),
      ...(headline.arrest && { arrest: bigFigure(snapshot, 'arrest') }),
      ...(headline.update && { update: headline.update.best }),
    },
    big: {
      registration: bigOf(board, 'registration'),
      arrest: bigOf(board, 'arrest'),
      update: bigOf(board, 'update'),
    },
    trend: { registration: trendOf(state, frame, 'registration'), arrest: trendOf(state, frame, 'arrest') },
    goals: board.goals,
    ticks: tickTimes({ from: frame.from, to: frame.to, pixels: layout.plot.width }, board.zone),
    keys: numberKeys(state.keys, frame),
    marks: view.mode === 'cumulative' ? placeMarks(state, frame) : [],
    coarse,
  };
}

/** The words of a panel's axis; thousands are shortened on narrow charts alone, and only where nothing is lost. */
export function nameValue(value: number, layout: Layout, format: Format): string {
  const isRound = value >= 1000 && value % 1000 === 0;
  return layout.isNarrow && isRound ? format.compact(value) : format.count(value);
}

/**
 * Bars and diamonds need points that are not further apart than they are wide: what happened within hours would
 * otherwise stand in one of them, at a time when it did not happen.
 */
function usablePoints(
  state: DayState,
  mode: Mode,
  kind: ChartKind,
  coarse: readonly ChartKind[],
): readonly Point[] {
  const isCounted = mode === 'interval' || kind === 'update';
  return isCounted && coarse.includes(kind) ? [] : (state.series[kind]?.points ?? []);
}

function bigFigure({ board, headline }: Snapshot, kind: Exclude<ChartKind, 'update'>): number {
  const figure = headline[kind];
  return (bigOf(board, kind) === 'confirmed' ? figure?.confirmed : figure?.best) ?? 0;
}

function trendOf(
  { series, snapshot }: DayState,
  frame: Frame,
  kind: Exclude<ChartKind, 'update'>,
): Picture['trend'][Exclude<ChartKind, 'update'>] {
  const points = series[kind]?.points ?? [];
  const first = pointAt(points, frame.from) ?? points[0];
  const last = points.at(-1);
  const big = bigOf(snapshot.board, kind);
  return first && last && { first: bigNumber(first, big), last: bigNumber(last, big) };
}

/** Key updates are numbered in the order in which they happened, those outside the frame left out. */
function numberKeys(rows: readonly FeedRow[], frame: Frame): NumberedKey[] {
  return rows
    .filter(({ retracted }) => !retracted)
    .map((row) => ({ t: parseInstant(row.asOf), row }))
    .filter(({ t }) => t >= frame.from && t <= frame.to)
    .sort((a, b) => a.t - b.t || a.row.seq - b.row.seq)
    .map((key, index) => ({ ...key, number: index + 1 }));
}

function placeMarks(state: DayState, frame: Frame): Picture['marks'] {
  return chartKinds.flatMap((kind) => {
    const { points = [], marks = [] } = state.series[kind] ?? {};
    const big = bigOf(state.snapshot.board, kind);
    return marks
      .filter(({ t }) => t >= frame.from && t <= frame.end)
      .flatMap((mark) => {
        // A mark stands between two points: the number after it is the one that the change led to.
        const after = points.find(([t]) => t >= mark.t) ?? points.at(-1);
        return after ? [{ kind, mark, y: kind === 'update' ? 0 : bigNumber(after, big) }] : [];
      });
  });
}
