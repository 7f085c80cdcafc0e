/** What each line does to the state of a tally. Only counts and updates can be changed; a change names one by its `seq`. */
import type { Board } from '../board.ts';
import { changeBoard, policyFor } from '../board.ts';
import { isWorthReading } from '../change-row.ts';
import { isCountKind, kindsOf } from '../kind-words.ts';
import type { Kind } from '../kinds.ts';
import type { BoardFacts, CheckedFacts, ClaimFacts, Line } from '../line.ts';
import { changeOf, rowOfClaim } from '../line.ts';
import type { FeedRow } from '../snapshot.ts';
import { formatInstant } from '../time.ts';
import type { ChangeTracker } from './change-tracker.ts';
import { createChangeTracker } from './change-tracker.ts';
import type { Claims } from './claims.ts';
import { createClaims, enterClaims, leaveClaims, replant } from './claims.ts';
import type { Columns } from './columns.ts';
import { claimKindOf, createColumns, entryOf, holds, writeLine } from './columns.ts';
import type { PlaceTree } from './place-tree.ts';
import { BOARD, createPlaceTree } from './place-tree.ts';
import type { RecentChanges } from './recent-changes.ts';
import { createRecentChanges } from './recent-changes.ts';
import type { Revisions } from './revisions.ts';
import { addChange, beginRevisions, eraseTexts, exceedsColumns } from './revisions.ts';
import { readRow, writeRow } from './rows.ts';
import type { Where } from './tally.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline, insertEntry, removeEntry } from './timeline.ts';

/** The revisions by the entry's `seq`; entries for which the columns suffice have none. */
export type RevisionBook = Pick<Map<number, Revisions>, 'get' | 'set' | 'has'>;

/** The state of a tally. */
export interface TallyState {
  /** The last line that was folded, and when it was published; 0 before the first. */
  seq: number;
  at: number;
  board: Board | undefined;
  /** The newest line that changed the board, and when it was published. */
  definedBy: { seq: number; at: number };
  readonly columns: Columns;
  readonly revisions: RevisionBook;
  readonly places: PlaceTree;
  readonly claims: Claims;
  /** The entries worth reading. */
  readonly feed: Timeline;
  /** The same, with those that left it by an erasure, by when they changed. */
  readonly recent: RecentChanges;
  /** `seq` of each pinned entry, the newest pin last. */
  readonly pins: Set<number>;
  /** `seq` of each entry that was corrected or retracted. */
  readonly amended: Set<number>;
  /** When the newest `checked` line of a kind was published. */
  readonly checked: Map<Kind, number>;
  readonly changes: ChangeTracker;
}

/**
 * @param columns those of a tally that has lines already
 * @param revisions of these lines
 */
export function emptyTally(columns = createColumns(), revisions: RevisionBook = new Map()): TallyState {
  const places = createPlaceTree(columns.placeNames);
  return {
    seq: 0,
    at: 0,
    board: undefined,
    definedBy: { seq: 0, at: 0 },
    columns,
    revisions,
    places,
    claims: createClaims(columns, places),
    feed: createTimeline(),
    recent: createRecentChanges(),
    pins: new Set(),
    amended: new Set(),
    checked: new Map(),
    changes: createChangeTracker(),
  };
}

/** Folds one line. The caller has checked that its `seq` is the next. */
export function foldLine(state: TallyState, line: Line): void {
  state.seq = line.seq;
  state.at = line.at;
  writeLine(state.columns, line);
  switch (line.kind) {
    case 'board':
      foldBoard(state, line);
      break;
    case 'checked':
      foldChecked(state, line);
      break;
    case 'correction':
    case 'retraction':
    case 'status':
    case 'mark':
      foldChange(state, line);
      break;
    case 'erasure':
      foldErasure(state, line.targetSeq, line.seq);
      break;
    default:
      foldClaim(state, line);
  }
}

/** A count or an update as it is now; undefined for any other line. */
export function rowOf({ columns, revisions }: TallyState, seq: number): FeedRow | undefined {
  return revisions.get(seq)?.row ?? readRow(columns, seq);
}

/** Whether the feed has this entry: a count or an update that is worth reading. */
export function isInFeed({ columns, revisions }: TallyState, seq: number): boolean {
  const kind = claimKindOf(columns, seq);
  return kind !== undefined && isWorthReading(revisions.get(seq)?.row ?? { kind });
}

function foldClaim(state: TallyState, line: Line & ClaimFacts): void {
  const row = rowOfClaim(line);
  if (exceedsColumns(row)) state.revisions.set(line.seq, beginRevisions(row));
  enter(state, line.seq, line.seq);
}

type ChangeLine = Extract<Line, { kind: 'correction' | 'retraction' | 'status' | 'mark' }>;

