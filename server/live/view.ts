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

interface Shown {
  snapshot: Snapshot;
  etag: string;
  encoded: Encoded;
  /** Answers of `changes`, by `since`. */
  merged: Map<number, { whole: boolean; json: string }>;
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
    ...{ headline: {}, claims: {}, places: [], series: {}, feed: [] },
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
      const { snapshot, encoded, merged } = shown;
      const knows = ofEpoch === epoch && since >= rows.horizon && since <= snapshot.seq;
      if (!knows) return { whole: true, json: encoded.json.toString() };
      const kept = merged.get(since);
      if (kept) return kept;
      const json = JSON.stringify(collect(since, snapshot));
      const whole = Buffer.byteLength(json) > encoded.json.length;
      const answer = { whole, json: whole ? encoded.json.toString() : json };
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

function show(snapshot: Snapshot): Shown {
  return {
    snapshot,
    etag: `"${snapshot.epoch}-${snapshot.seq}"`,
    encoded: encodeOnUse(snapshot),
    merged: new Map(),
  };
}

/** Encodes when somebody first asks: most ticks of an unwatched board are never read. */
function encodeOnUse(snapshot: Snapshot): Encoded {
  let json: Buffer | undefined;
  let gzip: Buffer | undefined;
  const encode = () => {
    json ??= Buffer.from(JSON.stringify(snapshot));
    return json;
  };
  return {
    get json() {
      return encode();
    },
    gzip() {
      gzip ??= gzipSync(encode());
      return gzip;
    },
  };
}
