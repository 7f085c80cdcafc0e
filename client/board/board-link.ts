/** Follows one board, on whichever page: its store, and the link that keeps it fresh. */
import type { ShallowRef } from 'vue';
import type { Problem } from '#shared/answers.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Api } from '../net/api.ts';
import type { Link, LinkState, Message } from '../net/link.ts';
import { createLink } from '../net/link.ts';
import type { SocketWire } from '../net/socket-wire.ts';
import type { ApplyTick } from './board-store.ts';
import { createBoardStore } from './board-store.ts';

export interface BoardLinkParts {
  api: Api;
  slug: string;
  namespace: '/' | '/desk';
  /** What is known of the board already. */
  first?: Snapshot;
  /** Resolves when a socket may be opened: what it takes is loaded then. */
  untilPainted?(): Promise<void>;
  /** See the link's own. */
  pace?: number;
  /** Hears of each socket that was opened. */
  onWire?(wire: SocketWire): void;
  /** Hears each message before it is applied. */
  onMessage(message: Message): void;
  /** Hears each problem that is answered in the place of the board. */
  onRefused(problem: Problem): void;
  onState(state: LinkState): void;
}

export interface BoardLink {
  snapshot: Readonly<ShallowRef<Snapshot | undefined>>;
  link: Link;
}

export function linkBoard(parts: BoardLinkParts): BoardLink {
  const { api, slug, namespace, onRefused } = parts;
  let apply: ApplyTick | undefined;
  // Nothing that brings a tick is asked for before this is there.
  const learnToMerge = async () => {
    apply ??= (await import('#shared/merge.ts')).applyTick;
  };
  const store = createBoardStore((...tick) => apply?.(...tick) ?? 'gap', parts.first);
  const link = createLink({
    receiver: {
      position: store.position,
      receive(message) {
        parts.onMessage(message);
        return store.receive(message);
      },
    },
    async request(position) {
      if (position) await learnToMerge();
      const result = await (position
        ? api.call('changes', { slug, query: position })
        : api.call('snapshot', { slug }));
      if (result.is === 'answered') return result.body;
      if (result.is === 'refused') onRefused(result.problem);
      throw new Error(result.is);
    },
    async openWire(events, cautious) {
      await parts.untilPainted?.();
      const [{ openSocketWire }] = await Promise.all([import('../net/socket-wire.ts'), learnToMerge()]);
      const wire = await openSocketWire(namespace, { board: slug, events, cautious, onRefused });
      parts.onWire?.(wire);
      return wire;
    },
    onState: parts.onState,
    // A device's clock steps evenly; the server's, as it is known here, may be set right between two steps.
    now: Date.now,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    isOnline: () => navigator.onLine,
    pace: parts.pace ?? 0,
  });
  return { snapshot: store.snapshot, link };
}
