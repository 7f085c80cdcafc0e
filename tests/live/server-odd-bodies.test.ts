import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openRoom } from '../support/server-room.ts';

const ENTRIES = '/api/v1/boards/rally/entries';

test('O40: what docs/api.md says of odd bodies, and of a repeat after an erasure, is so', async () => {
  const { admin, watcher } = await openRoom();
  const post = async (raw: string, type = 'application/json') =>
    (await admin.call(ENTRIES, { method: 'POST', raw, headers: { 'content-type': type } })).status;
  expect(await post('{"kind": "arrest", "op": "add", "count": 1, "count": 5}')).toBe(201);
  expect(await post('{"kind": "arrest", "op": "total", "count": -0}')).toBe(201);
  const id = randomUUID();
  const news = JSON.stringify({ id, kind: 'update', text: 'Привет' });
  expect(await post(news, 'application/json; charset=windows-1251')).toBe(201);
  expect(await post(news)).toBe(200);
  const { body } = await watcher.call<{ entries: object[] }>(ENTRIES);
  expect(body.entries.slice(1)).toMatchObject([{ count: 5 }, { count: 0 }, { text: 'Привет' }]);
  const erased = await admin.call(`${ENTRIES}/${id}/text`, { method: 'DELETE', body: { reason: 'A name' } });
  expect([erased.status, await post(news)]).toEqual([200, 409]);
});
