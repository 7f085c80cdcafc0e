/** Who asks what changed waits for a turn, unless somebody else was told the same already. */
import type { Socket } from 'socket.io';
import type { Live } from '../../live/contract.ts';
import type { Lanes } from '../turns.ts';

interface Parts {
  live: Pick<Live, 'view'>;
  lanes: Pick<Lanes, 'watching'>;
}

/** Where a watcher stands; without both it takes the snapshot, which is there. */
export interface Position {
  since?: number | undefined;
  epoch?: string | undefined;
}

/** Undefined where the answer is there. After a break thousands ask with the same few numbers: they wait for one turn. */
export function waitForChanges(
  { live, lanes }: Parts,
  slug: string,
  { since, epoch }: Position,
): Promise<void> | undefined {
  const view = live.view(slug);
  if (!view || since === undefined || epoch === undefined || view.hasChanges(since, epoch)) return undefined;
  return lanes.watching.take(`${slug} ${since}`);
}

export interface WatchTurns {
  watch(socket: Socket, slug: string, position: Position): Promise<void> | undefined;
  /** An `unwatch` must not overtake the `watch` that it ends. */
  unwatch(socket: Socket): Promise<void> | undefined;
}

export function createWatchTurns(parts: Parts): WatchTurns {
  const asked = new WeakMap<Socket, Promise<void>>();
  return {
    watch(socket, slug, position) {
      const turn = waitForChanges(parts, slug, position);
      if (turn !== undefined) asked.set(socket, settle([asked.get(socket), turn]));
      return turn;
    },
    unwatch: (socket) => asked.get(socket),
  };
}

async function settle(turns: readonly (Promise<void> | undefined)[]): Promise<void> {
  await Promise.allSettled(turns);
}
