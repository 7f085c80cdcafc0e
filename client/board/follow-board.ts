/** One board as it is now, as refs: the link and the clocks put together for a page that watches. */
import type { Ref } from 'vue';
import { computed, shallowRef } from 'vue';
import type { Problem } from '#shared/answers.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { createApi } from '../net/api.ts';
import type { Link, LinkState } from '../net/link.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { createServerClock } from '../net/server-clock.ts';
import { linkBoard } from './board-link.ts';
import { stepNow } from './use-now.ts';

export interface FollowedBoard {
  /** Undefined until the first message. */
  snapshot: Readonly<Ref<Snapshot | undefined>>;
  /** Times in it are the server's. */
  link: Readonly<Ref<LinkState>>;
  lastHeard: Readonly<Ref<Instant | undefined>>;
  /** The server's time, stepping each second. */
  now: Readonly<Ref<Instant>>;
  tryNow(): void;
}

/** @param onRefused hears every problem that is answered in the place of the board */
export function followBoard(slug: string, onRefused: (problem: Problem) => void): FollowedBoard {
  const clock = createServerClock(Date.now);
  const api = createApi((...call) => fetch(...call), Date.now, clock.read);
  const state = shallowRef<LinkState>({ is: 'connecting' });
  const heard = shallowRef<Instant>();

  const { link, snapshot } = linkBoard({
    api,
    slug,
    namespace: '/',
    pace: 1000 * Number(document.body.dataset.saves ?? 0),
    untilPainted,
    onMessage: ({ at }) => clock.pass(parseInstant(at)),
    onRefused,
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
    snapshot,
    link: computed(() => byServerClock(state.value, clock)),
    lastHeard: computed(() => heard.value && clock.fromDevice(heard.value)),
    now,
    tryNow: () => link.tryNow(),
  };
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
function untilPainted(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
