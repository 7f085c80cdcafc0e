import { request } from 'node:http';
import { brotliDecompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { Room } from '../support/server-room.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';

const ENTRIES = '/api/v1/boards/rally/entries';
const news = (text: string) => ({ kind: 'update', text });

interface Raw {
  status: number;
  encoding: string | undefined;
  bytes: Buffer;
  text: string;
}

/** `fetch` inflates by itself, and says of every request what it takes. */
function ask(
  { url, admin }: Room,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET';
    const sent = request(
      url + path,
      { method, headers: { cookie: admin.cookie, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const encoding = response.headers['content-encoding'];
          resolve({ status: response.statusCode ?? 0, encoding, bytes, text: inflate(bytes, encoding) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function inflate(bytes: Buffer, encoding: string | undefined): string {
  if (encoding === 'br') return brotliDecompressSync(bytes).toString();
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

const JSON_BODY = { 'content-type': 'application/json' };

test('P30: a body that was compressed with gzip is taken as if it was not', async () => {
  const room = await openRoom();
  const body = gzipSync(JSON.stringify([news('One'), news('Two')]));
  for (const encoding of ['gzip', 'GZIP', 'x-gzip'])
    expect((await ask(room, ENTRIES, { ...JSON_BODY, 'content-encoding': encoding }, body)).status).toBe(201);
  const lines = gzipSync(`${JSON.stringify(news('Three'))}\n${JSON.stringify(news('Four'))}\n`);
  const type = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
  expect((await ask(room, ENTRIES, type, lines)).status).toBe(201);
});

test('P30: a body is measured as it is inflated, and no further than it may be', async () => {
  const room = await openRoom();
  const gzip = { ...JSON_BODY, 'content-encoding': 'gzip' };
  // 300 MB in 300 kB, three times over: inflated whole, a second and more of everybody's time each.
  const bomb = Buffer.concat(Array<Buffer>(30).fill(gzipSync(Buffer.alloc(10 * 1_048_576, 32))));
  const before = process.memoryUsage().rss;
  for (let times = 0; times < 3; times++) expect((await ask(room, ENTRIES, gzip, bomb)).status).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  const small = gzipSync(JSON.stringify({ name: 'x', password: 'x'.repeat(LIMITS.jsonBytes) }));
  expect((await ask(room, '/api/v1/session', gzip, small)).status).toBe(413);
});

test('P30: what is no gzip is refused with 400, and other ways of compressing with 415', async () => {
  const room = await openRoom();
  const json = Buffer.from(JSON.stringify(news('One')));
  const send = (encoding: string, body: Buffer) =>
    ask(room, ENTRIES, { ...JSON_BODY, 'content-encoding': encoding }, body);
  expect((await send('gzip', json)).status).toBe(400);
  expect((await send('gzip', gzipSync(json).subarray(0, 30))).status).toBe(400);
  for (const encoding of ['br', 'deflate', 'zstd', 'gzip, gzip', 'x'.repeat(9_000)]) {
    const { status, text } = await send(encoding, deflateSync(json));
    expect([encoding, status, text]).toEqual([
      encoding,
      415,
      expect.stringContaining('compressed with gzip'),
    ]);
  }
  expect((await send('identity', json)).status).toBe(201);
});

test('P31: whoever takes brotli gets it, else gzip, with the same content', async () => {
  const room = await openRoom();
  await room.admin.post(Array.from({ length: 60 }, (_, index) => news(`News ${index}`)));
  for (const path of ['/api/v1/boards/rally', `${ENTRIES}?limit=50`, '/b/rally', '/desk', '/nowhere']) {
    const plain = await ask(room, path, {});
    expect([path, plain.encoding]).toEqual([path, undefined]);
    const takes = async (accepted: string) => {
      const raw = await ask(room, path, { 'accept-encoding': accepted });
      if (!path.startsWith('/b/')) expect([path, accepted, raw.text]).toEqual([path, accepted, plain.text]);
      if (raw.encoding) expect(raw.bytes.length).toBeLessThan(plain.bytes.length);
      return raw.encoding;
    };
    expect(await takes('gzip, deflate, br, zstd')).toBe('br');
    expect(await takes('br;q=1.0, gzip;q=0.8, *;q=0.1')).toBe('br');
    expect(await takes('gzip, BR;q=0')).toBe('gzip');
    expect(await takes('gzip;q=0.5')).toBe('gzip');
    expect(await takes('gzip;q=0, br;q=0.000')).toBeUndefined();
    expect(await takes('brotli, xgzip')).toBeUndefined();
    expect(await takes('')).toBeUndefined();
  }
});

test('P32: lines of JSON are taken by each of their names', async () => {
  const room = await openRoom();
  const lines = Buffer.from(`${JSON.stringify(news('One'))}\n${JSON.stringify(news('Two'))}\n`);
  for (const type of ['application/x-ndjson', 'application/ndjson', 'application/jsonl; charset=utf-8'])
    expect([type, (await ask(room, ENTRIES, { 'content-type': type }, lines)).status]).toEqual([type, 201]);
  const text = await ask(room, ENTRIES, { 'content-type': 'application/json-lines' }, lines);
  expect(text).toMatchObject({ status: 415, text: expect.stringContaining('application/jsonl') });
});

test('P33: a page of entries that would be more than 1 MB ends early, and the pages together are all lines', async () => {
  const room = await openRoom();
  const sources = Array.from({ length: 8 }, (_, index) => ({ title: `${index}${'ж'.repeat(490)}` }));
  const entry = { ...news('ж'.repeat(2_000)), sources };
  await room.admin.post(Array.from({ length: 210 }, () => entry));
  const seqs: number[] = [];
  let pages = 0;
  for (let after: number | null = 0; after !== null; pages++) {
    const { text, bytes }: Raw = await ask(room, `${ENTRIES}?limit=1000&after=${after}`, {});
    expect(bytes.length).toBeLessThan(LIMITS.entriesPageBytes + 1_000);
    const page = JSON.parse(text) as { entries: { seq: number }[]; next: number | null };
    seqs.push(...page.entries.map(({ seq }) => seq));
    after = page.next;
  }
  expect(pages).toBe(3);
  expect(seqs).toEqual(Array.from({ length: 211 }, (_, index) => index + 1));
});

test('P34: a 429 says in its document when to come back, over HTTP as over a socket', async () => {
  // A busy machine must not take so long that the limit fills up again.
  const now = Date.now();
  const room = await openRoom({ clock: { now: () => now, monotonic: () => 0, sinceBoot: () => 0 } });
  const socket = await connect(room.url, { namespace: '/desk', cookie: room.admin.cookie });
  const post = () => emit(socket, 'post', { board: 'rally', entries: [news('News')] });
  const replies = await Promise.all(Array.from({ length: 1_050 }, post));
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const { body } of refused) expect(body).toMatchObject({ type: '/problems/too-many', retryAfter: 1 });
  const entries = JSON.stringify({ kind: 'update', text: 'News' });
  const posts = Array.from({ length: 5 }, () => room.admin.call(ENTRIES, { method: 'POST', raw: entries }));
  const late = (await Promise.all(posts)).filter(({ status }) => status === 429);
  expect(late.length).toBeGreaterThan(0);
  for (const { headers, body } of late) {
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toMatchObject({ retryAfter: 1 });
  }
});
