/** What each line does to what a tally keeps. Changes name an entry by its `seq`, and concern counts and updates alone. */
import type { Board } from '../board.ts';
import { changeBoard, policyFor } from '../board.ts';
import { isWorthReading } from '../change-row.ts';
import { isCountKind, kindsOf } from '../kind-words.ts';
import type { Kind } from '../kinds.ts';
import type { BoardFacts, CheckedFacts, ClaimFacts, Line } from '../line.ts';
import { changeOf, rowOfClaim } from '../line.ts';
import type { FeedRow } from '../snapshot.ts';
import { formatInstant } from '../time.ts';
import type { ChangeLog } from './change-tracker.ts';
import { createChangeLog } from './change-tracker.ts';
import type { Claims } from './claims.ts';
import { createClaims, enterClaims, leaveClaims, replant } from './claims.ts';
import type { Columns } from './columns.ts';
import { claimKindOf, createColumns, holds, writeLine } from './columns.ts';
import type { PlaceTree } from './place-tree.ts';
import { BOARD, createPlaceTree } from './place-tree.ts';
import type { Story } from './revisions.ts';
import { beginStory, eraseFromStory, eraseStory, isTold, tellChange } from './revisions.ts';
import { readRow, writeRow } from './rows.ts';
import type { Where } from './tally.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline, insertEntry, removeEntry } from './timeline.ts';

/** All that a tally keeps. */
export interface Kept {
  seq: number;
  at: number;
  board: Board | undefined;
  readonly columns: Columns;
  readonly stories: Map<number, Story>;
  readonly places: PlaceTree;
  readonly claims: Claims;
  /** What is worth reading. */
  readonly feed: Timeline;
  /** Entries that a correction or a retraction changed. */
  readonly changed: Set<number>;
  /** When the last `checked` of a kind was published. An entry's news is as old as its `asOf`, however late it came. */
  readonly checked: Map<Kind, number>;
  readonly log: ChangeLog;
}

export function keepNothing(): Kept {
  const columns = createColumns();
  const places = createPlaceTree(columns.placeNames);
  return {
    seq: 0,
    at: 0,
    board: undefined,
    columns,
    stories: new Map(),
    places,
    claims: createClaims(columns, places),
    feed: createTimeline(),
    changed: new Set(),
    checked: new Map(),
    log: createChangeLog(),
  };
}

/** Folds the line that follows. */
export function foldLine(kept: Kept, line: Line): void {
  kept.seq = line.seq;
  kept.at = line.at;
  writeLine(kept.columns, line);
  switch (line.kind) {
    case 'board':
      foldBoard(kept, line);
      break;
    case 'checked':
      foldChecked(kept, line);
      break;
    case 'correction':
    case 'retraction':
    case 'status':
    case 'mark':
      foldChange(kept, line);
      break;
    case 'erasure':
      foldErasure(kept, line.targetSeq, line.seq);
      break;
    default:
      foldClaim(kept, line);
  }
}

/** An entry as it holds now; undefined for any other line. */
export function rowOf({ columns, stories }: Kept, seq: number): FeedRow | undefined {
  return stories.get(seq)?.row ?? readRow(columns, seq);
}

/** Whether the feed has an entry. */
export function isInFeed({ columns, stories }: Kept, seq: number): boolean {
  const kind = claimKindOf(columns, seq);
  return kind !== undefined && isWorthReading(stories.get(seq)?.row ?? { kind });
}

function foldClaim(kept: Kept, line: Line & ClaimFacts): void {
  const row = rowOfClaim(line);
  if (isTold(row)) kept.stories.set(line.seq, beginStory(row));
  enter(kept, line.seq);
}

type ChangeLine = Extract<Line, { kind: 'correction' | 'retraction' | 'status' | 'mark' }>;

