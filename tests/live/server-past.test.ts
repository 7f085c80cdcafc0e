/** Boards as they were: `?seq=N` against what was the snapshot then. */
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Room } from '../support/server-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

/** On a busy machine ticks are seconds apart. */
const PATIENT = { timeout: 20_000 };
const PATH = '/api/v1/boards/rally';

async function read(room: Room, query = ''): Promise<string> {
  const response = await fetch(`${room.url}${PATH}${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

/** The snapshot's bytes once it has come to an entry. */
async function readAt(room: Room, seq: number): Promise<string> {
  let text = '';
  await expect
    .poll(async () => {
      text = await read(room);
      return (JSON.parse(text) as Snapshot).seq;
    }, PATIENT)
    .toBe(seq);
  return text;
}

const ids = Array.from({ length: 6 }, () => randomUUID());
const [first = '', , third = ''] = ids;
/** Everything that a line can be, in pieces of one. */
const POSTED = [
  { kind: 'arrest', op: 'add', count: 3, place: 'omsk', text: 'Three in Omsk', id: ids[0] },
  { kind: 'registration', op: 'total', count: 500, id: ids[1] },
  {
    kind: 'update',
    text: 'The square is closed',
    place: 'kazan',
    id: ids[2],
    sources: [{ title: 'A paper' }],
  },
  { kind: 'correction', target: ids[0], set: { count: 4, text: 'Four in Omsk' }, reason: 'One more' },
  { kind: 'status', target: ids[2], status: 'confirmed' },
  { kind: 'mark', target: ids[2], key: true },
  { kind: 'checked', of: 'arrest' },
  {
    kind: 'arrest',
    op: 'total',
    count: { best: 20, low: 10, words: 'dozens' },
    claimant: 'ovd-info',
    id: ids[3],
  },
  { kind: 'retraction', target: ids[3], reason: 'Not theirs' },
  { kind: 'update', text: 'Late news', asOf: '2021-04-21', id: ids[4] },
];

/** Each snapshot as it was, by `seq`. */
async function postAll(room: Room): Promise<Map<number, string>> {
  const then = new Map([[1, await readAt(room, 1)]]);
  let seq = 1;
  for (const entry of POSTED) {
    await room.admin.post(entry);
    seq += 1;
    then.set(seq, await readAt(room, seq));
  }
  for (const body of [
    { title: 'Another name' },
    { places: [...BOARD.places, { id: 'ufa', name: 'Ufa' }] },
    { state: 'ended' },
  ]) {
    await room.admin.call(PATH, { method: 'PATCH', body });
    seq += 1;
    then.set(seq, await readAt(room, seq));
  }
  return then;
}

test('O83: the snapshot at an entry is, byte for byte, what it was then, on an ended board too', async () => {
  const room = await openRoom();
  const then = await postAll(room);
  // In an order in which none goes on from the one before.
  for (const [seq, text] of [...then].reverse())
    expect([seq, await read(room, `?seq=${seq}`)]).toEqual([seq, text]);
  for (const [seq, text] of then) expect(await read(room, `?seq=${seq}&lang=ru`)).toBe(text);
});

test('O84: its validator is that of then; who has it is sent nothing', async () => {
  const room = await openRoom();
  await postAll(room);
  const { headers, body } = await room.watcher.call<Snapshot>(`${PATH}?seq=5`);
  const etag = `"${body.epoch}-5"`;
  expect(headers.get('etag')).toBe(etag);
  expect(headers.get('cache-control')).toBe('public, max-age=1');
  const again = await room.watcher.call(`${PATH}?seq=5`, { headers: { 'if-none-match': etag } });
  expect([again.status, again.body]).toEqual([304, '']);
});

test('O85: beyond the end there is nothing, and what is no entry number is refused', async () => {
  const room = await openRoom();
  await room.admin.post({ kind: 'update', text: 'News' });
  const statusOf = async (seq: string) => (await room.watcher.call(`${PATH}?seq=${seq}`)).status;
  for (const seq of ['3', '4', '999999999999999999999'])
    expect([seq, await statusOf(seq)]).toEqual([seq, 404]);
  for (const seq of ['0', '-1', '1.5', '1e1', 'abc', '', '%201', '1&seq=2', '0x1', '9'.repeat(100)])
    expect([seq, await statusOf(seq)]).toEqual([seq, 422]);
  const { body } = await room.watcher.call<{ errors: { pointer: string }[] }>(`${PATH}?seq=abc`);
  expect(body.errors[0]?.pointer).toBe('#/seq');
  const { status } = await room.watcher.call(`/api/v1/boards/none?seq=1`);
  expect(status).toBe(404);
});

test('O86: a draft’s past is for its operators alone, as its present is', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'draft', state: 'draft' },
  });
  await room.admin.post([{ kind: 'update', text: 'Not yet' }], 'draft');
  await room.admin.call('/api/v1/boards/draft', { method: 'PATCH', body: { title: 'Other' } });
  expect((await room.watcher.call('/api/v1/boards/draft?seq=2')).status).toBe(404);
  const { status, headers } = await room.admin.call('/api/v1/boards/draft?seq=2');
  expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
});

test('O87: a text that was erased since is in no snapshot of before, whoever asked for it before', async () => {
  const room = await openRoom();
  const then = await postAll(room);
  expect(await read(room, '?seq=5')).toContain('Four in Omsk');
  expect(await read(room, '?seq=6')).toContain('The square is closed');
  for (const id of [first, third]) {
    const body = { reason: 'A name' };
    const reply = await room.admin.call(`${PATH}/entries/${id}/text`, { method: 'DELETE', body });
    expect(reply.status).toBe(200);
  }
  for (const [seq, text] of then) {
    const { headers, body } = await room.watcher.call<Snapshot>(`${PATH}?seq=${seq}`);
    expect(JSON.stringify(body)).not.toMatch(/Three in|Four in|The square|A paper|One more/);
    expect(headers.get('etag')).toBe(`"${body.epoch}-${seq}-2"`);
    // All but the texts is as it was.
    const before = JSON.parse(text) as Snapshot;
    expect({ ...body, feed: [] }).toEqual({ ...before, feed: [] });
    const keptIds = before.feed.filter(({ id }) => id !== first).map(({ id }) => id);
    expect(body.feed.map(({ id }) => id)).toEqual(keptIds);
  }
});

test('O88: a crowd that asks for the same is answered by one answer', async () => {
  const room = await openRoom();
  await postAll(room);
  const crowd = await Promise.all(
    Array.from({ length: 120 }, (_, index) => room.watcher.call(`${PATH}?seq=${1 + (index % 12)}&lang=en`)),
  );
  // Twelve questions, each asked ten times: one answer serves all who ask the same at the same time.
  expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]));
});

test('O89: after a restart it is the same', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-past-'));
  const room = await openRoom({}, { dataDir });
  const then = await postAll(room);
  await room.end();
  const again = await openRoom({}, { dataDir });
  for (const seq of [14, 7, 1, 9]) expect(await read(again, `?seq=${seq}`)).toBe(then.get(seq));
});
