/** Lines: what a ledger keeps and a tally folds. Instants are numbers; a change knows its target's `seq`. */
import type { Board } from './board.ts';
import type { PublicSet, RowChange } from './change-row.ts';
import { postRow } from './change-row.ts';
import type { Count } from './count.ts';
import type { CorrectionSet, Op, Source, Status } from './entry.ts';
import type { CountKind, Kind } from './kinds.ts';
import type { PostedCount } from './posted-count.ts';
import { shortenCount } from './posted-count.ts';
import type { FeedRow } from './snapshot.ts';
import type { Instant } from './time.ts';
import { formatInstant } from './time.ts';

/** What a line says, by kind. A text that was erased is absent, and `erased` lists what is gone. */
export interface CountFacts {
  kind: CountKind;
  op: Op;
  count: Count;
  place?: string;
  asOf: Instant;
  /** The date alone that `asOf` was posted as. */
  day?: string;
  claimant: string;
  status: Status;
  text?: string;
  sources?: Source[];
}
export interface UpdateFacts {
  kind: 'update';
  place?: string;
  asOf: Instant;
  /** The date alone that `asOf` was posted as. */
  day?: string;
  claimant: string;
  status: Status;
  text?: string;
  sources?: Source[];
}
/** What a correction sets, with its time settled: an `asOf` without a `day` has a clock time, and takes a day away. */
export type SettledSet = Omit<CorrectionSet, 'asOf'> & { asOf?: Instant; day?: string };

interface ChangeFacts {
  /** The changed entry's id, and its number in the same ledger. */
  target: string;
  targetSeq: number;
}
export interface CorrectionFacts extends ChangeFacts {
  kind: 'correction';
  set: SettledSet;
  reason?: string;
}
export interface RetractionFacts extends ChangeFacts {
  kind: 'retraction';
  reason?: string;
}
export interface StatusFacts extends ChangeFacts {
  kind: 'status';
  status: Status;
  sources?: Source[];
}
export interface MarkFacts extends ChangeFacts {
  kind: 'mark';
  key?: boolean;
  pinned?: boolean;
}
export interface ErasureFacts extends ChangeFacts {
  kind: 'erasure';
  reason?: string;
}
export interface CheckedFacts {
  kind: 'checked';
  of?: Kind;
  place?: string;
}
export interface BoardFacts {
  kind: 'board';
  /** Whole fields; null takes an optional one back to its default. */
  set: Partial<{ [F in keyof Board]: Board[F] | null }>;
}
export type ClaimFacts = CountFacts | UpdateFacts;
export type Facts =
  | ClaimFacts
  | CorrectionFacts
  | RetractionFacts
  | StatusFacts
  | MarkFacts
  | ErasureFacts
  | CheckedFacts
  | BoardFacts;

/** One published entry of a board's ledger. `seq` has no gaps; `at` is the time of publication and never falls. */
export type Line = { seq: number; at: Instant; id: string; erased?: true } & Facts;

type PublicOf<L extends Line> = L extends unknown
  ? { [Field in keyof L as Exclude<Field, 'targetSeq'>]: PublicField<L, Field> }
  : never;
type PublicField<L extends Line, Field extends keyof L> = Field extends 'at' | 'asOf'
  ? string
  : Field extends 'count'
    ? PostedCount
    : L extends CorrectionFacts
      ? Field extends 'set'
        ? PublicSet
        : L[Field]
      : L[Field];
/** A line as everybody reads it. */
export type PublicLine = PublicOf<Line>;

/** The public JSON of a line, as it was posted: instants as ISO 8601 in UTC, and no internal numbers. */
export function publicLine<L extends Line>(line: L): PublicOf<L> {
  const shown: Record<string, unknown> = { ...line, at: formatInstant(line.at) };
  delete shown.targetSeq;
  if (line.kind === 'correction') shown.set = publicSet(line.set);
  if ('asOf' in line) shown.asOf = formatInstant(line.asOf);
  if ('count' in line) shown.count = shortenCount(line.count);
  // The fields were replaced one by one, which the compiler cannot follow.
  return shown as PublicOf<L>;
}

/** A count or an update as it is first posted, in the public form that changes are applied to. */
export function rowOfClaim(line: Pick<Line, 'seq' | 'at' | 'id' | 'erased'> & ClaimFacts): FeedRow {
  const { at, asOf, ...said } = line;
  return postRow({
    ...said,
    at: formatInstant(at),
    asOf: formatInstant(asOf),
    ...('count' in said && { count: shortenCount(said.count) }),
  });
}

/** What a change says, apart from which entry it is about. */
export type SaidChange =
  | Pick<CorrectionFacts, 'kind' | 'set' | 'reason'>
  | Pick<RetractionFacts, 'kind' | 'reason'>
  | Pick<StatusFacts, 'kind' | 'status' | 'sources'>
  | Pick<MarkFacts, 'kind' | 'key' | 'pinned'>;

/** A change in its public form. */
export function changeOf(said: SaidChange, at: Instant): RowChange {
  const stamp = { at: formatInstant(at) };
  const why = 'reason' in said && said.reason !== undefined ? { reason: said.reason } : {};
  switch (said.kind) {
    case 'correction':
      return { ...stamp, kind: said.kind, set: publicSet(said.set), ...why };
    case 'retraction':
      return { ...stamp, kind: said.kind, ...why };
    case 'status':
      return {
        ...stamp,
        kind: said.kind,
        status: said.status,
        ...(said.sources && { sources: said.sources }),
      };
    case 'mark': {
      const { kind, key, pinned } = said;
      return { ...stamp, kind, ...(key !== undefined && { key }), ...(pinned !== undefined && { pinned }) };
    }
  }
}

function publicSet(set: SettledSet): PublicSet {
  const { asOf, count, ...fields } = set;
  return {
    ...fields,
    ...(asOf !== undefined && { asOf: formatInstant(asOf) }),
    ...(count !== undefined && { count: shortenCount(count) }),
  };
}
