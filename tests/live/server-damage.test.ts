/** A board whose record does not add up, in a real server over a real file: nothing of it is shown, the rest goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { Room } from '../support/server-room.ts';
import { BOARD, connect, emit, openRoom } from '../support/server-room.ts';

const forced = (sql: string) => `DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go; ${sql}`;

function edit(dataDir: string, sql: string): void {
  using db = new DatabaseSync(join(dataDir, 'tocsin.db'), { enableForeignKeyConstraints: false });
  db.exec(sql);
}

async function openPair(): Promise<{ room: Room; dataDir: string; id: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-damage-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const room = await openRoom({}, { dataDir });
  for (const slug of ['strike', 'secret']) {
    const state = slug === 'secret' ? 'draft' : 'live';
    await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug, state } });
  }
  const { body } = await room.admin.post({ kind: 'arrest', op: 'add', count: 12, text: 'Twelve' });
  await room.admin.post({ kind: 'arrest', op: 'add', count: 3 }, 'strike');
  return { room, dataDir, id: body.entries[0]?.id ?? '' };
}

const DAMAGED = { type: '/problems/damaged', status: 503, since: expect.stringMatching(/^\d{4}-.*Z$/) };

/** Every public address of a board. */
const outputs = (slug: string, id: string) => [
  `/api/v1/boards/${slug}`,
  `/api/v1/boards/${slug}/changes?since=0&epoch=x`,
  `/api/v1/boards/${slug}/entries`,
  `/api/v1/boards/${slug}/entries/${id}`,
  `/api/v1/boards/${slug}/feed`,
  `/api/v1/boards/${slug}/series?kind=arrest`,
  `/api/v1/boards/${slug}/claims?kind=arrest`,
];

// Mutants: doors serve from memory and never ask; beats go on; one damaged board makes the server not ready.
test('P40: damage that is found while serving withholds every output of its board at once, and watchers are told', async () => {
  const { room, dataDir, id } = await openPair();
  const { url, watcher, admin } = room;
  const socket = await connect(url);
  const heard: [string, unknown][] = [];
  socket.onAny((event: string, told: unknown) => void heard.push([event, told]));
  expect(await emit(socket, 'watch', { board: 'rally' })).toMatchObject({ status: 200 });
  const before = await watcher.call('/api/v1/boards/rally');

  edit(dataDir, forced(`UPDATE entries SET facts = 'no facts' WHERE board = 1 AND key & 65535 = 2`));
  expect(await watcher.call('/api/v1/boards/rally/entries')).toMatchObject({ status: 503, body: DAMAGED });
  await expect
    .poll(() => heard.filter(([event]) => event === 'damaged'))
    .toEqual([['damaged', { board: 'rally' }]]);
  for (const path of outputs('rally', id)) {
    const headers = { 'if-none-match': before.headers.get('etag') ?? '' };
    const reply = await watcher.call(path, { headers });
    expect(reply, path).toMatchObject({ status: 503, body: DAMAGED });
    expect(reply.headers.get('retry-after')).toBe('30');
  }
  expect(await emit(socket, 'watch', { board: 'rally' })).toMatchObject({ status: 503, body: DAMAGED });
  expect(await admin.post({ kind: 'arrest', op: 'add', count: 1 })).toMatchObject({
    status: 503,
    body: DAMAGED,
  });

  const { body: list } = await watcher.call<{ boards: object[] }>('/api/v1/boards');
  expect(list.boards).toEqual([
    expect.objectContaining({ slug: 'strike', seq: 2 }),
    {
      slug: 'rally',
      title: 'Rally',
      state: 'live',
      nature: 'real',
      zone: 'Europe/Moscow',
      damaged: { since: DAMAGED.since },
    },
  ]);
  expect(await watcher.call('/readyz')).toMatchObject({
    status: 200,
    body: { status: 'damaged', boards: 1 },
  });

  expect(await admin.post({ kind: 'arrest', op: 'add', count: 4 }, 'strike')).toMatchObject({ status: 201 });
  const { body } = await watcher.call<{ headline: object }>('/api/v1/boards/strike');
  await expect
    .poll(async () => (await watcher.call('/api/v1/boards/strike')).body)
    .toMatchObject({ headline: { arrest: { best: 7 } } });
  expect(body).toBeDefined();
  // The board's last tick, or beat, was before its damage was known.
  const events = heard.map(([event]) => event);
  expect(events.lastIndexOf('tick')).toBeLessThan(events.indexOf('damaged'));
});

test('P41: the page of a damaged board says since when its numbers are withheld, with 503, in both languages, and the list goes on', async () => {
  const { room, dataDir } = await openPair();
  const { watcher } = room;
  edit(dataDir, forced(`UPDATE entries SET facts = 'no facts' WHERE board = 1 AND key & 65535 = 2`));
  await watcher.call('/api/v1/boards/rally/entries');
  const english = await watcher.call<string>('/b/rally?lang=en');
  expect(english.status).toBe(503);
  const [, shown = ''] = english.body.split('<body>');
  expect(shown).toMatch(/Numbers withheld since \d\d:\d\d</);
  expect(shown).not.toMatch(/\b12\b(?!:)/);
  expect(shown).not.toContain('Twelve');
  const russian = await watcher.call<string>('/b/rally?lang=ru');
  expect(russian.body).toContain('Цифры не показываются с ');
  const list = await watcher.call<string>('/');
  expect(list.status).toBe(200);
  expect(list.body).toContain('numbers withheld');
});

// Mutant: a draft that is damaged is told to strangers by its 503.
test('P42: a start with damaged boards serves the others; a damaged draft is there for its operators alone', async () => {
  const { room, dataDir, id } = await openPair();
  await room.end();
  edit(dataDir, forced(`UPDATE entries SET at = at + 1 WHERE key & 65535 = 1 AND board IN (1, 3)`));
  const { watcher, admin, logged } = await openRoom({}, { dataDir });
  expect(await watcher.call('/readyz')).toMatchObject({
    status: 200,
    body: { status: 'damaged', boards: 2 },
  });
  for (const path of outputs('rally', id)) {
    expect(await watcher.call(path), path).toMatchObject({ status: 503, body: DAMAGED });
  }
  expect(await watcher.call('/api/v1/boards/secret')).toMatchObject({ status: 404 });
  expect(await admin.call('/api/v1/boards/secret')).toMatchObject({ status: 503, body: DAMAGED });
  const { body } = await watcher.call<{ boards: { slug: string }[] }>('/api/v1/boards');
  expect(body.boards.map(({ slug }) => slug)).toEqual(['strike', 'rally']);
  expect(await admin.post({ kind: 'arrest', op: 'add', count: 4 }, 'strike')).toMatchObject({ status: 201 });
  expect(
    logged.filter((line) => line.includes('Entry 1 of board rally is not what was stored')),
  ).toHaveLength(1);
});

// Mutant: lines read from the disk are not held to their hashes.
test('P40: a line that was changed while the server runs is shown by no output, and its board is withheld', async () => {
  const { room, dataDir, id } = await openPair();
  const { watcher } = room;
  edit(
    dataDir,
    forced(`UPDATE entries SET facts = replace(facts, '12', '21') WHERE board = 1 AND key & 65535 = 2`),
  );
  expect(await watcher.call(`/b/rally/e/${id}`)).toMatchObject({ status: 503 });
  for (const path of outputs('rally', id))
    expect(await watcher.call(path), path).toMatchObject({ status: 503, body: DAMAGED });
  expect((await watcher.call('/readyz')).body).toMatchObject({ status: 'damaged', boards: 1 });
});
