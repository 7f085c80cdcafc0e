/** A board as it was last ticked, in the forms in which it is sent; each form is made once, for everybody. */
import { gzipSync } from 'node:zlib';
import type { Tally } from '#shared/counting/tally.ts';
import { applyTick } from '#shared/merge.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import type { BoardView, Encoded } from './contract.ts';
import { createPublicRows } from './public-rows.ts';

/** Merged ticks kept for one state of a board: after a break, thousands ask with the same few numbers. */
const MERGED_KEPT = 256;

export interface LiveView extends BoardView {
  /**
   * Takes in what was folded since, and answers the tick that tells it; undefined where nothing was.
   * @param head the hash of the tally's newest line
   */
  advance(head: string): Tick | undefined;
}

type Answer = ReturnType<BoardView['changes']>;

interface Shown {
  snapshot: Snapshot;
  etag: string;
  encoded: Encoded;
  /** The snapshot as an answer of `changes`: one string, however many thousands come back at once. */
  whole(): Answer;
  /** The other answers, by `since`. */
  merged: Map<number, Answer>;
}

/** @param tally one that has at least the line that made the board */
export function createView(tally: Tally, epoch: string, head: string): LiveView {
  const { board: definition } = tally;
  if (!definition) throw new RangeError('A view needs a tally whose board was made.');
  const { slug } = definition;
  tally.takeChanges();
  const rows = createPublicRows(tally, tally.seq);
  rows.look('everything', tally.seq);

  const collect = (from: number, to: Pick<Snapshot, 'seq' | 'at' | 'head'>): Tick => ({
    board: slug,
    epoch,
    from,
    to: to.seq,
    at: to.at,
    head: to.head,
    ...rows.after(from),
  });
  const position = (newest: string) => ({ seq: tally.seq, at: formatInstant(tally.at), head: newest });
  const nothing: Snapshot = {
    ...{ epoch, seq: BEFORE_ALL, at: '', head: '', board: definition },
    ...{ headline: {}, checked: {}, claims: {}, places: [], series: {}, feed: [] },
  };
  let shown = show(apply(nothing, collect(BEFORE_ALL, position(head))));

  return {
    slug,
    get board() {
      return shown.snapshot.board;
    },
    get seq() {
      return shown.snapshot.seq;
    },
    get etag() {
      return shown.etag;
    },
    get snapshot() {
      return shown.snapshot;
    },
    get encoded() {
      return shown.encoded;
    },
    changes(since, ofEpoch) {
      const { snapshot, encoded, merged, whole } = shown;
      if (ofEpoch !== epoch || since < rows.horizon || since > snapshot.seq) return whole();
      const kept = merged.get(since);
      if (kept) return kept;
      const json = JSON.stringify(collect(since, snapshot));
      const isLarger = Buffer.byteLength(json) > encoded.json.length;
      const answer = isLarger ? whole() : { whole: false, json };
      if (merged.size < MERGED_KEPT) merged.set(since, answer);
      return answer;
    },
    advance(newest) {
      const { snapshot } = shown;
      if (tally.seq === snapshot.seq) return undefined;
      rows.look(tally.takeChanges(), tally.seq);
      const tick = collect(snapshot.seq, position(newest));
      shown = show(apply(snapshot, tick));
      return tick;
    },
  };
}

/** Stands before every line, so that a tick from here tells everything. */
const BEFORE_ALL = -1;

function apply(snapshot: Snapshot, tick: Tick): Snapshot {
  const applied = applyTick(snapshot, tick);
  if (typeof applied === 'string')
    throw new RangeError(`A tick did not follow its own snapshot: ${applied}.`);
  return applied.snapshot;
}

/** Encodes when somebody first asks: most ticks of an unwatched board are never read. */
function show(snapshot: Snapshot): Shown {
  let whole: Answer | undefined;
  let json: Buffer | undefined;
  let gzip: Buffer | undefined;
  const write = () => {
    whole ??= { whole: true, json: JSON.stringify(snapshot) };
    return whole;
  };
  const encode = () => {
    json ??= Buffer.from(write().json);
    return json;
  };
  const encoded: Encoded = {
    get json() {
      return encode();
    },
    gzip() {
      gzip ??= gzipSync(encode());
      return gzip;
    },
  };
  return { snapshot, etag: `"${snapshot.epoch}-${snapshot.seq}"`, encoded, whole: write, merged: new Map() };
}
