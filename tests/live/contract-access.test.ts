import { describe, expect, test } from 'vitest';
import type { Json } from '../support/outside-client.ts';
import { ADMIN, add, Client, Outside, PLACES, update, useServer } from '../support/outside-client.ts';

const server = useServer();
const BODY = { slug: 'role-made', title: 'Made', zone: 'UTC', state: 'live' };

describe('roles', () => {
  test('O18: each state-changing route takes its role, on that board, and is refused to all others', async () => {
    const [slug, other] = [await server.makeBoard(), await server.makeBoard()];
    const [entry] = await server.publish(slug, update('Text'));
    const api = `/api/v1/boards/${slug}`;
    const people = {
      watcher: server.watcher,
      elsewhere: await server.invite('Elsewhere', 'admin', [other]),
      editor: await server.invite('Editor', 'editor', [slug]),
      admin: await server.invite('Admin', 'admin', [slug]),
    };
    const asked: [string, string, Json, Record<keyof typeof people, number>][] = [
      ['POST', `${api}/entries`, add(1), { watcher: 401, elsewhere: 403, editor: 201, admin: 201 }],
      ['PATCH', api, { undo: 20 }, { watcher: 401, elsewhere: 403, editor: 403, admin: 200 }],
      ['POST', '/api/v1/boards', BODY, { watcher: 401, elsewhere: 403, editor: 403, admin: 403 }],
      [
        'POST',
        '/api/v1/invites',
        { boards: ['*'], role: 'admin' },
        { watcher: 401, elsewhere: 403, editor: 403, admin: 403 },
      ],
      [
        'DELETE',
        `${api}/entries/${entry.id}/text`,
        { reason: 'x' },
        { watcher: 401, elsewhere: 403, editor: 403, admin: 200 },
      ],
    ];
    for (const [method, path, json, statuses] of asked) {
      for (const [name, client] of Object.entries(people)) {
        const { status, headers } = await client.send(method, path, json);
        expect([method, path, name, status]).toEqual([
          method,
          path,
          name,
          statuses[name as keyof typeof people],
        ]);
        if (status >= 400) expect(headers.get('content-type')).toBe('application/problem+json');
      }
    }
  });
});

describe('sessions and invites', () => {
  test('O18: signing in is answered with a cookie no script reads and no other site sends, signing out ends it', async () => {
    const slug = await server.makeBoard();
    const client = new Client(server);
    const heard = await client.signIn(ADMIN);
    expect(heard.status).toBe(200);
    const cookies = heard.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; *HttpOnly/i);
      expect(cookie).toMatch(/; *SameSite=Strict/i);
    }
    expect(heard.text).not.toContain(client.cookie.split('=')[1]);
    expect((await client.post(slug, add(1))).status).toBe(201);
    expect((await client.send('DELETE', '/api/v1/session', {})).status).toBeLessThan(300);
    expect((await client.post(slug, add(1))).status).toBe(401);
  });

  test('O18: a wrong name and a wrong password get the same answer', async () => {
    const client = new Client(server);
    const wrong = await client.send('POST', '/api/v1/session', { ...ADMIN, password: 'something else' });
    const unknown = await client.send('POST', '/api/v1/session', { ...ADMIN, name: 'Nobody' });
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text]);
    expect(unknown.status).toBe(401);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    expect((await client.send('POST', '/api/v1/session', { name: ADMIN.name })).status).toBe(422);
  });

  test('O18: an invite is a link that makes one person, once', async () => {
    const slug = await server.makeBoard();
    const { status, json } = await server.admin.send('POST', '/api/v1/invites', {
      boards: [slug],
      role: 'editor',
    });
    expect(status).toBe(201);
    const invite = new URL(json.link).hash.slice(1);
    const join = (name: string) =>
      new Client(server).send('POST', '/api/v1/people', { invite, name, password: 'long enough, this' });
    const joined = await join('Invited');
    expect(joined.status).toBe(201);
    const client = new Client(server);
    client.keepCookies(joined);
    expect((await client.post(slug, add(1))).status).toBe(201);
    expect((await join('Second')).status).toBeGreaterThanOrEqual(400);
    for (const wrong of [
      { boards: [], role: 'editor' },
      { boards: [slug], role: 'owner' },
      { boards: [slug] },
    ]) {
      expect((await server.admin.send('POST', '/api/v1/invites', wrong)).status).toBe(422);
    }
  });
});

