import { describe, expect, test } from 'vitest';
import type { Heard, Json } from '../support/outside-client.ts';
import { ADMIN, add, Client, update, useServer } from '../support/outside-client.ts';

const server = useServer();

function nest(depth: number): Json {
  return JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
}

function expectProblem({ status, headers, json }: Heard, expected: number): void {
  expect(status).toBe(expected);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(json).toMatchObject({ status: expected, title: expect.any(String), detail: expect.any(String) });
}

describe('the form of what is posted', () => {
  test('O14: what is not readable is a 400, what is wrong a 422 that names the field and what it takes', async () => {
    const slug = await server.makeBoard();
    const path = `/api/v1/boards/${slug}/entries`;
    for (const raw of ['{', 'nonsense', '{"kind":"update","text":"\u0000"}x', '']) {
      expectProblem(await server.admin.ask(path, { method: 'POST', raw }), 400);
    }
    const sources = Array.from({ length: 9 }, () => ({ title: 'x' }));
    const wrong: [Json, string, string][] = [
      [add(-1), '#/count', '10,000,000,000'],
      [add(10_000_000_001), '#/count', '10,000,000,000'],
      [add(1.5), '#/count', 'whole'],
      [add({ best: 3, low: 4 }), '#/count/low', ''],
      [add({ best: 3, high: 2 }), '#/count/high', ''],
      [add({ best: 3, high: 5, atLeast: true }), '#/count/high', ''],
      [add({ words: 'dozens' }), '#/count/best', ''],
      [add(1, { op: 'minus' }), '#/op', 'total'],
      [add(1, { claimant: 'OVD Info' }), '#/claimant', '40'],
      [add(1, { status: 'sure' }), '#/status', 'confirmed'],
      [add(1, { id: 'x' }), '#/id', ''],
      [add(1, { id: '01890a5d-ac96-774b-bcce-b302099a8057' }), '#/id', ''],
      [update('x'.repeat(2_001)), '#/text', '2,000'],
      [update(''), '#/text', ''],
      [update('a\u0007b'), '#/text', ''],
      [update('a\u202eb'), '#/text', ''],
      [update('x', { sources }), '#/sources', '8'],
      [update('x', { sources: [{ title: 'x'.repeat(501) }] }), '#/sources/0/title', '500'],
      [update('x', { sources: [{ url: 'javascript:alert(1)' }] }), '#/sources/0/url', 'http'],
      [update('x', { person: 'Somebody' }), '#/person', ''],
    ];
    for (const [entry, pointer, takes] of wrong) {
      const heard = await server.admin.post(slug, entry);
      expect([entry, heard.status]).toEqual([entry, 422]);
      expectProblem(heard, 422);
      expect(heard.json.errors.map((error: Json) => error.pointer)).toContain(pointer);
      expect(JSON.stringify(heard.json.errors)).toContain(takes);
    }
    const emoji = update('😀'.repeat(2_000));
    for (const fine of [add(0), add(10_000_000_000), update('tab\tand\nline'), emoji]) {
      expect((await server.admin.post(slug, fine)).status).toBe(201);
    }
  });

  test('O14: in lines of JSON the line that is wrong is named, and none is taken', async () => {
    const slug = await server.makeBoard();
    const heard = await server.admin.ask(`/api/v1/boards/${slug}/entries`, {
      method: 'POST',
      raw: `${JSON.stringify(add(1))}\n\n{"kind":`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expectProblem(heard, 400);
    expect(heard.json.detail).toMatch(/line [23]/i);
    expect((await server.read(slug, '/entries')).entries).toHaveLength(1);
    const none = await server.admin.ask(`/api/v1/boards/${slug}/entries`, {
      method: 'POST',
      raw: '\n',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expectProblem(none, 422);
  });
});

describe('sizes', () => {
  test('O14: too large, too deep and too many headers are told what is taken', async () => {
    const slug = await server.makeBoard();
    const path = `/api/v1/boards/${slug}/entries`;
    const large = await server.admin.send('POST', '/api/v1/session', {
      name: 'x',
      password: 'x'.repeat(64 * 1024),
    });
    expectProblem(large, 413);
    expect(large.text).toContain('65,536 bytes');
    const bulk = await server.admin.post(slug, [add(1), update('x'.repeat(5 * 1024 * 1024))]);
    expectProblem(bulk, 413);
    expect(bulk.text).toContain('5,242,880 bytes');
    const deep = await server.admin.post(slug, { kind: 'update', text: 'x', deep: nest(25) });
    expect([400, 422]).toContain(deep.status);
    expect(deep.text).toMatch(/20/);
    expect(await server.askRaw('/healthz', 'GET', { 'x-large': 'x'.repeat(20_000) })).toBe(431);
    expect((await server.read(slug, '/entries')).entries).toHaveLength(1);

    const many = Array.from({ length: 2_000 }, (_, n) => update(`News of the evening, number ${n}`));
    expect(JSON.stringify(many).length).toBeGreaterThan(64 * 1024);
    expect((await server.admin.post(slug, many)).json.entries).toHaveLength(2_000);
    expect((await server.admin.ask(path, { method: 'POST', raw: '['.repeat(100_000) })).status).toBe(400);
  });
});

describe('rates', () => {
  test('O14: ten wrong passwords for a name and address are told when to come back', async () => {
    const client = new Client(server);
    const attempt = () =>
      client.send('POST', '/api/v1/session', { name: 'Guessed', password: 'not the one' });
    for (let tries = 0; tries < 10; tries++) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expectProblem(refused, 429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    expect((await new Client(server).signIn(ADMIN)).status).toBe(200);
  });

  test('O14: posting has a burst of a thousand and a rate; on top of it comes 429, and nothing is half done', async () => {
    const slug = await server.makeBoard();
    const busy = await server.invite('Busy', 'editor', [slug]);
    const statuses: number[] = [];
    for (let round = 0; round < 40 && !statuses.includes(429); round++) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => busy.post(slug, [update('x'), update('y')])),
      );
      statuses.push(...answers.map(({ status }) => status));
      for (const refused of answers.filter(({ status }) => status === 429)) {
        expectProblem(refused, 429);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    const taken = statuses.filter((status) => status === 201).length;
    expect(statuses.includes(429)).toBe(true);
    expect(statuses.every((status) => status === 201 || status === 429)).toBe(true);
    expect(taken).toBeGreaterThanOrEqual(1_000);
    const snapshot = await server.snapshot(slug, 1 + taken * 2);
    expect(snapshot.headline.update.best).toBe(taken * 2);
    expect((await server.admin.post(slug, update('Another person'))).status).toBe(201);
  });
});
