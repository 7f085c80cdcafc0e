import { expect, test } from 'vitest';
import type { Problem } from '../../shared/answers.ts';
import type { Caller, Room } from '../support/server-room.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';

const count = { kind: 'arrest', op: 'add', count: 12 };
const update = { kind: 'update', text: 'News' };
const ahead = () => new Date(Date.now() + 3_600_000).toISOString();
const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)]);

/** What is wrong, an entry that has it, and the field that the refusal must name. */
const wrong: [about: string, entry: () => unknown, pointer: string][] = [
  ['an unknown kind', () => ({ ...count, kind: 'birth' }), '/kind'],
  ['no kind', () => ({ op: 'add', count: 1 }), '/kind'],
  ['a negative count', () => ({ ...count, count: -1 }), '/count'],
  ['a fraction', () => ({ ...count, count: 1.5 }), '/count'],
  ['a count above 10 billion', () => ({ ...count, count: 10_000_000_001 }), '/count'],
  ['a count as text', () => ({ ...count, count: '12' }), '/count'],
  ['a count that is missing', () => ({ kind: 'arrest', op: 'add' }), '/count'],
  ['low above best', () => ({ ...count, count: { best: 1, low: 2 } }), '/count/low'],
  ['high below best', () => ({ ...count, count: { best: 3, high: 2 } }), '/count/high'],
  ['an unknown field of a count', () => ({ ...count, count: { best: 3, worst: 2 } }), '/count/worst'],
  ['an unknown op', () => ({ ...count, op: 'set' }), '/op'],
  ['a day that does not exist', () => ({ ...count, asOf: '2026-02-30T10:00Z' }), '/asOf'],
  ['a time without a zone', () => ({ ...count, asOf: '2026-02-03T10:00' }), '/asOf'],
  ['a time an hour ahead', () => ({ ...count, asOf: ahead() }), '/asOf'],
  ['a time as a number', () => ({ ...count, asOf: 5 }), '/asOf'],
  ['an unknown place', () => ({ ...count, place: 'atlantis' }), '/place'],
  ['a place that is no id', () => ({ ...count, place: '../etc' }), '/place'],
  ['a claimant that is no id', () => ({ ...count, claimant: 'OVD Info' }), '/claimant'],
  ['an unknown status', () => ({ ...count, status: 'sure' }), '/status'],
  ['an unknown field', () => ({ ...count, person: 'Ivan' }), '/person'],
  ['an id that carries a time', () => ({ ...count, id: '01890a5d-ac96-774b-bcce-b302099a8057' }), '/id'],
  ['a text of 2,001 characters', () => ({ ...update, text: 'x'.repeat(2_001) }), '/text'],
  ['an empty text', () => ({ ...update, text: ' ' }), '/text'],
  ['a control character', () => ({ ...update, text: 'a\u0000b' }), '/text'],
  ['a bidirectional override', () => ({ ...update, text: '19 \u202e91' }), '/text'],
  ['half a surrogate pair', () => ({ ...update, text: '\ud800' }), '/text'],
  [
    'a source that is no address',
    () => ({ ...update, sources: [{ url: 'javascript:1' }] }),
    '/sources/0/url',
  ],
  ['nine sources', () => ({ ...update, sources: Array(9).fill({ title: 'A' }) }), '/sources'],
  [
    'an unknown target',
    () => ({ kind: 'retraction', target: crypto.randomUUID(), reason: 'Wrong' }),
    '/target',
  ],
  [
    'a correction of nothing',
    () => ({ kind: 'correction', target: crypto.randomUUID(), set: {}, reason: 'x' }),
    '/set',
  ],
  [
    'a key __proto__',
    () => JSON.parse('{"kind":"update","text":"News","__proto__":{"isAdmin":true}}'),
    '/__proto__',
  ],
  ['lists in lists, 40 deep', () => ({ ...update, sources: nest(40) }), `/sources${'/0'.repeat(19)}`],
  ['a number', () => 5, ''],
  ['null', () => null, ''],
  ['a text', () => 'news', ''],
];

/** How many lines the board has: what was refused must not add one. */
async function countLines(caller: Caller): Promise<number> {
  const { body } = await caller.call<{ entries: unknown[] }>('/api/v1/boards/rally/entries?limit=1000');
  return body.entries.length;
}

