/** A watcher that asks and then never reads: a WebSocket spoken by hand, since every library reads. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** Connects to `/` and sends these Socket.IO packets, each of less than 126 bytes. From then on it reads nothing. */
export async function openMuteSocket(url: string, packets: readonly string[]): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  await readUntil(socket, '0{"sid"');
  send(socket, '40');
  await readUntil(socket, '40{"sid"');
  for (const packet of packets) send(socket, packet);
  socket.pause();
  return socket;
}

async function readUntil(socket: Socket, expected: string): Promise<void> {
  for (let read = ''; !read.includes(expected); ) {
    const [chunk]: Buffer[] = await once(socket, 'data');
    read += chunk?.toString('latin1') ?? '';
  }
}

/** A client's frames are masked; a mask of zeros leaves the bytes as they are. */
function send(socket: Socket, text: string): void {
  const payload = Buffer.from(text);
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
}
