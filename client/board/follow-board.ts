/** One board as it is now, as refs: the link, the store and the clocks put together for a page that watches. */
import type { Ref, ShallowRef } from 'vue';
import { computed, shallowRef } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { Api } from '../net/api.ts';
import { createApi } from '../net/api.ts';
import type { Link, LinkParts, LinkState, Message, Position } from '../net/link.ts';
import { createLink } from '../net/link.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { createServerClock } from '../net/server-clock.ts';
import type { ApplyTick, BoardStore } from './board-store.ts';
import { createBoardStore } from './board-store.ts';
import { stepNow } from './use-now.ts';

export interface FollowedBoard {
  /** Undefined until the first message. */
  snapshot: Readonly<ShallowRef<Snapshot | undefined>>;
  /** Times in it are the server's. */
  link: Readonly<Ref<LinkState>>;
  lastHeard: Readonly<Ref<Instant | undefined>>;
  /** The server's time, stepping each second. */
  now: Readonly<Ref<Instant>>;
  tryNow(): void;
}

/** @param onRefused hears every answer that does not show the board */
export function followBoard(slug: string, onRefused: (answer: object) => void): FollowedBoard {
  const clock = createServerClock(Date.now);
  const api = createApi((...call) => fetch(...call), Date.now, clock.read);
  let apply: ApplyTick | undefined;
  // Nothing that brings a tick is asked for before this is there.
  const learnToMerge = async () => {
    apply ??= (await import('#shared/merge.ts')).applyTick;
  };
  const store = createBoardStore((...tick) => apply?.(...tick) ?? 'gap');
  const state = shallowRef<LinkState>({ is: 'connecting' });
  const heard = shallowRef<Instant>();

  const link = createLink({
    ...browserParts,
    receiver: { position: store.position, receive: (message) => hear(message, clock, store) },
    async request(position) {
      if (position) await learnToMerge();
      return requestBoard(api, slug, position, onRefused);
    },
    async openWire(events, cautious) {
      await afterPaint();
      const [{ openSocketWire }] = await Promise.all([import('../net/socket-wire.ts'), learnToMerge()]);
      return openSocketWire(slug, events, cautious, onRefused);
    },
    onState(told) {
      state.value = told;
    },
  });
  const { now } = stepNow(() => {
    heard.value = link.lastHeard;
    return clock.now();
  });
  wakeOnReturn(link);
  // Sockets tell no time: one plain answer does.
  void api.call('alive');

  return {
    snapshot: store.snapshot,
    link: computed(() => byServerClock(state.value, clock)),
    lastHeard: computed(() => heard.value && clock.fromDevice(heard.value)),
    now,
    tryNow: () => link.tryNow(),
  };
}

const browserParts: Pick<LinkParts, 'now' | 'after' | 'random' | 'isOnline'> = {
  now: Date.now,
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  isOnline: () => navigator.onLine,
};

function hear(message: Message, clock: ServerClock, store: BoardStore): ReturnType<BoardStore['receive']> {
  clock.pass(parseInstant(message.at));
  return store.receive(message);
}

async function requestBoard(
  api: Api,
  slug: string,
  position: Position | undefined,
  onRefused: (answer: object) => void,
): Promise<Message> {
  const result = await (position
    ? api.call('changes', { slug, query: position })
    : api.call('snapshot', { slug }));
  if (result.is === 'answered') return result.body;
  onRefused(result);
  throw new Error('refused');
}

function byServerClock(state: LinkState, clock: ServerClock): LinkState {
  if (!('since' in state)) return state;
  const { since, nextTryAt } = state;
  return {
    ...state,
    since: clock.fromDevice(since),
    nextTryAt: nextTryAt === undefined ? undefined : clock.fromDevice(nextTryAt),
  };
}

/** A page that comes back to the front, or to the network, does not wait for its next try. */
function wakeOnReturn(link: Link): void {
  addEventListener('online', () => link.tryNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') link.tryNow();
  });
}

/** After the served page was painted. A hidden page is not painted, and need not wait. */
function afterPaint(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
