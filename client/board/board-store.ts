/** One board as this page knows it: a snapshot, carried forward message by message. It touches no document. */
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import { FEED_ROWS_KEPT } from '#shared/limits.ts';
import type { applyTick } from '#shared/merge.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import type { Message, Receiver } from '../net/link.ts';

/** How a tick is merged: handed in, since a page that waits for its first numbers need not wait for this. */
export type ApplyTick = typeof applyTick;

export interface BoardStore extends Receiver {
  /** Undefined until the first message. Replaced whole; parts that did not change stay the same objects. */
  readonly snapshot: Readonly<ShallowRef<Snapshot | undefined>>;
}

export function createBoardStore(apply: ApplyTick, first?: Snapshot): BoardStore {
  const snapshot = shallowRef<Snapshot | undefined>(first);

  return {
    snapshot,
    position: () =>
      snapshot.value === undefined ? undefined : { epoch: snapshot.value.epoch, since: snapshot.value.seq },
    receive(message) {
      const outcome = isTick(message)
        ? advance(snapshot.value, message, apply)
        : replace(snapshot.value, message);
      if (typeof outcome === 'string') return outcome;
      snapshot.value = outcome;
      return 'applied';
    },
  };
}

function advance(known: Snapshot | undefined, tick: Tick, apply: ApplyTick): Snapshot | 'skipped' | 'gap' {
  if (!known) return 'gap';
  const applied = apply(known, tick, FEED_ROWS_KEPT);
  if (applied === 'behind') return 'skipped';
  return applied === 'gap' ? 'gap' : applied.snapshot;
}

/** A request that was overtaken by ticks brings an older snapshot than what is here. */
function replace(known: Snapshot | undefined, next: Snapshot): Snapshot | 'skipped' {
  return known?.epoch === next.epoch && known.seq >= next.seq ? 'skipped' : next;
}

function isTick(message: Message): message is Tick {
  return 'from' in message;
}
