/** The whole chart as plain values: what the canvas draws and what the words around it say. */
import type { BigFigure, Board } from '#shared/board.ts';
import { bigOf } from '#shared/board.ts';
import { isCountKind, kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { FeedRow, Mark, Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { lookOf } from '../board/kind-looks.ts';
import { isCounter } from '../board/kind-traits.ts';
import type { Format } from '../words/format.ts';
import { buildPanel } from './build-panel.ts';
import { pointAt, pointNow } from './day-series.ts';
import type { Frame, Range } from './frame.ts';
import { frameDay } from './frame.ts';
import type { Layout, Mode, Size } from './layout.ts';
import { layOut, panelHeight, weighPanels } from './layout.ts';
import type { Panel } from './panels.ts';
import { bigNumber } from './panels.ts';
import type { TimeTick } from './time-ticks.ts';
import { tickTimes } from './time-ticks.ts';

/** One kind's points in the best form at hand, and where they were changed. */
export interface KindSeries {
  /** Seconds between points. */
  step: number;
  points: readonly Point[];
  marks: readonly Mark[];
  /** How far its claimants differ: the lowest and the highest of their numbers as a point's bounds; absent where they agree. */
  claims?: readonly Point[];
}

export interface View {
  mode: Mode;
  range: Range;
  size: Size;
}

export interface DayState {
  snapshot: Snapshot;
  series: Partial<Record<Kind, KindSeries>>;
  /** Rows marked as key, in any order. */
  keys: readonly FeedRow[];
  /** The server's time now. */
  now: Instant;
  /** The stretch of time, where it is not that of the view's range. */
  frame?: Frame;
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

/** A kind's panel, and what else there is to say of the kind. */
export interface KindPanel extends Panel {
  kind: Kind;
  /** Its colour and shape. */
  look: number;
  isCounter: boolean;
  /** Its part of the plot's height. */
  weight: number;
  /** The look of the panel that it stands in, where it has no room of its own. */
  within: number | undefined;
  /** The board's number now; undefined where nobody states one. */
  value: number | undefined;
  /** Which figure of the kind is the board's big one. */
  big: BigFigure;
  /** The board's number at the left edge, or the first known, and the last; undefined where there is none. */
  trend: { first: number; last: number } | undefined;
  /** The board's goal, whether the axis reaches it or not. */
  stated: number | undefined;
}

export interface Picture {
  frame: Frame;
  mode: Mode;
  layout: Layout;
  zone: string;
  received: Instant;
  /** Whether a part of what happened may be missing: from `received` to the frame's end. */
  hasGap: boolean;
  /** From the top down: the kinds that the board counts, in its order, and updates. */
  panels: KindPanel[];
  /** Whether the board brings its kinds itself: what we have words for is then not among them. */
  hasOwnKinds: boolean;
  ticks: TimeTick[];
  keys: NumberedKey[];
  marks: { panel: Pick<KindPanel, 'kind' | 'look' | 'within'>; mark: Mark; y: number }[];
  /** Kinds whose points lie too far apart for this view. */
  coarse: Kind[];
}

export function drawDay(state: DayState, view: View): Picture {
  const { snapshot, now } = state;
  const { board } = snapshot;
  const frame = state.frame ?? frameDay(snapshot, view.range, now, state.begin);
  const received = Math.min(state.received ?? frame.end, frame.end);
  const hasGap = frame.isRunning && received < frame.end;
  const layout = layOut(view.size);
  const coarse = kindsOf(board).filter((kind) => (state.series[kind]?.step ?? 0) * 1000 > frame.bar);
  const drawing = { frame, layout, coarse, mode: view.mode, received: hasGap ? received : frame.end };
  const panels = kindsOf(board).map((kind) => drawPanel(state, kind, drawing));
  return {
    frame,
    mode: view.mode,
    layout,
    zone: board.zone,
    received,
    hasGap,
    panels,
    hasOwnKinds: board.kinds !== undefined,
    ticks: tickTimes({ from: frame.from, to: frame.to, pixels: layout.plot.width }, board.zone),
    keys: numberKeys(state.keys, frame),
    marks: view.mode === 'cumulative' ? panels.flatMap((panel) => placeMarks(state, panel, frame)) : [],
    coarse,
  };
}

/** What all panels of a picture are drawn by. */
type Drawing = Pick<Picture, 'frame' | 'layout' | 'coarse' | 'mode' | 'received'>;

function drawPanel(state: DayState, kind: Kind, drawing: Drawing): KindPanel {
  const { frame, layout, mode, received } = drawing;
  const { board, headline } = state.snapshot;
  const [big, counter, stated] = [bigOf(board, kind), isCounter(kind, board), goalOf(board, kind)];
  const weights = weighPanels(board, mode);
  const own = weights.find((each) => each.kind === kind);
  const panel = buildPanel(kind, usablePoints(state, kind, drawing), {
    ...{ frame, mode, received, big, goal: stated, isCounter: counter, isOwn: board.kinds !== undefined },
    step: state.series[kind]?.step ?? 0,
    claims: state.series[kind]?.claims ?? [],
    asOf: headline[kind] ? parseInstant(headline[kind].asOf) : frame.end,
    cadence: board.cadence[kind] === undefined ? undefined : board.cadence[kind] * 1000,
    pixels: {
      width: layout.plot.width,
      height: panelHeight(layout, weights, kind),
      headroom: layout.head,
      diamond: layout.diamond,
      part: own?.within ? 0.4 : 1,
    },
  });
  const [look, value, trend] = [
    lookOf(kind, board),
    numberNow(state, frame, kind),
    trendOf(state, frame, kind),
  ];
  const within = own?.within && lookOf(own.within, board);
  const weight = own?.weight ?? 0;
  return { ...panel, kind, look, isCounter: counter, weight, within, value, big, trend, stated };
}

function goalOf({ goals }: Board, kind: Kind): number | undefined {
  return isCountKind(kind) ? goals[kind] : undefined;
}

/** What the gutter has no room for, written out. */
const LONG = 10_000_000;

/** The words of a panel's axis; thousands are shortened where there is no room alone, and only where nothing is lost. */
export function nameValue(value: number, { isNarrow }: Layout, format: Format): string {
  const isRound = value >= 1000 && value % 1000 === 0;
  return isRound && (isNarrow || value >= LONG) ? format.compact(value) : format.count(value);
}

/**
 * Bars and diamonds need points that are not further apart than they are wide: what happened within hours would
 * otherwise stand in one of them, at a time when it did not happen.
 */
function usablePoints(
  { series }: DayState,
  kind: Kind,
  { mode, coarse }: Pick<Drawing, 'mode' | 'coarse'>,
): readonly Point[] {
  const isCounted = mode === 'interval' || kind === 'update';
  return isCounted && coarse.includes(kind) ? [] : (series[kind]?.points ?? []);
}

/** The headline's; where that is of a time to come, what is known now. */
function numberNow({ snapshot, series }: DayState, frame: Frame, kind: Kind): number | undefined {
  const { board, headline } = snapshot;
  const figure = headline[kind];
  if (!figure) return undefined;
  const { points, step } = series[kind] ?? { points: [], step: 0 };
  const isToCome = parseInstant(figure.asOf) > frame.end + step * 1000;
  const now = isToCome ? pointNow(points, frame.end, step) : undefined;
  return now ? bigNumber(now, bigOf(board, kind)) : (figure[bigOf(board, kind)] ?? 0);
}

function trendOf({ series, snapshot }: DayState, frame: Frame, kind: Kind): KindPanel['trend'] {
  const { points, step } = series[kind] ?? { points: [], step: 0 };
  const first = pointAt(points, frame.from) ?? points[0];
  const last = pointNow(points, frame.end, step) ?? first;
  const big = bigOf(snapshot.board, kind);
  return first && last && { first: bigNumber(first, big), last: bigNumber(last, big) };
}

/** Key updates are numbered in the order in which they happened, those outside the frame left out. */
/** A series' first point stands at the end of its minute: what the frame begins with may be from just before. */
const FIRST_MINUTE = 60_000;

function numberKeys(rows: readonly FeedRow[], frame: Frame): NumberedKey[] {
  return rows
    .filter(({ retracted }) => !retracted)
    .map((row) => ({ t: parseInstant(row.asOf), row }))
    .filter(({ t }) => t > frame.from - FIRST_MINUTE && t <= frame.to)
    .map(({ t, row }) => ({ t: Math.max(t, frame.from), row }))
    .sort((a, b) => a.t - b.t || a.row.seq - b.row.seq)
    .map((key, index) => ({ ...key, number: index + 1 }));
}

function placeMarks(
  { series }: DayState,
  { kind, look, within, big }: KindPanel,
  frame: Frame,
): Picture['marks'] {
  const { points = [], marks = [] } = series[kind] ?? {};
  return marks
    .filter(({ t }) => t >= frame.from && t <= frame.end)
    .flatMap((mark) => {
      // A mark stands between two points: the number after it is the one that the change led to.
      const after = points.find(([t]) => t >= mark.t) ?? points.at(-1);
      return after
        ? [{ panel: { kind, look, within }, mark, y: kind === 'update' ? 0 : bigNumber(after, big) }]
        : [];
    });
}
