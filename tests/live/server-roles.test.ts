import { expect, test } from 'vitest';
import type { RouteName } from '../../shared/paths.ts';
import type { EventName } from '../../shared/protocol.ts';
import { EVENTS, ROUTES } from '../../shared/protocol.ts';
import type { Access } from '../../shared/roles.ts';
import type { Caller, Room } from '../support/server-room.ts';
import { BOARD, connect, emit, openRoom } from '../support/server-room.ts';

type Who = 'anonymous' | 'editor elsewhere' | 'editor' | 'admin of the board' | 'admin';
type Verdict = 'let in' | 401 | 403 | 404;

const entry = { kind: 'update', text: 'News' };
/** What reaches the handler of each route and event. What it then answers is not the question here. */
const bodies: Partial<Record<RouteName | EventName, unknown>> = {
  makeBoard: { ...BOARD, slug: 'made' },
  changeBoard: { title: 'Changed' },
  postEntries: entry,
  eraseText: { reason: 'A name' },
  signIn: { name: 'Nobody', password: 'wrong password' },
  invite: { boards: ['*'], role: 'editor' },
  trustClock: { right: true },
  join: { invite: 'x'.repeat(43), name: 'Nobody', password: 'a long password' },
};
const queries: Partial<Record<RouteName, string>> = {
  changes: '?since=0&epoch=x',
  series: '?kind=arrest',
  claims: '?kind=arrest',
};
const everybody: Who[] = ['anonymous', 'editor elsewhere', 'editor', 'admin of the board', 'admin'];

/** The same rules as a table of their own, so that a slip in the server's does not go unseen. */
const expected: Record<Access, Record<Who, Verdict>> = {
  public: row('let in', 'let in', 'let in', 'let in'),
  own: row('let in', 'let in', 'let in', 'let in'),
  board: row('let in', 'let in', 'let in', 'let in'),
  'signed-in': row(401, 'let in', 'let in', 'let in'),
  editor: row(401, 403, 'let in', 'let in'),
  admin: row(401, 403, 403, 'let in'),
};
/** On a draft, which is not there for those who are not its operators. */
const onDraft: Partial<Record<Access, Record<Who, Verdict>>> = {
  board: row(404, 404, 'let in', 'let in'),
  editor: row(401, 404, 'let in', 'let in'),
  admin: row(401, 404, 403, 'let in'),
};

function row(anonymous: Verdict, elsewhere: Verdict, editor: Verdict, admin: Verdict): Record<Who, Verdict> {
  return { anonymous, 'editor elsewhere': elsewhere, editor, 'admin of the board': admin, admin };
}

async function openWithEverybody(): Promise<{ room: Room; people: Record<Who, Caller> }> {
  const room = await openRoom();
  for (const [slug, state] of [
    ['draft', 'draft'],
    ['other', 'live'],
  ]) {
    await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug, state } });
  }
  const people = {
    anonymous: room.watcher,
    'editor elsewhere': await room.join('Else', 'editor', ['other']),
    editor: await room.join('Ed', 'editor', ['rally', 'draft']),
    'admin of the board': await room.join('Ada', 'admin', ['rally', 'draft']),
    admin: room.admin,
  };
  return { room, people };
}

function judge(status: number, body: unknown): Verdict {
  const type = typeof body === 'object' && body && 'type' in body ? body.type : undefined;
  if (type === '/problems/signed-out') return 401;
  if (status === 403) return 403;
  return type === '/problems/no-board' ? 404 : 'let in';
}

/** `signOut` is left to S52: it would end the session that the next calls are tried with. */
const routeCases = Object.entries(ROUTES)
  .filter(([name]) => name !== 'signOut')
  .flatMap(([name, { method, path, access }]) =>
    (path.includes(':slug') ? ['rally', 'draft'] : ['']).flatMap((slug) =>
      everybody.map((who) => ({ name: name as RouteName, method, path, access, slug, who })),
    ),
  );
type RouteCase = (typeof routeCases)[number];

function expectOfRoute({ name, access, slug, who }: RouteCase): Verdict {
  // Whom an invite takes depends on the boards in its body: here all of them.
  if (name === 'invite' && who !== 'anonymous') return who === 'admin' ? 'let in' : 403;
  // An admin of one board is none where no board is named.
  if (slug === '' && access === 'admin' && who === 'admin of the board') return 403;
  return expectOn(slug, access)[who];
}