function foldChange(state: TallyState, line: ChangeLine): void {
  const seq = line.targetSeq;
  const kind = claimKindOf(state.columns, seq);
  const revisions = seq < line.seq ? revisionsOf(state, seq) : undefined;
  if (kind === undefined || revisions === undefined) return;
  leave(state, seq);
  addChange(revisions, line.seq, changeOf(line, line.at));
  writeRow(state.columns, revisions.row);
  enter(state, seq, line.seq);
  // Marked again it keeps its place.
  if (revisions.row.pinned) state.pins.add(seq);
  else state.pins.delete(seq);
  if (line.kind === 'correction' || line.kind === 'retraction') {
    state.amended.add(seq);
    // The chart has a new mark, even where `leave` and `enter` noted no change of a number: hence no instant.
    state.changes.noteSeries(kind, Number.POSITIVE_INFINITY);
  }
}

/**
 * Erases the texts about an entry: all of them where `line` is the entry, those that one change brought where it is that
 * change.
 */
function foldErasure(state: TallyState, line: number, erasure: number): void {
  const { columns } = state;
  const seq = entryOf(columns, line);
  const revisions = revisionsOf(state, seq);
  if (revisions === undefined) return;
  leave(state, seq);
  eraseTexts(revisions, line, erasure);
  enter(state, seq, erasure);
}

function foldChecked(state: TallyState, line: Line & CheckedFacts): void {
  const checked = line.of === undefined ? kindsOf(state.board ?? {}) : [line.of];
  for (const kind of checked) state.checked.set(kind, line.at);
}

function foldBoard(state: TallyState, { set, seq, at }: Line & BoardFacts): void {
  const { places, changes, claims } = state;
  const before = { board: state.board, places: places.all() };
  const board = changeBoard(before.board, set);
  const isOtherRule = before.board !== undefined && before.board.confirming !== board.confirming;
  state.board = isOtherRule ? { ...board, confirmingSince: formatInstant(at) } : board;
  state.definedBy = { seq, at };
  changes.noteBoard();
  const kinds = kindsOf(state.board);
  // A kind that left the board and comes back was not checked meanwhile: its old time must not show again.
  for (const kind of state.checked.keys()) if (!kinds.includes(kind)) state.checked.delete(kind);
  const change = places.replace(state.board.places);
  if (change.changed) replant(claims, change);
  const everywhere = new Set<Where>([...before.places, ...places.all()]);
  for (const kind of kinds) {
    if (!change.changed && hasSamePolicy(before.board, state.board, kind)) continue;
    changes.noteFigures(kind, [...everywhere]);
    changes.noteSeries(kind, Number.NEGATIVE_INFINITY);
  }
}

/** Whether two boards trust the same claimants for a kind, in the same order. */
function hasSamePolicy(a: Board | undefined, b: Board, kind: Kind): boolean {
  if (!isCountKind(kind)) return true;
  return policyFor(a ?? { policy: {} }, kind).join() === policyFor(b, kind).join();
}

/** The revisions of a count or an update, begun here where it has none yet; undefined for any other line. */
function revisionsOf({ columns, revisions }: TallyState, seq: number): Revisions | undefined {
  const known = revisions.get(seq);
  if (known !== undefined) return known;
  const posted = readRow(columns, seq);
  if (posted === undefined) return undefined;
  const begun = beginRevisions(posted);
  revisions.set(seq, begun);
  return begun;
}

/** Adds an entry, as `line` has made or changed it, to the claims and, if it is worth reading, to the feed. */
function enter(state: TallyState, seq: number, line: number): void {
  enterClaims(state.claims, seq);
  const isWorth = isInFeed(state, seq);
  if (isWorth) {
    insertEntry(state.feed, state.columns, seq);
    state.changes.noteFeed(seq);
  }
  // Who read an entry before its text was erased must be told, although the feed no longer has it.
  if (isWorth || state.revisions.get(seq)?.erasures.length) state.recent.touch(seq, line);
  else state.recent.remove(seq);
  noteEntry(state, seq);
}

/** Removes an entry from the claims and the feed, which find it by its columns: so before a change replaces those. */
function leave(state: TallyState, seq: number): void {
  leaveClaims(state.claims, seq);
  if (isInFeed(state, seq)) {
    removeEntry(state.feed, state.columns, seq);
    state.changes.noteFeed(seq);
  }
  noteEntry(state, seq);
}

function noteEntry({ columns, places, changes }: TallyState, seq: number): void {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined || !holds(columns, seq)) return;
  changes.noteFigures(kind, places.pathOf(columns.place[seq] ?? BOARD));
  changes.noteSeries(kind, columns.asOf[seq] ?? Number.NEGATIVE_INFINITY);
}
