import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { mergeNaively } from '../support/naive-merge.ts';
import type { Json } from '../support/outside-client.ts';
import { add, minute, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();
const opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.disconnect();
});

async function connect(namespace = '/', headers: Record<string, string> = {}): Promise<Socket> {
  const socket = await server.connect(namespace, headers);
  opened.push(socket);
  return socket;
}

function emit(socket: Socket, event: string, ...body: unknown[]): Promise<Json> {
  return socket.timeout(5_000).emitWithAck(event, ...body);
}

/** Resolves with the first tick of that board that goes as far as `to`, and keeps all of them in `ticks`. */
function listen(socket: Socket, ticks: Json[]) {
  socket.on('tick', (tick: Json) => ticks.push(tick));
  return async (slug: string, to: number): Promise<void> => {
    const isThere = () => ticks.some((tick) => tick.board === slug && tick.to >= to);
    while (!isThere()) await new Promise((resolve) => socket.once('tick', resolve));
  };
}

test('O16: who watches gets the snapshot, and then ticks that follow one another without a gap', async () => {
  const slug = await server.makeBoard();
  await server.publish(
    slug,
    Array.from({ length: 25 }, (_, n) => update(`News ${n}`, { asOf: minute(n) })),
  );
  const socket = await connect();
  const ticks: Json[] = [];
  const until = listen(socket, ticks);
  const { status, body } = await emit(socket, 'watch', { board: slug });
  expect([status, body.seq, body.board.slug]).toEqual([200, 26, slug]);
  expect(body).toEqual(await server.snapshot(slug));

  const posted = await server.publish(slug, [
    total(400, { place: 'kazan', status: 'confirmed' }),
    add(12, { place: 'omsk', text: 'Twelve', asOf: minute(40) }),
    total(900, { claimant: 'ministry' }),
    total(3, { claimant: 'gone' }),
  ]);
  await server.publish(slug, [
    { kind: 'correction', target: posted[0].id, set: { asOf: minute(600), place: null }, reason: 'x' },
    { kind: 'retraction', target: posted[3].id, reason: 'x' },
    { kind: 'status', target: posted[1].id, status: 'disputed' },
  ]);
  await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { policy: { arrest: ['ministry'] } });
  await until(slug, 34);
  let merged = body;
  for (const tick of ticks) {
    expect(tick).toMatchObject({ board: slug, epoch: body.epoch, from: merged.seq });
    // The tick twice: a repeat is harmless.
    merged = mergeNaively(mergeNaively(merged, tick), tick);
  }
  expect(merged).toEqual(await server.snapshot(slug));
});

test('O16: who comes back with `since` gets one merged tick, who is of another epoch the snapshot', async () => {
  const slug = await server.makeBoard();
  await server.publish(
    slug,
    Array.from({ length: 60 }, (_, n) => update(`News of the evening, number ${n}`)),
  );
  const before = await server.snapshot(slug);
  await server.publish(slug, [add(5, { place: 'kazan' }), update('Newest', { asOf: minute(9) })]);
  const present = await server.snapshot(slug);
  const socket = await connect();
  const { epoch } = present;
  const again = await emit(socket, 'watch', { board: slug, epoch, since: before.seq });
  expect(again).toMatchObject({ status: 200, body: { board: slug, from: before.seq, to: present.seq } });
  expect(mergeNaively(before, again.body)).toEqual(present);
  for (const other of [
    { epoch: crypto.randomUUID(), since: before.seq },
    { epoch, since: 9_999 },
  ]) {
    expect(await emit(socket, 'watch', { board: slug, ...other })).toEqual({ status: 200, body: present });
  }
});

test('O16: a quiet board sends beats, and after `unwatch` nothing comes', async () => {
  const since = Date.now();
  const [left, kept] = [await server.makeBoard(), await server.makeBoard()];
  const socket = await connect();
  const ticks: Json[] = [];
  socket.on('tick', (tick: Json) => ticks.push(tick));
  for (const board of [left, kept]) await emit(socket, 'watch', { board });
  expect((await emit(socket, 'unwatch', { board: left })).status).toBeLessThan(300);
  const beat = await new Promise<Json>((resolve) => socket.once('tick', resolve));
  expect(Date.now() - since).toBeGreaterThan(3_500);
  expect(beat).toMatchObject({ board: kept, from: 1, to: 1 });
  for (const key of ['headline', 'claims', 'places', 'series', 'feed']) expect(beat).not.toHaveProperty(key);
  await server.publish(left, update('Unheard'));
  await server.publish(kept, update('Heard'));
  while (ticks.at(-1)?.to !== 2) await new Promise((resolve) => socket.once('tick', resolve));
  expect(ticks.map(({ board }) => board)).not.toContain(left);
});

