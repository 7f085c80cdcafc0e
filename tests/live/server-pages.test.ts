import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Room } from '../support/server-room.ts';
import { BOARD, connect, emit, openRoom } from '../support/server-room.ts';

const arrests = { kind: 'arrest', op: 'add', count: 4321, place: 'kazan' };

async function readPage({ url }: Room, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, { headers });
  const html = await response.text();
  const said = (name: string) => response.headers.get(name);
  return { status: response.status, html, said, lang: /<html lang="(\w+)"/.exec(html)?.[1] };
}

/** Posts, and waits for the tick that shows it. */
async function postAndSee(room: Room, entry: unknown): Promise<void> {
  const socket = await connect(room.url);
  await emit(socket, 'watch', { board: 'rally' });
  const heard = new Promise((resolve) => socket.once('tick', resolve));
  await room.admin.post(entry);
  await heard;
}

test('P23: a board’s page has its numbers before any script runs, and the newest ones a tick later', async () => {
  const room = await openRoom();
  await postAndSee(room, arrests);
  const page = await readPage(room, '/b/rally');
  expect([page.status, page.said('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.html).toContain('4,321');
  await postAndSee(room, { ...arrests, count: 1000 });
  expect((await readPage(room, '/b/rally')).html).toContain('5,321');
});

test('P23: the root is the only board there is, or the list of those that everybody may see', async () => {
  const room = await openRoom();
  expect((await readPage(room, '/')).html).toContain('data-board="rally"');
  for (const [slug, state] of [
    ['second', 'live'],
    ['hidden', 'draft'],
  ]) {
    await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug, state } });
  }
  const { html } = await readPage(room, '/');
  expect(html).not.toContain('data-board');
  expect([html.includes('/b/rally'), html.includes('/b/second'), html.includes('/b/hidden')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('P24: a page is in the language that is asked for, else in the one the browser prefers, else in English', async () => {
  const room = await openRoom();
  const russian = { 'accept-language': 'de, ru;q=0.8, en;q=0.3' };
  expect((await readPage(room, '/b/rally')).lang).toBe('en');
  expect((await readPage(room, '/b/rally', russian)).lang).toBe('ru');
  expect((await readPage(room, '/b/rally?lang=en', russian)).lang).toBe('en');
  expect((await readPage(room, '/b/rally?lang=ru')).lang).toBe('ru');
  expect((await readPage(room, '/b/rally?lang=xx', { 'accept-language': 'fr' })).lang).toBe('en');
  const { said } = await readPage(room, '/nowhere?lang=ru');
  expect([said('content-language'), said('vary')]).toEqual([
    'ru',
    'Accept-Encoding, Accept-Language, Save-Data',
  ]);
});

test('P25: a page may be kept for a second, and is not sent to whoever has it', async () => {
  const room = await openRoom();
  const first = await readPage(room, '/b/rally');
  expect(first.said('cache-control')).toBe('public, max-age=1');
  const known = { 'if-none-match': first.said('etag') ?? '' };
  expect(await readPage(room, '/b/rally', known)).toMatchObject({ status: 304, html: '' });
  expect((await readPage(room, '/b/rally', { ...known, 'accept-language': 'ru' })).status).toBe(200);
  await postAndSee(room, arrests);
  expect((await readPage(room, '/b/rally', known)).status).toBe(200);
  const packed = await readPage(room, '/b/rally', { 'accept-encoding': 'gzip' });
  expect(packed.said('content-encoding')).toBe('gzip');
  expect(packed.html).toContain('4,321');
});

test('S51: a draft’s page is there for its operators alone, and kept for nobody', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'draft', state: 'draft' },
  });
  const [draft, none] = [await readPage(room, '/b/draft'), await readPage(room, '/b/none')];
  expect([draft.status, draft.html]).toEqual([404, none.html]);
  const own = await readPage(room, '/b/draft', { cookie: room.admin.cookie });
  expect([own.status, own.said('cache-control')]).toEqual([200, 'private, no-store']);
  expect((await readPage(room, '/b/draft')).status).toBe(404);
});

test('S59: the inline styles are those that the page’s policy names, and no script is inline', async () => {
  const room = await openRoom();
  for (const path of ['/', '/b/rally', '/desk', '/nowhere']) {
    const { html, said } = await readPage(room, path);
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => css);
    expect(styles.length).toBeGreaterThan(0);
    for (const css of styles) {
      const hash = createHash('sha256').update(css).digest('base64');
      expect(said('content-security-policy')).toContain(`'sha256-${hash}'`);
    }
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|\sstyle=/);
  }
});

test('P26: scripts are served compressed, and for good: their names say what is in them', async () => {
  const room = await openRoom();
  const { html } = await readPage(room, '/b/rally');
  const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
  const { status, said } = await readPage(room, script, { 'accept-encoding': 'br' });
  expect([status, said('content-encoding')]).toEqual([200, 'br']);
  expect(said('cache-control')).toMatch(/max-age=31536000.*immutable/);
  expect((await readPage(room, '/assets/nothing.js')).status).toBe(404);
});
