import { expect, test } from 'vitest';
import { ADMIN, connect, createCaller, openRoom, signIn } from '../support/server-room.ts';

const news = { kind: 'update', text: 'News' };
const ENTRIES = '/api/v1/boards/rally/entries';

test('S80: without PUBLIC_URL an origin counts with the scheme that the request came by', async () => {
  const { url, admin } = await openRoom();
  const { host } = new URL(url);
  const post = async (headers: Record<string, string>) =>
    (await admin.call(ENTRIES, { method: 'POST', body: news, headers })).status;
  expect(await post({ origin: `http://${host}` })).toBe(201);
  expect(await post({ origin: `https://${host}` })).toBe(403);
  // Nobody trusts whoever says this.
  expect(await post({ origin: `https://${host}`, 'x-forwarded-proto': 'https' })).toBe(403);
  const enter = { namespace: '/desk', cookie: admin.cookie, headers: { origin: `https://${host}` } } as const;
  await expect(connect(url, enter)).rejects.toMatchObject({ data: { status: 403 } });
});

test('S80: behind a trusted proxy the scheme is the one that the proxy names', async () => {
  const { url, admin } = await openRoom({}, { trustProxy: 'loopback' });
  const { host } = new URL(url);
  const post = async (headers: Record<string, string>) =>
    (await admin.call(ENTRIES, { method: 'POST', body: news, headers })).status;
  const https = { 'x-forwarded-proto': 'https' };
  expect(await post({ ...https, origin: `https://${host}` })).toBe(201);
  expect(await post({ ...https, origin: `http://${host}` })).toBe(403);
  expect(await post({ 'x-forwarded-proto': 'https, http', origin: `https://${host}` })).toBe(201);
  expect(await post({ origin: `http://${host}` })).toBe(201);
  for (const transports of [['websocket'], ['polling']] as ('websocket' | 'polling')[][]) {
    const headers = { ...https, origin: `https://${host}` };
    const socket = await connect(url, { namespace: '/desk', cookie: admin.cookie, headers, transports });
    expect(socket.connected).toBe(true);
  }
});

test('S80: the refusal of a foreign origin names both, and repeats nothing that is no origin', async () => {
  const { url, admin } = await openRoom();
  const detail = async (origin: string) => {
    const reply = await admin.call<{ detail: string }>(ENTRIES, {
      method: 'POST',
      body: news,
      headers: { origin },
    });
    expect(reply.status).toBe(403);
    return reply.body.detail;
  };
  const own = new URL(url).origin;
  expect(await detail('https://evil.example')).toBe(
    `This takes requests from pages of ${own} alone; the request comes from https://evil.example.`,
  );
  expect(await detail('null')).toContain('a page without an origin');
  for (const odd of [
    '<script>',
    'https://a.example/<b>',
    `https://${'a'.repeat(5_000)}.example`,
    'https://u:p@a.example',
  ]) {
    const said = await detail(odd);
    expect(said).toContain(own);
    expect(said).not.toMatch(/<|aaa|u:p/);
  }
});

test('S81: a cookie of the same name before the real one does not hide the session', async () => {
  const { url, admin } = await openRoom();
  const tossed = `tocsin_session=${'A'.repeat(43)}; ${admin.cookie}`;
  const caller = createCaller(url, tossed);
  expect((await caller.call('/api/v1/session')).status).toBe(200);
  expect((await caller.post(news)).status).toBe(201);
  expect((await caller.call('/b/rally')).status).toBe(200);
  const socket = await connect(url, { namespace: '/desk', cookie: tossed });
  const ended = new Promise((resolve) => socket.once('disconnect', resolve));
  expect((await caller.call('/api/v1/session', { method: 'DELETE' })).status).toBe(204);
  await ended;
  expect((await createCaller(url, admin.cookie).call('/api/v1/session')).status).toBe(204);
  // One for each part of a path and each level of a domain, and ours the last of them.
  const fifteen = Array.from({ length: 15 }, (_, index) => tossedSession(index)).join('; ');
  expect(
    (await createCaller(url, `${fifteen}; ${(await signIn(url, ADMIN)).cookie}`).call('/api/v1/session'))
      .status,
  ).toBe(200);
  // More of them than a browser sends are not all looked up.
  const other = await signIn(url, ADMIN);
  const many = Array.from({ length: 200 }, (_, index) => tossedSession(index)).join('; ');
  expect((await createCaller(url, `${many}; ${other.cookie}`).call('/api/v1/session')).status).toBe(204);
});

function tossedSession(index: number): string {
  return `tocsin_session=${String(index).padStart(43, 'B')}`;
}

test('S81: made-up cookies before the device’s own do not make it a strange one, however many a header has room for', async () => {
  const { url, admin } = await openRoom();
  const device = admin.cookie.split('; ').find((cookie) => cookie.startsWith('tocsin_device='));
  const tossed = Array.from(
    { length: 100 },
    (_, index) => `tocsin_device=${'A'.repeat(22)}.${String(index).padStart(43, 'A')}`,
  );
  const guess = async (cookie: string) => {
    const body = { name: ADMIN.name, password: 'a wrong password' };
    const { status } = await createCaller(url, cookie).call('/api/v1/session', { method: 'POST', body });
    return status;
  };
  // Strangers at the same address have used up its tries at this name.
  for (let times = 0; times < 10; times++) expect(await guess('')).toBe(401);
  expect(await guess([...tossed, ''].join('; '))).toBe(429);
  const cookie = [...tossed, device].join('; ');
  expect(await guess(cookie)).toBe(401);
  const { status, headers } = await createCaller(url, cookie).call('/api/v1/session', {
    method: 'POST',
    body: ADMIN,
  });
  expect(status).toBe(200);
  expect(headers.getSetCookie().join()).toContain(device);
});
