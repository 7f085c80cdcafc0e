/** The entries of a ledger as its lines leave them, one after the other: what the second count is made from. */
import type { Board } from '#shared/board.ts';
import { changeBoard } from '#shared/board.ts';
import type { Count } from '#shared/count.ts';
import type { Source, Status } from '#shared/entry.ts';
import type { Kind } from '#shared/kinds.ts';
import type { ClaimFacts, Line, SettledSet } from '#shared/line.ts';

export type Where = string | null;

export interface Entry {
  seq: number;
  id: string;
  at: number;
  kind: Kind;
  op: 'add' | 'total';
  count: Count;
  place: Where;
  asOf: number;
  /** The date alone as which `asOf` was posted. */
  day: string | null;
  /** The time as first posted: a day said again takes a correction of it out of `was`, and the next tells of it anew. */
  posted: { asOf: number; day: string | null };
  claimant: string;
  status: Status;
  text: string | null;
  sources: Source[];
  /** What its disputes named, and nothing that came after them named for it. */
  against: Source[];
  retraction: { at: number; reason?: string } | null;
  correction: { at: number; reason?: string } | null;
  was: Record<string, unknown>;
  changes: number[];
  key: boolean;
  pinned: boolean;
  erased: boolean;
}

export interface Reference {
  board: Board | undefined;
  entries: Entry[];
}

/** The lines as a ledger gives them once texts were erased, folded one after the other. */
export function foldAll(lines: readonly Line[]): Reference {
  const reference: Reference = { board: undefined, entries: [] };
  for (const line of readAgain(lines)) foldOne(reference, line);
  return reference;
}

/** The lines as a ledger gives them after its erasures: each takes the texts of its line, and of the changes to it so far. */
export function readAgain(lines: readonly Line[]): Line[] {
  const erasures = lines.filter((line) => line.kind === 'erasure');
  return lines.map((line) => {
    const about = line.kind !== 'erasure' && 'targetSeq' in line ? line.targetSeq : line.seq;
    const isErased = erasures.some(
      ({ seq, targetSeq }) => targetSeq === line.seq || (targetSeq === about && seq > line.seq),
    );
    return isErased ? withoutTexts(line) : line;
  });
}

/** What a ledger gives for a line whose texts were erased. */
function withoutTexts(line: Line): Line {
  const bare: Line = structuredClone({ ...line, erased: true });
  if ('text' in bare) delete bare.text;
  if ('reason' in bare) delete bare.reason;
  if ('sources' in bare) delete bare.sources;
  if ('count' in bare) delete bare.count.words;
  if (bare.kind === 'correction') {
    if (typeof bare.set.text === 'string') delete bare.set.text;
    if (bare.set.sources?.length) delete bare.set.sources;
    delete bare.set.count?.words;
  }
  return bare;
}

function foldOne(reference: Reference, line: Line): void {
  if (line.kind === 'board') reference.board = changeBoard(reference.board, line.set);
  else if ('claimant' in line) reference.entries.push(newEntry(line));
  const target =
    'targetSeq' in line ? reference.entries.find(({ seq }) => seq === line.targetSeq) : undefined;
  if (target !== undefined) changeEntry(target, line);
}

function newEntry(line: Line & ClaimFacts): Entry {
  const isUpdate = line.kind === 'update';
  return {
    seq: line.seq,
    id: line.id,
    at: line.at,
    kind: line.kind,
    op: isUpdate ? 'add' : line.op,
    count: isUpdate ? { best: 1 } : line.count,
    place: line.place ?? null,
    asOf: line.asOf,
    day: line.day ?? null,
    posted: { asOf: line.asOf, day: line.day ?? null },
    claimant: line.claimant,
    status: line.status,
    text: line.text ?? null,
    sources: onceEach(line.sources ?? []),
    against: [],
    retraction: null,
    correction: null,
    was: {},
    changes: [],
    key: false,
    pinned: false,
    erased: line.erased === true,
  };
}

function changeEntry(entry: Entry, line: Line): void {
  if (line.kind === 'erasure') {
    eraseEntry(entry);
    return;
  }
  entry.changes.push(line.seq);
  const why = { at: line.at, ...('reason' in line && line.reason !== undefined && { reason: line.reason }) };
  if (line.kind === 'mark') Object.assign(entry, pick(line, 'key'), pick(line, 'pinned'));
  if (line.kind === 'status') bringStatus(entry, line.status, line.sources ?? []);
  if (line.kind === 'retraction') entry.retraction ??= why;
  if (line.kind !== 'correction') return;
  entry.correction = why;
  correctEntry(entry, line.set);
}

function correctEntry(entry: Entry, set: SettledSet): void {
  for (const [field, value] of Object.entries(set)) correctField(entry, field, value);
  if (set.asOf !== undefined && set.day === undefined) correctField(entry, 'day', null);
  // The day that was posted, said again, is the same time.
  if (entry.day !== null && entry.was.day === entry.day) entry.was = omitTime(entry.was);
}

function pick<T extends object, K extends keyof T>(record: T, key: K): Partial<T> {
  return record[key] === undefined ? {} : ({ [key]: record[key] } as unknown as Partial<T>);
}

function bringStatus(entry: Entry, status: Status, sources: Source[]): void {
  entry.status = status;
  // Without this the sources that an entry was posted with would seem to have grown.
  entry.was.postedSources ??= entry.sources;
  entry.sources = onceEach([...entry.sources, ...sources]).slice(0, 8);
  const unnamed = entry.against.filter((source) => !has(sources, source));
  const against = status === 'disputed' ? [...entry.against, ...sources] : unnamed;
  entry.against = entry.sources.filter((source) => has(against, source));
}

function has(sources: Source[], { url, title }: Source): boolean {
  return sources.some((source) => source.url === url && source.title === title);
}

function onceEach(sources: Source[]): Source[] {
  const isFirst = (source: Source, index: number) =>
    sources.findIndex(({ url, title }) => url === source.url && title === source.title) === index;
  return sources.filter(isFirst);
}

function correctField(entry: Entry, field: string, value: unknown): void {
  const fields = entry as unknown as Record<string, unknown>;
  if (entry.kind === 'update' && (field === 'op' || field === 'count')) return;
  if (!(field in entry.was)) entry.was[field] = postedField(entry, field);
  fields[field] = field === 'sources' ? onceEach(value as Source[]) : value;
  if (field === 'sources') entry.against = entry.sources.filter((source) => has(entry.against, source));
}

function postedField(entry: Entry, field: string): unknown {
  if (field === 'asOf' || field === 'day') return entry.posted[field];
  if (field === 'sources' && 'postedSources' in entry.was) return entry.was.postedSources;
  return (entry as unknown as Record<string, unknown>)[field];
}

function omitTime({ asOf: _, day: __, ...was }: Record<string, unknown>): Record<string, unknown> {
  return was;
}

function eraseEntry(entry: Entry): void {
  entry.erased = true;
  entry.text = null;
  entry.sources = [];
  entry.against = [];
  entry.count = wordless(entry.count);
  delete entry.was.text;
  delete entry.was.sources;
  entry.was.postedSources = [];
  if (entry.was.count) entry.was.count = wordless(entry.was.count as Count);
}

function wordless({ words: _, ...count }: Count): Count {
  return count;
}
