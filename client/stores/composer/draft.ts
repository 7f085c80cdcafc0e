/** What stands in the composer, as typed, and what it is read as: an entry to post, or what is still missing where. */

import type { Board } from '#shared/board.ts';
import { zoneOf } from '#shared/board.ts';
import type { CountedBefore, CountProblem, CountReading } from '#shared/count-grammar.ts';
import { readCount } from '#shared/count-grammar.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { EntryToPost, Source, Status } from '#shared/entry.ts';
import type { Kind } from '#shared/kinds.ts';
import { isCountKind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { canonicalText, countCodePoints } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant } from '#shared/time.ts';
import { readSources } from './sources.ts';
import type { TimeProblem, TimeReading } from './typed-time.ts';
import { readTime } from './typed-time.ts';

export interface Draft {
  kind: Kind;
  /** What is typed in Place, and the place it was taken for: `null` is the board itself, undefined none yet. */
  place: string;
  placeId: string | null | undefined;
  count: string;
  time: string;
  claimant: string;
  status: Status;
  sources: string;
  text: string;
  /** The entry under correction, as it stood when it was opened; left out for a new entry. */
  correcting?: FeedRow;
  reason: string;
}

export type DraftField = 'place' | 'count' | 'time' | 'claimant' | 'sources' | 'text' | 'reason';
export type FieldProblem =
  | CountProblem
  | TimeProblem
  | 'no-place'
  | 'no-text'
  | 'too-long'
  | 'too-many-sources'
  | 'bad-claimant'
  | 'no-reason'
  | 'nothing-changed';

export interface ReadDraft {
  /** In the order of the fields on the screen. */
  problems: { field: DraftField; problem: FieldProblem }[];
  zone: string;
  time: TimeReading;
  /** Of counts alone. */
  count?: CountReading;
  sources: Source[];
}

export const EMPTY_DRAFT: Draft = {
  kind: 'arrest',
  place: '',
  placeId: undefined,
  count: '',
  time: '',
  claimant: DESK,
  status: 'reported',
  sources: '',
  text: '',
  reason: '',
};

const CLAIMANT = /^[a-z0-9-]{1,40}$/;

/** @param now the server's time, as well as it is known */
export function readDraft(draft: Draft, board: Pick<Board, 'places' | 'zone'>, now: Instant): ReadDraft {
  const zone = zoneOf(board, draft.placeId ?? null);
  const time = readTime(draft.time, zone, now);
  const count = isCountKind(draft.kind) ? readCount(draft.count, countedBefore(draft)) : undefined;
  const sources = readSources(draft.sources);
  const problems: ReadDraft['problems'] = [];
  const refuse = (field: DraftField, problem: FieldProblem | undefined) => {
    if (problem) problems.push({ field, problem });
  };
  refuse('place', draft.placeId === undefined ? 'no-place' : undefined);
  refuse('count', count && 'problem' in count ? count.problem : undefined);
  refuse('time', 'problem' in time ? time.problem : undefined);
  refuse('claimant', CLAIMANT.test(draft.claimant) ? undefined : 'bad-claimant');
  refuse('sources', problemOfSources(sources));
  refuse('text', problemOfText(draft));
  if (draft.correcting) refuse('reason', problemOfReason(draft.reason));
  return { problems, zone, time, sources, ...(count && { count }) };
}

/** The entry that a draft without problems stands for; undefined where `read` has problems. */
export function entryOf(draft: Draft, read: ReadDraft): EntryToPost | undefined {
  if (read.problems.length > 0 || 'problem' in read.time) return undefined;
  const text = textOf(draft);
  const claim = {
    ...(draft.placeId && { place: draft.placeId }),
    asOf: formatInstant(read.time.asOf),
    claimant: draft.claimant,
    status: draft.status,
    ...(read.sources.length > 0 && { sources: read.sources }),
  };
  if (!isCountKind(draft.kind)) return text === undefined ? undefined : { kind: 'update', text, ...claim };
  if (!read.count || 'problem' in read.count) return undefined;
  const { op, count } = read.count;
  return { kind: draft.kind, op, count, ...claim, ...(text !== undefined && { text }) };
}

function countedBefore({ correcting }: Pick<Draft, 'correcting'>): CountedBefore | undefined {
  if (!(correcting?.count && correcting.op)) return undefined;
  return { op: correcting.op, count: expandCount(correcting.count) };
}

/** The text in the form in which it is stored; undefined where there is none. */
export function textOf({ text }: Pick<Draft, 'text'>): string | undefined {
  const canonical = canonicalText(text).trim();
  return canonical === '' ? undefined : canonical;
}

function problemOfText(draft: Draft): FieldProblem | undefined {
  const text = textOf(draft);
  if (text === undefined) return isCountKind(draft.kind) ? undefined : 'no-text';
  return countCodePoints(text) > LIMITS.textCodePoints ? 'too-long' : undefined;
}

function problemOfReason(reason: string): FieldProblem | undefined {
  if (reason.trim() === '') return 'no-reason';
  return countCodePoints(reason) > LIMITS.textCodePoints ? 'too-long' : undefined;
}

function problemOfSources(sources: readonly Source[]): FieldProblem | undefined {
  if (sources.length > LIMITS.sources) return 'too-many-sources';
  const isLong = (part = '') => countCodePoints(part) > LIMITS.sourceCodePoints;
  return sources.some(({ url, title }) => isLong(url) || isLong(title)) ? 'too-long' : undefined;
}
