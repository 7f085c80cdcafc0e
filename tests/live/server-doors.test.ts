import { request } from 'node:http';
import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { openRoom } from '../support/server-room.ts';
import { createStranger } from '../support/stranger.ts';

/**
 * Every place where a door splits, matches, decodes or sorts what somebody sent, with the longest input that is looked
 * at there. A new one belongs here; what bounds all of them is the 16 KB that a request's head may have.
 */
const PLACES: [
  what: string,
  bound: number,
  send: (length: number) => { path?: string; headers?: Record<string, string> },
][] = [
  ['cookies', LIMITS.headerBytes, (length) => ({ headers: { cookie: 'a=b;'.repeat(length / 4) } })],
  [
    'Accept-Language',
    500,
    (length) => ({ path: '/', headers: { 'accept-language': 'a;q=0.1,'.repeat(length / 8) } }),
  ],
  ['Accept-Encoding', 500, (length) => ({ headers: { 'accept-encoding': 'gzip;q=0,'.repeat(length / 9) } })],
  ['If-None-Match', 2_000, (length) => ({ headers: { 'if-none-match': 'W/"a",'.repeat(length / 6) } })],
  ['Upgrade', 100, (length) => ({ headers: { connection: 'upgrade', upgrade: ' '.repeat(length) } })],
  ['Content-Type', 200, (length) => ({ headers: { 'content-type': 'a;'.repeat(length / 2) } })],
  ['Content-Encoding', 100, (length) => ({ headers: { 'content-encoding': 'a,'.repeat(length / 2) } })],
  ['Origin', 300, (length) => ({ headers: { origin: `http://${'a.'.repeat(length / 2)}a` } })],
  ['X-Forwarded-Proto', 100, (length) => ({ headers: { 'x-forwarded-proto': 'https,'.repeat(length / 6) } })],
  [
    'X-Forwarded-For',
    LIMITS.headerBytes,
    (length) => ({ headers: { 'x-forwarded-for': '10.0.0.1,'.repeat(length / 9) } }),
  ],
  ['a path', LIMITS.headerBytes, (length) => ({ path: `/b/${'%41'.repeat(length / 3)}` })],
  ['a path of many parts', LIMITS.headerBytes, (length) => ({ path: '/a'.repeat(length / 2) })],
  ['a path under the desk', LIMITS.headerBytes, (length) => ({ path: `/desk${'/a'.repeat(length / 2)}` })],
  ['an asset', LIMITS.headerBytes, (length) => ({ path: `/assets${'/..%2f'.repeat(length / 6)}` })],
  [
    'an id',
    LIMITS.headerBytes,
    (length) => ({ path: `/api/v1/boards/rally/entries/${'a-'.repeat(length / 2)}` }),
  ],
  [
    'a query',
    LIMITS.headerBytes,
    (length) => ({ path: `/api/v1/boards/rally/entries?${'a=%41&'.repeat(length / 6)}` }),
  ],
  [
    'a place',
    LIMITS.headerBytes,
    (length) => ({ path: `/api/v1/boards/rally/entries?place=${'a'.repeat(length)}` }),
  ],
  [
    'an instant',
    LIMITS.headerBytes,
    (length) => ({ path: `/api/v1/boards/rally/series?kind=arrest&from=${'1'.repeat(length)}` }),
  ],
  [
    'a session',
    LIMITS.headerBytes,
    (length) => ({ path: `/socket.io/?EIO=4&transport=polling&sid=${'a'.repeat(length)}` }),
  ],
  [
    'a query of Socket.IO',
    LIMITS.headerBytes,
    (length) => ({ path: `/socket.io/?${'a&'.repeat(length / 2)}` }),
  ],
];

for (const [what, bound, send] of PLACES) {
  test(`P35: ${what} of 15 KB costs no more than one that is short, and ends nothing`, async () => {
    const { url, admin } = await openRoom({}, { trustProxy: 1 });
    const stranger = createStranger(url);
    const cost = async (length: number) => {
      const { path = '/api/v1/boards/rally', headers = {} } = send(length);
      const begun = process.cpuUsage();
      let statuses = '';
      for (let times = 0; times < 20; times++) {
        const { status } = await stranger.ask(path, { headers });
        statuses += `${status} `;
        if (headers['content-type'] ?? headers.origin ?? headers['content-encoding'])
          await stranger.ask('/api/v1/session', { method: 'POST', body: '{}', headers });
      }
      const { user, system } = process.cpuUsage(begun);
      return { ms: (user + system) / 20_000, statuses };
    };
    await cost(bound);
    const { ms, statuses } = await cost(15_000);
    expect(statuses).not.toMatch(/\b(0|5\d\d)\b/);
    // Some 2 ms for the client and the server together; a quadratic look at 15 KB takes 100.
    expect(ms).toBeLessThan(25);
    expect((await admin.call('/api/v1/session')).status).toBe(200);
  });
}

test('P35: what is longer than a head may be is refused, and its connection closed', async () => {
  const { url } = await openRoom();
  const status = await new Promise((resolve) => {
    const sent = request(`${url}/${'a'.repeat(LIMITS.headerBytes)}`, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', () => resolve('closed'));
    sent.end();
  });
  expect([431, 'closed']).toContain(status);
});

test('P35: what is longer than its bound counts as absent', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  const pad = (text: string) => `${text}${', a;q=0.1'.repeat(300)}`;
  const russian = await stranger.ask('/', { headers: { 'accept-language': pad('ru') } });
  expect(russian.headers['content-language']).toBe('en');
  const packed = await stranger.ask('/', { headers: { 'accept-encoding': pad('gzip') } });
  expect(packed.headers['content-encoding']).toBeUndefined();
  const { headers } = await stranger.ask('/api/v1/boards/rally');
  const fresh = { 'if-none-match': `${String(headers.etag)}${', "a"'.repeat(1_000)}` };
  expect((await stranger.ask('/api/v1/boards/rally', { headers: fresh })).status).toBe(200);
  const known = { 'if-none-match': String(headers.etag) };
  expect((await stranger.ask('/api/v1/boards/rally', { headers: known })).status).toBe(304);
});
