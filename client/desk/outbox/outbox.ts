/**
 * The outbox: nothing that was typed is lost. A post is first saved on this device, then sent until the server answers,
 * in the order of writing. One tab sends for all of them; the others see what it does.
 */
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import type { Acknowledgement } from '#shared/answers.ts';
import type { EntryToPost } from '#shared/entry.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { OutboxItem, OutboxState, OutboxStorage } from './outbox-item.ts';
import type { Sending, Verdict } from './outbox-sender.ts';
import { judge, sendInOrder } from './outbox-sender.ts';

/** What the outbox needs of the world. */
export interface OutboxWorld {
  storage: OutboxStorage;
  /** Rejects where no answer came: the post may have arrived or not. */
  send(board: string, entry: OutboxItem['entry']): Promise<Acknowledgement>;
  now(): Instant;
  /** A random UUID, version 4. */
  mintId(): string;
  /** Resolves after so many milliseconds (never, where infinite), or at once when the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Runs the work once no other tab does, and holds the others off until the signal is aborted. */
  alone(work: () => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Tells the other tabs that the items changed. */
  announce(): void;
}

export interface NewPost {
  board: string;
  author: string;
  entry: EntryToPost;
  /** For a change: the entry it changes, as it stood. */
  target?: FeedRow;
  names?: OutboxItem['names'];
}

export interface Outbox {
  /** False where this browser saves nothing beyond the page. */
  readonly lasting: boolean;
  readonly items: Readonly<ShallowRef<readonly OutboxItem[]>>;
  readonly sending: Readonly<ShallowRef<Sending>>;
  /** Whose posts are sent from now on; undefined while nobody is signed in. */
  sendFor(author: string | undefined): void;
  /** Resolves with the id of the post once it is saved on this device. */
  add(post: NewPost): Promise<string>;
  /** Takes out a post that is not on its way; false where it is too late for that. */
  discard(id: string): Promise<boolean>;
  /** Tries now: the network is back, or somebody asked for it. */
  wake(): void;
  /** Reads the items again: another tab changed them. */
  reload(): Promise<void>;
  /** Stops sending. What is unsent stays on this device. */
  close(): void;
}

/** The newest posts that the server has kept are still shown, as many as this. */
const KEPT_SHOWN = 20;

export async function createOutbox(world: OutboxWorld): Promise<Outbox> {
  const { storage } = world;
  const items = shallowRef<readonly OutboxItem[]>(await storage.read());
  const sending = shallowRef<Sending>('idle');
  const closing = new AbortController();
  let waking = new AbortController();
  let author: string | undefined;

  const wake = () => {
    waking.abort();
    waking = new AbortController();
  };
  let reads = 0;
  const refresh = async () => {
    const turn = ++reads;
    const read = await storage.read();
    // The later of two reads knows more, whichever ends first.
    if (turn === reads) items.value = read;
  };
  const reload = async () => {
    await refresh();
    wake();
  };
  const share = async () => {
    await reload();
    world.announce();
  };
  void world.alone(
    () =>
      sendInOrder({
        due: () => items.value.find((item) => item.author === author && isUnsettled(item.state)),
        attempt: (item) => attempt(item, world, refresh),
        pause: (ms) => world.pause(ms, AbortSignal.any([waking.signal, closing.signal])),
        show: (state) => {
          sending.value = state;
        },
        signal: closing.signal,
      }),
    closing.signal,
  );

  return {
    lasting: storage.lasting,
    items,
    sending,
    sendFor(name) {
      author = name;
      wake();
    },
    async add({ entry, ...post }) {
      const id = world.mintId();
      await storage.add({
        ...post,
        id,
        entry: { ...entry, id },
        writtenAt: world.now(),
        state: { is: 'here' },
      });
      // It is saved. A failure to show it at once must not make somebody write it a second time.
      await share().catch(wake);
      return id;
    },
    async discard(id) {
      const left = await storage.change(id, (item) => (isDiscardable(item.state) ? null : item));
      await share();
      return left === null;
    },
    wake,
    reload,
    close: () => closing.abort(),
  };
}

/** One try at sending a post, each step of it on the disk before the next. */
async function attempt(item: OutboxItem, world: OutboxWorld, refresh: () => Promise<void>): Promise<Verdict> {
  const settle = async (state: OutboxState) => {
    const changed = await world.storage.change(item.id, (found) => ({ ...found, state }));
    if (state.is === 'kept') await forgetOldest(world.storage);
    await refresh();
    world.announce();
    return changed !== undefined;
  };
  // It may have been discarded in another tab since it was read.
  if (!(await settle({ is: 'sent' }))) return { state: item.state };
  const answer = await world.send(item.board, item.entry).catch(() => undefined);
  const verdict = judge(answer, item.id);
  await settle('state' in verdict ? verdict.state : { is: 'here', tried: true });
  return verdict;
}

function isUnsettled({ is }: OutboxState): boolean {
  return is === 'here' || is === 'sent';
}

function isDiscardable({ is }: OutboxState): boolean {
  return is === 'here' || is === 'refused';
}

async function forgetOldest(storage: OutboxStorage): Promise<void> {
  const kept = (await storage.read()).filter(({ state }) => state.is === 'kept');
  for (const { id } of kept.slice(0, -KEPT_SHOWN)) await storage.change(id, () => null);
}
