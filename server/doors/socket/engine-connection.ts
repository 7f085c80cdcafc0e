/**
 * What lies beneath a Socket.IO connection: how much waits to be sent to it, a way to write a ready frame to it, and a
 * look at what it sends before anything of that is decoded.
 *
 * Engine.IO keeps its WebSocket, the frame's writer and each transport's parser to itself, though its own adapter relies
 * on the first two. Its events come too late: one polling request of 64 KB is split and decoded into 20,000 packets, and
 * each of them acted upon, before a listener hears of the first answer. This file is the one place that reaches for
 * them; where they are not as expected, packets take the ordinary way.
 */
import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { RawSocket } from '../raw-socket.ts';
import { markSent } from '../raw-socket.ts';
import type { Intake } from './packet-sieve.ts';
import { sift, splitPayload } from './packet-sieve.ts';

type Conn = Socket['conn'];
type Engine = Server['engine'];

/** The part of `ws`'s WebSocket, of its sender and of its connection that is used here. */
interface WebSocketInsides {
  readyState: number;
  bufferedAmount: number;
  terminate(): void;
  on?(event: 'ping', listener: (bytes: { length: number }) => void): void;
  _sender?: { sendFrame?: (frame: Buffer[]) => void };
  _socket?: CountedSocket;
}

interface CountedSocket extends RawSocket {
  prependListener(event: 'data', listener: (chunk: Buffer) => void): void;
}
const OPEN = 1;

/** One Engine.IO message, encoded once: as the packet, and as the WebSocket frame that carries it. */
export interface ReadyMessage {
  packet: string;
  frame: Buffer;
}

export function prepareMessage(packet: string): ReadyMessage {
  // Engine.IO's "message" is a 4.
  return { packet, frame: encodeFrame(Buffer.from(`4${packet}`)) };
}

/** What waits in an Engine.IO connection, kept as it comes and goes: to walk it anew for each packet is quadratic. */
interface Queue {
  bytes: number;
  /** How often everything in it was handed on to the transport. */
  flushes: number;
}
const queues = new WeakMap<Conn, Queue>();

/** An answer of 30 characters takes ten times as much memory while it waits. */
const PACKET_BYTES = 256;

interface QueuedPacket {
  data?: { length: number };
}
const sizeOf = ({ data }: QueuedPacket) => (data?.length ?? 0) + PACKET_BYTES;

function queueOf(conn: Conn): Queue {
  const known = queues.get(conn);
  if (known) return known;
  const queue: Queue = { bytes: 0, flushes: 0 };
  for (const packet of writeBufferOf(conn)) queue.bytes += sizeOf(packet);
  conn.on('packetCreate', (packet: QueuedPacket) => {
    queue.bytes += sizeOf(packet);
  });
  conn.on('flush', () => {
    queue.bytes = 0;
    queue.flushes++;
  });
  queues.set(conn, queue);
  return queue;
}

/** Bytes that wait in this process for the reader of a connection. */
export function countWaiting(conn: Conn): number {
  return (webSocketOf(conn)?.bufferedAmount ?? 0) + queueOf(conn).bytes;
}

/** Differs from an earlier answer if anything has left this process for the reader since. */
export function markProgress(conn: Conn): string {
  const raw = webSocketOf(conn)?._socket;
  return raw ? markSent(raw) : String(queueOf(conn).flushes);
}

/** Sends a message without copying it, behind whatever is on its way already. */
export function sendMessage(conn: Conn, { packet, frame }: ReadyMessage): void {
  const webSocket = webSocketOf(conn);
  const sender = webSocket?._sender;
  // Packets that wait in the engine must not be overtaken by a tick: they may be the answer that it follows.
  const isIdle =
    webSocket?.readyState === OPEN && conn.transport.writable && writeBufferOf(conn).length === 0;
  if (isIdle && sender?.sendFrame) sender.sendFrame([frame]);
  else conn.write(packet, { wsPreEncodedFrame: [frame] } as Parameters<Conn['write']>[1]);
}

