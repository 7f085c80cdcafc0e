/**
 * Entries in order (`asOf`, then `seq`), in blocks with a sum each. A late entry, a correction or a total in between
 * touches one block, and a sum adds up blocks: the history is never summed entry by entry.
 */
import type { Amount, Bounds } from './amount.ts';
import { addAmount, addEntry, noAmount } from './amount.ts';
import type { Columns, Moment } from './columns.ts';
import { momentOf } from './columns.ts';

/** Entries of a block. A million are 2,000 blocks, so to add up the blocks costs about as much as to add up one. */
const BLOCK = 512;
/** Numbers that a run takes. */
const RUN = 4;

interface Block {
  /** Never empty. */
  seqs: number[];
  sum: Amount;
  /** The sums for each `asOf`: a run of four numbers (`asOf`, low, best, high). Undefined until they are asked for. */
  runs: Float64Array | undefined;
}

export interface Timeline {
  readonly blocks: Block[];
  readonly sum: Amount;
}

export function createTimeline(): Timeline {
  return { blocks: [], sum: noAmount() };
}

/** Inserts an entry. Its `asOf` must stay as it is until `removeEntry`, which finds the entry by it. */
export function insertEntry(timeline: Timeline, columns: Columns, seq: number): void {
  addEntry(timeline.sum, columns, seq);
  const last = timeline.blocks.at(-1);
  const moment = momentOf(columns, seq);
  if (last === undefined || !isPast(columns, last.seqs.at(-1) ?? 0, moment)) {
    appendEntry(timeline, columns, seq);
    return;
  }
  const index = Math.max(0, findBlock(timeline, columns, moment));
  const block = timeline.blocks[index] ?? last;
  block.seqs.splice(countThrough(block, columns, moment), 0, seq);
  changeBlock(block, columns, seq, 1);
  if (block.seqs.length > BLOCK) splitBlock(timeline, columns, index);
}

/** Removes an entry; does nothing if it is not there. */
export function removeEntry(timeline: Timeline, columns: Columns, seq: number): void {
  const moment = momentOf(columns, seq);
  const index = findBlock(timeline, columns, moment);
  const block = timeline.blocks[index];
  if (block === undefined) return;
  const position = countThrough(block, columns, moment) - 1;
  if (block.seqs[position] !== seq) return;
  addEntry(timeline.sum, columns, seq, -1);
  block.seqs.splice(position, 1);
  changeBlock(block, columns, seq, -1);
  if (block.seqs.length === 0) timeline.blocks.splice(index, 1);
}

/** The first entry, or 0 if there is none. */
export function firstEntry(timeline: Timeline): number {
  return timeline.blocks[0]?.seqs[0] ?? 0;
}

/** The last entry, or 0 if there is none. */
export function lastEntry(timeline: Timeline): number {
  return timeline.blocks.at(-1)?.seqs.at(-1) ?? 0;
}

/** The last entry that is not after the moment, or 0 if there is none. */
export function lastThrough(timeline: Timeline, columns: Columns, moment: Moment): number {
  const block = timeline.blocks[findBlock(timeline, columns, moment)];
  return block === undefined ? 0 : (block.seqs[countThrough(block, columns, moment) - 1] ?? 0);
}

/** The entries as of an instant or later, in order. */
export function entriesFrom(timeline: Timeline, columns: Columns, asOf: number): number[] {
  const start = Math.max(0, findBlock(timeline, columns, { asOf, seq: 0 }));
  const seqs = timeline.blocks.slice(start).flatMap((block) => block.seqs);
  return seqs.filter((seq) => (columns.asOf[seq] ?? 0) >= asOf);
}

/** The sum of the entries that are not after the moment. */
export function sumThrough(timeline: Timeline, columns: Columns, moment: Moment): Amount {
  const sum = noAmount();
  const index = findBlock(timeline, columns, moment);
  const block = timeline.blocks[index];
  if (block === undefined) return sum;
  for (let before = 0; before < index; before++) {
    const earlier = timeline.blocks[before];
    if (earlier !== undefined) addAmount(sum, earlier.sum);
  }
  const count = countThrough(block, columns, moment);
  if (count === block.seqs.length) addAmount(sum, block.sum);
  else for (let i = 0; i < count; i++) addEntry(sum, columns, block.seqs[i] ?? 0);
  return sum;
}

/** The newest entries, newest first. */
export function newestEntries(timeline: Timeline, limit: number): number[] {
  return backFrom(timeline, timeline.blocks.length - 1, Number.POSITIVE_INFINITY, limit);
}

