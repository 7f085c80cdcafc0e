/** A wire that loses, doubles and delays ticks as a seed says, and a watcher behind it who heals by asking. */
import type { BoardView, EncodedTick } from '../../server/live/contract.ts';
import { applyTick } from '../../shared/merge.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** A small generator of numbers in [0, 1): the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Watcher {
  readonly snapshot: Snapshot;
  /** Times it had to ask, by what it was answered. */
  readonly asked: { merged: number; whole: number };
  receive(published: EncodedTick): void;
  /** Asks for what it lacks, as after a reconnect. */
  ask(): void;
}

/** @param look the board's view at the moment; a restart of the server brings another */
export function createWatcher(look: () => BoardView, random: () => number): Watcher {
  let snapshot: Snapshot = JSON.parse(look().encoded.json.toString());
  let delayed: string[] = [];
  const asked = { merged: 0, whole: 0 };
  const ask = () => {
    const { whole, json } = look().changes(snapshot.seq, snapshot.epoch);
    asked[whole ? 'whole' : 'merged']++;
    if (whole) snapshot = JSON.parse(json);
    else take(json);
  };
  const take = (json: string) => {
    const applied = applyTick(snapshot, JSON.parse(json));
    if (applied === 'gap') ask();
    else if (applied !== 'behind') snapshot = applied.snapshot;
  };
  return {
    get snapshot() {
      return snapshot;
    },
    asked,
    ask,
    receive({ json }) {
      const fate = random();
      if (fate < 0.2) return;
      if (fate < 0.4) {
        delayed.push(json);
        return;
      }
      const arriving = fate < 0.5 ? [json, json] : [json];
      for (const one of [...arriving, ...delayed]) take(one);
      delayed = [];
    },
  };
}
