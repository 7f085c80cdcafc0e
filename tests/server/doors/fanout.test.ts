import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { expect, onTestFinished, test } from 'vitest';
import { systemTimers } from '../../../server/clock.ts';
import { countWaiting } from '../../../server/doors/socket/engine-connection.ts';
import type { FanoutBounds } from '../../../server/doors/socket/fanout.ts';
import { createFanout } from '../../../server/doors/socket/fanout.ts';
import { preparedParser } from '../../../server/doors/socket/prepared-encoder.ts';
import { clockOf } from '../../support/fake-time.ts';
import { openMuteSocket } from '../../support/mute-socket.ts';
import { connect } from '../../support/server-room.ts';

/** A Socket.IO server whose sockets all join the room `rally`. */
async function openHall(bounds: Partial<FanoutBounds> = {}) {
  const time = { now: 0 };
  const http = createServer();
  const io = new Server(http, { parser: preparedParser });
  const fanout = createFanout({
    namespace: '/',
    // However the clock is set meanwhile.
    clock: { ...clockOf(() => time.now), now: () => -time.now },
    timers: systemTimers,
    bounds,
  });
  const joined: Socket[] = [];
  io.on('connection', (socket) => {
    joined.push(socket);
    fanout.join(socket, 'rally');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(async () => {
    fanout[Symbol.dispose]();
    await io.close();
  });
  // A server that listens on a port has an address of this form.
  return { io, fanout, time, joined, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

/** Event loop turns until it holds; the test's own time limit ends a wait in vain. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

for (const transport of ['websocket', 'polling'] as const) {
  test(`P15: by ${transport} a tick arrives as it was published, in its order, whatever its length`, async () => {
    const { url, fanout, joined } = await openHall();
    const socket = await connect(url, { transports: [transport] });
    const got: unknown[] = [];
    socket.on('tick', (tick) => got.push(tick));
    await until(() => joined.length === 1);
    const sent = [1, 125, 126, 65_535, 65_536, 200_000].map((length) => ({ text: 'ж'.repeat(length) }));
    for (const tick of sent) {
      fanout.publish('rally', 'tick', JSON.stringify(tick));
      joined[0]?.emit('tick', { after: tick.text.length });
    }
    await until(() => got.length === sent.length * 2);
    expect(got).toEqual(sent.flatMap((tick) => [tick, { after: tick.text.length }]));
  });
}

test('S60: a socket that never reads costs a bounded amount of memory, and the others lose nothing', async () => {
  const bounds = { waitingBytes: 300_000, cutOffAfterMs: 60_000, lookEveryMs: 5 };
  const { url, fanout, joined } = await openHall(bounds);
  await openMuteSocket(url, []);
  const reader = await connect(url);
  let got = 0;
  reader.on('tick', () => got++);
  await until(() => joined.length === 2);
  const [mute] = joined;
  const json = JSON.stringify({ text: 'x'.repeat(100_000) });
  const rounds = 200;
  for (let round = 1; round <= rounds; round++) {
    fanout.publish('rally', 'tick', json);
    await until(() => got === round);
    expect(countWaiting(mute?.conn as Socket['conn'])).toBeLessThan(bounds.waitingBytes + 2 * json.length);
  }
  expect(countWaiting(mute?.conn as Socket['conn'])).toBeGreaterThan(bounds.waitingBytes);
});

test('S61, P65: a socket that stays past the bound is cut off within 60 seconds, one that drains is not', async () => {
  const bounds = { waitingBytes: 300_000, lookEveryMs: 5 };
  const { url, fanout, joined, time } = await openHall(bounds);
  const slow = await openMuteSocket(url, []);
  await openMuteSocket(url, []);
  await until(() => joined.length === 2);
  const [first, second] = joined as [Socket, Socket];
  const json = JSON.stringify({ text: 'x'.repeat(100_000) });
  const publishUntil = (holds: () => boolean) =>
    until(() => {
      fanout.publish('rally', 'tick', json);
      return holds();
    });
  const isFull = ({ conn }: Socket) => countWaiting(conn) > bounds.waitingBytes;
  await publishUntil(() => isFull(first) && isFull(second));
  slow.resume();
  await publishUntil(() => !isFull(first) && isFull(second));
  time.now += 59_000;
  await publishUntil(() => !second.connected);
  expect(first.connected).toBe(true);
});

test('S60: a connection that ends while its request is answered is not kept', async () => {
  const { url, fanout, joined } = await openHall();
  const client = await connect(url);
  await until(() => joined.length === 1);
  const [socket] = joined as [Socket];
  client.disconnect();
  await until(() => !socket.connected);
  let sent = 0;
  socket.conn.write = () => {
    sent++;
    return socket.conn;
  };
  fanout.join(socket, 'rally');
  fanout.publish('rally', 'tick', '{}');
  expect(sent).toBe(0);
});

test('S75: what waits for a session is a sum that is kept, however much it is', async () => {
  const { url, joined } = await openHall();
  const client = await connect(url, { transports: ['polling'] });
  await until(() => joined.length === 1);
  const { conn } = joined[0] as Socket;
  const transport = conn.transport as unknown as { writable: boolean };
  // As if it had no poll open.
  transport.writable = false;
  const before = countWaiting(conn);
  const begun = performance.now();
  for (let times = 1; times <= 40_000; times++) {
    conn.write('x'.repeat(10));
    if (countWaiting(conn) < before + times * 10) throw new Error(`too little after ${times}`);
  }
  // Some 50 ms; walked, it is two seconds and more.
  expect(performance.now() - begun).toBeLessThan(1_000);
  client.disconnect();
});

test('P16: a connection watches 20 boards, and another once it left one', async () => {
  const { url, fanout, joined } = await openHall();
  await connect(url);
  await until(() => joined.length === 1);
  const [socket] = joined as [Socket];
  const others = Array.from({ length: 20 }, (_, index) => fanout.join(socket, `board-${index}`));
  // It was in `rally` from the start.
  expect(others).toEqual([...Array(19).fill(true), false]);
  expect(fanout.join(socket, 'board-0')).toBe(true);
  fanout.leave(socket, 'rally');
  expect(fanout.join(socket, 'board-19')).toBe(true);
});
