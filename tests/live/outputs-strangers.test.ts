/** What crowds and strangers cost: a real server whose renderings are counted by what they take. */

import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { askOutput, publish } from '../support/output-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

const OUTPUTS = ['text', 'line', 'embed', 'badge.svg', 'feed.atom', 'feed.json', 'start.ics'];

/** Asks with a name for the server of one's own choice. */
function askAs(url: string, path: string, host: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

test('O73: a thousand readers at once are all answered alike', async () => {
  const room = await openRoom();
  await publish(
    room,
    ...Array.from({ length: 50 }, (_, n) => ({ kind: 'update', text: `News ${n} ${'of it '.repeat(300)}` })),
  );
  for (const name of OUTPUTS) {
    const answers = await Promise.all(
      Array.from({ length: 150 }, () => askOutput(room.url, `/b/rally/${name}?lang=ru`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  }
});

test('O73: each reader gets the addresses of the server that they asked, whatever others call it', async () => {
  const room = await openRoom();
  await publish(room, { kind: 'update', text: 'News' });
  const hosts = Array.from({ length: 150 }, (_, n) => `name-${n}.example`);
  for (const name of ['feed.json', 'feed.atom'])
    for (const host of hosts) {
      const { status, text } = await askAs(room.url, `/b/rally/${name}`, host);
      expect([status, text.includes(`http://${host}/b/rally/e/`)]).toEqual([200, true]);
      expect(text.match(/name-\d+/g)?.every((named) => `${named}.example` === host)).toBe(true);
    }
  const odd = await askAs(room.url, '/b/rally/feed.atom', '"><script>.example');
  expect(odd.text).not.toContain('<script');
});

test('O65: no output of a damaged board has a figure, people read since when, programs a problem', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-outputs-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const room = await openRoom({}, { dataDir });
  await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'strike' } });
  await publish(room, { kind: 'arrest', op: 'add', count: 4_321, text: 'So many' });
  const before = await Promise.all(OUTPUTS.map((name) => askOutput(room.url, `/b/rally/${name}`)));
  {
    using db = new DatabaseSync(join(dataDir, 'tocsin.db'), { timeout: 5_000 });
    db.exec(
      `DROP TRIGGER entries_never_change; UPDATE entries SET facts = 'no facts' WHERE board = 1 AND key & 65535 = 2`,
    );
  }
  expect(await room.admin.call('/api/v1/boards/rally/entries')).toMatchObject({ status: 503 });
  for (const [index, name] of OUTPUTS.entries()) {
    const known = { 'if-none-match': before[index]?.headers.get('etag') ?? '' };
    const { status, headers, text } = await askOutput(room.url, `/b/rally/${name}?lang=en`, known);
    expect([name, status, headers.get('retry-after')]).toEqual([name, 503, '30']);
    expect(text).not.toMatch(/4,?321|So many/);
    const isForPeople = ['text', 'embed'].includes(name);
    expect([name, text]).toEqual([
      name,
      expect.stringMatching(isForPeople ? /<h1>Numbers withheld since / : /"type":"\/problems\/damaged"/),
    ]);
    expect(headers.get('cache-control')).toBe('private, no-store');
    if (name === 'text') expect(text).toContain('<meta http-equiv="refresh"');
    if (name === 'embed') expect(headers.get('x-frame-options')).toBeNull();
    expect((await askOutput(room.url, `/b/strike/${name}`)).status).toBe(200);
  }
});

test('O65: nothing that is logged tells who read which output', async () => {
  const room = await openRoom();
  for (const name of OUTPUTS)
    await askOutput(room.url, `/b/rally/${name}?kind=nonsense&utm=secret`, { 'user-agent': 'A reader' });
  expect(room.logged.join('\n')).not.toMatch(/badge|secret|A reader|127\.0\.0\.1.*rally/);
});