function expectOn(board: string, access: Access): Record<Who, Verdict> {
  return (board === 'draft' ? onDraft[access] : undefined) ?? expected[access];
}

test('S50: every route lets in those that its row of the protocol names, and nobody else', async () => {
  const { people } = await openWithEverybody();
  for (const routeCase of routeCases) {
    const { name, method, slug, who } = routeCase;
    const path = routeCase.path.replace(':slug', slug).replace(':id', crypto.randomUUID());
    const reply = await people[who].call(`${path}${queries[name] ?? ''}`, {
      method: method.toUpperCase(),
      body: bodies[name],
    });
    const verdict = judge(reply.status, reply.body);
    expect([name, slug, who, verdict]).toEqual([name, slug, who, expectOfRoute(routeCase)]);
  }
});

test('S12: an admin of a board invites to it and to no other, and cannot tell another’s draft from nothing', async () => {
  const { people } = await openWithEverybody();
  const invite = async (board: string) => {
    const body = { boards: [board], role: 'editor' };
    return (await people['admin of the board'].call('/api/v1/invites', { method: 'POST', body })).status;
  };
  expect(await Promise.all(['rally', 'other', 'nowhere', '*'].map(invite))).toEqual([201, 403, 403, 403]);
});

test('S50: whoever may not post is told so before a byte of the body is looked at', async () => {
  const { people } = await openWithEverybody();
  const post = async (who: Who) =>
    (await people[who].call('/api/v1/boards/rally/entries', { method: 'POST', raw: 'no JSON' })).status;
  expect(await Promise.all(everybody.map(post))).toEqual([401, 403, 400, 400, 400]);
});

const eventCases = Object.entries(EVENTS).flatMap(([name, row]) =>
  everybody
    .filter((who) => row.namespace === '/' || who !== 'anonymous')
    .flatMap((who) => ['rally', 'draft'].map((board) => ({ name, row, who, board }))),
);

test('S50: every event lets in those that its row of the protocol names, and nobody else', async () => {
  const { room, people } = await openWithEverybody();
  for (const { name, row, who, board } of eventCases) {
    const { namespace, event, access } = row;
    const socket = await connect(room.url, { namespace, cookie: people[who].cookie });
    const reply = await emit(socket, event, name === 'post' ? { board, entries: [entry] } : { board });
    socket.disconnect();
    // Watching takes no credentials: on `/` an operator is anybody.
    const verdict = expectOn(board, access)[namespace === '/' ? 'anonymous' : who];
    expect([name, board, who, judge(reply.status, reply.body)]).toEqual([name, board, who, verdict]);
  }
});

test('S51: a draft answers whoever is not its operator exactly as a board that is not there', async () => {
  const { people } = await openWithEverybody();
  const changing = new Set(['date']);
  for (const who of ['anonymous', 'editor elsewhere'] as const) {
    for (const path of ['', '/entries', '/claims?kind=arrest', `/entries/${crypto.randomUUID()}`]) {
      const [draft, none] = await Promise.all(
        ['draft', 'nowhere'].map((slug) => people[who].call(`/api/v1/boards/${slug}${path}`)),
      );
      expect(draft?.status).toBe(404);
      expect(draft?.body).toEqual(none?.body);
      const said = (headers?: Headers) => [...(headers ?? [])].filter(([name]) => !changing.has(name));
      expect(said(draft?.headers)).toEqual(said(none?.headers));
    }
    const { body } = await people[who].call<{ boards: { slug: string }[] }>('/api/v1/boards');
    expect(body.boards.map(({ slug }) => slug)).toEqual(['rally', 'other']);
  }
  const { body } = await people.editor.call<{ boards: { slug: string }[] }>('/api/v1/boards');
  expect(body.boards.map(({ slug }) => slug)).toContain('draft');
});

test('S52: a role counts as it is at this very event, also on a socket that is open', async () => {
  const { room, people } = await openWithEverybody();
  const socket = await connect(room.url, { namespace: '/desk', cookie: people.editor.cookie });
  expect((await emit(socket, 'post', { board: 'rally', entries: [entry] })).status).toBe(201);
  const ended = new Promise((resolve) => socket.once('disconnect', resolve));
  await people.editor.call('/api/v1/session', { method: 'DELETE' });
  await ended;
  expect((await people.editor.post(entry)).status).toBe(401);
  await expect(connect(room.url, { namespace: '/desk', cookie: people.editor.cookie })).rejects.toMatchObject(
    {
      data: { status: 401, body: { type: '/problems/signed-out' } },
    },
  );
});
