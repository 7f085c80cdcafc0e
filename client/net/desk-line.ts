/**
 * The desk's line to the server: one socket for an operator, over which a board is watched and entries are posted, and
 * plain requests while no socket gets through.
 */
import type { Socket } from 'socket.io-client';
import type { Answer } from '#shared/answers.ts';
import type { EntryToPost } from '#shared/entry.ts';
import type { Tick } from '#shared/snapshot.ts';
import type { Api } from './api.ts';
import type { Position, Wire, WireEvents } from './link.ts';

export interface DeskLine {
  /** Connects as the link asks for it; see `openSocketWire`, which does the same for those who only watch. */
  openWire(board: string, events: WireEvents, cautious: boolean): Promise<Wire>;
  /** Posts one entry by whichever way is open. Rejects where no answer came. */
  post(board: string, entry: EntryToPost): Promise<Answer>;
}

type Emit = (event: string, body: unknown) => Promise<Answer>;

const CONNECT_TIMEOUT = 8_000;
const ANSWER_TIMEOUT = 10_000;

export function createDeskLine(api: Api): DeskLine {
  /** The way that is open now. */
  let emit: Emit | undefined;

  return {
    async openWire(board, events, cautious) {
      const socket = await connect(cautious);
      const emitHere: Emit = (event, body) => socket.timeout(ANSWER_TIMEOUT).emitWithAck(event, body);
      const leaveAndSay = () => {
        leave();
        events.lost();
      };
      const leave = () => {
        if (emit === emitHere) emit = undefined;
        socket.disconnect();
      };
      return new Promise((resolve, reject) => {
        socket.on('connect', () => {
          emit = emitHere;
          const watch = (position: Position | undefined) => emitHere('watch', { board, ...position });
          // Asked anew, the server says since when.
          socket.on('damaged', (told: { board: string }) => told.board === board && leaveAndSay());
          resolve({ watch, close: leave });
        });
        socket.on('connect_error', (error) => {
          leave();
          reject(error);
        });
        socket.on('disconnect', () => {
          leave();
          events.lost();
        });
        socket.on('tick', (tick: Tick) => tick.board === board && events.tick(tick));
      });
    },
    post: (board, entry) => emit?.('post', { board, entries: [entry] }) ?? postPlainly(api, board, entry),
  };
}

/** The client library is loaded after the first paint: until then posts go by plain request. */
async function connect(cautious: boolean): Promise<Socket> {
  const { io } = await import('socket.io-client');
  return io('/desk', {
    reconnection: false,
    forceNew: true,
    transports: cautious ? ['polling', 'websocket'] : ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: CONNECT_TIMEOUT,
  });
}

async function postPlainly(api: Api, board: string, entry: EntryToPost): Promise<Answer> {
  const result = await api.call('postEntries', { slug: board, body: entry });
  if (result.is === 'unreachable') throw new Error('no answer came');
  return { status: result.status, body: result.is === 'answered' ? result.body : result.problem };
}