test('O16: ticks come by long polling too', async () => {
  const slug = await server.makeBoard();
  const socket = io(server.url, { transports: ['polling'], forceNew: true, reconnection: false });
  opened.push(socket);
  expect((await emit(socket, 'watch', { board: slug })).body.seq).toBe(1);
  const heard = new Promise<Json>((resolve) => socket.once('tick', resolve));
  await server.publish(slug, add(5));
  expect(await heard).toMatchObject({ board: slug, from: 1, to: 2, headline: { arrest: { best: 5 } } });
});

test('O17: the desk takes posts from who is signed in, and answers as REST does', async () => {
  const slug = await server.makeBoard();
  const desk = await connect('/desk', { cookie: server.admin.cookie });
  const id = crypto.randomUUID();
  const posted = await emit(desk, 'post', { board: slug, entries: [add(5, { id })] });
  expect(posted).toMatchObject({
    status: 201,
    body: { entries: [{ id, seq: 2, version: 1, state: 'published' }] },
  });
  const again = await emit(desk, 'post', { board: slug, entries: [add(5, { id })] });
  expect(again).toEqual({ status: 200, body: posted.body });
  expect((await server.admin.post(slug, [add(5, { id })])).json).toEqual(posted.body);
  expect((await emit(desk, 'post', { board: slug, entries: [add(6, { id })] })).status).toBe(409);
  expect((await emit(desk, 'post', { board: slug, entries: [] })).status).toBe(422);
  expect((await emit(desk, 'post', { board: 'nowhere', entries: [add(1)] })).status).toBe(404);
  const wrong = await emit(desk, 'post', { board: slug, entries: [add(-1)] });
  expect([wrong.status, wrong.body.status]).toEqual([422, 422]);
  expect(wrong.body.errors[0].pointer).toContain('/count');

  const elsewhere = await server.invite('Elsewhere', 'editor', [await server.makeBoard()]);
  const other = await connect('/desk', { cookie: elsewhere.cookie });
  expect((await emit(other, 'post', { board: slug, entries: [add(1)] })).status).toBe(403);
});

test('O17: the desk opens to no stranger, to no other origin, and closes when its session ends', async () => {
  const { cookie } = server.admin;
  await expect(connect('/desk')).rejects.toThrow();
  await expect(connect('/desk', { cookie, origin: 'https://evil.example' })).rejects.toThrow();
  await expect(connect('/desk', { cookie: 'tocsin_session=x' })).rejects.toThrow();
  await connect('/', { origin: 'https://paper.example' });
  await connect('/desk', { cookie, origin: server.url });

  const slug = await server.makeBoard();
  const leaver = await server.invite('Leaver', 'editor', [slug]);
  const desk = await connect('/desk', { cookie: leaver.cookie });
  const closed = new Promise((resolve) => desk.once('disconnect', resolve));
  await leaver.send('DELETE', '/api/v1/session', {});
  await closed;
  await expect(connect('/desk', { cookie: leaver.cookie })).rejects.toThrow();
});

test('O17: events that are wrong are answered or ignored, and the server goes on', async () => {
  const slug = await server.makeBoard();
  const socket = await connect();
  for (const body of [
    undefined,
    null,
    5,
    'x',
    [],
    {},
    { board: 5 },
    { board: slug, since: -1 },
    { board: slug, x: 1 },
  ]) {
    const { status, body: problem } = await emit(socket, 'watch', body);
    expect([body, status]).toEqual([body, 422]);
    expect(problem).toMatchObject({ status: 422, errors: [{ detail: expect.stringContaining('take') }] });
  }
  expect((await emit(socket, 'watch', { board: 'nowhere' })).status).toBe(404);
  for (const event of ['watch', 'unwatch', 'post', 'nonsense', '__proto__', 'constructor']) {
    socket.emit(event);
    socket.emit(event, { board: slug }, 'no function');
    socket.emit(event, { board: slug, deep: JSON.parse('['.repeat(50) + ']'.repeat(50)) });
  }
  expect((await emit(socket, 'watch', { board: slug })).status).toBe(200);
  const large = await connect();
  const dropped = new Promise((resolve) => large.once('disconnect', resolve));
  large.emit('watch', { board: 'x'.repeat(70_000) });
  await dropped;
  expect((await server.watcher.ask('/healthz')).status).toBe(200);
});
