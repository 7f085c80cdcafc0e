import { expect, test } from 'vitest';
import { applyTick } from '../../shared/merge.ts';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';
import { openMuteSocket } from '../support/mute-socket.ts';
import { BOARD, connect, emit, openRoom } from '../support/server-room.ts';

const news = (text: string) => ({ kind: 'update', text });

test('P13: a watcher is answered with the snapshot, and each tick carries it on until it unwatches', async () => {
  const { url, admin, watcher } = await openRoom();
  const socket = await connect(url);
  const ticks: Tick[] = [];
  socket.on('tick', (tick: Tick) => ticks.push(tick));
  const { status, body } = await emit(socket, 'watch', { board: 'rally' });
  expect(status).toBe(200);
  const { body: read } = await watcher.call<Snapshot>('/api/v1/boards/rally');
  expect(body).toEqual(read);

  const heard = new Promise((resolve) => socket.once('tick', resolve));
  await admin.post([news('One'), news('Two'), { kind: 'arrest', op: 'add', count: 3, place: 'kazan' }]);
  await heard;
  let snapshot = read;
  for (const tick of ticks) {
    const applied = applyTick(snapshot, tick);
    if (typeof applied === 'object') snapshot = applied.snapshot;
  }
  expect(snapshot).toEqual((await watcher.call('/api/v1/boards/rally')).body);
  expect(snapshot).toMatchObject({ seq: 4, headline: { arrest: { best: 3 } } });

  expect((await emit(socket, 'unwatch', { board: 'rally' })).status).toBe(200);
  const before = ticks.length;
  const other = await connect(url);
  await emit(other, 'watch', { board: 'rally' });
  const next = new Promise((resolve) => other.once('tick', resolve));
  await admin.post(news('Three'));
  await next;
  await emit(socket, 'unwatch', { board: 'rally' });
  expect(ticks).toHaveLength(before);
});

test('P14: whoever asks with epoch and seq gets one merged tick, with another epoch the snapshot', async () => {
  const { url, admin } = await openRoom({}, { tickMs: 10 });
  // Large enough for a tick to be the smaller answer.
  const places = Array.from({ length: 200 }, (_, index) => ({ id: `p${index}`, name: `Place ${index}` }));
  await admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'large', places } });
  const socket = await connect(url);
  const first = (await emit(socket, 'watch', { board: 'large' })).body as Snapshot;
  const heard = new Promise((resolve) => socket.once('tick', resolve));
  await admin.post([news('One'), { kind: 'arrest', op: 'add', count: 3, place: 'p7' }], 'large');
  await heard;
  const since = { board: 'large', epoch: first.epoch, since: first.seq };
  const tick = (await emit(socket, 'watch', since)).body as Tick;
  expect(tick).toMatchObject({ board: 'large', from: 1, to: 3, places: [{ id: 'p7', arrest: { best: 3 } }] });
  const snapshot = (await emit(socket, 'watch', { ...since, epoch: 'another' })).body as Snapshot;
  expect(applyTick(first, tick)).toEqual({ snapshot });
  expect((await emit(socket, 'watch', { ...since, since: 99 })).body).toEqual(snapshot);
});

test('P17: entries posted over /desk are acknowledged as REST would answer them', async () => {
  const { url, admin, watcher } = await openRoom();
  const socket = await connect(url, { namespace: '/desk', cookie: admin.cookie });
  const entry = { ...news('One'), id: crypto.randomUUID() };
  const first = await emit(socket, 'post', { board: 'rally', entries: [entry] });
  expect(first).toMatchObject({ status: 201, body: { entries: [{ id: entry.id, seq: 2, version: 1 }] } });
  expect(await emit(socket, 'post', { board: 'rally', entries: [entry] })).toEqual({ ...first, status: 200 });
  const { status, body } = await admin.post(entry);
  expect({ status, body }).toEqual({ ...first, status: 200 });
  const other = await emit(socket, 'post', { board: 'rally', entries: [{ ...entry, text: 'Two' }] });
  expect(other).toMatchObject({ status: 409, body: { type: '/problems/conflict' } });
  expect((await watcher.call<Snapshot>('/api/v1/boards/rally/entries')).body).toMatchObject({ next: null });
});

