import { expect, test } from 'vitest';
import type { RouteName } from '../../shared/paths.ts';
import { ROUTES } from '../../shared/protocol.ts';
import { BOARD, connect, emit, openRoom } from '../support/server-room.ts';

const post = { kind: 'arrest', op: 'add', count: 3, place: 'omsk', text: 'Three.' };

/** For each route what to send, or that it says nothing of a board. A new route does not compile until it is here. */
const ASKED: Record<RouteName, { query?: string; body?: unknown } | 'no board' | 'no JSON' | 'list'> = {
  listBoards: 'list',
  makeBoard: { body: { ...BOARD, slug: 'replayed', nature: 'replay' } },
  snapshot: { query: '?lang=ru' },
  changeBoard: { body: { summary: 'Changed' } },
  changes: { query: '?since=0&epoch=none' },
  listEntries: {},
  postEntries: { body: post },
  entry: {},
  feed: {},
  series: { query: '?kind=arrest' },
  claims: { query: '?kind=arrest' },
  recentPlaces: {},
  wave: { query: '?kind=arrest' },
  eraseText: { body: { reason: 'asked for' } },
  exportLines: 'no JSON',
  exportTable: 'no JSON',
  session: 'no board',
  signIn: 'no board',
  signOut: 'no board',
  invite: 'no board',
  join: 'no board',
  trustClock: 'no board',
  alive: 'no board',
  ready: 'no board',
};

/** What a snapshot says within its `board`, and every other answer of itself. */
function natureOf(body: Record<string, unknown>): unknown {
  return typeof body.board === 'object' ? (body.board as Record<string, unknown>).nature : body.nature;
}

test('P50: every JSON answer about a board says its nature, whatever the route', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { nature: 'replay' } });
  const { body } = await room.admin.post(post);
  const id = body.entries[0]?.id ?? '';
  const said: Record<string, unknown> = {};
  for (const [name, { method, path }] of Object.entries(ROUTES)) {
    const asked = ASKED[name as RouteName];
    if (typeof asked === 'string') continue;
    const address = path.replace(':slug', 'rally').replace(':id', id) + (asked.query ?? '');
    const reply = await room.admin.call(address, { method: method.toUpperCase(), body: asked.body });
    expect([name, reply.status < 300]).toEqual([name, true]);
    said[name] = natureOf(reply.body);
  }
  expect(new Set(Object.values(said))).toEqual(new Set(['replay']));
  const paths = Object.entries(ROUTES).filter(
    ([name, { path }]) => path.includes(':slug') && ASKED[name as RouteName] !== 'no JSON',
  );
  expect(Object.keys(said).sort()).toEqual(['makeBoard', ...paths.map(([name]) => name)].sort());
});

test('P50: so does a merged tick, each row of the list of boards, and what a socket is told of its post', async () => {
  const room = await openRoom();
  const { body: snapshot } = await room.watcher.call('/api/v1/boards/rally');
  await room.admin.post(post);
  await expect
    .poll(async () => (await room.watcher.call('/api/v1/boards/rally')).body.seq)
    .toBeGreaterThan(Number(snapshot.seq));
  const { body: tick } = await room.watcher.call(
    `/api/v1/boards/rally/changes?since=${snapshot.seq}&epoch=${snapshot.epoch}`,
  );
  expect(tick).toMatchObject({ nature: 'real', board: 'rally', from: snapshot.seq });
  const { body: list } = await room.watcher.call('/api/v1/boards');
  expect(list.boards).toMatchObject([{ nature: 'real' }]);
  const socket = await connect(room.url, { namespace: '/desk', cookie: room.admin.cookie });
  const answer = await emit(socket, 'post', { board: 'rally', entries: [post] });
  expect(answer).toMatchObject({ status: 201, body: { nature: 'real' } });
});

test('P50: a refusal is about no board', async () => {
  const room = await openRoom();
  const { body } = await room.watcher.call('/api/v1/boards/rally/claims?kind=update');
  expect(body).not.toHaveProperty('nature');
});
