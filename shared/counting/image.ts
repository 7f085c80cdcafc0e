/**
 * Images of a tally: what is stored of it, so that a fold need not begin at the first line. Each image holds the columns of
 * the lines since the image before it and of the older entries that changed since then, so that all images of a board
 * together take as much room as its columns. The last one says what the board, its names and its checks were.
 *
 * No image holds a text: who must erase one need not look for it here. The rows of entries that have texts are read from
 * the ledger again when somebody asks for them.
 */
import type { Board } from '../board.ts';
import type { Kind } from '../kinds.ts';
import type { ColumnNames, Columns } from './columns.ts';
import { claimKindOf, entryOf } from './columns.ts';
import type { TallyState } from './fold-line.ts';
import { isInFeed } from './fold-line.ts';

/** One more whenever an image of before would be read as something else. */
export const IMAGE_FORMAT = 1;

export interface TallyImage {
  /** JSON: an `ImageHeader`. */
  header: string;
  /** The columns one after the other, numbers as this machine lays them out. */
  lines: Uint8Array;
}

export interface ImageHeader {
  /** The lines after this one, up to and with `seq`, follow the `changed` ones. */
  after: number;
  seq: number;
  at: number;
  board: Board | undefined;
  checked: [Kind, number][];
  names: ColumnNames;
  /** `seq` of the older entries that changed since `after`. */
  changed: number[];
  /** The ids that are not UUIDs, of the lines after `after`. */
  oddIds: [number, string][];
}

/** The columns with their numbers for each line. */
const COLUMNS = {
  ids: 4,
  at: 1,
  kind: 1,
  target: 1,
  asOf: 1,
  day: 1,
  low: 1,
  best: 1,
  high: 1,
  place: 1,
  claimant: 1,
  isTotal: 1,
  isOpen: 1,
  status: 1,
  isCorrected: 1,
  isRetracted: 1,
} as const satisfies Partial<Record<keyof Columns, number>>;
// Object.entries widens the keys to string; they are those of the table above.
export const columnList = Object.entries(COLUMNS) as [keyof typeof COLUMNS, number][];

/** What an image says of an entry beside its columns. */
export const REVISED = 1;
export const IN_FEED = 2;

export function writeImage(state: TallyState, after: number): TallyImage {
  const { seq, at, board, checked, columns } = state;
  const changed = changedSince(columns, { after, seq });
  const seqs = [...changed, ...Array.from({ length: seq - after }, (_, index) => after + 1 + index)];
  const header: ImageHeader = {
    ...{ after, seq, at, board, changed },
    checked: [...checked],
    names: {
      forms: columns.forms.names(),
      places: columns.placeNames.names(),
      claimants: columns.claimantNames.names(),
    },
    oddIds: [...columns.oddIds].filter(([line]) => line > after),
  };
  const marks = Uint8Array.from(seqs, (line) => marksOf(state, line));
  const parts = columnList.map(([name, width]) => bytesOf(pickRows(columns[name], seqs, width)));
  return { header: JSON.stringify(header), lines: join([...parts, marks]) };
}

/** The entries up to `after` that lines since then changed, or of which they erased texts. */
function changedSince(columns: Columns, { after, seq }: { after: number; seq: number }): number[] {
  const changed = new Set<number>();
  for (let line = after + 1; line <= seq; line++) {
    const target = columns.target[line] ?? 0;
    const entry = target === 0 ? 0 : entryOf(columns, target);
    if (entry > 0 && entry <= after) changed.add(entry);
  }
  return [...changed];
}

function marksOf(state: TallyState, seq: number): number {
  if (claimKindOf(state.columns, seq) === undefined) return 0;
  return (state.revisions.has(seq) ? REVISED : 0) | (isInFeed(state, seq) ? IN_FEED : 0);
}

export type ImageColumn = Columns[keyof typeof COLUMNS];

function pickRows(column: ImageColumn, seqs: readonly number[], width: number): ImageColumn {
  const rows = new (column.constructor as new (length: number) => ImageColumn)(seqs.length * width);
  let at = 0;
  for (const seq of seqs) {
    for (let part = 0; part < width; part++) rows[at++] = column[seq * width + part] ?? 0;
  }
  return rows;
}

function bytesOf({ buffer, byteOffset, byteLength }: ImageColumn): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
