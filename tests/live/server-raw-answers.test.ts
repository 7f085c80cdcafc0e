/** What a server answers before, beside and instead of the requests that it hands on. */
import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openRoom } from '../support/server-room.ts';
import { createStranger } from '../support/stranger.ts';

/** Sends bytes as they are, and gives the head of what comes back. */
async function tell(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = dial(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  let text = '';
  socket.write(bytes);
  for (;;) {
    const [chunk]: (Buffer | undefined)[] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    if (!Buffer.isBuffer(chunk)) return text;
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end >= 0) return text.slice(0, end);
  }
}

const websocket = (query: string, ...more: string[]) => [
  `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1`,
  ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
  ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', ...more],
];

// Mutants: Node's own answers; Engine.IO's own to an upgrade; a host that is not there left to Node.
test('S132: every answer carries the security headers, whoever in the server gives it', async () => {
  const { url } = await openRoom({ patience: { headersMs: 150, lookEveryMs: 20 } });
  const host = `Host: ${new URL(url).host}`;
  const cases: [about: string, status: number, lines: string[]][] = [
    ['no HTTP at all', 400, ['nonsense']],
    ['a header that is none', 400, ['GET / HTTP/1.1', host, 'no colon']],
    ['two lengths', 400, ['POST /healthz HTTP/1.1', host, 'Content-Length: 1', 'Transfer-Encoding: chunked']],
    ['too long a header', 431, ['GET / HTTP/1.1', host, `X-Long: ${'x'.repeat(40_000)}`]],
    ['no host', 400, ['GET /healthz HTTP/1.1']],
    ['an expectation', 200, ['GET /healthz HTTP/1.1', host, 'Expect: wonders']],
    ['a session that is not there', 400, [...websocket('&sid=nobody'), host]],
    ['one that an object has', 400, [...websocket('&sid=constructor'), host]],
    ['another transport at the end', 400, [...websocket('&transport=polling&sid=x'), host]],
    ['another protocol', 400, [...websocket('&EIO=3'), host]],
    ['subprotocols that are none', 400, [...websocket('', 'Sec-WebSocket-Protocol: a,,b'), host]],
    ['a WebSocket', 101, [...websocket(''), host]],
    ['a path', 404, ['GET /%zz HTTP/1.1', host]],
    ['a method', 405, ['DELETE /healthz HTTP/1.1', host, 'Content-Type: application/json']],
  ];
  const answers: [string, string][] = [];
  for (const [about, status, lines] of cases) {
    const head = await tell(url, [...lines, '', ''].join('\r\n'));
    expect([about, head.slice(0, 13)]).toEqual([about, `HTTP/1.1 ${status} `]);
    answers.push([about, head]);
  }
  const late = await tell(url, 'GET / HTTP/1.1\r\nHost: a\r\n');
  expect(late).toMatch(/^HTTP\/1\.1 408 /);
  for (const [about, head] of [...answers, ['too late', late] as const]) {
    const names = [
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'X-Frame-Options: DENY',
    ];
    for (const line of [...names, 'Content-Security-Policy: default-src'])
      expect([about, head.toLowerCase()]).toEqual([about, expect.stringContaining(line.toLowerCase())]);
  }
});

// Mutant: an empty id of a session counts as one that was let in.
test('S132: who asks for a session with an empty id, or with two, is counted like any other', async () => {
  const { url } = await openRoom({ sessions: { waitingRoom: 3, ownMs: 1_000_000 } });
  const stranger = createStranger(url);
  const path = '/socket.io/?EIO=4&transport=polling';
  const statuses: number[] = [];
  for (const query of ['', '&sid=', '&sid=x&sid=', '&sid=', '&sid=x&sid=', ''])
    statuses.push((await stranger.ask(path + query)).status);
  expect(statuses).toEqual([200, 200, 200, 503, 503, 503]);
});
