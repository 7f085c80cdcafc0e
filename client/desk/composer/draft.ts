/** What stands in the composer, as typed, and what it is read as: an entry to post, or what is still missing where. */

import type { AddressFault } from '#shared/address.ts';
import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { EntryToPost, Source, Status } from '#shared/entry.ts';
import { CLAIMANT_ID } from '#shared/id-forms.ts';
import { isCountKind } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { CountedBefore, CountProblem, CountReading } from '#shared/reading/counts.ts';
import { readCount } from '#shared/reading/counts.ts';
import { trimUnseen } from '#shared/reading/marks.ts';
import { readSources } from '#shared/reading/sources.ts';
import type { TimeProblem, TimeReading } from '#shared/reading/times.ts';
import { isSameDay, readTime } from '#shared/reading/times.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { TextFault } from '#shared/text.ts';
import { canonicalText, findTextFault } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant, parseInstant } from '#shared/time.ts';
import type { Chosen, NameIndex } from './name-match.ts';
import { nameOfField } from './name-match.ts';
import {
  problemOfFault,
  problemOfReason,
  problemOfSources,
  problemOfStatus,
  problemOfSupport,
} from './problems.ts';

export interface Draft {
  kind: Kind;
  /** The texts as the fields show them; `nameOfField` reads which place or claimant they name. */
  place: string;
  chosenPlace?: Chosen | undefined;
  count: string;
  time: string;
  claimant: string;
  chosenClaimant?: Chosen | undefined;
  status: Status;
  sources: string;
  text: string;
  /** The entry under correction, as it stood when it was opened; left out for a new entry. */
  correcting?: FeedRow;
  /** What the composer was filled with. */
  opened?: Opened;
  reason: string;
}

/**
 * An entry that was taken into the composer, and how the fields wrote it. A field that still says the same means what the
 * entry says: seconds of a time, or a best between low and high, which nobody can type, are not lost by changing others.
 */
export interface Opened {
  row: Pick<FeedRow, 'asOf' | 'op' | 'count' | 'sources' | 'text'>;
  wrote: Pick<Draft, 'count' | 'time' | 'sources' | 'text'>;
}

export type DraftField = 'place' | 'count' | 'time' | 'status' | 'claimant' | 'sources' | 'text' | 'reason';
export type ProblemCode =
  | CountProblem
  | TimeProblem
  | 'no-place'
  | 'no-text'
  | Exclude<TextFault['what'], 'empty'>
  | AddressFault['what']
  | 'too-many-sources'
  | 'poses'
  | 'no-claimant'
  | 'bad-claimant'
  | 'unlisted-claimant'
  | 'no-reason'
  | 'second-person'
  | 'two-sources'
  | 'nothing-changed';

/** What is wrong with what is typed. */
export interface InputProblem {
  problem: ProblemCode;
  /** The sign that cannot stand there, and where it is, from 0. */
  sign?: { character: string; index: number } | undefined;
}

/** Where nothing else is known of a problem, its code stands for it. */
export type MaybeProblem = InputProblem | ProblemCode | undefined;

export interface FieldProblem extends InputProblem {
  field: DraftField;
}

export interface ReadDraft {
  /** In the order of the fields on the screen. */
  problems: FieldProblem[];
  /** `null` is the board itself, undefined none that the text names. */
  place: string | null | undefined;
  claimant: string | undefined;
  zone: string;
  time: TimeReading;
  /** Left out for an update. */
  count?: CountReading;
  sources: Source[];
}

const FIELDS: readonly DraftField[] = [
  'place',
  'count',
  'time',
  'status',
  'claimant',
  'sources',
  'text',
  'reason',
];

/** What a draft is read against. */
export interface Choices {
  board: Pick<Board, 'places' | 'zone' | 'kinds'> & Partial<Pick<Board, 'confirming'>>;
  places: NameIndex;
  claimants: NameIndex;
}

export function emptyDraft(kind: Kind): Draft {
  const typed = { place: '', count: '', time: '', sources: '', text: '', reason: '' };
  return { kind, claimant: DESK, status: 'reported', ...typed };
}

/** @param nowAt what "now" is at a place, by the server's clock as well as it is known */
export function readDraft(
  draft: Draft,
  { board, places, claimants }: Choices,
  nowAt: (place: string | null | undefined) => Instant,
): ReadDraft {
  const place = nameOfField(draft.place, draft.chosenPlace, places);
  const claimant = nameOfField(draft.claimant, draft.chosenClaimant, claimants) ?? undefined;
  const zone = zoneOf(board, place ?? null);
  const time = readTimeOf(draft, zone, nowAt(place));
  const count = isCountKind(draft.kind) ? readCountOf(draft) : undefined;
  const sources = isUntouched(draft, 'sources')
    ? (draft.opened?.row.sources ?? [])
    : readSources(draft.sources);
  const read = { place, claimant, zone, time, sources, ...(count && { count }) };
  return { ...read, problems: findProblems(draft, read, board.confirming) };
}