/** The newest entries before a moment, newest first. */
export function entriesBefore(
  timeline: Timeline,
  columns: Columns,
  { asOf, seq }: Moment,
  limit: number,
): number[] {
  const moment = { asOf, seq: seq - 1 };
  const index = findBlock(timeline, columns, moment);
  const block = timeline.blocks[index];
  return block ? backFrom(timeline, index, countThrough(block, columns, moment), limit) : [];
}

/** Entries from the first `count` of a block back to the beginning, newest first. */
function backFrom(timeline: Timeline, block: number, count: number, limit: number): number[] {
  const found: number[] = [];
  let end = count;
  for (let index = block; index >= 0 && found.length < limit; index--) {
    const seqs = timeline.blocks[index]?.seqs ?? [];
    for (let i = Math.min(end, seqs.length) - 1; i >= 0 && found.length < limit; i--)
      found.push(seqs[i] ?? 0);
    end = Number.POSITIVE_INFINITY;
  }
  return found;
}

/**
 * Calls `visit` with sums of the entries as of later than `past`, in order. Each sum lies within one cell; a cell may have
 * several. The sum is the same object each time.
 */
export function visitCells(
  timeline: Timeline,
  columns: Columns,
  { past, cellOf }: { past: number; cellOf: (asOf: number) => number },
  visit: (cell: number, sum: Bounds) => void,
): void {
  const start = Math.max(0, findBlock(timeline, columns, { asOf: past, seq: Number.POSITIVE_INFINITY }));
  const sum = { low: 0, best: 0, high: 0 };
  for (const block of timeline.blocks.slice(start)) {
    const runs = runsOf(columns, block);
    for (let run = 0; run < runs.length; run += RUN) {
      const asOf = runs[run] ?? 0;
      if (asOf <= past) continue;
      sum.low = runs[run + 1] ?? 0;
      sum.best = runs[run + 2] ?? 0;
      sum.high = runs[run + 3] ?? 0;
      visit(cellOf(asOf), sum);
    }
  }
}

/** The runs of a block, cached. Typed times are whole minutes, so a run stands for many entries. */
function runsOf(columns: Columns, block: Block): Float64Array {
  if (block.runs !== undefined) return block.runs;
  const runs = new Float64Array(block.seqs.length * RUN);
  let end = 0;
  for (const seq of block.seqs) {
    const asOf = columns.asOf[seq] ?? 0;
    if (end === 0 || runs[end - RUN] !== asOf) {
      runs[end] = asOf;
      end += RUN;
    }
    addToRun(runs, end - RUN, columns, seq);
  }
  block.runs = runs.slice(0, end);
  return block.runs;
}

function addToRun(runs: Float64Array, run: number, columns: Columns, seq: number): void {
  runs[run + 1] = (runs[run + 1] ?? 0) + (columns.low[seq] ?? 0);
  runs[run + 2] = (runs[run + 2] ?? 0) + (columns.best[seq] ?? 0);
  runs[run + 3] = (runs[run + 3] ?? 0) + (columns.high[seq] ?? 0);
}

function appendEntry(timeline: Timeline, columns: Columns, seq: number): void {
  let block = timeline.blocks.at(-1);
  if (block === undefined || block.seqs.length >= BLOCK) {
    block = { seqs: [], sum: noAmount(), runs: undefined };
    timeline.blocks.push(block);
  }
  block.seqs.push(seq);
  changeBlock(block, columns, seq, 1);
}

function changeBlock(block: Block, columns: Columns, seq: number, times: 1 | -1): void {
  addEntry(block.sum, columns, seq, times);
  block.runs = undefined;
}

function splitBlock(timeline: Timeline, columns: Columns, index: number): void {
  const block = timeline.blocks[index];
  if (block === undefined) return;
  const later: Block = { seqs: block.seqs.splice(BLOCK / 2), sum: noAmount(), runs: undefined };
  for (const seq of later.seqs) addEntry(later.sum, columns, seq);
  addAmount(block.sum, later.sum, -1);
  timeline.blocks.splice(index + 1, 0, later);
}

function isPast(columns: Columns, seq: number, moment: Moment): boolean {
  const asOf = columns.asOf[seq] ?? 0;
  return asOf > moment.asOf || (asOf === moment.asOf && seq > moment.seq);
}

/** The index of the last block whose first entry is not after the moment, or -1. */
function findBlock(timeline: Timeline, columns: Columns, moment: Moment): number {
  let low = 0;
  let high = timeline.blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(columns, timeline.blocks[middle]?.seqs[0] ?? 0, moment)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** The number of entries in the block that are not after the moment. */
function countThrough(block: Block, columns: Columns, moment: Moment): number {
  let low = 0;
  let high = block.seqs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(columns, block.seqs[middle] ?? 0, moment)) high = middle;
    else low = middle + 1;
  }
  return low;
}