function listPointers(body: unknown): (string | undefined)[] {
  return ((body as Problem).errors ?? []).map(({ pointer }) => pointer);
}

test('P1, P2: over HTTP a wrong entry is refused by the name of its field, and nothing is stored', async () => {
  const room = await openRoom();
  for (const [about, entry, pointer] of wrong) {
    const reply = await room.admin.post(entry());
    expect([about, reply.status]).toEqual([about, 422]);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.body).toMatchObject({ type: '/problems/invalid', status: 422, title: expect.any(String) });
    expect([about, ...listPointers(reply.body)]).toContain(`#${pointer}`);
  }
  expect(await countLines(room.watcher)).toBe(1);
});

test('P1, P2: over a socket a wrong entry is refused by the name of its field, and nothing is stored', async () => {
  const room = await openRoom();
  const socket = await connect(room.url, { namespace: '/desk', cookie: room.admin.cookie });
  for (const [about, entry, pointer] of wrong) {
    const reply = await emit(socket, 'post', { board: 'rally', entries: [update, entry()] });
    expect([about, reply.status]).toEqual([about, 422]);
    // Two levels deeper than over HTTP, so that the depth is reached two levels earlier.
    const named = about.includes('deep') ? '/sources'.concat('/0'.repeat(17)) : pointer;
    expect([about, ...listPointers(reply.body)]).toContain(`#/entries/1${named}`);
  }
  expect(await countLines(room.watcher)).toBe(1);
});

test('P2: one wrong entry of a list refuses the whole list', async () => {
  const room = await openRoom();
  const reply = await room.admin.post([update, update, { ...count, count: -1 }]);
  expect(listPointers(reply.body)).toEqual(['#/2/count']);
  const atlantis = { ...count, place: 'atlantis' };
  expect(listPointers((await room.admin.post([update, atlantis])).body)).toEqual(['#/1/place']);
  expect(listPointers((await room.admin.post([atlantis])).body)).toEqual(['#/0/place']);
  expect((await room.admin.post([])).status).toBe(422);
  expect(await countLines(room.watcher)).toBe(1);
});

const unreadable: [about: string, status: number, type: string, raw: string][] = [
  ['not JSON', 400, 'application/json', '{"kind":'],
  ['nothing', 400, 'application/json', ''],
  ['blanks', 400, 'application/json', ' \n'],
  ['a form', 415, 'application/x-www-form-urlencoded', 'kind=update'],
  ['plain text', 415, 'text/plain', '{}'],
  ['more than 5 MB', 413, 'application/json', `"${'x'.repeat(5 * 1024 * 1024)}"`],
];

/** 6 MB that do not say beforehand how long they are. */
async function postEndlessly({ url, admin }: Room): Promise<number> {
  let left = 96;
  const body = new ReadableStream({
    pull: (controller) =>
      left-- > 0 ? controller.enqueue(new Uint8Array(65_536).fill(32)) : controller.close(),
  });
  const headers = { cookie: admin.cookie, 'content-type': 'application/json' };
  const request: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return (await fetch(`${url}/api/v1/boards/rally/entries`, request)).status;
}

test('P3: a body that cannot be read is refused with 400, 413 or 415, and nothing is stored', async () => {
  const room = await openRoom();
  for (const [about, status, type, raw] of unreadable) {
    const reply = await room.admin.call('/api/v1/boards/rally/entries', {
      method: 'POST',
      raw,
      headers: { 'content-type': type },
    });
    expect([about, reply.status]).toEqual([about, status]);
  }
  const password = 'x'.repeat(65_536);
  const tooLarge = await room.watcher.call('/api/v1/session', {
    method: 'POST',
    body: { name: 'A', password },
  });
  expect(tooLarge.status).toBe(413);
  expect(await postEndlessly(room)).toBe(413);
  expect(await countLines(room.watcher)).toBe(1);
});

