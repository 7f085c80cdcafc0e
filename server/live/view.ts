/** A board as of its last tick, in every form in which it is sent. Each form is made once, for everybody. */
import { readSnapshot } from '#shared/counting/read-snapshot.ts';
import type { Tally } from '#shared/counting/tally.ts';
import { applyTick } from '#shared/merge.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import { orderSnapshot } from '../key-order.ts';
import type { BoardView, Encoded } from './contract.ts';
import { encodeOnce } from './encoded.ts';
import { createHistory } from './history.ts';
import { createPublishedRows } from './published-rows.ts';
import { createRecentPlaces } from './recent-places.ts';
import { createWave } from './wave.ts';

/**
 * Merged ticks that are cached until the next tick, and their characters in all. After a break thousands of watchers ask
 * with the same few positions. For a board with thousands of places, 256 merged ticks alone would take 256 MB.
 */
const CACHED_MOST = 256;
const CACHED_CHARACTERS = 4_000_000;

export interface LiveView extends BoardView {
  /**
   * Publishes what was folded since the last tick, and returns the tick; undefined if nothing was.
   * @param headHash the hash of the tally's newest line, hexadecimal
   */
  advance(headHash: string): Tick | undefined;
}

type CatchUp = ReturnType<BoardView['changes']>;

interface Shown {
  snapshot: Snapshot;
  etag: string;
  encoded: Encoded;
  /** The snapshot as an answer of `changes`, made once however many thousands come back at the same time. */
  whole(): CatchUp;
  cache: CatchUpCache;
}

/** The answers of `changes` until the next tick, by `since`. */
interface CatchUpCache {
  find(since: number): CatchUp | undefined;
  /** Stores the answer while there is room, and returns it. */
  store(since: number, catchUp: CatchUp): CatchUp;
}

/** @param tally has at least the line that made the board */
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
  let shown = show(orderSnapshot(readSnapshot(tally, { epoch, head: headHash })));

  const history = createHistory(tally);
  const recent = createRecentPlaces(tally, () => shown.snapshot);
  const wave = createWave(tally, () => shown.snapshot.seq);
  /** Whether a merged tick can tell all that changed since then. */
  const canMerge = (since: number, ofEpoch: string) =>
    ofEpoch === epoch && since >= rows.horizon && since <= shown.snapshot.seq;

  return {
    slug,
    history,
    recentPlaces: recent.read,
    wave: wave.read,
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
      return cache.store(since, isLarger ? whole() : { whole: false, json });
    },
    advance(headHash) {
      const { snapshot } = shown;
      if (tally.seq === snapshot.seq) return undefined;
      const changes = tally.takeChanges();
      rows.refresh(changes, tally.seq);
      history.forget(changes);
      recent.forget(changes);
      wave.forget(changes);
      const tick = collect(snapshot.seq, end(headHash));
      shown = show(apply(snapshot, tick));
      return tick;
    },
  };
}

function apply(snapshot: Snapshot, tick: Tick): Snapshot {
  const applied = applyTick(snapshot, tick);
  if (typeof applied === 'string')
    throw new RangeError(`A tick did not follow its own snapshot: ${applied}.`);
  return orderSnapshot(applied.snapshot);
}

/** Encodes on the first request: nobody reads most ticks of an unwatched board. */
function show(snapshot: Snapshot): Shown {
  let whole: CatchUp | undefined;
  const write = () => {
    whole ??= { whole: true, json: JSON.stringify(snapshot) };
    return whole;
  };
  const encoded = encodeOnce(() => write().json);
  const etag = `"${snapshot.epoch}-${snapshot.seq}"`;
  return { snapshot, etag, encoded, whole: write, cache: createCatchUpCache() };
}

function createCatchUpCache(): CatchUpCache {
  const catchUps = new Map<number, CatchUp>();
  let characters = 0;
  return {
    find: (since) => catchUps.get(since),
    store(since, catchUp) {
      // The snapshot is one string however often it is the answer, and takes no room here.
      const added = catchUp.whole ? 0 : catchUp.json.length;
      if (catchUps.size < CACHED_MOST && characters + added <= CACHED_CHARACTERS) {
        catchUps.set(since, catchUp);
        characters += added;
      }
      return catchUp;
    },
  };
}
