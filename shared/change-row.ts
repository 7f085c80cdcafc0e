/**
 * What a change does to an entry, once for everybody: the tally, the desk's judging, the desk's rows and the page's older
 * posts all read it here. Entries and changes are in their public form; a change of an earlier line never sees a later one.
 */
import { amongThose } from './different-sources.ts';
import type { CorrectionSet, Source, Status } from './entry.ts';
import { LIMITS } from './limits.ts';
import type { PostedCount } from './posted-count.ts';
import { expandCount, shortenCount } from './posted-count.ts';
import { isSameValue } from './same-value.ts';
import type { FeedRow } from './snapshot.ts';

/** What a correction sets, as it is posted and published. */
export type PublicSet = Omit<CorrectionSet, 'asOf' | 'count'> & {
  asOf?: string;
  day?: string;
  count?: PostedCount;
};

/** A change to an entry, as it is published. A text that was erased is absent. */
export type RowChange = { at: string; reason?: string } & (
  | { kind: 'correction'; set: PublicSet }
  | { kind: 'retraction' }
  | { kind: 'status'; status: Status; sources?: readonly Source[] }
  | { kind: 'mark'; key?: boolean; pinned?: boolean }
);

/** The fields of an entry that a correction may replace. */
type Corrected = NonNullable<FeedRow['corrected']>['was'];

/**
 * The entry after a change: one version more.
 * @param posted the entry as first posted, which a correction tells beside what holds now
 */
export function changeRow(row: FeedRow, change: RowChange, posted: FeedRow): FeedRow {
  const after = { ...applyChange(row, change, posted), version: row.version + 1 };
  // No sources are no list of none: so it was with an entry that was posted without.
  if (after.sources?.length === 0) delete after.sources;
  if (after.against?.length === 0) delete after.against;
  return after;
}

/** The entry as it is first posted: each source is listed once. */
export function postRow({ sources, ...row }: Omit<FeedRow, 'version'>): FeedRow {
  return { ...row, ...(sources?.length && { sources: addSources([], sources) }), version: 1 };
}

/**
 * The entry once all texts about it were erased: its own, and those that changes brought. That is no change of it, so
 * the version stays; what is said later stands.
 */
export function eraseRow({
  text: _,
  sources: __,
  against: ___,
  corrected,
  retracted,
  ...row
}: FeedRow): FeedRow {
  const erased: FeedRow = { ...row, erased: true };
  if (row.count !== undefined) erased.count = eraseWords(row.count);
  if (retracted) erased.retracted = { at: retracted.at };
  if (corrected) erased.corrected = { at: corrected.at, was: eraseFields(corrected.was) };
  return erased;
}

/** A change without the texts that it brought; what it emptied stays empty. */
export function eraseChange({ reason: _, ...change }: RowChange): RowChange {
  if (change.kind === 'correction') return { ...change, set: eraseFields(change.set) };
  if (change.kind !== 'status') return change;
  const { sources: __, ...status } = change;
  return status;
}

/** Whether the feed has the entry: an update, or a count with a text. */
export function isWorthReading({ kind, text }: Pick<FeedRow, 'kind' | 'text'>): boolean {
  return kind === 'update' || text !== undefined;
}

/** Whether a change left the entry as it was, apart from the change itself. */
export function isUnchanged(before: FeedRow, after: FeedRow): boolean {
  const said = ({ version: _, corrected: __, ...row }: FeedRow) => row;
  return isSameValue(said(before), said(after));
}

/** Those of `more` that an entry does not have yet, each once. */
export function newSources(had: readonly Source[], more: readonly Source[]): Source[] {
  const added: Source[] = [];
  for (const source of more) {
    if (![...had, ...added].some((known) => isSameValue(known, source))) added.push(source);
  }
  return added;
}

function addSources(had: readonly Source[], more: readonly Source[]): Source[] {
  return [...had, ...newSources(had, more)].slice(0, LIMITS.sources);
}

function applyChange(row: FeedRow, change: RowChange, posted: FeedRow): FeedRow {
  switch (change.kind) {
    case 'correction':
      return correct(row, change, posted);
    case 'retraction':
      // A retraction is for good, and the first one tells why.
      return { ...row, retracted: row.retracted ?? stamp(change) };
    case 'status':
      return { ...row, status: change.status, ...bringSources(row, change) };
    case 'mark':
      return mark(row, change);
  }
}

/** Whom a dispute names speaks against the entry, until another status names them for it. */
function bringSources(
  row: FeedRow,
  { status, sources: more = [] }: RowChange & { kind: 'status' },
): Pick<FeedRow, 'sources' | 'against'> {
  const sources = addSources(row.sources ?? [], more);
  const { against = [] } = row;
  if (status === 'disputed') return { sources, against: amongThose(sources, [...against, ...more]) };
  const named = amongThose(against, more);
  return { sources, against: against.filter((source) => !named.includes(source)) };
}

/** Whole fields are replaced; null, and a list of no sources, empty one. */
function correct(row: FeedRow, change: RowChange & { kind: 'correction' }, posted: FeedRow): FeedRow {
  const set = { ...fieldsFor(row, change.set), ...dayFor(change.set) };
  const after: Record<string, unknown> = { ...row };
  const was: Record<string, unknown> = { ...row.corrected?.was };
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete after[field];
    else after[field] = value;
    const first = posted[field as keyof Corrected];
    if (first !== undefined) was[field] = first;
  }
  if (set.sources) after.sources = addSources([], set.sources);
  if (row.against) after.against = amongThose((after.sources as Source[] | undefined) ?? [], row.against);
  // The same day in another zone is the same time as said, though the instant moved with the place.
  if (after.day !== undefined && after.day === was.day) {
    delete was.asOf;
    delete was.day;
  }
  // The fields of a set are fields of a row, and the protocol gives both the same shapes.
  return { ...(after as unknown as FeedRow), corrected: { ...stamp(change), was } };
}

/** An update has no number: it counts as one, whatever a correction says. */
function fieldsFor({ kind }: FeedRow, set: PublicSet): PublicSet {
  if (kind !== 'update') return set;
  const { op: _, count: __, ...fields } = set;
  return fields;
}

/** A time of the clock takes the place of a day. */
function dayFor({ asOf, day }: PublicSet): { day?: string | null } {
  return asOf === undefined ? {} : { day: day ?? null };
}

function mark({ key, pinned, ...row }: FeedRow, change: { key?: boolean; pinned?: boolean }): FeedRow {
  const isKey = change.key ?? key ?? false;
  const isPinned = change.pinned ?? pinned ?? false;
  return { ...row, ...(isKey && { key: true }), ...(isPinned && { pinned: true }) };
}

function stamp({ at, reason }: RowChange): { at: string; reason?: string } {
  return { at, ...(reason !== undefined && { reason }) };
}

function eraseFields<F extends PublicSet | Corrected>({ ...fields }: F): F {
  if (typeof fields.text === 'string') delete fields.text;
  if (fields.sources?.length) delete fields.sources;
  if (fields.count !== undefined) fields.count = eraseWords(fields.count);
  return fields;
}

function eraseWords(count: PostedCount): PostedCount {
  const { words: _, ...bare } = expandCount(count);
  return shortenCount(bare);
}