test('P4: a line of NDJSON that is wrong is named, and none of the lines is stored', async () => {
  const room = await openRoom();
  const good = JSON.stringify(update);
  const send = (raw: string) =>
    room.admin.call('/api/v1/boards/rally/entries', {
      method: 'POST',
      raw,
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const wrongField = await send(`${good}\n${good}\n${good}\n${JSON.stringify({ ...count, count: -1 })}\n`);
  expect(wrongField).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/3/count' }] } });
  const wrongLine = await send(`${good}\n{"kind"\n`);
  expect(wrongLine).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/1' }] } });
  expect(await countLines(room.watcher)).toBe(1);
  expect((await send(`${good}\n\n${good}\r\n`)).status).toBe(201);
  expect(await countLines(room.watcher)).toBe(3);
});

test('P5: a query with a wrong or an unknown field is refused by its name', async () => {
  const room = await openRoom();
  const queries: [path: string, pointer: string][] = [
    ['/entries?limit=0', '#/limit'],
    ['/entries?limit=1001', '#/limit'],
    ['/entries?after=-1', '#/after'],
    ['/entries?kind=birth', '#/kind'],
    ['/entries?place=atlantis', '#/place'],
    ['/entries?kind=arrest&kind=update', '#/kind'],
    ['/entries?person=Ivan', '#/person'],
    ['/series', '#/kind'],
    ['/series?kind=arrest&step=0', '#/step'],
    ['/series?kind=arrest&from=2021-04-21T00:00Z&to=2021-04-20T00:00Z', '#/to'],
    ['/series?kind=arrest&from=0&to=86400000&step=1', '#/step'],
    ['/series?kind=arrest&place=atlantis', '#/place'],
    ['/claims?kind=update', '#/kind'],
    ['/changes?epoch=x', '#/since'],
  ];
  for (const [path, pointer] of queries) {
    const reply = await room.watcher.call(`/api/v1/boards/rally${path}`);
    expect([path, reply.status, ...listPointers(reply.body)]).toEqual([path, 422, pointer]);
  }
});

test('P5: a query is refused also where none is taken, and nothing is stored', async () => {
  const { admin, watcher } = await openRoom();
  const board = '/api/v1/boards/rally';
  for (const [path, field] of [
    [`${board}/entries?hold=60`, 'hold'],
    [`${board}/entries?publishAt=2030-01-01T00:00Z`, 'publishAt'],
  ] as const) {
    const reply = await admin.call(path, { method: 'POST', body: update });
    expect(reply.status).toBe(422);
    expect(listPointers(reply.body)).toEqual([`#/${field}`]);
  }
  const { body } = await watcher.call<{ seq: number }>(board);
  expect(body.seq).toBe(1);
  for (const path of [`${board}?page=1`, '/api/v1/boards?page=2']) {
    expect((await watcher.call(path)).status).toBe(422);
  }
});

test('P5: a query of thousands of fields is refused without holding up everybody', async () => {
  const { watcher } = await openRoom();
  const begun = performance.now();
  for (let times = 0; times < 10; times++) {
    const reply = await watcher.call(`/api/v1/boards/rally/entries?limit=1${'&a'.repeat(7_000)}`);
    expect(listPointers(reply.body)).toEqual(['#/a']);
  }
  // Some 50 ms; where each field is looked up again, four seconds and more.
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('P6: events without acknowledgement, with garbage, or of unknown names change nothing and end nothing', async () => {
  const room = await openRoom();
  const socket = await connect(room.url);
  const garbage = [
    undefined,
    null,
    5,
    'x',
    [],
    {},
    { board: 5 },
    { board: 'x'.repeat(9_000) },
    nest(40),
    new Uint8Array(9),
  ];
  for (const name of ['watch', 'unwatch', 'post', 'error', 'toString', '__proto__', 'constructor']) {
    for (const body of garbage) socket.emit(name, body, body);
    socket.emit(name);
  }
  expect(await emit(socket, 'birth', {})).toMatchObject({
    status: 404,
    body: { type: '/problems/not-found' },
  });
  expect(await emit(socket, 'post', { board: 'rally', entries: [update] })).toMatchObject({ status: 404 });
  expect(await emit(socket, 'watch', { board: 'nowhere' })).toMatchObject({ status: 404 });
  expect(await emit(socket, 'watch', { board: 'NO' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '#/board' }] },
  });
  expect(await emit(socket, 'watch')).toMatchObject({ status: 422 });
  expect(await emit(socket, 'watch', { board: 'rally' })).toMatchObject({ status: 200, body: { seq: 1 } });
  expect(room.logged.filter((line) => line.includes('failed'))).toEqual([]);
});
