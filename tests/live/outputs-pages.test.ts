import { parse, parseFragment } from 'parse5';
import { expect, test } from 'vitest';
import { countSeptets } from '../../client/outputs/gsm.ts';
import { askOutput, change, publish } from '../support/output-room.ts';
import type { Room } from '../support/server-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

const OUTPUTS = ['text', 'line', 'embed', 'badge.svg', 'feed.atom', 'feed.json', 'start.ics'];
const arrest = { kind: 'arrest', op: 'total', count: 12, place: 'kazan', asOf: '2021-04-21T16:42:00Z' };
const registered = { ...arrest, kind: 'registration', count: 466_000, place: undefined };

/** A board with numbers of every sort, whose names are in both languages. */
async function openBusyRoom(): Promise<Room> {
  const room = await openRoom();
  await change(room, {
    title: { en: 'The rally', ru: 'Митинг' },
    start: { date: '2021-04-21', time: '19:00' },
    claimants: [{ id: 'ovd-info', name: { en: 'OVD-Info', ru: 'ОВД-Инфо' } }],
    policy: { arrest: ['ovd-info'] },
    places: [
      ...BOARD.places,
      ...Array.from({ length: 12 }, (_, n) => ({ id: `p${n}`, name: `Place ${n}` })),
      { id: 'secret', name: 'Secret', hidden: true },
    ],
  });
  await publish(
    room,
    registered,
    { ...arrest, claimant: 'ovd-info', count: { low: 4_900, best: 5_000, high: 5_192 }, place: undefined },
    { ...arrest, claimant: 'ovd-info', op: 'add', status: 'confirmed', count: 40 },
    ...Array.from({ length: 12 }, (_, n) => ({
      ...arrest,
      claimant: 'ovd-info',
      count: 100 + n,
      place: `p${n}`,
    })),
    { ...arrest, place: 'secret', claimant: 'ovd-info', count: 3_000 },
    ...Array.from({ length: 7 }, (_, n) => ({
      kind: 'update',
      text: `News ${n} <b>& "more"`,
      asOf: `2021-04-21T16:0${n}:00Z`,
    })),
  );
  return room;
}

/** What stands in a document, without its tags. */
function readText(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ');
}

test('O60: the text page has every headline, ten places and five posts without script or sheet, in 4,096 bytes', async () => {
  const room = await openBusyRoom();
  const { status, headers, text } = await askOutput(room.url, '/b/rally/text?lang=en');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
  expect(text).toContain('<meta http-equiv="refresh" content="60">');
  expect(text).not.toMatch(/<script|<style|<link|\sstyle=|\son\w+=/);
  const wrong: string[] = [];
  parse(text, { onParseError: ({ code }) => void wrong.push(code) });
  expect(wrong).toEqual([]);
  const said = readText(text);
  expect(said).toContain('Registrations : 466,000 . Reported as of 19:42, this desk’s own count');
  expect(said).toMatch(/Arrests : 5,040 \(4,940–5,232\) ?\. 40 confirmed\. Reported as of 19:42, OVD-Info/);
  expect(said).toContain('Updates : 7 . 0 confirmed, 7 not confirmed, 0 corrected, as of 19:06');
  expect(said).toContain('A real event');
  const listed = [...said.matchAll(/Place (\d+) : (\d+)/g)].map(([, place, count]) => [place, count]);
  expect(listed.slice(0, 3)).toEqual([
    ['11', '111'],
    ['10', '110'],
    ['9', '109'],
  ]);
  expect([...text.matchAll(/<ol>.*?<\/ol>/gs)][0]?.[0].match(/<li>/g)).toHaveLength(10);
  expect(said).not.toContain('Secret');
  expect(said.match(/News \d/g)).toEqual(['News 6', 'News 5', 'News 4', 'News 3', 'News 2']);
  expect(text).toContain('News 6 &lt;b&gt;&amp; &quot;more&quot;');
  expect(text).toContain('<a href="/b/rally?lang=en">');
});

