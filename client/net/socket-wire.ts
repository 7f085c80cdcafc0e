/** A wire over Socket.IO. The link loads this file after the first paint: it brings the client library along. */
import { io } from 'socket.io-client';
import type { Answer } from '#shared/answers.ts';
import type { Tick } from '#shared/snapshot.ts';
import type { Position, Wire, WireEvents } from './link.ts';

const CONNECT_TIMEOUT = 8_000;
const ANSWER_TIMEOUT = 8_000;

/**
 * Connects to the watchers' namespace. Rejects when neither transport gets through.
 * @param cautious long polling first, then an upgrade: it passes networks that swallow WebSockets in silence.
 */
export function openSocketWire(
  board: string,
  events: WireEvents,
  cautious: boolean,
  onRefused: (answer: object) => void,
): Promise<Wire> {
  const socket = io('/', {
    // Trying again is the link's: it shows when, and a reader can ask for it.
    reconnection: false,
    forceNew: true,
    transports: cautious ? ['polling', 'websocket'] : ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: CONNECT_TIMEOUT,
  });
  const watch = async (position: Position | undefined): Promise<Answer> =>
    told(await socket.timeout(ANSWER_TIMEOUT).emitWithAck('watch', { board, ...position }));
  const told = (answer: Answer): Answer => {
    if (answer.status !== 200) onRefused(answer);
    return answer;
  };
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve({ watch, close: () => socket.disconnect() }));
    socket.on('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
    socket.on('disconnect', () => events.lost());
    // Asked once more, the server says since when.
    socket.on('damaged', ({ board: which }: { board: string }) => {
      if (which === board) watch(undefined).catch(() => events.lost());
    });
    socket.on('tick', (tick: Tick) => tick.board === board && events.tick(tick));
  });
}
