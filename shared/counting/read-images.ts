/** Makes a tally of the images that were stored of it (image.ts). */
import type { Line } from '../line.ts';
import { recount } from './claims.ts';
import type { Columns } from './columns.ts';
import { createColumns, entryOf, reserveRoom } from './columns.ts';
import { createTally } from './create-tally.ts';
import type { RevisionBook, TallyState } from './fold-line.ts';
import { emptyTally, isInFeed } from './fold-line.ts';
import type { ImageColumn, ImageHeader, TallyImage } from './image.ts';
import { columnList, IN_FEED, REVISED } from './image.ts';
import type { Revisions } from './revisions.ts';
import { readRevisions } from './revisions.ts';
import type { Tally } from './tally.ts';
import { insertEntry } from './timeline.ts';

/** What an image alone cannot tell. */
export interface Recall {
  /** The line of an entry, then those of its changes and erasures up to and with `until`, ascending. */
  linesAbout(seq: number, until: number): Line[];
  /** `seq` of each line whose texts were erased after the last image was true. */
  erasedSince: readonly number[];
}

/**
 * The tally of the last image.
 * @param images all from the first on, each of which goes on where the one before it ends
 * @throws RangeError if they do not
 */
export function readImages(images: readonly TallyImage[], recall: Recall): Tally {
  // Images are made by `writeImage` alone, and stored with their format and a checksum.
  const headers = images.map(({ header }) => JSON.parse(header) as ImageHeader);
  const last = headers.at(-1);
  if (last?.board === undefined) throw new RangeError('An image has no board.');
  const columns = createColumns(last.names);
  reserveRoom(columns, last.seq);
  const marks = new Uint8Array(last.seq + 1);
  let reached = 0;
  for (const [index, header] of headers.entries()) {
    if (header.after !== reached) throw new RangeError('An image does not follow the one before it.');
    reached = header.seq;
    putRows(columns, marks, header, images[index]?.lines ?? new Uint8Array());
  }
  const state = emptyTally(columns, createBook(marks, last.seq, recall));
  Object.assign(state, { seq: last.seq, at: last.at, board: last.board });
  state.places.replace(last.board.places);
  for (const [kind, at] of last.checked) state.checked.set(kind, at);
  enterAll(state, marks, new Set(recall.erasedSince.map((line) => entryOf(columns, line))));
  return createTally(state);
}

/** @throws RangeError if there are more bytes, or fewer, than the header's lines take */
function putRows(columns: Columns, marks: Uint8Array, header: ImageHeader, bytes: Uint8Array): void {
  const { changed, after, seq, oddIds } = header;
  const rows = changed.length + seq - after;
  let at = 0;
  for (const [name, width] of columnList) {
    const column: ImageColumn = columns[name];
    const size = rows * width * column.BYTES_PER_ELEMENT;
    const found = new (column.constructor as new (buffer: ArrayBufferLike) => ImageColumn)(
      bytes.slice(at, at + size).buffer,
    );
    at += size;
    changed.forEach((entry, index) => {
      for (let part = 0; part < width; part++)
        column[entry * width + part] = found[index * width + part] ?? 0;
    });
    column.set(found.subarray(changed.length * width), (after + 1) * width);
  }
  if (bytes.length !== at + rows) throw new RangeError('An image has not the bytes of its lines.');
  for (const [index, entry] of changed.entries()) marks[entry] = bytes[at + index] ?? 0;
  marks.set(bytes.subarray(at + changed.length), after + 1);
  for (const [line, id] of oddIds) columns.oddIds.set(line, id);
}

/** Revisions that are read from the ledger when somebody first asks for them. */
function createBook(marks: Uint8Array, until: number, recall: Recall): RevisionBook {
  const known = new Map<number, Revisions>();
  const has = (seq: number) => known.has(seq) || ((marks[seq] ?? 0) & REVISED) !== 0;
  return {
    has,
    get(seq) {
      const revisions = known.get(seq);
      if (revisions !== undefined || !has(seq)) return revisions;
      const read = readRevisions(recall.linesAbout(seq, until));
      if (read === undefined)
        throw new RangeError('An image marks a line that is neither a count nor an update.');
      known.set(seq, read);
      return read;
    },
    set: (seq, revisions) => known.set(seq, revisions),
  } as RevisionBook;
}

function enterAll(state: TallyState, marks: Uint8Array, erased: ReadonlySet<number>): void {
  const { columns, amended, feed } = state;
  recount(state.claims);
  const left = new Set<number>();
  for (let seq = 1; seq <= state.seq; seq++) {
    if (columns.isCorrected[seq] === 1 || columns.isRetracted[seq] === 1) amended.add(seq);
    // With its text a count has left the feed since the image was made.
    const isMarked = ((marks[seq] ?? 0) & IN_FEED) !== 0;
    if (isMarked && (!erased.has(seq) || isInFeed(state, seq))) insertEntry(feed, columns, seq);
    else left.add(seq);
    touchLast(state, seq, left);
  }
}

/** Notes what a line changed last, as folding it did: what the feed has, and what left it by an erasure. */
function touchLast(state: TallyState, line: number, left: Set<number>): void {
  const { columns, recent } = state;
  const form = columns.forms.nameOf(columns.kind[line] ?? 0);
  if (form === 'board') state.definedBy = { seq: line, at: columns.at[line] ?? 0 };
  if (form === undefined || form === 'board' || form === 'checked') return;
  const entry = entryOf(columns, form === 'erasure' ? (columns.target[line] ?? 0) : line);
  if (form === 'erasure') left.delete(entry);
  if (!left.has(entry)) recent.touch(entry, line);
}
