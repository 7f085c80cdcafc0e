/**
 * The numbers of every line in typed arrays, by `seq`: about 70 bytes a line, where an object takes 400. The few entries
 * with texts or changes have objects besides (revisions.ts).
 */
import { nameDay, numberDay } from '../day.ts';
import type { Op, Status } from '../entry.ts';
import { OTHER_FORMS } from '../kind-words.ts';
import type { Kind } from '../kinds.ts';
import type { ClaimFacts, Line } from '../line.ts';
import { STATUSES } from '../statuses.ts';
import { formatInstant } from '../time.ts';
import type { Numbering } from './numbering.ts';
import { createNumbering } from './numbering.ts';
import { packId, unpackId } from './packed-id.ts';

/** One entry's place in the order of entries: later when `asOf` is later, or equal and `seq` higher. */
export interface Moment {
  asOf: number;
  seq: number;
}

export interface Columns {
  /** `update` first, then the forms that are neither counts nor updates, then the count kinds in the order of their use. */
  readonly forms: Numbering<Line['kind']>;
  readonly placeNames: Numbering;
  readonly claimantNames: Numbering;
  /** The ids that are not UUIDs in lower case, by `seq`. */
  readonly oddIds: Map<number, string>;
  ids: Uint32Array;
  at: Float64Array;
  /** The number of the line's form among `forms`; 0 where there is no line yet. */
  kind: Uint8Array;
  /** For changes and erasures: the `seq` of the line they concern. */
  target: Uint32Array;
  /** This and what follows is for counts and updates alone. An update is an addition of one. */
  asOf: Float64Array;
  /** The number of the date, if `asOf` was posted as a date alone; 0 if it was posted as a time. */
  day: Uint32Array;
  low: Float64Array;
  best: Float64Array;
  high: Float64Array;
  place: Uint32Array;
  claimant: Uint32Array;
  isTotal: Uint8Array;
  isOpen: Uint8Array;
  status: Uint8Array;
  isCorrected: Uint8Array;
  isRetracted: Uint8Array;
}

const UPDATE = 1;
/** The first number of a kind that is counted. */
const COUNTED = UPDATE + OTHER_FORMS.length + 1;
const FIRST_ROOM = 1024;

/** The names that the columns have numbers for, each list in the order of its numbers. */
export interface ColumnNames {
  forms: Line['kind'][];
  places: string[];
  claimants: string[];
}

/** @param names left out: nothing but the forms that every board has */
export function createColumns(names?: ColumnNames): Columns {
  return {
    forms: createNumbering<Line['kind']>(names?.forms ?? ['update', ...OTHER_FORMS]),
    placeNames: createNumbering(names?.places),
    claimantNames: createNumbering(names?.claimants),
    oddIds: new Map(),
    ids: new Uint32Array(),
    at: new Float64Array(),
    kind: new Uint8Array(),
    target: new Uint32Array(),
    asOf: new Float64Array(),
    day: new Uint32Array(),
    low: new Float64Array(),
    best: new Float64Array(),
    high: new Float64Array(),
    place: new Uint32Array(),
    claimant: new Uint32Array(),
    isTotal: new Uint8Array(),
    isOpen: new Uint8Array(),
    status: new Uint8Array(),
    isCorrected: new Uint8Array(),
    isRetracted: new Uint8Array(),
  };
}

/** Writes a line's facts at its `seq`, without its texts. */
export function writeLine(columns: Columns, line: Line): void {
  const { seq } = line;
  reserveRoom(columns, seq);
  columns.kind[seq] = columns.forms.numberOf(line.kind);
  if (line.kind === 'checked' && line.of !== undefined) columns.forms.numberOf(line.of);
  columns.at[seq] = line.at;
  if (!packId(line.id, columns.ids, seq)) columns.oddIds.set(seq, line.id);
  if ('targetSeq' in line) columns.target[seq] = line.targetSeq;
  else if ('claimant' in line) writeClaim(columns, seq, line);
}

function writeClaim(columns: Columns, seq: number, facts: ClaimFacts): void {
  writeTime(columns, seq, facts.asOf, facts.day);
  writePlace(columns, seq, facts.place ?? null);
  columns.claimant[seq] = columns.claimantNames.numberOf(facts.claimant);
  writeStatus(columns, seq, facts.status);
  if (facts.kind === 'update') writeCount(columns, seq, { best: 1 });
  else {
    writeCount(columns, seq, facts.count);
    columns.isTotal[seq] = facts.op === 'total' ? 1 : 0;
  }
}

