/** Asks a running server for a board's light outputs, and waits until they have what was posted. */
import { expect } from 'vitest';
import type { Room } from './server-room.ts';

export interface Output {
  status: number;
  headers: Headers;
  text: string;
}

export async function askOutput(
  url: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Output> {
  const response = await fetch(url + path, { method, headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Resolves once the public view has come to this line. */
async function seen(room: Room, seq: number, board = 'rally'): Promise<void> {
  const known = async () => (await room.admin.call(`/api/v1/boards/${board}`)).body.seq;
  await expect.poll(known, { timeout: 15_000 }).toBeGreaterThanOrEqual(seq);
}

/** Posts, and waits until it is public. */
export async function publish(room: Room, ...entries: object[]): Promise<string[]> {
  const { status, body } = await room.admin.post(entries);
  expect(status).toBe(201);
  await seen(room, body.entries.at(-1)?.seq ?? 0);
  return body.entries.map(({ id }) => id);
}

/** Changes the board, and waits until that is public. */
export async function change(room: Room, fields: object, board = 'rally'): Promise<void> {
  const before = await room.admin.call(`/api/v1/boards/${board}`);
  const { status } = await room.admin.call(`/api/v1/boards/${board}`, { method: 'PATCH', body: fields });
  expect(status).toBe(200);
  await seen(room, Number(before.body.seq) + 1, board);
}

export async function eraseText(room: Room, id: string): Promise<void> {
  const path = `/api/v1/boards/rally/entries/${id}/text`;
  const { body } = await room.admin.call<{ entries: { seq: number }[] }>(path, {
    method: 'DELETE',
    body: { reason: 'Asked for.' },
  });
  await seen(room, body.entries[0]?.seq ?? 0);
}
