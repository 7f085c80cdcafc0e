/**
 * A wire over Socket.IO, for those who watch and for operators. It is loaded after the first paint: it brings the client
 * library along.
 */
import { io } from 'socket.io-client';
import type { Acknowledgement, EventAnswers, Problem } from '#shared/answers.ts';
import type { EventBody } from '#shared/protocol.ts';
import type { Tick } from '#shared/snapshot.ts';
import type { Result } from './api.ts';
import type { Wire, WireEvents } from './link.ts';

const CONNECT_TIMEOUT = 8_000;
const ANSWER_TIMEOUT = 8_000;

export interface SocketWire extends Wire {
  readonly isOpen: boolean;
  /** Entries of an operator; each kind of answer is as a plain request's. */
  post(body: EventBody<'post'>): Promise<Result<EventAnswers['post']>>;
}

export interface Watching {
  board: string;
  events: WireEvents;
  /** Long polling first, then an upgrade: it passes networks that swallow WebSockets in silence. */
  cautious: boolean;
  /** Hears why the board is not shown. */
  onRefused(problem: Problem): void;
}

/** Connects to the namespace. Rejects when neither transport gets through. */
export function openSocketWire(
  namespace: '/' | '/desk',
  { board, events, cautious, onRefused }: Watching,
): Promise<SocketWire> {
  const socket = io(namespace, {
    // Trying again is the link's: it shows when, and a reader can ask for it.
    reconnection: false,
    forceNew: true,
    transports: cautious ? ['polling', 'websocket'] : ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: CONNECT_TIMEOUT,
  });

  async function emit<Name extends 'watch' | 'post'>(
    event: Name,
    body: EventBody<Name>,
  ): Promise<Result<EventAnswers[Name]>> {
    const sent: Promise<Acknowledgement> = socket.timeout(ANSWER_TIMEOUT).emitWithAck(event, body);
    const answer = await sent.catch(() => undefined);
    if (!answer) return { is: 'unreachable' };
    const { status } = answer;
    // With 200 the body is what the protocol says, and else a problem; the server checks it, the page need not again.
    if (status < 300) return { is: 'answered', status, body: answer.body as EventAnswers[Name] };
    return { is: 'refused', status, problem: answer.body as Problem };
  }

  const watch: Wire['watch'] = async (position) => {
    const result = await emit('watch', { board, ...position });
    if (result.is === 'answered') return result.body;
    if (result.is === 'refused') onRefused(result.problem);
    throw new Error(result.is);
  };
  return new Promise((resolve, reject) => {
    socket.on('connect', () =>
      resolve({
        watch,
        post: (body) => emit('post', body),
        close: () => socket.disconnect(),
        get isOpen() {
          return socket.connected;
        },
      }),
    );
    socket.on('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
    socket.on('disconnect', () => events.lost());
    // Asked once more, the server says since when.
    socket.on('damaged', (told: { board: string }) => {
      if (told.board === board) watch(undefined).catch(() => events.lost());
    });
    socket.on('tick', (tick: Tick) => tick.board === board && events.tick(tick));
  });
}