/** Replaces an entry's number; bounds that are left out equal `best`. */
export function writeCount(
  columns: Columns,
  seq: number,
  count: { best: number; low?: number; high?: number; atLeast?: true },
): void {
  columns.best[seq] = count.best;
  columns.low[seq] = count.low ?? count.best;
  columns.high[seq] = count.high ?? count.best;
  columns.isOpen[seq] = count.atLeast ? 1 : 0;
}

export function writeTime(columns: Columns, seq: number, asOf: number, day: string | undefined): void {
  columns.asOf[seq] = asOf;
  columns.day[seq] = day === undefined ? 0 : numberDay(day);
}

/** The `asOf` of an entry in its public form, with the day if it was posted as a date alone. */
export function timeOf({ asOf, day }: Columns, seq: number): { asOf: string; day?: string } {
  const number = day[seq] ?? 0;
  return { asOf: formatInstant(asOf[seq] ?? 0), ...(number !== 0 && { day: nameDay(number) }) };
}

/** The later of two entries; 0 stands for no entry. */
export function laterOf({ asOf }: Columns, a: number, b: number): number {
  if (a === 0 || b === 0) return a + b;
  const ahead = (asOf[a] ?? 0) - (asOf[b] ?? 0) || a - b;
  return ahead > 0 ? a : b;
}

export function momentOf(columns: Columns, seq: number): Moment {
  return { asOf: columns.asOf[seq] ?? 0, seq };
}

export function idOf(columns: Columns, seq: number): string {
  return columns.oddIds.get(seq) ?? unpackId(columns.ids, seq);
}

/** The kind of a count or an update; undefined for any other line, and for a `seq` without a line. */
export function claimKindOf(columns: Columns, seq: number): Kind | undefined {
  const form = columns.kind[seq] ?? 0;
  // The forms between `update` and the count kinds are about another entry or the board.
  return form === UPDATE || form >= COUNTED ? (columns.forms.nameOf(form) as Kind) : undefined;
}

/** The entry that a line is about: itself, or the one that it changes. */
export function entryOf(columns: Columns, line: number): number {
  return claimKindOf(columns, line) === undefined ? (columns.target[line] ?? 0) : line;
}

/** Puts an entry at a place, or with `null` at the board itself. */
export function writePlace(columns: Columns, seq: number, place: string | null): void {
  columns.place[seq] = place === null ? 0 : columns.placeNames.numberOf(place);
}

export function writeStatus(columns: Columns, seq: number, status: Status): void {
  columns.status[seq] = STATUSES.indexOf(status);
}

export function opOf(columns: Columns, seq: number): Op {
  return columns.isTotal[seq] === 1 ? 'total' : 'add';
}

export function statusOf(columns: Columns, seq: number): Status {
  return STATUSES[columns.status[seq] ?? 0] ?? 'reported';
}

/** Whether an entry counts: it is neither retracted nor disputed. */
export function holds(columns: Columns, seq: number): boolean {
  return columns.isRetracted[seq] === 0 && statusOf(columns, seq) !== 'disputed';
}

/** Makes room for all lines up to this one at once. */
export function reserveRoom(columns: Columns, seq: number): void {
  if (seq >= columns.kind.length) makeRoom(columns, seq);
}

/** Room grows by half: a million lines are copied three times in all, and at most a third of the room is empty. */
function makeRoom(columns: Columns, seq: number): void {
  const room = Math.max(FIRST_ROOM, Math.ceil(seq * 1.5));
  columns.ids = extend(columns.ids, new Uint32Array(room * 4));
  for (const name of ['at', 'asOf', 'low', 'best', 'high'] as const) {
    columns[name] = extend(columns[name], new Float64Array(room));
  }
  for (const name of ['target', 'day', 'place', 'claimant'] as const) {
    columns[name] = extend(columns[name], new Uint32Array(room));
  }
  for (const name of ['kind', 'isTotal', 'isOpen', 'status', 'isCorrected', 'isRetracted'] as const) {
    columns[name] = extend(columns[name], new Uint8Array(room));
  }
}

function extend<T extends Uint8Array | Uint32Array | Float64Array>(column: T, roomier: T): T {
  roomier.set(column);
  return roomier;
}
