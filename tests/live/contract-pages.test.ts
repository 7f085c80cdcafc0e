import { expect, test } from 'vitest';
import { add, minute, Outside, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();

/** What a reader without scripts sees: no markup, no white space but single spaces. */
function read(html: string): string {
  return html
    .replaceAll(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');
}

test('O20: the page has all figures and news before any script runs, and runs no script but its own', async () => {
  const slug = await server.makeBoard({ title: { en: 'The march', ru: 'Марш' } });
  await server.publish(slug, [
    add(1_496, { place: 'kazan', asOf: minute(1) }),
    add(302, { place: 'omsk', asOf: minute(2) }),
    { ...total(466_000, { asOf: minute(3) }), kind: 'registration' },
    update('Rallies <b>begin</b> & "go on"'),
  ]);
  const { status, headers, text } = await server.watcher.ask(`/b/${slug}?lang=en`);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const seen = read(text);
  for (const figure of ['The march', '1,798', '466,000', '1,496', '302']) expect(seen).toContain(figure);
  expect(text).toContain('Rallies &lt;b&gt;begin');
  expect(text).not.toContain('<b>begin');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/);
  expect(policy).toMatch(/frame-ancestors 'none'/);
  for (const [tag] of text.matchAll(/<script[^>]*>/g))
    expect(tag).toMatch(/src="\/|type="application\/(ld\+)?json"/);
  expect(text).not.toMatch(/\sstyle="/);
  expect(headers.getSetCookie()).toEqual([]);
});

test('O20: `lang` wins over what the browser prefers, which wins over nothing', async () => {
  const slug = await server.makeBoard({ title: { en: 'The march', ru: 'Марш' } });
  const ask = (query: string, accepted: string) =>
    server.watcher.ask(`/b/${slug}${query}`, { headers: { 'accept-language': accepted } });
  for (const [query, accepted, lang, title] of [
    ['?lang=en', 'ru', 'en', 'The march'],
    ['?lang=ru', 'en', 'ru', 'Марш'],
    ['', 'ru-RU,ru;q=0.9,en;q=0.8', 'ru', 'Марш'],
    ['', 'en-GB,en;q=0.9,ru;q=0.5', 'en', 'The march'],
    ['?lang=ru', '', 'ru', 'Марш'],
  ] as const) {
    const { text, headers } = await ask(query, accepted);
    expect([query, accepted, /<html[^>]*\blang="(\w+)/.exec(text)?.[1]]).toEqual([query, accepted, lang]);
    expect(read(text)).toContain(title);
    if (query === '') expect(headers.get('vary') ?? '').toMatch(/accept-language/i);
  }
});

test('O20: the front door is the only board, or the list of those that are public', async () => {
  await using alone = new Outside();
  await alone.start({});
  const first = await alone.makeBoard({ title: 'The only one' });
  await alone.publish(first, update('News of the only one'));
  await alone.makeBoard({ title: 'Not yet', state: 'draft' });
  const only = await follow(alone, '/?lang=en');
  expect(read(only)).toContain('News of the only one');
  const second = await alone.makeBoard({ title: 'The other one' });
  await alone.snapshot(second);
  const list = await follow(alone, '/?lang=en');
  for (const slug of [first, second]) expect(list).toContain(`/b/${slug}`);
  expect(read(list)).toContain('The other one');
  expect(list).not.toContain('Not yet');
});

test('O20: a page that is not there is a 404, and what a replay is, the page says', async () => {
  expect((await server.watcher.ask('/b/nowhere')).status).toBe(404);
  expect((await server.watcher.ask('/b/%00')).status).toBe(404);
  expect((await server.watcher.ask('/nothing')).status).toBe(404);
  const slug = await server.makeBoard({ nature: 'replay' });
  await server.snapshot(slug);
  expect(read((await server.watcher.ask(`/b/${slug}?lang=en`)).text)).toMatch(/replay/i);
});

/** The page at a path, or where it leads. */
async function follow(outside: Outside, path: string): Promise<string> {
  const response = await fetch(outside.url + path);
  return response.text();
}