test('P18: on /desk an operator watches a draft; a board that becomes one again ends all other watching', async () => {
  const { url, admin, join } = await openRoom();
  await admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'other' } });
  const elsewhere = await join('Else', 'editor', ['other']);
  const operator = await connect(url, { namespace: '/desk', cookie: admin.cookie });
  const guest = await connect(url, { namespace: '/desk', cookie: elsewhere.cookie });
  const watcher = await connect(url);
  const seen: Tick[] = [];
  for (const socket of [guest, watcher]) socket.on('tick', (tick: Tick) => seen.push(tick));
  for (const socket of [operator, guest, watcher]) await emit(socket, 'watch', { board: 'rally' });
  const hear = () => new Promise((resolve) => operator.once('tick', resolve));
  const first = Promise.all([hear(), new Promise((resolve) => guest.once('tick', resolve))]);
  await admin.post(news('For everybody'));
  await first;
  const shown = seen.length;
  const hidden = hear();
  await admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { state: 'draft' } });
  await hidden;
  const secret = hear();
  await admin.post(news('Not yet'));
  await secret;
  for (const socket of [guest, watcher])
    expect((await emit(socket, 'watch', { board: 'rally' })).status).toBe(404);
  expect((await emit(operator, 'watch', { board: 'rally' })).status).toBe(200);
  expect(seen).toHaveLength(shown);
});

test('S53: /desk is entered with a session and from this very site alone', async () => {
  const { url, admin } = await openRoom();
  const { cookie } = admin;
  const { host } = new URL(url);
  const enter = (headers: Record<string, string>, withCookie = true) =>
    connect(url, { namespace: '/desk', headers, ...(withCookie && { cookie }) }).then(
      () => 'entered',
      (error: { data?: { status?: number } }) => error.data?.status,
    );
  expect(await enter({ origin: `http://${host}` })).toBe('entered');
  expect(await enter({})).toBe('entered');
  expect(await enter({ 'sec-fetch-site': 'same-origin' })).toBe('entered');
  expect(await enter({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await enter({ origin: 'https://evil.example' })).toBe(403);
  expect(await enter({ origin: `http://${host}.evil.example` })).toBe(403);
  expect(await enter({ origin: 'null' })).toBe(403);
  expect(await enter({ origin: `http://${host}` }, false)).toBe(401);
});

test('S144: who is not let onto /desk is told what any refusal tells, and nothing of how it was made', async () => {
  const { url, watcher } = await openRoom();
  const told = await connect(url, { namespace: '/desk' }).catch((error: { data?: unknown }) => error.data);
  const { status, body } = await watcher.call('/api/v1/invites', {
    method: 'POST',
    body: { boards: ['*'], role: 'editor' },
  });
  expect(told).toEqual({ status, body });
});

test('S54: watching is open to every origin, by either transport, and takes no notice of cookies', async () => {
  const { url, admin } = await openRoom();
  await admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'draft', state: 'draft' } });
  for (const transport of ['websocket', 'polling'] as const) {
    const headers = { origin: 'https://news.example' };
    const socket = await connect(url, { headers, cookie: admin.cookie, transports: [transport] });
    expect((await emit(socket, 'watch', { board: 'rally' })).status).toBe(200);
    expect((await emit(socket, 'watch', { board: 'draft' })).status).toBe(404);
  }
  const handshake = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
    headers: { origin: 'https://news.example' },
  });
  expect(handshake.headers.get('access-control-allow-origin')).toBe('*');
  expect(handshake.headers.get('access-control-allow-credentials')).toBeNull();
  expect(handshake.headers.getSetCookie()).toEqual([]);
  await handshake.text();
});

test('S62: whoever asks again and again without reading the answers is cut off', async () => {
  const { url, admin } = await openRoom({ fanout: { mostBytes: 200_000 } });
  await admin.post(Array.from({ length: 20 }, () => news('ж'.repeat(2_000))));
  const asking = Array.from({ length: 2_000 }, (_, id) => `42${id}["watch",{"board":"rally"}]`);
  const mute = await openMuteSocket(url, asking);
  const closed = new Promise((resolve) => mute.once('close', resolve));
  mute.on('error', () => {});
  const socket = await connect(url);
  // While it is not read, the end of a connection shows by writing to it.
  const timer = setInterval(() => mute.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0])), 5);
  await closed;
  clearInterval(timer);
  expect((await emit(socket, 'watch', { board: 'rally' })).status).toBe(200);
});
