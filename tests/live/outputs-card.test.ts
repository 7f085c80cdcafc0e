/** The picture that goes along with a link, as a reader of PNG sees it. */

import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { publish } from '../support/output-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

const CARD = '/b/rally/card.png';

/** The chunks of a PNG by their names, each of whose bytes are checked to be there. */
function readPng(bytes: Buffer) {
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(
      name,
      Buffer.concat([chunks.get(name) ?? Buffer.alloc(0), bytes.subarray(at + 8, at + 8 + length)]),
    );
    at += 12 + length;
  }
  const head = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height, depth, type] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]];
  // Eight bits each of red, green, blue and opacity, and before each row how it is filtered.
  const pixels = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  return { width, height, depth, type, pixels, isWhole: chunks.has('IEND') };
}

async function fetchCard(url: string, query = '', headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${CARD}${query}`, { headers });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

test('O98: the card of a board is a picture of 1200 by 630, drawn once for its entry and language', async () => {
  const room = await openRoom();
  await publish(room, { kind: 'arrest', op: 'add', count: 3, place: 'omsk', text: 'Three' });
  const { status, headers, bytes } = await fetchCard(room.url, '?lang=ru');
  expect([status, headers.get('content-type'), headers.get('content-language')]).toEqual([
    200,
    'image/png',
    'ru',
  ]);
  const { pixels, ...png } = readPng(bytes);
  expect(png).toEqual({ width: 1_200, height: 630, depth: 8, type: 6, isWhole: true });
  expect(pixels).toHaveLength(630 * (1 + 1_200 * 4));
  const { epoch, seq } = (await room.watcher.call('/api/v1/boards/rally')).body;
  expect(headers.get('etag')).toBe(`"${epoch}-${seq}-ru"`);
  const english = await fetchCard(room.url, '?lang=en');
  expect(english.headers.get('etag')).toBe(`"${epoch}-${seq}-en"`);
  expect(english.bytes.equals(bytes)).toBe(false);
  // Whoever has it is sent nothing; whoever asks again has the same.
  const again = await fetchCard(room.url, '?lang=ru', { 'if-none-match': headers.get('etag') ?? '' });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  expect((await fetchCard(room.url, '?lang=ru')).bytes.equals(bytes)).toBe(true);
  await publish(room, { kind: 'arrest', op: 'add', count: 4 });
  const later = await fetchCard(room.url, '?lang=ru');
  expect([later.headers.get('etag'), later.bytes.equals(bytes)]).toEqual([
    `"${epoch}-${Number(seq) + 1}-ru"`,
    false,
  ]);
});

test('O98: no card of a draft or of nothing; a card of any name and of no number at all', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'draft', state: 'draft' },
  });
  expect((await room.watcher.call('/b/draft/card.png')).status).toBe(404);
  expect((await room.watcher.call('/b/none/card.png')).status).toBe(404);
  const own = await fetch(`${room.url}/b/draft/card.png`, { headers: { cookie: room.admin.cookie } });
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  for (const title of ['<&"\'>', '游行 – مسيرة – მარში', 'W'.repeat(120), 'a b '.repeat(40)]) {
    await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { title, nature: 'simulated' } });
    expect(readPng((await fetchCard(room.url)).bytes).isWhole).toBe(true);
  }
});

test('O99: a page of a board says where its card is, and what holds now, where its address is known', async () => {
  const publicUrl = 'https://tocsin.example';
  const room = await openRoom({}, { publicUrl });
  const [id] = await publish(room, { kind: 'arrest', op: 'total', count: 1_798, text: 'In all' });
  const headers = { host: 'tocsin.example' };
  for (const path of ['/b/rally', '/b/rally/places', `/b/rally/e/${id}`]) {
    const html = await (await fetch(`${room.url}${path}?lang=en`, { headers })).text();
    expect(html).toContain(`<meta property="og:image" content="${publicUrl}/b/rally/card.png?lang=en">`);
    expect(html).toContain(
      '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">',
    );
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image">');
  }
  const html = await (await fetch(`${room.url}/b/rally?lang=en`, { headers })).text();
  expect(html).toMatch(/<meta property="og:description" content="[^"]*1,798/);
  expect(await (await fetch(`${room.url}/`, { headers })).text()).toContain('og:title');
  const unknown = await openRoom();
  expect(await (await fetch(`${unknown.url}/b/rally`)).text()).not.toContain('og:image');
});
