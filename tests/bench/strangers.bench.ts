/**
 * What strangers cost a running server: the same namespace asked for again and again, events whose answers nobody polls
 * for, handshakes that are left at that, and pages that are asked for and not read. Each for some seconds, while somebody
 * else asks `/healthz`. Reads the server's CPU and memory from /proc, so it takes Linux.
 *
 * `npm run bench strangers`, or `node tests/bench/strangers.bench.ts SECONDS`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SEPARATOR = '\u001e';
const POLLING = '/socket.io/?EIO=4&transport=polling';
const seconds = Number(process.argv[2] ?? 10);
/** Of /proc's clock in a second. */
const TICKS = 100;

interface Served {
  url: string;
  pid: number;
}

await using stack = new AsyncDisposableStack();
const served = await serve(stack);
console.log(`each for ${seconds} s`);
await measure('nobody', served, async () => pause(50));
await measure('CONNECT flood, 2 strangers', served, () => flood(served.url, '40'));
await measure('unread unwatch flood, 2', served, () => flood(served.url, '420["unwatch",{"board":"a"}]'));
await measure('abandoned handshakes', served, async () => {
  await Promise.all(Array.from({ length: 50 }, () => ask(served.url + POLLING)));
});
const deaf: Socket[] = [];
await measure('unread pages of 1 MB, 60', served, async () => {
  if (deaf.length < 60) deaf.push(openDeaf(served.url));
  await pause(20);
});
for (const socket of deaf) socket.destroy();

/** A session that floods and never polls, and begins anew once it is cut off. */
async function flood(url: string, packet: string): Promise<void> {
  const body = Array(Math.floor(65_000 / (packet.length + 1)))
    .fill(packet)
    .join(SEPARATOR);
  const one = async () => {
    const sid = /"sid":"([^"]+)"/.exec(await ask(url + POLLING))?.[1] ?? '';
    await ask(`${url}${POLLING}&sid=${sid}`, '40');
    await ask(`${url}${POLLING}&sid=${sid}`, body);
  };
  await Promise.all([one(), one()]);
  // Two times 64 KB in 2.2 s are the 0.46 Mbit/s that once held the server.
  await pause(packet.length > 2 ? 2_200 : 0);
}

async function ask(url: string, body?: string): Promise<string> {
  const sent = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'text/plain' } };
  const response = await fetch(url, sent).catch(() => undefined);
  return (await response?.text().catch(() => '')) ?? '';
}

function openDeaf(url: string): Socket {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(`GET /api/v1/boards/rally/entries?limit=1000 HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(3));
  socket.pause();
  return socket;
}

async function measure(name: string, { url, pid }: Served, act: () => Promise<void>): Promise<void> {
  const before = look(pid);
  const begun = performance.now();
  const waits: number[] = [];
  let isOver = false;
  const watcher = (async () => {
    while (!isOver) {
      const asked = performance.now();
      await ask(`${url}/healthz`);
      waits.push(performance.now() - asked);
      await pause(20);
    }
  })();
  while (performance.now() - begun < seconds * 1_000) await act();
  isOver = true;
  await watcher;
  const after = look(pid);
  const share = (100 * (after.cpu - before.cpu)) / ((performance.now() - begun) / 1_000);
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (part: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(28)} CPU ${share.toFixed(1)} % of a core, /healthz ${at(0.5)} ms median, ${at(0.99)} p99, ${at(1)} most, ` +
      `RSS ${((after.rss - before.rss) / 1_048_576).toFixed(0)} MB more`,
  );
}

/** Seconds of CPU, and bytes of memory, of a process. */
function look(pid: number): { cpu: number; rss: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, rss: Number(rss) * 1_024 };
}

/** The program itself, with a board of long posts. */
async function serve(stack: AsyncDisposableStack): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const admin = { name: 'Anna', password: 'correct horse battery' };
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      TOCSIN_ADMIN: `${admin.name}:${admin.password}`,
    },
  });
  stack.defer(async () => {
    child.kill();
    await once(child, 'exit');
    await rm(dataDir, { recursive: true });
  });
  let printed = '';
  let port: string | undefined;
  while (!port) {
    const [chunk]: Buffer[] = await once(child.stdout, 'data');
    printed += chunk?.toString() ?? '';
    port = /Tocsin is on \S+:(\d+)/.exec(printed)?.[1];
  }
  const url = `http://127.0.0.1:${port}`;
  const json = { 'content-type': 'application/json' };
  let cookie = '';
  for (let tries = 0; cookie === '' && tries < 50; tries++) {
    const signedIn = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(admin),
    });
    cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    if (!cookie) await pause(100);
  }
  const post = (path: string, body: unknown) =>
    fetch(url + path, { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(body) });
  await post('/api/v1/boards', { slug: 'rally', title: 'Rally', zone: 'UTC', state: 'live', places: [] });
  const entries = Array.from({ length: 400 }, () => ({ kind: 'update', text: 'ж'.repeat(2_000) }));
  const { status } = await post('/api/v1/boards/rally/entries', entries);
  if (status !== 201 || !child.pid) throw new Error(`No board: ${status}`);
  return { url, pid: child.pid };
}