function findProblems(
  draft: Draft,
  read: Omit<ReadDraft, 'problems'>,
  rule: Board['confirming'] | undefined,
): ReadDraft['problems'] {
  const { place, claimant, count, time, sources } = read;
  // What a correction leaves alone is not posted.
  const isLeft = (field: 'sources' | 'text') => draft.correcting !== undefined && isUntouched(draft, field);
  const found: Record<DraftField, MaybeProblem> = {
    place: place === undefined ? 'no-place' : undefined,
    count: problemIn(count),
    time: problemIn(time),
    status: problemOfStatus(draft, rule),
    claimant: claimant === undefined ? problemOfClaimant(draft.claimant) : undefined,
    sources:
      (isLeft('sources') ? undefined : problemOfSources(sources, roomIn(draft))) ??
      problemOfSupport(draft, sources, rule),
    text: isLeft('text') ? undefined : problemOfText(draft),
    reason: draft.correcting && problemOfReason(draft.reason),
  };
  return FIELDS.flatMap((field) => {
    const problem = found[field];
    if (!problem) return [];
    return [typeof problem === 'string' ? { field, problem } : { field, ...problem }];
  });
}

function problemIn<Code>(read: object | { problem: Code } | undefined): Code | undefined {
  return read && 'problem' in read ? read.problem : undefined;
}

/** The id of a new claimant, where the text has the form of an id and names none of the board's. */
export function newClaimant(typed: string, claimants: NameIndex): string | undefined {
  const text = trimUnseen(typed);
  const isKnown = nameOfField(text, undefined, claimants) !== undefined;
  return !isKnown && CLAIMANT_ID.pattern.test(text) ? text : undefined;
}

/** The entry that a draft without problems stands for; undefined where `read` has problems. */
export function entryOf(draft: Draft, read: ReadDraft): EntryToPost | undefined {
  if (read.problems.length > 0 || 'problem' in read.time) return undefined;
  const text = textOf(draft);
  const claim = claimOf(draft, read, read.time.dateAlone ?? formatInstant(read.time.asOf));
  if (!isCountKind(draft.kind)) return text === undefined ? undefined : { kind: 'update', text, ...claim };
  if (!read.count || 'problem' in read.count) return undefined;
  const { op, count } = read.count;
  return { kind: draft.kind, op, count, ...claim, ...(text !== undefined && { text }) };
}

/** What every entry says. */
function claimOf(draft: Draft, read: ReadDraft, asOf: string) {
  return {
    ...(read.place && { place: read.place }),
    asOf,
    claimant: read.claimant ?? DESK,
    status: draft.status,
    ...(read.sources.length > 0 && { sources: read.sources }),
  };
}

function isUntouched({ opened, ...draft }: Draft, field: keyof Opened['wrote']): boolean {
  return opened?.wrote[field] === draft[field];
}

function readTimeOf(draft: Draft, zone: string, now: Instant): TimeReading {
  if (!(draft.opened && isUntouched(draft, 'time'))) return readTime(draft.time, zone, now);
  const asOf = parseInstant(draft.opened.row.asOf);
  return { asOf, day: isSameDay(asOf, now, zone) ? 'today' : 'other' };
}

function readCountOf(draft: Draft): CountReading {
  const { op, count } = draft.opened?.row ?? {};
  if (op && count !== undefined && isUntouched(draft, 'count'))
    return { op, count: expandCount(count), assumed: false };
  return readCount(draft.count, countedBefore(draft));
}

function problemOfClaimant(typed: string): ProblemCode {
  const text = trimUnseen(typed);
  if (text === '') return 'no-claimant';
  return CLAIMANT_ID.pattern.test(text) ? 'unlisted-claimant' : 'bad-claimant';
}

function countedBefore({ correcting }: Pick<Draft, 'correcting'>): CountedBefore | undefined {
  if (correcting?.count === undefined || !correcting.op) return undefined;
  return { op: correcting.op, count: expandCount(correcting.count) };
}

/** The text in the form in which it is stored; undefined where there is none to be seen. */
export function textOf({ text }: Pick<Draft, 'text'>): string | undefined {
  const fault = findTextFault(text, LIMITS.textCodePoints);
  if (fault) return fault.what === 'empty' ? undefined : text;
  return canonicalText(text).trim();
}

function problemOfText(draft: Draft): MaybeProblem {
  const text = textOf(draft);
  if (text === undefined) return isCountKind(draft.kind) ? undefined : 'no-text';
  return problemOfFault(findTextFault(text, LIMITS.textCodePoints));
}

/** How many sources fit beside those that a dispute named, which stay whatever a correction makes of the rest. */
function roomIn({ correcting }: Draft): number {
  return LIMITS.sources - (correcting?.against?.length ?? 0);
}
