/** A server whose folder takes nothing: what it says to whoever runs it, and to whoever asks it for something. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../server/log.ts';
import { start } from '../../server/start.ts';
import { mountSmallDisk } from '../ledger/small-disk.ts';
import { CHEAP } from '../support/people.ts';
import type { Reply } from '../support/server-room.ts';
import { ADMIN, BOARD, connect, createCaller, emit, signIn } from '../support/server-room.ts';

async function startIn(dataDir: string) {
  const logged: string[] = [];
  const log = createLog('trace', { write: (line) => void logged.push(String(JSON.parse(line).msg)) });
  const settings = {
    port: 0,
    host: '127.0.0.1',
    trustProxy: false as const,
    tickMs: 20,
    logLevel: 'trace' as const,
  };
  const running = await start({ ...settings, dataDir, admin: ADMIN }, { log, passwordCost: CHEAP });
  onTestFinished(() => running[Symbol.asyncDispose]());
  return { running, logged, url: `http://127.0.0.1:${running.port}` };
}

/** A folder with an admin, who is signed in, and the board `rally`; undefined where none can be mounted here. */
async function openSmallFolder() {
  const disk = mountSmallDisk('8m');
  if (!disk) return undefined;
  const { running, url } = await startIn(disk.folder);
  const { cookie, call } = await signIn(url, ADMIN);
  expect((await call('/api/v1/boards', { method: 'POST', body: BOARD })).status).toBe(201);
  await running[Symbol.asyncDispose]();
  return { ...disk, cookie };
}

const update = () => ({ kind: 'update', text: 'The square is closed.', id: crypto.randomUUID() });

/** Everything that writes, each at its door. */
async function askAll(
  url: string,
  cookie: string,
): Promise<[what: string, Pick<Reply, 'status' | 'body'>][]> {
  const admin = createCaller(url, cookie);
  const socket = await connect(url, { namespace: '/desk', cookie });
  const write = (path: string, body: object) => admin.call(path, { method: 'POST', body });
  const posted = await emit(socket, 'post', { board: 'rally', entries: [update()] });
  return [
    ['signing in', await createCaller(url, '').call('/api/v1/session', { method: 'POST', body: ADMIN })],
    ['a post', await admin.post(update())],
    ['a post by socket', posted as unknown as Pick<Reply, 'status' | 'body'>],
    ['a board', await write('/api/v1/boards', { ...BOARD, slug: 'other' })],
    ['an invite', await write('/api/v1/invites', { boards: ['rally'], role: 'editor' })],
  ];
}

const noClassName = /\b\w*(Error|Fault)\b/;

test('P80, L71: in a folder that may only be read everybody is told so, and nothing is said of the admin who is there', async () => {
  const folder = await openSmallFolder();
  if (!folder) return;
  folder.makeReadOnly();
  const { url, logged } = await startIn(folder.folder);
  expect(logged.filter((line) => /admin|ession/.test(line))).toEqual([]);
  expect(logged.filter((line) => line.startsWith('Nothing can be written; reading goes on.'))).toHaveLength(
    1,
  );
  for (const [what, { status, body }] of await askAll(url, folder.cookie)) {
    expect([what, status]).toEqual([what, 503]);
    expect([what, body]).toEqual([
      what,
      expect.objectContaining({ type: '/problems/cannot-store', store: 'read-only' }),
    ]);
    expect(body.detail).toMatch(
      /^The server's data folder cannot be written: .*reading goes on.*made it writable\.$/,
    );
  }
  expect((await createCaller(url, '').call('/api/v1/boards/rally')).status).toBe(200);
  expect(logged.filter((line) => noClassName.test(line))).toEqual([]);
});

test('P80, L71: on a full disk as well, and with room everything goes on', async () => {
  const folder = await openSmallFolder();
  if (!folder) return;
  const ballast = join(folder.folder, 'ballast');
  fill(ballast);
  const { url, logged } = await startIn(folder.folder);
  expect(logged.filter((line) => /admin|ession/.test(line))).toEqual([]);
  for (const [what, { status, body }] of await askAll(url, folder.cookie)) {
    expect([what, status, body.store]).toEqual([what, 503, 'full']);
    expect(body.detail).toMatch(/^The server's disk is full: .*reading goes on.*made room\.$/);
  }
  expect((await createCaller(url, '').call('/api/v1/boards/rally')).status).toBe(200);
  expect(logged.filter((line) => noClassName.test(line))).toEqual([]);
  rmSync(ballast);
  for (const [what, { status }] of await askAll(url, folder.cookie))
    expect([what, status]).toEqual([what, expect.toBeOneOf([200, 201])]);
});

/** Until not a byte more fits. */
function fill(file: string): void {
  for (const bytes of [262_144, 4_096, 512]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(bytes, 1));
    } catch {
      // It is full for pieces of this size.
    }
  }
}