/** Ends a connection at once. The polite way waits behind everything that its reader never took. */
export function cutOff(conn: Conn): void {
  const webSocket = webSocketOf(conn);
  if (webSocket) webSocket.terminate();
  conn.close(true);
}

function webSocketOf(conn: Conn): WebSocketInsides | undefined {
  const { transport } = conn;
  if (transport.name !== 'websocket' || !('socket' in transport)) return undefined;
  // The transport named "websocket" holds a `ws` WebSocket under this name.
  return transport.socket as WebSocketInsides;
}

/** Private in the types alone: Engine.IO says that it may be looked at. */
function writeBufferOf(conn: Conn): readonly QueuedPacket[] {
  return (conn as unknown as { writeBuffer: QueuedPacket[] }).writeBuffer;
}

/** An unmasked text frame (RFC 6455, section 5.2): header and payload in one piece, for one write. */
function encodeFrame(payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x81, length]), payload]);
  if (length < 65_536) {
    const header = Buffer.from([0x81, 126, 0, 0]);
    header.writeUInt16BE(length, 2);
    return Buffer.concat([header, payload]);
  }
  const header = Buffer.alloc(10);
  header.writeUInt16BE(0x817f, 0);
  header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

/** Engine.IO's own words for what a parser makes of a packet. */
type Parsed = { type: string; data?: unknown };
const NOTHING: Parsed = { type: 'noop' };
const BROKEN: Parsed = { type: 'error', data: 'parser error' };

interface Parser {
  decodePacket(packet: string | Buffer, binaryType?: string): Parsed;
  decodePayload(payload: string, binaryType?: string): Parsed[];
}

/** A transport on its way to a session: a new one, or one that a session already there may change to. */
export interface Transport {
  parser: Parser;
}

interface EngineRequest extends IncomingMessage {
  _query: Record<string, string | undefined>;
  websocket?: WebSocketInsides;
}

interface EngineInsides {
  clients: Record<string, Conn | undefined>;
  createTransport(name: string, request: EngineRequest): Transport;
}

/**
 * Hands all that every transport brings through an intake, before it is decoded.
 * @param open makes the intake of a transport; `session` is the one that it is to be upgraded from
 */
export function takeInThrough(
  engine: Engine,
  open: (transport: Transport, session: Conn | undefined) => Intake,
): void {
  // Protected in the types: Engine.IO's own subclasses say how a transport is made.
  const insides = engine as unknown as EngineInsides;
  const create = insides.createTransport.bind(engine);
  insides.createTransport = (name, request) => {
    const transport = create(name, request);
    const { sid } = request._query;
    const intake = open(transport, sid === undefined ? undefined : insides.clients[sid]);
    transport.parser = parseThrough(transport.parser, intake);
    // Frames that are no messages, and pieces of those that never end, are bytes as well.
    request.websocket?._socket?.prependListener('data', (chunk) => void intake.take(0, chunk.length));
    // Each is answered by `ws` itself.
    request.websocket?.on?.('ping', () => void intake.take(1, 0));
    return transport;
  };
}

export function hasSession(engine: Engine, sid: string): boolean {
  return Object.hasOwn((engine as unknown as EngineInsides).clients, sid);
}

/** The session whose first transport this is. */
export function transportOf(conn: Conn): Transport {
  return conn.transport as unknown as Transport;
}

function parseThrough(parser: Parser, intake: Intake): Parser {
  const read = (packet: string | Buffer, binaryType?: string): Parsed => {
    const sifted = sift(packet, intake);
    if (sifted === 'nothing') return NOTHING;
    return sifted === 'broken' ? BROKEN : parser.decodePacket(sifted.packet, binaryType);
  };
  return {
    ...parser,
    // Its bytes were counted as they came.
    decodePacket: (packet, binaryType) => (intake.take(1, 0) ? read(packet, binaryType) : BROKEN),
    decodePayload: (payload, binaryType) =>
      splitPayload(payload, intake)?.map((packet) => read(packet, binaryType)) ?? [BROKEN],
  };
}
