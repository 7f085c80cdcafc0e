/** Of one socket, what it asks to watch and to watch no more is answered in that order. */
import type { Socket } from 'socket.io';
import type { ChangesParts, Position } from '../wait-for-changes.ts';
import { waitForChanges } from '../wait-for-changes.ts';

export interface WatchTurns {
  watch(socket: Socket, slug: string, position: Position): Promise<void> | undefined;
  /** An `unwatch` must not overtake the `watch` that it ends. */
  unwatch(socket: Socket): Promise<void> | undefined;
}

export function createWatchTurns(parts: ChangesParts): WatchTurns {
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