function foldChange(kept: Kept, line: ChangeLine): void {
  const entry = line.targetSeq;
  const kind = claimKindOf(kept.columns, entry);
  const story = entry < line.seq ? storyOf(kept, entry) : undefined;
  if (kind === undefined || story === undefined) return;
  leave(kept, entry);
  tellChange(story, line.seq, changeOf(line, line.at));
  writeRow(kept.columns, story.row);
  enter(kept, entry);
  if (line.kind === 'correction' || line.kind === 'retraction') {
    kept.changed.add(entry);
    // A mark alone is new: the numbers are noted where the entry left and entered.
    kept.log.noteSeries(kind, Number.POSITIVE_INFINITY);
  }
}

/** Erases all texts about an entry, or those that one change brought to it. */
function foldErasure(kept: Kept, line: number, erasure: number): void {
  const { columns } = kept;
  const isEntry = claimKindOf(columns, line) !== undefined;
  const entry = isEntry ? line : (columns.target[line] ?? 0);
  const story = storyOf(kept, entry);
  if (story === undefined) return;
  leave(kept, entry);
  if (isEntry) eraseStory(story);
  else eraseFromStory(story, line);
  story.erasures.push(erasure);
  enter(kept, entry);
}

function foldChecked(kept: Kept, line: Line & CheckedFacts): void {
  const checked = line.of === undefined ? kindsOf(kept.board ?? {}) : [line.of];
  for (const kind of checked) kept.checked.set(kind, line.at);
}

function foldBoard(kept: Kept, { set, at }: Line & BoardFacts): void {
  const { places, log, claims } = kept;
  const before = { board: kept.board, places: places.all() };
  const board = changeBoard(before.board, set);
  const isOtherRule = before.board !== undefined && before.board.confirming !== board.confirming;
  kept.board = isOtherRule ? { ...board, confirmingSince: formatInstant(at) } : board;
  log.noteBoard();
  const kinds = kindsOf(kept.board);
  // What was checked before a kind was there says nothing of it, also where it was there once before.
  for (const kind of kept.checked.keys()) if (!kinds.includes(kind)) kept.checked.delete(kind);
  const change = places.replace(kept.board.places);
  if (change.changed) replant(claims, change);
  const everywhere = new Set<Where>([...before.places, ...places.all()]);
  for (const kind of kinds) {
    if (!change.changed && followsSame(before.board, kept.board, kind)) continue;
    log.noteFigures(kind, [...everywhere]);
    log.noteSeries(kind, Number.NEGATIVE_INFINITY);
  }
}

/** Whether two boards trust the same claimants for a kind, in the same order. */
function followsSame(a: Board | undefined, b: Board, kind: Kind): boolean {
  if (!isCountKind(kind)) return true;
  return policyFor(a ?? { policy: {} }, kind).join() === policyFor(b, kind).join();
}

/** The story of a count or an update, which begins with what was posted; undefined for any other line. */
function storyOf({ columns, stories }: Kept, entry: number): Story | undefined {
  const told = stories.get(entry);
  if (told !== undefined) return told;
  const posted = readRow(columns, entry);
  if (posted === undefined) return undefined;
  const story = beginStory(posted);
  stories.set(entry, story);
  return story;
}

/** Counts an entry and puts it into the feed, where it belongs. */
function enter(kept: Kept, seq: number): void {
  enterClaims(kept.claims, seq);
  if (isInFeed(kept, seq)) {
    insertEntry(kept.feed, kept.columns, seq);
    kept.log.noteFeed(seq);
  }
  noteEntry(kept, seq);
}

/** Takes an entry out of all that is counted or ordered by what a change may replace. */
function leave(kept: Kept, seq: number): void {
  leaveClaims(kept.claims, seq);
  if (isInFeed(kept, seq)) {
    removeEntry(kept.feed, kept.columns, seq);
    kept.log.noteFeed(seq);
  }
  noteEntry(kept, seq);
}

function noteEntry({ columns, places, log }: Kept, seq: number): void {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined || !holds(columns, seq)) return;
  log.noteFigures(kind, places.pathOf(columns.place[seq] ?? BOARD));
  log.noteSeries(kind, columns.asOf[seq] ?? Number.NEGATIVE_INFINITY);
}
