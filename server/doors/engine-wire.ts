/**
 * What lies beneath a Socket.IO connection: how much waits to be sent to it, and a way to write a ready frame to it.
 *
 * Engine.IO keeps its WebSocket and the frame's writer to itself, though its own adapter relies on both. This file is
 * the one place that reaches for them; where they are not as expected, packets take the ordinary way.
 */
import type { Socket } from 'socket.io';

type Conn = Socket['conn'];

/** The part of `ws`'s WebSocket, and of its sender, that is used here. */
interface Wire {
  readyState: number;
  bufferedAmount: number;
  terminate(): void;
  _sender?: { sendFrame?: (frame: Buffer[]) => void };
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

/** Bytes that wait in this process for the reader of a connection. */
export function countWaiting(conn: Conn): number {
  let bytes = wireOf(conn)?.bufferedAmount ?? 0;
  for (const { data } of writeBufferOf(conn)) bytes += data?.length ?? 0;
  return bytes;
}

/** Sends a message without copying it, behind whatever is on its way already. */
export function sendMessage(conn: Conn, { packet, frame }: ReadyMessage): void {
  const wire = wireOf(conn);
  const sender = wire?._sender;
  // Packets that wait in the engine must not be overtaken by a tick: they may be the answer that it follows.
  const isIdle = wire?.readyState === OPEN && conn.transport.writable && writeBufferOf(conn).length === 0;
  if (isIdle && sender?.sendFrame) sender.sendFrame([frame]);
  else conn.write(packet, { wsPreEncodedFrame: [frame] } as Parameters<Conn['write']>[1]);
}

/** Ends a connection at once. The polite way waits behind everything that its reader never took. */
export function cutOff(conn: Conn): void {
  const wire = wireOf(conn);
  if (wire) wire.terminate();
  conn.close(true);
}

function wireOf(conn: Conn): Wire | undefined {
  const { transport } = conn;
  if (transport.name !== 'websocket' || !('socket' in transport)) return undefined;
  // The transport named "websocket" holds a `ws` WebSocket under this name.
  return transport.socket as Wire;
}

/** Private in the types alone: Engine.IO says that it may be looked at. */
function writeBufferOf(conn: Conn): readonly { data?: { length: number } }[] {
  return (conn as unknown as { writeBuffer: { data?: { length: number } }[] }).writeBuffer;
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
