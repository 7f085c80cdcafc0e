import { expect, test } from 'vitest';
import { clockOf } from '../support/fake-time.ts';
import { ADMIN, connect, createCaller, emit, openRoom, readCookies, signIn } from '../support/server-room.ts';

const news = { kind: 'update', text: 'News' };
const entries = '/api/v1/boards/rally/entries';

test('S55: what changes something comes from this server alone; without an Origin it must be JSON', async () => {
  const { url, admin } = await openRoom();
  const { host } = new URL(url);
  const post = async (headers: Record<string, string>) =>
    (await admin.call(entries, { method: 'POST', body: news, headers })).status;
  expect(await post({ origin: `http://${host}` })).toBe(201);
  expect(await post({})).toBe(201);
  for (const origin of [
    'https://evil.example',
    'null',
    `http://${host}.evil.example`,
    'http://127.0.0.1',
    '',
  ]) {
    expect([origin, await post({ origin })]).toEqual([origin, 403]);
  }
  expect(await post({ 'content-type': 'text/plain' })).toBe(415);
  const signOut = async (headers: Record<string, string>) =>
    (await admin.call('/api/v1/session', { method: 'DELETE', headers })).status;
  expect(await signOut({ 'content-type': 'text/plain' })).toBe(403);
  expect(await signOut({ origin: 'https://evil.example' })).toBe(403);
  expect((await admin.call('/api/v1/session')).status).toBe(200);
  const untyped = await fetch(new URL('/api/v1/session', url), {
    method: 'DELETE',
    headers: { cookie: admin.cookie },
  });
  expect(untyped.status).toBe(204);
});

test('S55: where PUBLIC_URL is set, its origin is the one that counts', async () => {
  const publicUrl = 'https://tocsin.example';
  const { url, admin } = await openRoom({}, { publicUrl });
  const secure = admin.cookie;
  const post = async (origin: string) =>
    (await createCaller(url, secure).call(entries, { method: 'POST', body: news, headers: { origin } }))
      .status;
  expect(await post(publicUrl)).toBe(201);
  expect(await post(new URL(url).origin)).toBe(403);
  expect(await post('http://tocsin.example')).toBe(403);
});

test('S56: the session is a cookie that no script and no other site can use', async () => {
  const { url } = await openRoom();
  const signedIn = await createCaller(url, '').call('/api/v1/session', { method: 'POST', body: ADMIN });
  const [session, device] = signedIn.headers.getSetCookie();
  expect(session).toMatch(/^tocsin_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(device).toMatch(/^tocsin_device=[\w.-]+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict$/);
  const ended = await (await signIn(url, ADMIN)).call('/api/v1/session', { method: 'DELETE' });
  expect(ended.headers.getSetCookie()).toEqual([
    'tocsin_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
  ]);
});

test('S56: behind https the cookies are Secure and bound to the host, and browsers are told to stay', async () => {
  const { url, watcher } = await openRoom({}, { publicUrl: 'https://tocsin.example' });
  const { headers } = await createCaller(url, '').call('/api/v1/session', { method: 'POST', body: ADMIN });
  for (const cookie of headers.getSetCookie())
    expect(cookie).toMatch(/^__Host-tocsin_\w+=.+; Path=\/; .*; Secure$/);
  expect((await createCaller(url, readCookies(headers)).call('/api/v1/session')).status).toBe(200);
  const { headers: public_ } = await watcher.call('/api/v1/boards');
  expect(public_.get('strict-transport-security')).toBe('max-age=31536000');
});

test('S57: watchers get no cookie', async () => {
  const { url } = await openRoom();
  const paths = ['/', '/b/rally', '/desk', '/nowhere', '/api/v1/boards', '/api/v1/boards/rally', entries];
  for (const path of [...paths, '/api/v1/session', '/healthz', '/socket.io/?EIO=4&transport=polling']) {
    const response = await fetch(`${url}${path}`);
    await response.arrayBuffer();
    expect([path, response.headers.getSetCookie()]).toEqual([path, []]);
  }
});

test('S58: even at its finest the log has no path, query, agent, address or cookie of a watcher', async () => {
  const room = await openRoom({}, { logLevel: 'trace', trustProxy: 1 });
  const marked = (name: string) => `marker-${name}`;
  const headers = {
    'user-agent': marked('agent'),
    referer: `https://${marked('referrer')}.example/`,
    'x-forwarded-for': '203.0.113.77',
    cookie: `tocsin_session=${marked('session')}`,
  };
  const paths = ['/b/', '/api/v1/boards/', `${entries}?kind=`, `${entries}/`, '/desk/', '/assets/'];
  for (const path of [...paths, '/b/rally?x=', '/%zz?', '/api/v1/boards/rally/series?kind=arrest&step=']) {
    await room.watcher.call(`${path}${marked('path')}`, { headers });
  }
  await room.watcher.call(entries, { method: 'POST', raw: marked('body'), headers });
  await room.watcher.call('/api/v1/session', {
    method: 'POST',
    body: { name: marked('name'), password: marked('pw') },
    headers,
  });
  const socket = await connect(room.url, { headers });
  await emit(socket, 'watch', { board: 'rally', [marked('field')]: 1 });
  await emit(socket, marked('event'), {});
  socket.disconnect();
  const log = room.logged.join('\n');
  expect(log).not.toContain('marker-');
  expect(log).not.toContain('203.0.113.77');
  expect(log).not.toContain('127.0.0.1');
});

test('S59: no answer may be framed, sniffed or told to other sites, and no page runs a script of another host', async () => {
  const { watcher } = await openRoom();
  for (const path of ['/', '/b/rally', '/desk', '/nowhere', '/api/v1/boards', '/api/v1/nothing']) {
    const { headers } = await watcher.call(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|upgrade-insecure-requests/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('S63: public answers may be read from every origin, an operator’s own and changes from none', async () => {
  const { watcher } = await openRoom();
  const headers = { origin: 'https://news.example' };
  for (const path of ['/api/v1/boards', '/api/v1/boards/rally', entries, '/api/v1/boards/nowhere']) {
    const reply = await watcher.call(path, { headers });
    expect([path, reply.headers.get('access-control-allow-origin')]).toEqual([path, '*']);
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  }
  const session = await watcher.call('/api/v1/session', { headers });
  expect(session.headers.get('access-control-allow-origin')).toBeNull();
  const invites = await watcher.call('/api/v1/invites', { method: 'OPTIONS', headers });
  expect(invites.headers.get('access-control-allow-origin')).toBeNull();
});

test('S64: a person posts 1,000 times at once, a batch counting once, and is then told when to come back', async () => {
  const time = { now: Date.now() };
  const { url, admin } = await openRoom({ clock: clockOf(() => time.now) });
  const socket = await connect(url, { namespace: '/desk', cookie: admin.cookie });
  const bad = { board: 'rally', entries: [] };
  // Making the board was the first.
  const replies = await Promise.all(Array.from({ length: 999 }, () => emit(socket, 'post', bad)));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([422]));
  const refused = await admin.post([news, news]);
  expect(refused).toMatchObject({ status: 429, body: { type: '/problems/too-many', retry: true } });
  expect(refused.headers.get('retry-after')).toBe('1');
  time.now += 20;
  expect(await Promise.all([admin.post([news, news]), admin.post(news)])).toMatchObject([
    { status: 201 },
    { status: 201 },
  ]);
  expect((await admin.post(news)).status).toBe(429);
});
