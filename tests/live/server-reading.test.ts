import { expect, test } from 'vitest';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';
import type { Caller } from '../support/server-room.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';

const board = '/api/v1/boards/rally';
const news = (text: string) => ({ kind: 'update', text });
const arrest = (count: number, place?: string) => ({
  kind: 'arrest',
  op: 'add',
  count,
  asOf: '2026-04-21T16:00:00.000Z',
  ...(place !== undefined && { place }),
});

/** A server whose snapshot shows what was posted. */
async function openWith(entries: unknown[]) {
  const room = await openRoom();
  const socket = await connect(room.url);
  await emit(socket, 'watch', { board: 'rally' });
  const heard = new Promise((resolve) => socket.once('tick', resolve));
  const { body } = await room.admin.post(entries);
  await heard;
  return { ...room, posted: body.entries };
}

const headersOf = (path: string, caller: Caller, headers: Record<string, string> = {}) =>
  caller.call(path, { headers });

test('P7: the snapshot says which it is, may be kept for a second, and is not sent to whoever has it', async () => {
  const { watcher } = await openWith([arrest(5, 'kazan')]);
  const { status, headers, body } = await watcher.call<Snapshot>(board);
  expect(status).toBe(200);
  const etag = headers.get('etag') ?? '';
  expect(etag).toBe(`"${body.epoch}-${body.seq}"`);
  expect(headers.get('cache-control')).toBe('public, max-age=1');
  expect(headers.get('vary')).toContain('Accept-Encoding');
  expect(Date.parse(headers.get('date') ?? '')).not.toBeNaN();
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await headersOf(board, watcher, { 'if-none-match': known });
    expect([known, again.status, again.body]).toEqual([known, 304, '']);
    expect(again.headers.get('etag')).toBe(etag);
  }
  expect((await headersOf(board, watcher, { 'if-none-match': '"other"' })).status).toBe(200);
});

test('P7: the list of boards has a validator of its own, which changes with any of them', async () => {
  const { watcher, admin } = await openWith([news('One')]);
  const first = await watcher.call('/api/v1/boards');
  expect(first.body).toMatchObject({ boards: [{ slug: 'rally', title: 'Rally', seq: 2 }] });
  const known = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await headersOf('/api/v1/boards', watcher, known)).status).toBe(304);
  await admin.call('/api/v1/boards', {
    method: 'POST',
    body: { slug: 'b', title: 'B', zone: 'UTC', state: 'live' },
  });
  expect((await headersOf('/api/v1/boards', watcher, known)).status).toBe(200);
});

