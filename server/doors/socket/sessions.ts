/**
 * The Engine.IO sessions there are: what each may send, which namespaces it is in, whether its reader reads, and how many
 * there may be that asked to connect and said nothing more.
 */
import type { Server, Socket } from 'socket.io';
import type { Clock, Timers } from '../../clock.ts';
import type { Transport } from './engine-connection.ts';
import { countWaiting, cutOff, markProgress, takeInThrough, transportOf } from './engine-connection.ts';
import type { Intake } from './packet-sieve.ts';
import type { SessionBudget } from './session-budget.ts';
import { createSessionBudget } from './session-budget.ts';

type Conn = Socket['conn'];

export interface SessionBounds {
  /** Sessions that have entered no namespace yet. */
  waitingRoom: number;
  /** Milliseconds that a session has to itself to enter one; later it makes room where there is none. */
  ownMs: number;
  /** Milliseconds after which a session is cut off for which something waits and nothing leaves. */
  unreadMs: number;
  /** Milliseconds between two looks at those. */
  lookEveryMs: number;
}

const BOUNDS: SessionBounds = { waitingRoom: 1_000, ownMs: 2_000, unreadMs: 45_000, lookEveryMs: 5_000 };

export interface Sessions extends Disposable {
  /** Whether another session may begin. Makes room by letting go of the one that has been silent for longest. */
  admits(): boolean;
  /** It is in a namespace now. */
  entered(socket: Socket): void;
  /** It is not, or no longer, and may try again. */
  left(socket: Socket): void;
  /** It belongs to somebody who is signed in. */
  trust(socket: Socket): void;
}

interface Session {
  budget: SessionBudget;
  conn?: Conn;
  /** Namespaces that are entered, or on the way to be. */
  namespaces: Set<string>;
  /** Namespaces asked for that are not there. */
  misses: number;
  progress: string;
  /** Since when nothing has left although something waits. */
  stuckSince?: number;
}

const NAMESPACES = ['/', '/desk'];
/** Each is answered: so often is enough for whoever is mistaken. */
const MOST_MISSES = 20;

export interface SessionsParts {
  io: Server;
  clock: Clock;
  timers: Timers;
  bounds?: Partial<SessionBounds> | undefined;
}

export function createSessions({ io, clock, timers, bounds: asked }: SessionsParts): Sessions {
  const bounds = { ...BOUNDS, ...asked };
  const byTransport = new WeakMap<Transport, Session>();
  const byConn = new Map<Conn, Session>();
  /** In the order of their coming, and since when. */
  const waiting = new Map<Conn, number>();
  let callOff = timers.after(bounds.lookEveryMs, look);

  takeInThrough(io.engine, (transport, conn) => {
    const known = conn && byConn.get(conn);
    const session = known ?? createSession(clock);
    byTransport.set(transport, session);
    return openIntake(session);
  });

  io.engine.on('connection', (conn: Conn) => {
    const session = byTransport.get(transportOf(conn));
    if (!session) return;
    session.conn = conn;
    byConn.set(conn, session);
    waiting.set(conn, clock.monotonic());
    conn.once('close', () => {
      byConn.delete(conn);
      waiting.delete(conn);
    });
  });

  function look(): void {
    for (const [conn, session] of byConn) if (isStuck(conn, session)) cutOff(conn);
    callOff = timers.after(bounds.lookEveryMs, look);
  }

  function isStuck(conn: Conn, session: Session): boolean {
    const progress = markProgress(conn);
    const moves = countWaiting(conn) === 0 || progress !== session.progress;
    session.progress = progress;
    if (moves) delete session.stuckSince;
    else session.stuckSince ??= clock.monotonic();
    return !moves && clock.monotonic() - (session.stuckSince ?? 0) >= bounds.unreadMs;
  }

  const sessionOf = ({ conn }: Socket) => byConn.get(conn);
  return {
    admits() {
      if (waiting.size < bounds.waitingRoom) return true;
      const [oldest] = waiting;
      if (!oldest || clock.monotonic() - oldest[1] < bounds.ownMs) return false;
      cutOff(oldest[0]);
      return true;
    },
    entered: ({ conn }) => void waiting.delete(conn),
    left: (socket) => void sessionOf(socket)?.namespaces.delete(socket.nsp.name),
    trust: (socket) => sessionOf(socket)?.budget.widen(),
    [Symbol.dispose]: () => callOff(),
  };
}

function createSession(clock: Clock): Session {
  return { budget: createSessionBudget(clock), namespaces: new Set(), misses: 0, progress: '' };
}

function openIntake(session: Session): Intake {
  return {
    take(packets, bytes) {
      const isTaken = session.budget.take(packets, bytes);
      // At once: the polite way goes on reading what comes meanwhile.
      if (!isTaken && session.conn) cutOff(session.conn);
      return isTaken;
    },
    enters(namespace) {
      if (!NAMESPACES.includes(namespace)) return session.misses++ < MOST_MISSES;
      if (session.namespaces.has(namespace)) return false;
      session.namespaces.add(namespace);
      return true;
    },
    leaves: (namespace) => void session.namespaces.delete(namespace),
  };
}
