/**
 * Who watches what, and the sending of each tick to all of them: encoded once, written straight to each connection. A
 * connection that does not read costs a bounded amount of memory, and is cut off before it costs it for long.
 */
import type { Socket } from 'socket.io';
import type { Clock, Timers } from '../../clock.ts';
import type { ReadyMessage } from './engine-connection.ts';
import { countWaiting, cutOff, prepareMessage, sendMessage } from './engine-connection.ts';

export interface FanoutBounds {
  /** Bytes waiting for a connection past which it is sent no more ticks. */
  waitingBytes: number;
  /** Bytes waiting for a connection past which it is cut off as soon as it asks for more. */
  mostBytes: number;
  /** Milliseconds after which one that stays past `waitingBytes` is cut off. */
  cutOffAfterMs: number;
  /** Milliseconds between two looks at those that are past `waitingBytes`. */
  lookEveryMs: number;
  /** Boards that one connection may watch. */
  boards: number;
}

const BOUNDS: FanoutBounds = {
  // The snapshot of a board with thousands of places must find room beside a few ticks.
  waitingBytes: 1_048_576,
  // Twenty large boards, asked for in one breath by somebody who does read.
  mostBytes: 8 * 1_048_576,
  cutOffAfterMs: 45_000,
  lookEveryMs: 5_000,
  boards: 20,
};

export interface Fanout extends Disposable {
  /** False where the connection watches as many boards as it may. One that has ended joins nothing. */
  join(socket: Socket, slug: string): boolean;
  leave(socket: Socket, slug: string): void;
  /** Ends all watching of a board. */
  empty(slug: string): void;
  /** Sends an event with one argument, given as JSON, to all who watch. */
  publish(slug: string, event: string, json: string): void;
}

/** Whether so much waits for the connection that whoever asks over it does not read the answers. */
export function isFlooded(conn: Socket['conn'], bounds: Partial<FanoutBounds> = {}): boolean {
  return countWaiting(conn) > (bounds.mostBytes ?? BOUNDS.mostBytes);
}

interface Watcher {
  readonly socket: Socket;
  readonly slugs: Set<string>;
}

export interface FanoutParts {
  /** The Socket.IO namespace of all sockets that join. */
  namespace: string;
  clock: Clock;
  timers: Timers;
  bounds?: Partial<FanoutBounds> | undefined;
}

export function createFanout({ namespace, clock, timers, bounds: asked }: FanoutParts): Fanout {
  const bounds = { ...BOUNDS, ...asked };
  const watchers = new Map<Socket, Watcher>();
  const rooms = new Map<string, Set<Watcher>>();
  /** Those past the bound, and since when. */
  const overfull = new Map<Watcher, number>();
  let callOff = timers.after(bounds.lookEveryMs, cutOffOverfull);

  function add(socket: Socket): Watcher {
    const watcher = { socket, slugs: new Set<string>() };
    watchers.set(socket, watcher);
    socket.once('disconnect', () => forget(watcher));
    return watcher;
  }

  function forget(watcher: Watcher): void {
    for (const slug of watcher.slugs) leaveRoom(watcher, slug);
    watchers.delete(watcher.socket);
    overfull.delete(watcher);
  }

  function leaveRoom(watcher: Watcher, slug: string): void {
    watcher.slugs.delete(slug);
    const room = rooms.get(slug);
    room?.delete(watcher);
    if (room?.size === 0) rooms.delete(slug);
  }

  /** What it misses meanwhile it asks for itself: its next tick does not begin where its last one ended. */
  function sendUnlessOverfull(watcher: Watcher, message: ReadyMessage): void {
    const { conn } = watcher.socket;
    if (countWaiting(conn) <= bounds.waitingBytes) {
      overfull.delete(watcher);
      sendMessage(conn, message);
    } else if (!overfull.has(watcher)) {
      overfull.set(watcher, clock.monotonic());
    }
  }

  function cutOffOverfull(): void {
    for (const [watcher, since] of overfull) {
      if (countWaiting(watcher.socket.conn) <= bounds.waitingBytes) overfull.delete(watcher);
      else if (clock.monotonic() - since >= bounds.cutOffAfterMs) cutOff(watcher.socket.conn);
    }
    callOff = timers.after(bounds.lookEveryMs, cutOffOverfull);
  }

  return {
    join(socket, slug) {
      // It may end while its request is being answered; its end, which takes it out again, has then been told already.
      if (!socket.connected) return true;
      const watcher = watchers.get(socket) ?? add(socket);
      if (!watcher.slugs.has(slug) && watcher.slugs.size >= bounds.boards) return false;
      watcher.slugs.add(slug);
      rooms.set(slug, (rooms.get(slug) ?? new Set()).add(watcher));
      return true;
    },
    leave(socket, slug) {
      const watcher = watchers.get(socket);
      if (watcher) leaveRoom(watcher, slug);
    },
    empty(slug) {
      for (const watcher of rooms.get(slug) ?? []) leaveRoom(watcher, slug);
    },
    publish(slug, event, json) {
      const room = rooms.get(slug);
      if (!room) return;
      const prefix = namespace === '/' ? '' : `${namespace},`;
      const message = prepareMessage(`2${prefix}${JSON.stringify([event]).slice(0, -1)},${json}]`);
      for (const watcher of room) sendUnlessOverfull(watcher, message);
    },
    [Symbol.dispose]: () => callOff(),
  };
}