describe('origins', () => {
  test('O18: state-changing requests come as JSON from the same origin, or without one', async () => {
    const slug = await server.makeBoard();
    const path = `/api/v1/boards/${slug}/entries`;
    const entry = JSON.stringify(update('x'));
    const send = (headers: Record<string, string>, raw = entry) =>
      server.admin.ask(path, { method: 'POST', raw, headers }).then(({ status }) => status);
    expect(await send({})).toBe(201);
    expect(await send({ origin: server.url })).toBe(201);
    for (const origin of ['https://evil.example', 'null', `${server.url}0`]) {
      expect([origin, await send({ origin })]).toEqual([origin, 403]);
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect([403, 415]).toContain(await send({ 'content-type': type }));
      expect([type, await send({ 'content-type': type, origin: 'https://evil.example' })]).toEqual([
        type,
        403,
      ]);
      expect([type, await send({ 'content-type': type, origin: server.url })]).toEqual([type, 415]);
    }
    const away = { method: 'DELETE', headers: { origin: 'https://evil.example' } };
    expect((await server.admin.ask('/api/v1/session', away)).status).toBe(403);
    const preflight = await server.watcher.ask(path, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-methods') ?? '').not.toContain('POST');
    expect((await server.read(slug, '/entries')).entries).toHaveLength(3);
  });
});

test('O18: behind https the cookies are for https alone, and the origin is that of PUBLIC_URL', async () => {
  await using outside = new Outside();
  await outside.start({ PUBLIC_URL: 'https://tocsin.example' });
  const heard = await outside.admin.signIn(ADMIN);
  for (const cookie of heard.headers.getSetCookie()) {
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie).toMatch(/; *Secure/i);
    expect(cookie).toMatch(/; *Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/; *Domain=/i);
  }
  const slug = await outside.makeBoard();
  const send = async (origin: string) =>
    (await outside.admin.send('POST', `/api/v1/boards/${slug}/entries`, update('x'), { origin })).status;
  expect(await send('https://tocsin.example')).toBe(201);
  expect(await send('http://tocsin.example')).toBe(403);
  expect(await send(outside.url)).toBe(403);
  await expect(
    outside.connect('/desk', { cookie: outside.admin.cookie, origin: outside.url }),
  ).rejects.toThrow();
  const desk = await outside.connect('/desk', {
    cookie: outside.admin.cookie,
    origin: 'https://tocsin.example',
  });
  desk.disconnect();
  const invited = await outside.admin.send('POST', '/api/v1/invites', { boards: [slug], role: 'editor' });
  expect(invited.json.link).toMatch(/^https:\/\/tocsin\.example\//);
});

describe('traces', () => {
  test('O19: no public output names or numbers who posted, and no watcher gets a cookie', async () => {
    const slug = await server.makeBoard();
    const poster = await server.invite('Xiuhtecuhtli', 'editor', [slug]);
    const [entry] = await server.publish(slug, add(5, { text: 'Five', place: 'kazan' }), poster);
    const change = { kind: 'correction', target: entry.id, set: { count: 6 }, reason: 'Recount' };
    await server.publish(slug, change, poster);
    await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { title: 'Changed' });
    const { epoch } = await server.snapshot(slug, 4);
    const socket = await server.connect('/');
    const watched = await socket.emitWithAck('watch', { board: slug });
    const heard = new Promise<Json>((resolve) => socket.once('tick', resolve));
    await server.publish(slug, update('Ticked'), poster);
    const outputs = [JSON.stringify(watched), JSON.stringify(await heard)];
    socket.disconnect();
    const board = `/api/v1/boards/${slug}`;
    for (const path of [
      ...[
        '/',
        `/b/${slug}`,
        `/b/${slug}?lang=ru`,
        '/api/v1/boards',
        board,
        `${board}/entries`,
        `${board}/entries/${entry.id}`,
      ],
      ...[
        `${board}/changes?since=1&epoch=${epoch}`,
        `${board}/series?kind=arrest`,
        `${board}/claims?kind=arrest`,
      ],
    ]) {
      const { status, headers, text } = await server.watcher.ask(path);
      expect([path, status, headers.getSetCookie()]).toEqual([path, 200, []]);
      outputs.push(text + JSON.stringify([...headers]));
    }
    for (const output of outputs) {
      expect(output).not.toMatch(/xiuhtecuhtli|quetzalcoatl/i);
      expect(output).not.toMatch(/"(?:author|operator|person|device|receivedAt|by)"/);
      // A UUID of version 1, 6 or 7 carries the time it was made.
      expect(output).not.toMatch(
        /\b[0-9a-f]{8}-[0-9a-f]{4}-[1-35-9][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/,
      );
    }
  });

  test('O19: no log line has the path, the query, the agent or the address of a watcher', async () => {
    const slug = await server.makeBoard({ places: PLACES });
    const headers = {
      'user-agent': 'Telltale/1.0',
      referer: 'https://telltale.example/',
      'x-forwarded-for': '203.0.113.77',
    };
    for (const path of [
      `/b/${slug}?lang=ru&telltale=1`,
      `/api/v1/boards/${slug}?telltale=2`,
      '/telltale',
      '/api/v1/telltale',
    ]) {
      await server.watcher.ask(path, { headers });
    }
    const socket = await server.connect('/', headers);
    await socket.emitWithAck('watch', { board: 'telltale' });
    socket.disconnect();
    expect(server.said).toContain('Tocsin is on');
    expect(server.said.replace(/^Tocsin is on .*$/m, '')).not.toMatch(/telltale|203\.0\.113|127\.0\.0\.1/i);
    expect(server.said).not.toContain(slug);
  });
});
