import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as dial } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connect, openRoom } from '../support/server-room.ts';
import { createStranger } from '../support/stranger.ts';

/** Sends bytes as they are. */
async function open(url: string, bytes: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = dial(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

/** All that comes until the server closes the connection. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  if (!socket.closed) await once(socket, 'close');
  return text;
}

const say = (url: string, lines: string[], connection = 'close') =>
  [...lines, `Host: ${new URL(url).host}`, `Connection: ${connection}`, '', ''].join('\r\n');

const SHORT = { headersMs: 150, idleMs: 150, stillMs: 150, strangerMs: 400, unreadMs: 200, lookEveryMs: 20 };

/** Sends a piece now and then, until the connection is closed. */
async function trickle(socket: Socket, piece: string): Promise<void> {
  const timer = setInterval(() => socket.write(piece), 20);
  await readAll(socket);
  clearInterval(timer);
}

test('S76: headers that are not whole in time, and connections that send nothing, are cut off', async () => {
  const { url } = await openRoom({ patience: SHORT });
  await readAll(await open(url, ''));
  await trickle(await open(url, 'GET / HTTP/1.1\r\nHost: a\r\n'), 'X-A: b\r\n');
  const kept = await open(url, `GET /healthz HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`);
  expect(await readAll(kept)).toContain('200 OK');
});

for (const path of ['/api/v1/session', '/nowhere', '/healthz', '/socket.io/?EIO=4&transport=polling']) {
  test(`S76: a body to ${path} that stands still, or a stranger's that takes its time, is cut off`, async () => {
    const { url } = await openRoom({ patience: SHORT });
    const start = `POST ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{`;
    await readAll(await open(url, start));
    await trickle(await open(url, start), ' ');
  });
}

test('S76: a body of somebody who is signed in may take longer, but not stand still', async () => {
  const { url, admin, watcher } = await openRoom({ patience: { ...SHORT, strangerMs: 100 } });
  const body = JSON.stringify({ kind: 'update', text: 'Slowly' });
  const start = `POST /api/v1/boards/rally/entries HTTP/1.1\r\nHost: ${new URL(url).host}\r\nCookie: ${admin.cookie}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
  const socket = await open(url, start);
  const heard = readAll(socket);
  for (const character of body) {
    socket.write(character);
    await new Promise((resolve) => setTimeout(resolve, 8));
  }
  expect(await heard).toContain('201 Created');
  await readAll(await open(url, start));
  expect((await watcher.call('/healthz')).status).toBe(200);
});

test('S77: whoever does not read an answer is cut off, whatever they go on sending; others are not', async () => {
  const { url, admin } = await openRoom({ patience: SHORT });
  const places = Array.from({ length: 3_000 }, (_, index) => ({ id: `p${index}`, name: `Place ${index}` }));
  const board = { slug: 'large', title: 'Large', zone: 'Europe/Moscow', state: 'live', places };
  await admin.call('/api/v1/boards', { method: 'POST', body: board });
  const ask = `GET /api/v1/boards/large HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`;
  const deaf = await open(url, ask.repeat(40));
  deaf.pause();
  // While it is not read, the end of a connection shows by writing to it.
  const timer = setInterval(() => deaf.write(ask), 10);
  await new Promise((resolve) => deaf.once('close', resolve));
  clearInterval(timer);
  const slow = await open(url, say(url, ['GET /api/v1/boards/large HTTP/1.1']));
  expect(await readAll(slow)).toContain('"Place 2999"');
});

test('S78: an upgrade that the server does not speak is ignored, and the request answered', async () => {
  const { url } = await openRoom();
  for (const upgrade of ['h2c', 'foo/1', 'websocket', 'h2c, websocket'])
    for (const path of ['/healthz', '/b/rally', '/socket.io/?EIO=4&transport=polling']) {
      const lines = [`GET ${path} HTTP/1.1`, `Upgrade: ${upgrade}`, 'HTTP2-Settings: AAMAAABkAAQAAP__'];
      expect([upgrade, path, await readAll(await open(url, say(url, lines, 'Upgrade, close')))]).toEqual([
        upgrade,
        path,
        expect.stringMatching(/^HTTP\/1\.1 200 OK/),
      ]);
    }
});

test('S59: what Socket.IO answers carries the headers of every other answer', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  const { sid, headers } = await stranger.shakeHands();
  const path = '/socket.io/?EIO=4&transport=polling';
  const websocket = '/socket.io/?EIO=4&transport=websocket';
  const answers = [
    { headers },
    await stranger.poll(sid, '40'),
    await stranger.poll(sid),
    await stranger.poll('nobody'),
    await stranger.ask('/socket.io/?EIO=3&transport=polling'),
    await stranger.ask('/socket.io/nowhere'),
    await stranger.ask(path, { method: 'POST', body: '40' }),
    await stranger.ask(path, { method: 'OPTIONS' }),
    await stranger.ask(websocket),
    // A WebSocket that cannot be opened.
    await stranger.ask(`${websocket}&sid=nobody`, {
      headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    }),
    await stranger.ask(websocket, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } }),
  ];
  for (const [index, answer] of answers.entries())
    expect([index, answer.headers]).toEqual([
      index,
      expect.objectContaining({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      }),
    ]);
});

test('S79: a second Host, one that is none, and an address of another host are refused; one of this host is taken', async () => {
  const { url } = await openRoom();
  const { host } = new URL(url);
  const status = async (...lines: string[]) => {
    const text = await readAll(await open(url, [...lines, 'Connection: close', '', ''].join('\r\n')));
    return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
  };
  for (const path of ['/healthz', '/b/rally', '/socket.io/?EIO=4&transport=polling']) {
    expect(await status(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Host: evil.example')).toBe(400);
    expect(await status(`GET ${path} HTTP/1.1`, `Host: ${host}`, `Host: ${host}`)).toBe(400);
    expect(await status(`GET ${path} HTTP/1.1`, `Host: ${host}/@evil.example`)).toBe(400);
    expect(await status(`GET ${path} HTTP/1.1`, 'Host: <b>')).toBe(400);
    expect(await status(`GET http://evil.example${path} HTTP/1.1`, `Host: ${host}`)).toBe(400);
    expect(await status(`GET http://${host}${path} HTTP/1.1`, `Host: ${host}`)).toBe(200);
  }
  expect(await status(`GET ftp://${host}/healthz HTTP/1.1`, `Host: ${host}`)).toBe(400);
  expect(await status(`GET http://${host}?a HTTP/1.1`, `Host: ${host}`)).toBe(200);
  expect((await connect(url)).connected).toBe(true);
});

// Mutants: all that came in one piece begun at once; no bound for what waits.
test('S121: a connection’s requests are answered in turn, and too many of them end it', async () => {
  const room = await openRoom();
  const ask = (times: number, connection: string) =>
    say(room.url, ['GET /healthz HTTP/1.1'], 'keep-alive').repeat(times - 1) +
    say(room.url, ['GET /readyz HTTP/1.1'], connection);
  const answers = await readAll(await open(room.url, ask(17, 'close')));
  expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(17);
  expect(answers.match(/\{"status":"\w+"/g)?.indexOf('{"status":"ready"')).toBe(16);
  const cut = await readAll(await open(room.url, ask(200, 'keep-alive')));
  expect(cut.match(/HTTP\/1\.1 200 OK/g)?.length ?? 0).toBeLessThanOrEqual(17);
});
