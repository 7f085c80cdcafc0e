/** A board as it was last ticked, in the forms in which it is sent; each form is made once, for everybody. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Tally } from '#shared/counting/tally.ts';
import { applyTick } from '#shared/merge.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import { BROTLI } from '../brotli.ts';
import { orderKeys } from '../key-order.ts';
import type { BoardView, Encoded } from './contract.ts';
import { createHistory } from './history.ts';
import { createPublishedRows } from './published-rows.ts';

/**
 * Merged ticks kept for one state of a board, and their characters in all: after a break, thousands ask with the same
 * few numbers. Of a board with thousands of places 256 would be as many times a megabyte.
 */
const CACHED_MOST = 256;
const CACHED_CHARACTERS = 4_000_000;

export interface LiveView extends BoardView {
  /**
   * Takes in what was folded since, and answers the tick that tells it; undefined where nothing was.
   * @param headHash the hash of the tally's newest line, hexadecimal
   */
  advance(headHash: string): Tick | undefined;
}

type CatchUp = ReturnType<BoardView['changes']>;

interface Shown {
  snapshot: Snapshot;
  etag: string;
  encoded: Encoded;
  /** The snapshot as an answer of `changes`: one string, however many thousands come back at once. */
  whole(): CatchUp;
  cache: CatchUpCache;
}

/** Answers of `changes` to this state, by `since`. */
interface CatchUpCache {
  find(since: number): CatchUp | undefined;
  /** Keeps the answer while there is room, and answers it. */
  keep(since: number, answer: CatchUp): CatchUp;
}

/** @param tally one that has at least the line that made the board */
export function createView(tally: Tally, epoch: string, headHash: string): LiveView {
  const { board: definition } = tally;
  if (!definition) throw new RangeError('A view needs a tally whose board was made.');
  const { slug } = definition;
  tally.takeChanges();
  const rows = createPublishedRows(tally, tally.seq);
  rows.refresh('everything', tally.seq);

  const collect = (from: number, to: Pick<Snapshot, 'seq' | 'at' | 'head'>): Tick => ({
    board: slug,
    epoch,
    from,
    to: to.seq,
    at: to.at,
    head: to.head,
    ...rows.after(from),
  });
  const end = (head: string) => ({ seq: tally.seq, at: formatInstant(tally.at), head });
  const nothing: Snapshot = {
    ...{ epoch, seq: BEFORE_ALL, at: '', head: '', board: definition },
    ...{ headline: {}, checked: {}, claims: {}, places: [], series: {}, feed: [] },
  };
  let shown = show(apply(nothing, collect(BEFORE_ALL, end(headHash))));

  const history = createHistory(tally);
  /** Whether a merged tick can tell what changed since then. */
  const canMerge = (since: number, ofEpoch: string) =>
    ofEpoch === epoch && since >= rows.horizon && since <= shown.snapshot.seq;

  return {
    slug,
    history,
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
    hasChanges: (since, ofEpoch) => !canMerge(since, ofEpoch) || shown.cache.find(since) !== undefined,
    changes(since, ofEpoch) {
      const { snapshot, encoded, cache, whole } = shown;
      if (!canMerge(since, ofEpoch)) return whole();
      const known = cache.find(since);
      if (known) return known;
      const json = JSON.stringify(collect(since, snapshot));
      const isLarger = Buffer.byteLength(json) > encoded.json.length;
      return cache.keep(since, isLarger ? whole() : { whole: false, json });
    },
    advance(headHash) {
      const { snapshot } = shown;
      if (tally.seq === snapshot.seq) return undefined;
      const changes = tally.takeChanges();
      rows.refresh(changes, tally.seq);
      history.forget(changes);
      const tick = collect(snapshot.seq, end(headHash));
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
  return orderSnapshot(applied.snapshot);
}

/** Rows that did not change are ordered already, and points have no keys. */
function orderSnapshot(snapshot: Snapshot): Snapshot {
  const { board, headline, checked, claims, places, series, feed } = snapshot;
  return {
    ...snapshot,
    board: orderKeys(board),
    headline: orderKeys(headline),
    checked: orderKeys(checked),
    claims: orderKeys(claims),
    places: places.map(orderKeys),
    series: orderKeys(series),
    feed: feed.map(orderKeys),
  };
}

/** Encodes when somebody first asks: most ticks of an unwatched board are never read. */
function show(snapshot: Snapshot): Shown {
  let whole: CatchUp | undefined;
  let json: Buffer | undefined;
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
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
    brotli() {
      brotli ??= brotliCompressSync(encode(), BROTLI);
      return brotli;
    },
  };
  const etag = `"${snapshot.epoch}-${snapshot.seq}"`;
  return { snapshot, etag, encoded, whole: write, cache: createCatchUpCache() };
}

function createCatchUpCache(): CatchUpCache {
  const answers = new Map<number, CatchUp>();
  let characters = 0;
  return {
    find: (since) => answers.get(since),
    keep(since, answer) {
      // The snapshot is one string, however often it is the answer.
      const added = answer.whole ? 0 : answer.json.length;
      if (answers.size < CACHED_MOST && characters + added <= CACHED_CHARACTERS) {
        answers.set(since, answer);
        characters += added;
      }
      return answer;
    },
  };
}
