/**
 * What it costs the server to hand one tick to one watcher: our fan-out, Socket.IO's own `emit`, and a bare loop of
 * writes, which is the limit here. The three take turns within one run, so that a busy machine slows them alike.
 *
 * `npm run bench fanout`, or `node tests/bench/fanout.bench.ts WATCHERS ROUNDS`.
 */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import type { Writable } from 'node:stream';
import { Server } from 'socket.io';
import { systemClock, systemTimers } from '../../server/clock.ts';
import { prepareMessage } from '../../server/doors/socket/engine-connection.ts';
import { createFanout } from '../../server/doors/socket/fanout.ts';

/** A way to send one tick to everybody. `watchers` says which of the two crowds gets it. */
interface Way {
  name: string;
  crowd: 'socket.io' | 'bare';
  send(): void;
}

interface Measured {
  /** Microseconds of the server's CPU for each watcher. */
  cpu: number[];
  /** Milliseconds until the last watcher had it. */
  wall: number[];
}

if (process.send) await readAll();
else await measure(Number(process.argv[2] ?? 1_500), Number(process.argv[3] ?? 60));

async function measure(watchers: number, rounds: number): Promise<void> {
  const http = createServer();
  const io = new Server(http, { pingInterval: 600_000, perMessageDeflate: false });
  const fanout = createFanout({ namespace: '/', clock: systemClock, timers: systemTimers });
  const bare = new Set<Writable>();
  io.on('connection', (socket) => {
    fanout.join(socket, 'rally');
    void socket.join('rally');
  });
  http.prependListener('upgrade', (request, socket) => {
    if (request.url !== '/bare') return;
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    bare.add(socket);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  const tick = { board: 'rally', from: 1, to: 2, text: 'x'.repeat(600) };
  const json = JSON.stringify(tick);
  const { frame } = prepareMessage(`2["tick",${json}]`);
  const ways: Way[] = [
    { name: 'bare loop', crowd: 'bare', send: () => writeTo(bare, frame) },
    { name: 'ours', crowd: 'socket.io', send: () => fanout.publish('rally', 'tick', json) },
    { name: 'io.emit', crowd: 'socket.io', send: () => io.to('rally').emit('tick', tick) },
  ];
  // A server that listens on a port has an address of this form.
  const reader = await openReader((http.address() as AddressInfo).port, watchers, frame.length);
  const measured = new Map(ways.map((way): [Way, Measured] => [way, { cpu: [], wall: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const [way, results] of measured) await sendOnce(way, results, reader, watchers);
  }
  report(measured, watchers, rounds);
  fanout[Symbol.dispose]();
  reader.kill();
  process.exit(0);
}

function writeTo(sockets: Iterable<Writable>, frame: Buffer): void {
  for (const socket of sockets) socket.write(frame);
}

async function sendOnce(way: Way, results: Measured, reader: ChildProcess, watchers: number): Promise<void> {
  const all = once(reader, 'message');
  const startedAt = performance.now();
  const before = process.cpuUsage();
  way.send();
  await all;
  const { user, system } = process.cpuUsage(before);
  results.cpu.push((user + system) / watchers);
  results.wall.push(performance.now() - startedAt);
}

function report(measured: ReadonlyMap<Way, Measured>, watchers: number, rounds: number): void {
  console.log(`${watchers} watchers, ${rounds} ticks each way; medians`);
  const cpu = new Map([...measured].map(([{ name }, results]) => [name, median(results.cpu)]));
  for (const [{ name }, { wall }] of measured) {
    const cost = cpu.get(name) ?? Number.NaN;
    const perSecond = Math.round(1_000_000 / cost).toLocaleString('en');
    console.log(
      `${name.padEnd(10)} ${cost.toFixed(2)} µs CPU a delivery, ${perSecond}/s a core, ${median(wall).toFixed(1)} ms a tick`,
    );
  }
  const ratio = (a: string, b: string) =>
    ((cpu.get(b) ?? Number.NaN) / (cpu.get(a) ?? Number.NaN)).toFixed(2);
  console.log(
    `ours / io.emit ${ratio('ours', 'io.emit')}×   ours / bare loop ${ratio('ours', 'bare loop')}×`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function openReader(port: number, watchers: number, bytes: number): Promise<ChildProcess> {
  const reader = fork(import.meta.filename, [String(port), String(watchers), String(bytes)]);
  await once(reader, 'message');
  return reader;
}

/** The watchers, in a process of their own: they count bytes, and say so when each of a crowd has a whole tick. */
async function readAll(): Promise<void> {
  const [port = 0, watchers = 0, bytes = 0] = process.argv.slice(2).map(Number);
  for (const path of ['/bare', '/socket.io/?EIO=4&transport=websocket']) {
    let due = watchers * bytes;
    const count = (chunk: Buffer) => {
      due -= chunk.length;
      if (due > 0) return;
      due += watchers * bytes;
      process.send?.('all');
    };
    for (let index = 0; index < watchers; index++) await openWatcher(port, path, count);
  }
  process.send?.('ready');
}

async function openWatcher(port: number, path: string, count: (chunk: Buffer) => void): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const key = Buffer.alloc(16).toString('base64');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  if (path === '/bare') await readUntil(socket, '\r\n\r\n');
  else {
    await readUntil(socket, '0{"sid"');
    // "40", masked with zeros: connects to the namespace.
    socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
    await readUntil(socket, '40{"sid"');
  }
  socket.on('data', count);
}

async function readUntil(socket: Socket, expected: string): Promise<void> {
  for (let read = ''; !read.includes(expected); ) {
    const [chunk]: Buffer[] = await once(socket, 'data');
    read += chunk?.toString('latin1') ?? '';
  }
}
