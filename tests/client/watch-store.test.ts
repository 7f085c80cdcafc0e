import { expect, test } from 'vitest';
import { createApi } from '../../client/net/api.ts';
import { readOlder } from '../../client/net/read-older.ts';
import { createServerClock } from '../../client/net/server-clock.ts';
import { createBoardStore } from '../../client/stores/board-store.ts';
import type { Tick } from '../../shared/snapshot.ts';
import { inventedSnapshot } from '../support/fixtures/invented-board.ts';

const { epoch, at, head, seq } = inventedSnapshot;
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
  const store = createBoardStore();
  expect([store.position(), store.receive(tick(0, 1))]).toEqual([undefined, 'gap']);
  expect(store.receive(inventedSnapshot)).toBe('applied');
  expect(store.position()).toEqual({ epoch, since: seq });
  expect(store.receive(tick(seq, seq))).toBe('skipped');
  expect(store.receive(tick(seq + 1, seq + 2))).toBe('gap');
  expect(store.receive(tick(seq, seq + 1, { head: 'next' }))).toBe('applied');
  expect(store.snapshot.value?.head).toBe('next');
});

test('W15: a snapshot that was overtaken does not take the page back, but one of another epoch replaces it', () => {
  const store = createBoardStore(inventedSnapshot);
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
  const problem = { type: 'about:blank', title: 'Too many requests', status: 429, detail: 'Wait.' };
  const refusal = json(problem, { status: 429, headers: { 'retry-after': '7' } }, 'application/problem+json');
  expect(await createApi(answering(json({ ok: 1 }, { status: 201 }))).call('/a')).toEqual({
    is: 'answered',
    status: 201,
    body: { ok: 1 },
  });
  expect(await createApi(answering(refusal)).call('/a')).toEqual({
    is: 'refused',
    status: 429,
    problem,
    retryAfter: 7,
  });
  expect(await createApi(answering(new TypeError('no network'))).call('/a')).toEqual({ is: 'unreachable' });
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
    expect(await api.call('/a')).toEqual({ is: 'unreachable' });
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

test('W38: older posts come as they hold now, a step at a time, to the beginning', async () => {
  // 1,200 lines; every tenth is a post. The ledger's lines say what was posted, the entry what holds.
  const lines = Array.from({ length: 1_200 }, (_, index) => ({
    seq: index + 1,
    id: `id-${index + 1}`,
    kind: index % 10 === 0 ? 'update' : 'registration',
    ...(index % 10 === 0 && { text: 'as posted' }),
  }));
  const request: typeof fetch = async (input) => {
    const { pathname, searchParams } = new URL(String(input), 'http://tocsin.example');
    if (!pathname.endsWith('/entries')) {
      const id = pathname.split('/').at(-1) ?? '';
      return json({ id, kind: 'update', text: 'as it holds now', seq: Number(id.slice(3)) });
    }
    const [after, before] = ['after', 'before'].map((name) => Number(searchParams.get(name)));
    return json({ entries: lines.filter((line) => line.seq > (after ?? 0) && line.seq < (before ?? 0)) });
  };
  const seen = new Set(['id-1191']);
  const posts = readOlder({ api: createApi(request), slug: 'b', seq: 1_200, has: (id) => seen.has(id) });
  let steps = 0;
  for (let page = await posts.step(); page; page = page.isAll ? undefined : await posts.step()) {
    steps++;
    for (const { id, text } of page.rows) {
      expect(seen.has(id) ? 'seen before' : text).toBe('as it holds now');
      seen.add(id);
    }
  }
  expect([seen.size, steps]).toEqual([120, 6]);
});

test('W38: a step that got no answer is tried again from where it was', async () => {
  let isDown = true;
  const request: typeof fetch = async (input) => {
    if (isDown) throw new TypeError('no network');
    if (String(input).includes('/entries?'))
      return json({ entries: [{ seq: 1, id: 'a', kind: 'update', text: 'x' }] });
    return json({ id: 'a', kind: 'update', text: 'x' });
  };
  const posts = readOlder({ api: createApi(request), slug: 'b', seq: 1, has: () => false });
  expect(await posts.step()).toBeUndefined();
  isDown = false;
  expect(await posts.step()).toMatchObject({ rows: [{ id: 'a' }], isAll: true });
});

test('W38: an older post that is corrected later is shown corrected', async () => {
  const lines = [
    { seq: 8, id: 'c', kind: 'correction', target: 'shown', set: { text: 'better' } },
    { seq: 9, id: 'd', kind: 'retraction', target: 'elsewhere' },
  ];
  const asked: string[] = [];
  const request: typeof fetch = async (input) => {
    const { pathname, searchParams } = new URL(String(input), 'http://tocsin.example');
    asked.push(pathname);
    if (pathname.endsWith('/shown')) return json({ id: 'shown', kind: 'update', text: 'better' });
    return json({ entries: lines.filter(({ seq: at }) => at > Number(searchParams.get('after'))) });
  };
  const posts = readOlder({ api: createApi(request), slug: 'b', seq: 7, has: () => false });
  expect(await posts.renew(new Set(['shown']))).toEqual([{ id: 'shown', kind: 'update', text: 'better' }]);
  expect(await posts.renew(new Set(['shown']))).toEqual([]);
  expect(asked.filter((path) => !path.endsWith('/entries'))).toEqual(['/api/v1/boards/b/entries/shown']);
});
