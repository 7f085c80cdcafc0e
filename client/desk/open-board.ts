/** Opens one board at the desk: its numbers as they change, its ledger beside them, its composer as it was left. */
import { computed, shallowRef, watch } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { BoardLink } from '../board/board-link.ts';
import { linkBoard } from '../board/board-link.ts';
import { withheldSince } from '../net/damaged.ts';
import type { LinkState } from '../net/link.ts';
import { openComposer } from './composer/open-composer.ts';
import { createDeskLedger } from './ledger/desk-ledger.ts';
import type { Desk, OpenBoard } from './use-desk.ts';

/** @param first the snapshot that the board is opened with */
export async function openBoard(
  desk: Desk,
  slug: string,
  first: Snapshot,
): Promise<OpenBoard & { close(): void }> {
  const ledger = createDeskLedger(desk.api, slug);
  const link = shallowRef<LinkState>({ is: 'connecting' });
  const lastHeard = shallowRef<Instant>();
  const withheld = shallowRef<Instant>();
  let linked: BoardLink | undefined;
  // The store has a snapshot from the start: it was given one.
  const latest = () => linked?.snapshot.value ?? first;
  const follow = () => void ledger.follow(latest().epoch, latest().seq);
  follow();

  linked = linkBoard({
    api: desk.api,
    slug,
    namespace: '/desk',
    first,
    onWire: desk.line.use,
    onMessage() {
      withheld.value = undefined;
    },
    onRefused(problem) {
      withheld.value = withheldSince(problem) ?? withheld.value;
    },
    onState(state) {
      // A link that is live again is a reason to try what waits.
      if (state.is === 'live' && link.value.is !== 'live') desk.outbox.wake();
      // A beat brings nothing new, but an earlier read may have had no answer.
      if (state.is === 'live') follow();
      link.value = state;
      const heard = linked?.link.lastHeard;
      lastHeard.value = heard === undefined ? undefined : heard + desk.serverNow() - Date.now();
    },
  });
  const snapshot = computed(latest);
  const board = computed(() => snapshot.value.board);
  const tryNow = () => {
    linked.link.tryNow();
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
      linked.link.close();
      slot.close();
    },
  };
}
