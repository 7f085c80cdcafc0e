import { expect, test } from 'vitest';
import { createBoardStore } from '../../../client/board/board-store.ts';
import { createApi } from '../../../client/net/api.ts';
import { createServerClock } from '../../../client/net/server-clock.ts';
import { readOlder } from '../../../client/watch/feed/read-older.ts';
import { applyTick } from '../../../shared/merge.ts';
import type { FeedRow, Tick } from '../../../shared/snapshot.ts';
import { formatInstant } from '../../../shared/time.ts';
import { inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const { epoch, at, head, seq } = inventedSnapshot;
const MINUTE = 60_000;
const tick = (from: number, to: number, change: Partial<Tick> = {}): Tick => ({
  board: 'invented-rallies',
  epoch,
  from,
  to,
  at,
  head,
  ...change,
});

test('W15: the store applies what follows, skips what it has, and asks where something is missing', () => {
  const store = createBoardStore(applyTick);
  expect([store.position(), store.receive(tick(0, 1))]).toEqual([undefined, 'gap']);
  expect(store.receive(inventedSnapshot)).toBe('applied');
  expect(store.position()).toEqual({ epoch, since: seq });
  expect(store.receive(tick(seq, seq))).toBe('skipped');
  expect(store.receive(tick(seq + 1, seq + 2))).toBe('gap');
  expect(store.receive(tick(seq, seq + 1, { head: 'next' }))).toBe('applied');
  expect(store.snapshot.value?.head).toBe('next');
});

test('W15: a snapshot that was overtaken does not take the page back, but one of another epoch replaces it', () => {
  const store = createBoardStore(applyTick, inventedSnapshot);
  expect(store.receive({ ...inventedSnapshot, seq: seq - 5 })).toBe('skipped');
  expect(store.receive({ ...inventedSnapshot, seq: 3, epoch: 'restored' })).toBe('applied');
  expect(store.position()).toEqual({ epoch: 'restored', since: 3 });
});

const json = (body: unknown, init: ResponseInit = {}, type = 'application/json') =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': type, ...init.headers } });
const answering =
  (response: Response | Error): typeof fetch =>
  async () => {
    if (response instanceof Error) throw response;
    return response;
  };

test('W16: an answer, a refusal and a lost network are three values', async () => {
  const problem = {
    type: '/problems/too-many',
    title: 'Too many',
    status: 429,
    detail: 'Wait.',
    retryAfter: 7,
  };
  const refusal = json(problem, { status: 429 }, 'application/problem+json');
  expect(await createApi(answering(json({ ok: 1 }, { status: 201 }))).call('alive')).toEqual({
    is: 'answered',
    status: 201,
    body: { ok: 1 },
  });
  expect(await createApi(answering(refusal)).call('alive')).toEqual({
    is: 'refused',
    status: 429,
    problem,
  });
  expect(await createApi(answering(new TypeError('no network'))).call('alive')).toEqual({
    is: 'unreachable',
  });
});

test('W16: what answers in the server’s place is not the server, and its clock is not believed', async () => {
  const read: unknown[] = [];
  const date = { date: 'Wed, 21 Apr 2021 23:00:00 GMT' };
  const portal = new Response('<h1>Log in</h1>', { headers: { 'content-type': 'text/html', ...date } });
  const gateway = json({}, { status: 502, headers: date });
  for (const response of [portal, gateway]) {
    const api = createApi(
      answering(response),
      () => 0,
      (reading) => read.push(reading),
    );
    expect(await api.call('alive')).toEqual({ is: 'unreachable' });
  }
  expect(read).toEqual([]);
});

test('W17: ages are told by the server’s clock, whatever the device’s says', () => {
  let device = 1_000_000_000_000;
  const clock = createServerClock(() => device);
  clock.read({ date: device + 500, asked: device - 100, came: device + 100 });
  expect(clock.now()).toBe(device);
  clock.read({ date: device + 3_600_000, asked: device - 100, came: device + 100 });
  device += 1_000;
  expect(Math.abs(clock.now() - device - 3_600_000)).toBeLessThanOrEqual(1_000);
  clock.pass(device + 9_000_000);
  expect(clock.now()).toBe(device + 9_000_000);
});

const row = (seq: number): FeedRow => ({
  ...{ id: `id-${seq}`, seq, kind: 'update', claimant: 'desk', status: 'reported', version: 1 },
  ...{ asOf: formatInstant(MINUTE * seq), at: formatInstant(MINUTE * seq), text: `Post ${seq}` },
});

/** A server with so many posts, one a minute, which counts what it is asked. */
function serveFeed(most: number) {
  const server = { isDown: false, asked: 0, text: undefined as string | undefined };
  const request: typeof fetch = async (input) => {
    if (server.isDown) throw new TypeError('no network');
    server.asked++;
    const query = new URL(String(input), 'http://tocsin.example').searchParams;
    const from = Number(query.get('seq')) - 1;
    const seqs = Array.from({ length: Math.min(from, most, Number(query.get('limit'))) }, (_, i) => from - i);
    return json({ feed: seqs.map((seq) => ({ ...row(seq), ...(server.text && { text: server.text }) })) });
  };
  return { server, posts: readOlder(createApi(request), 'b') };
}

test('W38: older posts come twenty at a time, to the beginning', async () => {
  const { posts } = serveFeed(120);
  const seen: number[] = [];
  let last = row(101);
  for (;;) {
    const page = await posts.step(last);
    seen.push(...(page?.rows ?? []).map(({ seq: at }) => at));
    last = page?.rows.at(-1) ?? last;
    if (!page || page.isAll) break;
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => 100 - i));
});

test('W38: a step that got no answer is tried again from where it was', async () => {
  const { server, posts } = serveFeed(120);
  server.isDown = true;
  expect(await posts.step(row(2))).toBeUndefined();
  server.isDown = false;
  expect(await posts.step(row(2))).toEqual({ rows: [row(1)], isAll: true });
});

test('W38: older posts are read anew as they hold now, as far as they are shown and no further', async () => {
  const { server, posts } = serveFeed(1_000);
  server.text = 'better';
  const renewed = await posts.renew(row(301), row(100));
  expect(renewed?.map(({ seq: at }) => at)).toEqual(Array.from({ length: 201 }, (_, i) => 300 - i));
  expect(renewed?.every(({ text }) => text === 'better')).toBe(true);
  expect(server.asked).toBe(3);
});