test('O60: it has the places of the page, in the order of the page', async () => {
  const room = await openBusyRoom();
  const [page, light] = await Promise.all(
    ['/b/rally?lang=ru', '/b/rally/text?lang=ru'].map((path) => askOutput(room.url, path)),
  );
  const names = (html: string | undefined) => readText(html ?? '').match(/Place \d+/g) ?? [];
  const shown = names(light?.text);
  expect(shown.length).toBeGreaterThan(8);
  const table = page?.text.slice(page.text.indexOf('<table')) ?? '';
  expect(names(table).slice(0, shown.length)).toEqual(shown);
});

test('O62: the line is one short message in either language, and has a name that its alphabet lacks by its slug', async () => {
  const room = await openBusyRoom();
  const english = await askOutput(room.url, '/b/rally/line?lang=en');
  expect(english.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(countSeptets(english.text)).toBeLessThanOrEqual(160);
  expect(english.text).toMatch(
    /^The rally: Registrations 466,000.*; Arrests 5,040 \(4,940-5,232\).*as of 19:42 Moscow$/,
  );
  const russian = await askOutput(room.url, '/b/rally/line?lang=ru');
  expect(russian.text.length).toBeLessThanOrEqual(70);
  expect(russian.text).toMatch(/Задержания \d .*на 19:42$/);
  await change(room, { title: 'Митинг' });
  const named = await askOutput(room.url, '/b/rally/line?lang=en');
  expect(named.text).toMatch(/^rally: Registrations/);
  expect(countSeptets(named.text)).toBeLessThanOrEqual(160);
});

test('O62: kinds that do not fit are left out, the first ones first', async () => {
  const room = await openRoom();
  const kinds = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    name: `Count of the kind ${id} with a name of some length`,
  }));
  await change(room, { kinds, title: 'A rather long name of a board, which says all that it is about' });
  await publish(room, ...kinds.map(({ id }, at) => ({ ...arrest, kind: id, count: 1_000_000 * (at + 1) })));
  const { text } = await askOutput(room.url, '/b/rally/line?lang=en');
  expect(text).toContain('4,000,000');
  const shown = [1, 2, 3, 4].filter((count) => text.includes(`${count},000,000`));
  expect(shown).toEqual([1, 2, 3, 4].slice(4 - shown.length));
  const { text: russian } = await askOutput(room.url, '/b/rally/line?lang=ru');
  expect([russian.length <= 70, russian.includes('4 000 000'), russian.includes('1 000 000')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('O63: only an embedded board may be framed, runs only our script, and has one kind or all', async () => {
  const room = await openBusyRoom();
  const { status, headers, text } = await askOutput(room.url, '/b/rally/embed?lang=en');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toMatch(/frame-ancestors \*/);
  expect(headers.get('x-frame-options')).toBeNull();
  expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/embed.js" data-frame defer>']);
  for (const said of ['466,000', 'OVD-Info', 'Arrests', 'Updates', 'href="/b/rally?lang=en"'])
    expect(text).toContain(said);
  const one = await askOutput(room.url, '/b/rally/embed?lang=en&kind=arrest&utm_source=x');
  expect(one.text).toContain('Arrests');
  expect(one.text).not.toContain('466,000');
  for (const path of [
    '/',
    '/b/rally',
    '/b/rally/places',
    '/desk',
    ...OUTPUTS.filter((name) => name !== 'embed').map((name) => `/b/rally/${name}`),
  ]) {
    const other = await askOutput(room.url, path);
    expect([path, other.status, other.headers.get('x-frame-options')]).toEqual([path, 200, 'DENY']);
    expect([path, other.headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
  }
});

test('O63: the script for other people’s pages lies at the root, is small, and is sent once', async () => {
  const room = await openRoom();
  const { status, headers, text } = await askOutput(room.url, '/embed.js');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  const { gzipSync } = await import('node:zlib');
  expect(gzipSync(text).length).toBeLessThanOrEqual(1_500);
  const again = await askOutput(room.url, '/embed.js', { 'if-none-match': headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

test('O64: a badge has the number of a kind, and names the kinds there are to whoever asks for another', async () => {
  const room = await openBusyRoom();
  const { status, headers, text } = await askOutput(room.url, '/b/rally/badge.svg?kind=registration&lang=en');
  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_000);
  expect(text).toContain(
    '<title>The rally: Registrations, 466,000. Reported as of 19:42, this desk’s own count</title>',
  );
  parseFragment(text, { onParseError: ({ code }) => expect(code).toBeUndefined() });
  expect((await askOutput(room.url, '/b/rally/badge.svg?lang=ru')).text).toContain('Задержания');
  for (const output of ['badge.svg', 'embed'])
    for (const kind of ['nonsense', '', 'constructor', 'arrest&kind=update']) {
      const wrong = await askOutput(room.url, `/b/rally/${output}?kind=${kind}`);
      expect([output, kind, wrong.status]).toEqual([output, kind, 422]);
      expect(wrong.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(wrong.text).errors).toEqual([
        { pointer: '#/kind', detail: 'takes one of registration, arrest, update' },
      ]);
    }
});

test('O65: every output may be kept for a second and read from anywhere, says its language, and is a 304 to whoever has it', async () => {
  const room = await openBusyRoom();
  for (const name of OUTPUTS) {
    const path = `/b/rally/${name}`;
    const { status, headers, text } = await askOutput(room.url, path, { 'accept-language': 'ru' });
    expect([name, status]).toEqual([name, 200]);
    const said = ['cache-control', 'content-language', 'access-control-allow-origin'].map((key) =>
      headers.get(key),
    );
    expect([name, ...said]).toEqual([name, 'public, max-age=1', 'ru', '*']);
    expect(headers.get('vary')).toBe('Accept-Encoding, Accept-Language');
    expect(headers.getSetCookie()).toEqual([]);
    const etag = headers.get('etag') ?? '';
    const known = await askOutput(room.url, path, { 'accept-language': 'ru', 'if-none-match': etag });
    expect([name, known.status, known.text]).toEqual([name, 304, '']);
    const head = await askOutput(
      room.url,
      path,
      { 'accept-language': 'ru', 'accept-encoding': 'identity' },
      'HEAD',
    );
    expect([name, head.status, head.text, head.headers.get('etag')]).toEqual([name, 200, '', etag]);
    expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(text));
    const english = await askOutput(room.url, `${path}?lang=en`, { 'accept-language': 'ru' });
    expect([name, english.headers.get('content-language')]).toEqual([name, 'en']);
    const asked = await askOutput(room.url, path, { origin: 'https://news.example' }, 'OPTIONS');
    expect([name, asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([
      name,
      204,
      'GET, HEAD',
    ]);
  }
});

test('O65: a draft’s outputs are there for its operators alone, and a board’s that is not there for nobody', async () => {
  const room = await openRoom();
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'secret', title: 'Hush', state: 'draft' },
  });
  for (const name of OUTPUTS) {
    const draft = await askOutput(room.url, `/b/secret/${name}`);
    const unknown = await askOutput(room.url, `/b/nowhere/${name}`);
    expect([name, draft.status, draft.text]).toEqual([name, 404, unknown.text]);
    expect(draft.text).not.toContain('Hush');
    const own = await askOutput(room.url, `/b/secret/${name}`, { cookie: room.admin.cookie });
    expect([name, own.status, own.headers.get('cache-control')]).toEqual([name, 200, 'private, no-store']);
  }
});

test('O66: what is not happening now is said so in every output, in its language', async () => {
  const room = await openBusyRoom();
  for (const [nature, words] of [
    ['replay', /Replay|Повтор/],
    ['simulated', /Simulated|invented|Симуляция|вымышлены/],
  ] as const) {
    await change(room, { nature });
    for (const name of OUTPUTS)
      for (const lang of ['en', 'ru']) {
        const { text } = await askOutput(room.url, `/b/rally/${name}?lang=${lang}`);
        expect([name, lang, text.replaceAll('\r\n ', '')]).toEqual([
          name,
          lang,
          expect.stringMatching(words),
        ]);
      }
  }
});
