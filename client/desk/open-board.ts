/** Opens one board at the desk: its numbers as they change, its ledger beside them, its composer as it was left. */
import type { ShallowRef } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import { applyTick } from '#shared/merge.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { createBoardStore } from '../board/board-store.ts';
import { withheldSince } from '../net/damaged.ts';
import type { Link, LinkState, Message, Position, Receiver, Wire } from '../net/link.ts';
import { createLink } from '../net/link.ts';
import { openComposer } from './composer/open-composer.ts';
import { createDeskLedger } from './ledger/desk-ledger.ts';
import type { Desk, OpenBoard } from './use-desk.ts';

/** @param first the snapshot that the board is opened with */
export async function openBoard(
  desk: Desk,
  slug: string,
  first: Snapshot,
): Promise<OpenBoard & { close(): void }> {
  const store = createBoardStore(applyTick, first);
  // The store has a snapshot from the start: it was given one.
  const snapshot = computed(() => store.snapshot.value ?? first);
  const board = computed(() => snapshot.value.board);
  const ledger = createDeskLedger(desk.api, slug);
  const link = shallowRef<LinkState>({ is: 'connecting' });
  const lastHeard = shallowRef<Instant>();
  const withheld = shallowRef<Instant>();
  const note = (answer: unknown) => {
    withheld.value = withheldSince(answer) ?? withheld.value;
  };

  const follow = () => void ledger.follow(snapshot.value.epoch, snapshot.value.seq);
  follow();

  let boardLink: Link | undefined;
  boardLink = createLink({
    receiver: clearing(store, withheld),
    openWire: async (events, cautious) => noting(await desk.line.openWire(slug, events, cautious), note),
    request: (position) => request(desk, { slug, note }, position),
    // A device's clock steps evenly; the server's, as it is known here, may be set right between two steps.
    now: Date.now,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    isOnline: () => navigator.onLine,
    onState(state) {
      // A link that is live again is a reason to try what waits.
      if (state.is === 'live' && link.value.is !== 'live') desk.outbox.wake();
      // A beat brings nothing new, but an earlier read may have had no answer.
      if (state.is === 'live') follow();
      link.value = state;
      const heard = boardLink?.lastHeard;
      lastHeard.value = heard === undefined ? undefined : heard + desk.serverNow() - Date.now();
    },
  });
  const tryNow = () => {
    boardLink?.tryNow();
    desk.outbox.wake();
  };
  window.addEventListener('online', tryNow);
  const stopFollowing = watch(snapshot, follow);
  const { composer, slot } = await openComposer(desk, slug, snapshot);

  return {
    slug,
    snapshot,
    board,
    link,
    lastHeard,
    withheld,
    tryNow,
    ledger,
    composer,
    close() {
      window.removeEventListener('online', tryNow);
      stopFollowing();
      boardLink?.close();
      slot.close();
    },
  };
}

/** The wire, with every answer noted. */
function noting(wire: Wire, note: (answer: unknown) => void): Wire {
  return {
    ...wire,
    async watch(position) {
      const answer = await wire.watch(position);
      note(answer.body);
      return answer;
    },
  };
}

/** The receiver, with the numbers shown again at each message of the board. */
function clearing(receiver: Receiver, withheld: ShallowRef<Instant | undefined>): Receiver {
  return {
    position: receiver.position,
    receive(message) {
      withheld.value = undefined;
      return receiver.receive(message);
    },
  };
}

async function request(
  { api }: Desk,
  { slug, note }: { slug: string; note(answer: unknown): void },
  position: Position | undefined,
): Promise<Message> {
  const answer = await (position
    ? api.call('changes', { slug, query: position })
    : api.call('snapshot', { slug }));
  if (answer.is === 'refused') note(answer.problem);
  if (answer.is !== 'answered') throw new Error('the board did not answer');
  return answer.body;
}
