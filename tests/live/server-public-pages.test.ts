import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { clockOf } from '../support/fake-time.ts';
import { CHEAP } from '../support/people.ts';
import type { Room } from '../support/server-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

interface Page {
  status: number;
  html: string;
  text: string;
  headers: Headers;
}

async function read(url: string, path: string, headers: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(url + path, { headers, redirect: 'manual' });
  const html = await response.text();
  const body = html.slice(html.indexOf('<body'));
  const text = body
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  return { status: response.status, html, text, headers: response.headers };
}

async function seen(room: Room, seq: number): Promise<void> {
  const known = async () => (await room.watcher.call('/api/v1/boards/rally')).body.seq;
  await expect.poll(known, { timeout: 15_000 }).toBe(seq);
}

async function post(room: Room, entry: object): Promise<{ id: string; seq: number }> {
  const { body } = await room.admin.post(entry);
  const [receipt] = body.entries;
  await seen(room, receipt?.seq ?? 0);
  return { id: receipt?.id ?? '', seq: receipt?.seq ?? 0 };
}

const arrest = {
  kind: 'arrest',
  op: 'add',
  count: 12,
  place: 'omsk',
  text: 'Twelve at the bridge.',
  asOf: '2021-04-21T16:27:00Z',
  sources: [{ url: 'https://news.example/omsk', title: 'Omsk news' }],
};

test('P51: a post stands on a page of its own with its history: struck, underlined, when and why', async () => {
  const room = await openRoom();
  const { id } = await post(room, arrest);
  const change = {
    kind: 'correction',
    target: id,
    set: { count: 15, text: 'Fifteen.' },
    reason: 'Three more.',
  };
  await post(room, change);
  await post(room, { kind: 'status', target: id, status: 'confirmed' });
  const { status, html, text, headers } = await read(room.url, `/b/rally/e/${id}?lang=en`);
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
  expect(text).toContain('Corrected: Arrests, Omsk: +15');
  expect(text).toContain('Wednesday 21 April 2021, 19:27 Moscow');
  expect(text).toContain('22:27 local');
  expect(html).toMatch(/<del><span class="spoken">Was<\/span> <span dir="auto">\+12<\/span><\/del>/);
  expect(html).toMatch(/<ins><span class="spoken">Now<\/span> <span dir="auto">\+15<\/span><\/ins>/);
  expect(text).toContain('Why: Three more.');
  expect(text.match(/History/g)).toHaveLength(1);
  expect(text).toContain('Confirmed');
  expect(html).toContain('href="https://news.example/omsk"');
  expect(html).toContain('<meta property="og:title" content="Corrected: Arrests, Omsk: +15');
  const russian = await read(room.url, `/b/rally/e/${id}?lang=ru`);
  expect(russian.text).toContain('Исправлено: Задержания, Omsk: +15');
  const etag = headers.get('etag') ?? '';
  expect((await read(room.url, `/b/rally/e/${id}?lang=en`, { 'if-none-match': etag })).status).toBe(304);
});

test('P51: a retracted post and an erased one say so, and nothing that was erased is on the page', async () => {
  const room = await openRoom();
  const first = await post(room, arrest);
  await post(room, { kind: 'retraction', target: first.id, reason: 'Counted twice.' });
  const retracted = await read(room.url, `/b/rally/e/${first.id}`);
  expect([retracted.status, retracted.text]).toEqual([200, expect.stringContaining('it counts no longer')]);
  expect(retracted.html).toContain('og:title" content="Retracted: Arrests');
  expect(retracted.html).toContain('<del>Twelve at the bridge.</del>');
  const second = await post(room, { ...arrest, text: 'Ivan of 5 Lenin Street' });
  await post(room, { kind: 'correction', target: second.id, set: { text: 'Ivan' }, reason: 'Ivan asked' });
  const path = `/api/v1/boards/rally/entries/${second.id}/text`;
  await room.admin.call(path, { method: 'DELETE', body: { reason: 'She asked.' } });
  await seen(room, second.seq + 2);
  const erased = await read(room.url, `/b/rally/e/${second.id}`);
  expect([erased.status, erased.text]).toEqual([200, expect.stringContaining('The text was erased.')]);
  expect(erased.html).not.toContain('Ivan');
  expect(erased.html).toContain('<meta property="og:description" content="The text was erased.">');
});

test('W136: the page of a post says when its texts were erased and why, and what was said afterwards', async () => {
  const room = await openRoom();
  const { id, seq } = await post(room, arrest);
  const path = `/api/v1/boards/rally/entries/${id}/text`;
  await room.admin.call(path, { method: 'DELETE', body: { reason: 'She asked.' } });
  await seen(room, seq + 1);
  const { text } = await read(room.url, `/b/rally/e/${id}?lang=en`);
  expect(text).toMatch(
    /Posted .* The text was erased\. Text erased \w+ \d+ \w+ \d+, \d\d:\d\d Moscow Why: She asked\./,
  );
  await post(room, { kind: 'correction', target: id, set: { text: 'Twelve.' }, reason: 'Anew' });
  const later = await read(room.url, `/b/rally/e/${id}?lang=ru`);
  const history = later.text.slice(later.text.indexOf('История'));
  expect(history).toMatch(/Опубликовано .* Текст удалён .* Причина: She asked\. Исправлено .* Twelve\./);
  // What stands now was not erased.
  expect(later.text.slice(0, later.text.indexOf('История'))).not.toContain('Текст удалён.');
});

