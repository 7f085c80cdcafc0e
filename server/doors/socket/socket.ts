/** The socket door: `/` for everybody who watches, `/desk` for operators. Both lead through the dispatcher. */
import type { Server as HttpServer } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import { Server } from 'socket.io';
import { z } from 'zod';
import { isObject } from '#shared/chosen.ts';
import { slugSchema } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { EventName, Taken } from '#shared/protocol.ts';
import { EVENTS, schemaOf } from '#shared/protocol.ts';
import type { Access } from '#shared/roles.ts';
import { isRole } from '#shared/roles.ts';
import { isPublic } from '../../desk/admission.ts';
import type { EncodedTick, Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import type { Dispatcher, Reply } from '../dispatcher.ts';
import { replyTo } from '../dispatcher.ts';
import type { Cookies } from '../http/cookies.ts';
import type { SecurityHeaders } from '../http/security-headers.ts';
import type { OriginRule } from '../origin.ts';
import type { DoorParts } from '../parts.ts';
import { parseWith } from '../problem.ts';
import { checkShape } from '../shape.ts';
import type { Lanes } from '../turns.ts';
import type { DeskSessions } from './desk-sessions.ts';
import { createDeskSessions } from './desk-sessions.ts';
import { cutOff, hasSession } from './engine-connection.ts';
import type { Audiences, EventTable } from './events.ts';
import { createEventTable } from './events.ts';
import { createFanout, isFlooded } from './fanout.ts';
import { preparedParser } from './prepared-encoder.ts';
import type { Sessions } from './sessions.ts';
import { createSessions } from './sessions.ts';
import type { WatchTurns } from './watch-turns.ts';
import { createWatchTurns } from './watch-turns.ts';

export interface SocketParts extends DoorParts {
  cookies: Cookies;
  dispatcher: Dispatcher;
  originRule: OriginRule;
  lanes: Lanes;
  headers: SecurityHeaders;
}

/** A row of the protocol's table, as it looks to all events alike. */
interface Row {
  name: EventName;
  event: string;
  namespace: '/' | '/desk';
  access: Access;
  body: Taken;
}

/** Answers one packet of a socket: the event's name, what came with it, and maybe a function that acknowledges. */
type AnswerPacket = (socket: Socket, packet: readonly unknown[]) => Promise<void>;

export interface SocketDoor extends AsyncDisposable {
  /** Whether another connection may begin. */
  admits(): boolean;
  /** Whether there is an Engine.IO session with this id. */
  hasSession(sid: string): boolean;
}

/** Attaches to the server. Ending it closes the server, and every connection. */
export function openSocketDoor(server: HttpServer, parts: SocketParts): SocketDoor {
  const io = new Server(server, {
    serveClient: false,
    // Watching is open to every origin, and takes no cookie; `/desk` checks for itself.
    cors: { origin: '*' },
    parser: preparedParser,
    maxHttpBufferSize: LIMITS.jsonBytes,
    // Compressing costs ten times the CPU, and 250 kB for each connection.
    perMessageDeflate: false,
    // Whoever is gone is let go within 40 seconds.
    pingInterval: 20_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
  });
  io.engine.on('connection', cutOffWhenDead);
  // What changes to a WebSocket never passes the front.
  io.engine.on('headers', (headers: Record<string, string>) =>
    Object.assign(headers, Object.fromEntries(parts.headers)),
  );
  const sessions = createSessions({ ...parts, io, bounds: parts.sessionBounds });
  const { live } = parts;
  const audiences: Audiences = {
    watchers: createFanout({ ...parts, namespace: '/' }),
    visitors: createFanout({ ...parts, namespace: '/desk' }),
    operators: createFanout({ ...parts, namespace: '/desk' }),
  };
  const table = createEventTable({ ...parts, audiences });
  const deskSessions = createDeskSessions(parts.people);
  const answerWatcher = createAnswerer(parts, table, '/');
  io.of('/').on('connection', (socket) => listen(socket, answerWatcher, sessions));
  const answerPacket = createAnswerer(parts, table, '/desk');
  openDesk({ desk: io.of('/desk'), parts, sessions, deskSessions, answerPacket });
  const unsubscribe = live.onTick((published) => publishTo(audiences, published, live));
  const stopTelling = live.onWithheld((board) => {
    for (const audience of Object.values(audiences)) {
      audience.publish(board, 'damaged', JSON.stringify({ board }));
      audience.empty(board);
    }
  });

  return {
    admits: () => sessions.admits(),
    hasSession: (sid) => hasSession(io.engine, sid),
    async [Symbol.asyncDispose]() {
      unsubscribe();
      stopTelling();
      for (const part of [sessions, deskSessions, ...Object.values(audiences)]) part[Symbol.dispose]();
      await io.close();
    },
  };
}

function publishTo(audiences: Audiences, { board, json }: EncodedTick, live: Live): void {
  if (!isPublic(live, board)) {
    // What is a draft again is no longer everybody's.
    audiences.watchers.empty(board);
    audiences.visitors.empty(board);
  }
  for (const audience of Object.values(audiences)) audience.publish(board, 'tick', json);
}

/** A WebSocket whose reader is gone would wait another half minute for an answer to its goodbye. */
function cutOffWhenDead(conn: Socket['conn']): void {
  conn.once('close', (reason: string) => {
    if (reason === 'ping timeout') cutOff(conn);
  });
}

/** The packets end here: handed on, one named "error" would be thrown by the emitter, and end the process. */
function listen(socket: Socket, answerPacket: AnswerPacket, sessions: Sessions): void {
  sessions.entered(socket);
  socket.once('disconnect', () => sessions.left(socket));
  socket.use((packet) => void answerPacket(socket, packet));
  // A packet that cannot be read ends its connection; there is nothing more to say about it.
  socket.on('error', () => {});
}

interface DeskDoor {
  desk: Namespace;
  parts: SocketParts;
  sessions: Sessions;
  deskSessions: DeskSessions;
  answerPacket: AnswerPacket;
}

/** Checked on entering: the handshake does not know yet which namespace it is for, and CORS does not cover WebSocket. */
function openDesk({ desk, parts, sessions, deskSessions, answerPacket }: DeskDoor): void {
  const { cookies, dispatcher, originRule } = parts;
  async function admit(socket: Socket): Promise<Error | undefined> {
    const { headers, address, secure } = socket.handshake;
    const reply = await dispatcher.dispatch({
      name: 'desk',
      access: 'signed-in',
      tokens: cookies.sessions(headers.cookie),
      slug: undefined,
      counts: false,
      guard: () => originRule.checkEntry({ headers, address, isEncrypted: secure }),
      parse: () => undefined,
      run: () => ({ status: 200 }),
    });
    if (reply.status === 200) {
      sessions.trust(socket);
      return undefined;
    }
    sessions.left(socket);
    // Socket.IO hands an error's `data` to the client.
    return Object.assign(new Error('refused'), { data: { status: reply.status, body: reply.body } });
  }
  desk.use((socket, next) => void admit(socket).then(next));
  desk.on('connection', (socket) => {
    listen(socket, answerPacket, sessions);
    void deskSessions.follow(socket, cookies.sessions(socket.handshake.headers.cookie));
  });
}

function createAnswerer(parts: SocketParts, table: EventTable, namespace: Row['namespace']): AnswerPacket {
  const rows = new Map<unknown, Row>();
  for (const [name, row] of Object.entries(EVENTS)) {
    // The names are the table's own keys.
    if (row.namespace === namespace) rows.set(row.event, { ...row, name: name as EventName });
  }

  const turns = createWatchTurns(parts);
  return async (socket, [event, ...rest]) => {
    // Who asks without reading would fill the memory with answers.
    if (isFlooded(socket.conn, parts.bounds)) return cutOff(socket.conn);
    const acknowledge = rest.findLast((part) => typeof part === 'function');
    const row = rows.get(event);
    const reply = row
      ? await callEvent({ parts, turns, table, row, socket, body: rest[0] })
      : replyTo(new Refusal('not-found', `Takes ${[...rows.keys()].join(', ')}.`), UNKNOWN, parts.log);
    // Again: thousands of questions in one packet are all let in above before the first of them is answered.
    if (isFlooded(socket.conn, parts.bounds)) return cutOff(socket.conn);
    acknowledge?.({ status: reply.status, body: reply.body });
  };
}

const UNKNOWN = { name: 'event', access: 'public' } as const;
const NAMES_BOARD = z.looseObject({ board: slugSchema });

interface EventAttempt {
  parts: SocketParts;
  turns: WatchTurns;
  table: EventTable;
  row: Row;
  socket: Socket;
  body: unknown;
}

function callEvent({ parts, turns, table, row, socket, body }: EventAttempt): Promise<Reply> {
  const { cookies, dispatcher, live } = parts;
  const slug = isObject(body) && typeof body.board === 'string' ? body.board : undefined;
  return dispatcher.dispatch({
    name: row.name,
    access: row.access,
    // Watching takes no credentials, whatever the handshake brought along.
    tokens: row.namespace === '/' ? [] : cookies.sessions(socket.handshake.headers.cookie),
    slug,
    counts: isRole(row.access),
    // Who may act where cannot be told without it.
    guard: () => void parseWith(NAMES_BOARD, body),
    parse: () => {
      checkShape(body);
      return parseWith(schemaOf(row.body, live.tally(slug ?? '')?.board), body);
    },
    wait: (parsed) => waitForTurn(turns, { row, socket, body: parsed }),
    // The compiler cannot see that the dispatcher and the row's schema have made it a call of this very event.
    run: (admission, parsed) =>
      (table[row.name] as (call: unknown) => Reply | Promise<Reply>)({ socket, ...admission, body: parsed }),
  });
}

function waitForTurn(
  turns: WatchTurns,
  { row, socket, body }: Pick<EventAttempt, 'row' | 'socket' | 'body'>,
): Promise<void> | undefined {
  if (row.event === 'unwatch') return turns.unwatch(socket);
  if (row.event !== 'watch') return undefined;
  // The dispatcher has it from this very event's schema, which the compiler cannot see.
  const { board, ...position } = body as z.output<(typeof EVENTS)['watch']['body']>;
  return turns.watch(socket, board, position);
}
