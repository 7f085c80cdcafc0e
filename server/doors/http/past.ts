/** Boards as they are and as they were at an entry. What grows with the ledger waits in its lane. */
import { gzipSync } from 'node:zlib';
import type { Tally } from '#shared/counting/tally.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { BoardView, Encoded, Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import type { PublicLedger } from '../parts.ts';
import { PreparedJson } from '../prepared-json.ts';
import { createReadyStore } from '../ready-store.ts';
import type { Lanes } from '../turns.ts';
import { sharing, tallyOf, viewOf } from './reading.ts';
import type { RouteCall, RouteReply, RouteTable } from './routes.ts';

export interface PastParts {
  live: Live;
  ledger: PublicLedger;
  lanes: Pick<Lanes, 'growing'>;
}

export function createPastRoutes(parts: PastParts): Pick<RouteTable, 'snapshot'> {
  const { live } = parts;
  const replay = createReplay(parts);
  return {
    snapshot: (call) => {
      const { slug, query } = call;
      const view = viewOf(live, slug);
      if (query.seq !== undefined && query.seq !== view.seq) return replay(call, query.seq);
      return { ...answer(view), ...sharing(live, slug) };
    },
  };
}

function answer({ etag, encoded }: Pick<BoardView, 'etag' | 'encoded'>) {
  return { status: 200, body: new PreparedJson<Snapshot>(encoded), etag };
}

/** Answers that are kept: who drags a slider back and forth asks for the same again. */
const KEPT = { most: 500, mostBytes: 16_000_000 };

/** Returns what answers with the snapshot at an entry that is not the newest one. */
function createReplay({ live, ledger, lanes }: PastParts) {
  const kept = createReadyStore<Encoded>({
    ...KEPT,
    weigh: ({ json, brotli }) => json.length + brotli().length,
  });
  const countErasures = createErasureCount();

  async function make(slug: string, seq: number): Promise<Encoded> {
    const { json, brotli } = await lanes.growing.run(() => ledger.past.snapshot(slug, seq));
    return encodeOnce(Buffer.from(json), Buffer.from(brotli));
  }

  return async ({ slug, caller }: RouteCall<'snapshot'>, seq: number): Promise<RouteReply<'snapshot'>> => {
    const tally = tallyOf(live, slug);
    if (seq > tally.seq)
      throw new Refusal('not-found', `The board has no entry of this number: its newest is ${tally.seq}.`);
    // The same state as when it was the newest, and the same bytes, as long as no text was erased since.
    const erasures = countErasures(tally, seq);
    const etag = `"${live.epoch}-${seq}${erasures > 0 ? `-${erasures}` : ''}"`;
    // Nothing is sent to who has it.
    if (caller.has(etag)) return { ...answer({ etag, encoded: NOTHING }), ...sharing(live, slug) };
    const encoded = await kept.find(`${slug} ${seq}`, etag, () => make(slug, seq));
    return { ...answer({ etag, encoded }), ...sharing(live, slug) };
  };
}

const NOTHING = encodeOnce(Buffer.alloc(0), Buffer.alloc(0));

function encodeOnce(json: Buffer, brotli: Buffer): Encoded {
  let gzip: Buffer | undefined;
  return {
    json,
    gzip() {
      gzip ??= gzipSync(json);
      return gzip;
    },
    brotli: () => brotli,
  };
}

/** Returns what counts the erasures after an entry. Lines are looked at once, however often it is asked. */
function createErasureCount(): (tally: Tally, after: number) => number {
  const known = new WeakMap<Tally, { to: number; seqs: number[] }>();
  return (tally, after) => {
    const found = known.get(tally) ?? { to: 0, seqs: [] };
    known.set(tally, found);
    if (found.to < tally.seq) {
      found.seqs.push(...tally.select({ kind: 'erasure', after: found.to, limit: tally.seq }));
      found.to = tally.seq;
    }
    return found.seqs.filter((seq) => seq > after).length;
  };
}
