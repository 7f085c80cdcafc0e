/** A watcher with the browser's own link, over whatever network it is given. */
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type { Message, Wire, WireEvents } from '../../client/net/link.ts';
import { createLink } from '../../client/net/link.ts';
import type { Acknowledgement } from '../../shared/answers.ts';
import { applyTick } from '../../shared/merge.ts';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';

export interface SteadyWatcher {
  readonly snapshot: Snapshot | undefined;
  /** Times a connection was lost or could not be opened. */
  readonly losses: number;
  /** The transport of the last connection. */
  readonly transport: string | undefined;
  /** Resolves once what it shows is of this epoch and at least this far. */
  reach(epoch: string, seq: number): Promise<void>;
}

/** Milliseconds between two tries: a test is less patient than a browser. */
const LONGEST_PAUSE = 50;

export function openSteadyWatcher(url: string, board: string, random: () => number): SteadyWatcher {
  const seen = {
    snapshot: undefined as Snapshot | undefined,
    losses: 0,
    transport: undefined as string | undefined,
  };
  const waiting = new Set<() => void>();

  function receive(message: Message): 'applied' | 'skipped' | 'gap' {
    const applied = takeMessage(seen.snapshot, message);
    if (typeof applied === 'object') seen.snapshot = applied.snapshot;
    for (const look of waiting) look();
    if (typeof applied === 'object') return 'applied';
    return applied === 'gap' ? 'gap' : 'skipped';
  }

  function openWire(events: WireEvents): Promise<Wire> {
    const socket = io(url, {
      reconnection: false,
      forceNew: true,
      tryAllTransports: true,
      transports: ['websocket', 'polling'],
    });
    const watch = async (position?: object): Promise<Message> => {
      const asked: Promise<Acknowledgement> = socket
        .timeout(2_000)
        .emitWithAck('watch', { board, ...position });
      const { status, body } = await asked;
      if (status !== 200) throw new Error('refused');
      return body as Message;
    };
    return new Promise((resolve, reject) => {
      socket.on('connect', () => {
        seen.transport = socket.io.engine.transport.name;
        resolve({ watch, close: () => socket.disconnect() });
      });
      const lose = () => {
        seen.losses += 1;
        socket.disconnect();
        events.lost();
      };
      socket.on('connect_error', (error) => {
        lose();
        reject(error);
      });
      socket.on('disconnect', (reason) => reason !== 'io client disconnect' && lose());
      socket.on('tick', (tick: Tick) => events.tick(tick));
    });
  }

  const link = createLink({
    receiver: {
      position: () => seen.snapshot && { epoch: seen.snapshot.epoch, since: seen.snapshot.seq },
      receive,
    },
    openWire,
    request: () => Promise.reject(new Error('by wire alone')),
    now: Date.now,
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms, LONGEST_PAUSE));
      return () => clearTimeout(timer);
    },
    random,
    isOnline: () => true,
    pace: 0,
    onState: () => {},
  });
  onTestFinished(() => link.close());

  return {
    get snapshot() {
      return seen.snapshot;
    },
    get losses() {
      return seen.losses;
    },
    get transport() {
      return seen.transport;
    },
    reach: (epoch, seq) =>
      new Promise((resolve) => {
        const look = () => {
          if (seen.snapshot?.epoch !== epoch || seen.snapshot.seq < seq) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

function takeMessage(known: Snapshot | undefined, message: Message): ReturnType<typeof applyTick> {
  if ('seq' in message) return { snapshot: message };
  return known ? applyTick(known, message) : 'gap';
}