test('P8: whoever takes gzip gets it, with the same content', async () => {
  const { url, watcher } = await openWith([arrest(5, 'kazan'), news('x'.repeat(1_500))]);
  for (const path of [board, `${board}/entries`, `${board}/changes?since=0&epoch=x`]) {
    const plain = await headersOf(path, watcher, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const packed = await headersOf(path, watcher, { 'accept-encoding': 'gzip' });
    expect([path, packed.headers.get('content-encoding')]).toEqual([path, 'gzip']);
    // What `fetch` unpacked is what was sent plain.
    expect(packed.body).toEqual(plain.body);
    const refused = await headersOf(path, watcher, { 'accept-encoding': 'gzip;q=0' });
    expect(refused.headers.get('content-encoding')).toBeNull();
  }
  const head = await fetch(`${url}${board}`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
  expect(head.status).toBe(200);
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1_000);
  expect(await head.text()).toBe('');
});

test('P9: entries come as they were posted, ascending, in pages; place and status select by what holds now', async () => {
  const first = { ...arrest(5, 'kazan'), id: crypto.randomUUID() };
  const { watcher, admin } = await openWith([first, arrest(7, 'omsk'), news('One'), news('Two')]);
  await admin.post({
    kind: 'correction',
    target: first.id,
    set: { place: 'omsk', count: 6 },
    reason: 'Omsk',
  });
  const list = async (query: string) => {
    const { body } = await watcher.call<{ entries: { seq: number }[]; next: number | null }>(
      `${board}/entries${query}`,
    );
    return { seqs: body.entries.map(({ seq }) => seq), next: body.next };
  };
  expect(await list('')).toEqual({ seqs: [1, 2, 3, 4, 5, 6], next: null });
  expect(await list('?limit=4')).toEqual({ seqs: [1, 2, 3, 4], next: 4 });
  expect(await list('?limit=4&after=4')).toEqual({ seqs: [5, 6], next: null });
  expect(await list('?after=1&before=4')).toEqual({ seqs: [2, 3], next: null });
  expect(await list('?kind=update&limit=1')).toEqual({ seqs: [4], next: 4 });
  expect(await list('?kind=correction')).toEqual({ seqs: [6], next: null });
  expect(await list('?place=omsk')).toEqual({ seqs: [2, 3], next: null });
  expect(await list('?place=kazan')).toEqual({ seqs: [], next: null });
  expect(await list('?status=confirmed')).toEqual({ seqs: [], next: null });
  const { body } = await watcher.call<{ entries: unknown[] }>(`${board}/entries?after=1&limit=1`);
  expect(body.entries).toEqual([
    {
      ...arrest(5, 'kazan'),
      count: 5,
      id: first.id,
      seq: 2,
      at: expect.any(String),
      claimant: 'desk',
      status: 'reported',
    },
  ]);
});

test('P10: an entry is shown as it holds now, with what changed it; an unknown id is not found', async () => {
  const { watcher, admin, posted } = await openWith([arrest(5, 'kazan')]);
  const [{ id } = { id: '' }] = posted;
  const change = { kind: 'correction', target: id, set: { count: 6 }, reason: 'A slip' };
  const { body: changed } = await admin.post(change);
  const path = `${board}/entries/${id}`;
  const { body } = await watcher.call(path);
  expect(body).toMatchObject({
    id,
    seq: 2,
    kind: 'arrest',
    count: 6,
    version: 2,
    corrected: { reason: 'A slip', was: { count: 5 } },
    history: [{ seq: 3, kind: 'correction', target: id, reason: 'A slip', set: { count: 6 } }],
  });
  expect(
    (await watcher.call(path.toUpperCase().replace('/API/V1/BOARDS/RALLY/ENTRIES', `${board}/entries`)))
      .status,
  ).toBe(200);
  const correction = await watcher.call(`${board}/entries/${changed.entries[0]?.id}`);
  expect(correction.body).toMatchObject({ seq: 3, kind: 'correction', history: [] });
  for (const unknown of [crypto.randomUUID(), 'x', '__proto__']) {
    const reply = await watcher.call(`${board}/entries/${unknown}`);
    expect([unknown, reply.status, reply.body.type]).toEqual([unknown, 404, '/problems/not-found']);
  }
});

test('P11: series and claims answer for a place or the whole board, and name what is too fine', async () => {
  const { watcher } = await openWith([
    arrest(5, 'kazan'),
    { ...arrest(9), op: 'total', claimant: 'ministry' },
  ]);
  const t = Date.parse('2026-04-21T16:00:00Z');
  const { body: series } = await watcher.call(
    `${board}/series?kind=arrest&place=kazan&from=${t}&to=${t + 120_000}&step=60`,
  );
  expect(series).toMatchObject({ kind: 'arrest', place: 'kazan', claimant: 'desk', step: 60, marks: [] });
  expect((series.points as unknown[]).at(-1)).toEqual([t, 5, 5, 5, null]);
  expect(
    (await watcher.call(`${board}/series?kind=arrest&from=${t}&to=${t + 5_000_000}&step=1`)).status,
  ).toBe(200);
  expect(
    (await watcher.call(`${board}/series?kind=arrest&from=${t}&to=${t + 5_001_000}&step=1`)).status,
  ).toBe(422);
  const { body: claims } = await watcher.call(`${board}/claims?kind=arrest`);
  expect(claims).toMatchObject({
    kind: 'arrest',
    place: null,
    policy: ['desk'],
    claims: [
      { claimant: 'ministry', best: 9 },
      { claimant: 'desk', best: 5 },
    ],
  });
});

test('P11: a step that is too fine by a few points is named, with one that is not', async () => {
  // 5,001 points of whole minutes, from 04:40 on: more than the points of a coarser series tell of.
  const [first, last] = ['2026-04-18T04:39:01Z', '2026-04-21T16:00:00Z'];
  const { watcher } = await openWith([
    { ...arrest(1, 'omsk'), asOf: first },
    { ...arrest(1, 'omsk'), asOf: last },
  ]);
  const tooFine = await watcher.call(`${board}/series?kind=arrest&place=omsk&step=60`);
  const least = Number(/at least (\d+) seconds/.exec(String(tooFine.body.detail))?.[1]);
  expect([tooFine.status, least]).toEqual([422, 61]);
  expect((await watcher.call(`${board}/series?kind=arrest&place=omsk&step=${least}`)).status).toBe(200);
});

test('P12: what is not there answers 404, a method that is not taken 405, and OPTIONS says which are', async () => {
  const { url, watcher } = await openRoom();
  for (const path of ['/api', '/api/v1/people/1', '/api/v2/boards', '/healthz/deep', `${board}/nothing`]) {
    const reply = await watcher.call(path);
    expect([path, reply.status, reply.body.type]).toEqual([path, 404, '/problems/not-found']);
  }
  const wrong = await watcher.call(`${board}/entries`, { method: 'PUT', body: {} });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  expect((await watcher.call(`${board}/entries/%zz`)).status).toBe(400);
  const options = await fetch(`${url}${board}/entries`, { method: 'OPTIONS' });
  expect(options.status).toBe(204);
  expect(options.headers.get('access-control-allow-origin')).toBe('*');
  expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
});

test('P19: the server says that it is alive, and whether its store serves', async () => {
  const { watcher } = await openRoom();
  expect(await watcher.call('/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } });
  expect(await watcher.call('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
});

test('T19: "still watching, nothing new" is told, without a number and without a row', async () => {
  const room = await openWith([arrest(5, 'kazan')]);
  const socket = await connect(room.url);
  const { body: before } = (await emit(socket, 'watch', { board: 'rally' })) as { body: Snapshot };
  const told = new Promise<Tick>((resolve) => socket.once('tick', resolve));
  const posted = await room.admin.post({ kind: 'checked', of: 'registration' });
  const [receipt] = posted.body.entries;
  const { checked, headline, feed, to } = await told;
  expect({ checked, headline, feed, to }).toEqual({
    checked: { ...before.checked, registration: receipt?.at },
    headline: undefined,
    feed: undefined,
    to: receipt?.seq,
  });
});

test('P90: page by page the feed has every post, in its order, whatever order it was posted in', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 3, 21, 12) - minute * 60_000).toISOString();
  // The newest first, with late ones and two of a minute among them.
  const minutes = [...Array.from({ length: 45 }, (_, index) => index), 30, 7, 7];
  const { watcher } = await openWith(minutes.map((minute) => ({ ...news(`m${minute}`), asOf: at(minute) })));
  const { feed } = (await watcher.call<Snapshot>(board)).body;
  const rows = [...feed];
  for (let isAll = false; !isAll; ) {
    const { asOf = '', seq = 0 } = rows.at(-1) ?? {};
    const page = await watcher.call<{ feed: Snapshot['feed'] }>(
      `${board}/feed?asOf=${asOf}&seq=${seq}&limit=7`,
    );
    rows.push(...page.body.feed);
    isAll = page.body.feed.length < 7;
  }
  expect(rows.map(({ text }) => text)).toEqual(
    minutes.toSorted((a, b) => a - b).map((minute) => `m${minute}`),
  );
  expect((await watcher.call(`${board}/feed`)).body).toMatchObject({ feed });
});

test.each([
  ['asOf=2026-04-21T12:00Z', '#'],
  ['seq=3', '#'],
  ['asOf=noon&seq=3', '#/asOf'],
  ['limit=101', '#/limit'],
])('P90: a page of the feed asked for by %s is refused by name', async (query, pointer) => {
  const { watcher } = await openRoom();
  const { status, body } = await watcher.call(`${board}/feed?${query}`);
  expect([status, body]).toMatchObject([422, { errors: [{ pointer }] }]);
});