test('P51: what is no post, unknown, unreadable or a draft’s is not there, all alike', async () => {
  const room = await openRoom();
  const { id } = await post(room, arrest);
  const { body } = await room.admin.post({ kind: 'mark', target: id, key: true });
  const { body: lines } = await room.watcher.call<{ entries: { id: string }[] }>(
    '/api/v1/boards/rally/entries?limit=1',
  );
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'draft', state: 'draft' },
  });
  const inDraft = await room.admin.post(arrest, 'draft');
  const paths = [
    `rally/e/${body.entries[0]?.id}`,
    `rally/e/${lines.entries[0]?.id}`,
    `rally/e/${randomUUID()}`,
    'rally/e/nonsense',
    `draft/e/${inDraft.body.entries[0]?.id}`,
    `draft/places`,
    `none/e/${id}`,
    'none/places',
  ];
  const pages = await Promise.all(paths.map((path) => read(room.url, `/b/${path}`)));
  expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 404));
  expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
  const own = await read(room.url, `/b/draft/e/${inDraft.body.entries[0]?.id}`, {
    cookie: room.admin.cookie,
  });
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name: `Place of ${index} and so on` }));
const counts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'arrest', op: 'add', count: index * 37 + 1, place: `p${index}` },
    asOf: `2021-04-21T${String(index % 19).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00Z`,
  }));

test('P52, P53: a page too heavy for all places has the highest 60 and a link, and the link has them all', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { places: many(900) } });
  await room.admin.post(counts(900));
  await seen(room, 902);
  const board = await read(room.url, '/b/rally?lang=en');
  const rows = board.html.match(/<th scope="row"[^>]*><bdi>/g) ?? [];
  expect(rows.length).toBe(60);
  expect(board.text.indexOf('Place of 899')).toBeLessThan(board.text.indexOf('Place of 898'));
  expect(board.text).toContain('Place of 840 ');
  expect(board.text).not.toContain('Place of 839 ');
  expect(board.html).toContain('<a href="/b/rally/places">');
  const packed = await fetch(`${room.url}/b/rally`, { headers: { 'accept-encoding': 'gzip' } });
  expect(Number(packed.headers.get('content-length'))).toBeLessThanOrEqual(14_000);
  const places = await read(room.url, '/b/rally/places?lang=en');
  expect(places.html.match(/<th scope="row"[^>]*><bdi>/g)).toHaveLength(900);
  expect(places.text).toContain('Arrests, as of');
  expect(places.text).toMatch(/Page made .*Moscow/);
  const known = { 'if-none-match': places.headers.get('etag') ?? '' };
  expect((await read(room.url, '/b/rally/places?lang=en', known)).status).toBe(304);
  expect((await read(room.url, '/b/rally/places?lang=ru')).text).toContain('Задержания: на какое время');
});

test('P53: a page that is light enough has every place', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { places: many(80) } });
  await room.admin.post(counts(80));
  await seen(room, 82);
  const { html } = await read(room.url, '/b/rally');
  expect(html.match(/<th scope="row"[^>]*><bdi>/g)).toHaveLength(80);
  expect(html).not.toContain('80 places in one table');
});

test('P55: the validator of a page moves with each minute, and within one it is the same page', async () => {
  // Within a minute and then past its end, whatever the second is in which the test begins.
  let now = Math.floor(Date.now() / 60_000) * 60_000;
  const room = await openRoom({ clock: clockOf(() => now) });
  await post(room, { ...arrest, asOf: undefined });
  const etag = async (path: string) => (await read(room.url, path)).headers.get('etag');
  for (const path of ['/b/rally', '/b/rally/places']) {
    const first = await etag(path);
    now += 30_000;
    expect(await etag(path)).toBe(first);
    now += 30_000;
    expect(await etag(path)).not.toBe(first);
  }
});

test('P54: while nobody can sign in the front door and the desk lead to the set-up', async () => {
  const { start } = await import('../../server/start.ts');
  const { createLog } = await import('../../server/log.ts');
  const { mkdtemp } = await import('node:fs/promises');
  const dataDir = await mkdtemp('/tmp/tocsin-first-');
  const config = {
    ...{ port: 0, host: '127.0.0.1', dataDir, trustProxy: false as const, tickMs: 20 },
    logLevel: 'silent' as const,
  };
  await using running = await start(config, {
    log: createLog('silent', { write() {} }),
    passwordCost: CHEAP,
  });
  const url = `http://127.0.0.1:${running.port}`;
  const front = await read(url, '/?lang=en');
  expect(front.text).toContain('Nobody can sign in here yet.');
  expect(front.html).toContain('<a href="/desk">');
  expect((await read(url, '/?lang=ru')).text).toContain('Войти сюда пока некому.');
  expect((await read(url, '/desk')).html).toContain('data-first');
  const invite = running.setUpLink?.split('#')[1];
  const join = { invite, name: 'Anna', password: 'correct horse battery' };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/api/v1/people`, { method: 'POST', headers, body: JSON.stringify(join) });
  const later = await read(url, '/?lang=en');
  expect(later.text).not.toContain('Nobody can sign in');
  expect(later.html).toContain('<a href="/desk">');
  expect((await read(url, '/desk')).html).not.toContain('data-first');
});

test('W140: whoever asks to save data gets pages without the typeface, and others theirs', async () => {
  const room = await openRoom();
  for (const path of ['/b/rally?lang=en', '/?lang=en', '/desk?lang=ru', '/b/nowhere']) {
    const light = await read(room.url, path, { 'save-data': 'on' });
    expect(light.html).not.toMatch(/woff2|@font-face\s*\{[^}]*url/);
    expect(light.html).toContain('--sans:');
    expect(light.headers.get('vary')).toContain('Save-Data');
    const full = await read(room.url, path);
    expect(full.html).toContain('.woff2');
    expect(full.headers.get('etag')).not.toBe(light.headers.get('etag'));
    const [sheet = ''] = light.html.match(/(?<=<style>).*?(?=<\/style>)/s) ?? [];
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(light.headers.get('content-security-policy')).toContain(hash);
  }
});
