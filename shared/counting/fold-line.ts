/** What each line does to what a tally keeps. Changes name an entry by its `seq`, and concern counts and updates alone. */
import type { Board } from '../board.ts';
import { changeBoard, policyFor } from '../board.ts';
import type { CorrectionSet } from '../entry.ts';
import type { Kind } from '../kinds.ts';
import { isCountKind, kinds } from '../kinds.ts';
import type { BoardFacts, CheckedFacts, CorrectionFacts, Line } from '../line.ts';
import type { ChangeLog } from './changes.ts';
import { createChangeLog } from './changes.ts';
import type { Claims } from './claims.ts';
import { createClaims, enterClaims, leaveClaims, replant } from './claims.ts';
import type { Columns } from './columns.ts';
import {
  claimKindOf,
  createColumns,
  holds,
  writeCount,
  writeLine,
  writePlace,
  writeStatus,
} from './columns.ts';
import type { PlaceTree } from './place-tree.ts';
import { BOARD, createPlaceTree } from './place-tree.ts';
import { fieldsBefore } from './rows.ts';
import type { Story } from './stories.ts';
import { beginStory, emptyStory, eraseFrom, tellCorrection, textOf } from './stories.ts';
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
  /** When a kind's last entry or `checked` was published. */
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
      foldErasure(kept, line.targetSeq);
      break;
    default:
      foldClaim(kept, line);
  }
}

/** Whether an entry belongs into the feed: an update, or a count with a text. */
export function isWorthReading({ columns, stories }: Kept, seq: number): boolean {
  const kind = claimKindOf(columns, seq);
  return kind === 'update' || (kind !== undefined && textOf(stories.get(seq)) !== undefined);
}

function foldClaim(kept: Kept, line: Line & { kind: Kind }): void {
  const story = beginStory(line);
  if (story !== undefined) kept.stories.set(line.seq, story);
  kept.checked.set(line.kind, line.at);
  enter(kept, line.seq);
}

type ChangeLine = Extract<Line, { kind: 'correction' | 'retraction' | 'status' | 'mark' }>;

function foldChange(kept: Kept, line: ChangeLine): void {
  const entry = line.targetSeq;
  const kind = claimKindOf(kept.columns, entry);
  if (kind === undefined || entry >= line.seq) return;
  leave(kept, entry);
  const story = storyOf(kept, entry);
  story.changes.push(line.seq);
  applyChange(kept, line, story);
  enter(kept, entry);
  if (line.kind === 'correction' || line.kind === 'retraction') {
    kept.changed.add(entry);
    kept.log.noteSeries(kind);
  }
}

function applyChange({ columns }: Kept, line: ChangeLine, story: Story): void {
  const { seq, at, targetSeq: entry } = line;
  switch (line.kind) {
    case 'correction':
      correct(columns, line, story);
      break;
    case 'retraction':
      story.retracted ??= { by: seq, at, reason: line.reason };
      columns.isRetracted[entry] = 1;
      break;
    case 'status':
      writeStatus(columns, entry, line.status);
      if (line.sources?.length) story.sources.push({ by: seq, what: line.sources, replaces: false });
      break;
    case 'mark':
      story.isKey = line.key ?? story.isKey;
      story.isPinned = line.pinned ?? story.isPinned;
  }
}

function correct(columns: Columns, line: Line & CorrectionFacts, story: Story): void {
  const entry = line.targetSeq;
  const set = fieldsFor(claimKindOf(columns, entry), line.set);
  tellCorrection(story, { ...line, set }, fieldsBefore(columns, entry, story, Object.keys(set)));
  columns.isCorrected[entry] = 1;
  if (set.op !== undefined) columns.isTotal[entry] = set.op === 'total' ? 1 : 0;
  if (set.count !== undefined) writeCount(columns, entry, set.count);
  if (set.asOf !== undefined) columns.asOf[entry] = set.asOf;
  if (set.place !== undefined) writePlace(columns, entry, set.place);
  if (set.claimant !== undefined) columns.claimant[entry] = columns.claimantNames.numberOf(set.claimant);
}

/** An update has no number: it counts as one, whatever a correction says. */
function fieldsFor(kind: Kind | undefined, set: CorrectionSet): CorrectionSet {
  if (kind !== 'update') return set;
  const { op: _op, count: _count, ...fields } = set;
  return fields;
}

/** Erases what a line said: an entry's own texts, or those that a change brought to an entry. */
function foldErasure(kept: Kept, line: number): void {
  const { columns } = kept;
  const entry = claimKindOf(columns, line) === undefined ? (columns.target[line] ?? 0) : line;
  if (claimKindOf(columns, entry) === undefined) return;
  leave(kept, entry);
  eraseFrom(storyOf(kept, entry), line, entry);
  enter(kept, entry);
}

function foldChecked(kept: Kept, line: Line & CheckedFacts): void {
  for (const kind of line.of === undefined ? kinds : [line.of]) kept.checked.set(kind, line.at);
}

function foldBoard(kept: Kept, { set }: BoardFacts): void {
  const { places, log, claims } = kept;
  const before = { board: kept.board, places: places.all() };
  kept.board = changeBoard(before.board, set);
  log.noteBoard();
  const change = places.replace(kept.board.places);
  if (change.changed) replant(claims, change);
  const everywhere = new Set<Where>([...before.places, ...places.all()]);
  for (const kind of kinds) {
    if (!change.changed && followsSame(before.board, kept.board, kind)) continue;
    log.noteFigures(kind, [...everywhere]);
    log.noteSeries(kind);
  }
}

/** Whether two boards trust the same claimants for a kind, in the same order. */
function followsSame(a: Board | undefined, b: Board, kind: Kind): boolean {
  if (!isCountKind(kind)) return true;
  return policyFor(a ?? { policy: {} }, kind).join() === policyFor(b, kind).join();
}

function storyOf({ stories }: Kept, entry: number): Story {
  const story = stories.get(entry) ?? emptyStory();
  stories.set(entry, story);
  return story;
}

/** Counts an entry and puts it into the feed, where it belongs. */
function enter(kept: Kept, seq: number): void {
  enterClaims(kept.claims, seq);
  if (isWorthReading(kept, seq)) {
    insertEntry(kept.feed, kept.columns, seq);
    kept.log.noteFeed(seq);
  }
  noteEntry(kept, seq);
}

/** Takes an entry out of all that is counted or ordered by what a change may replace. */
function leave(kept: Kept, seq: number): void {
  leaveClaims(kept.claims, seq);
  if (isWorthReading(kept, seq)) {
    removeEntry(kept.feed, kept.columns, seq);
    kept.log.noteFeed(seq);
  }
  noteEntry(kept, seq);
}

function noteEntry({ columns, places, log }: Kept, seq: number): void {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined || !holds(columns, seq)) return;
  log.noteFigures(kind, places.pathOf(columns.place[seq] ?? BOARD));
  log.noteSeries(kind);
}
