import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { askOutput, change, eraseText, publish } from '../support/output-room.ts';
import type { Room } from '../support/server-room.ts';
import { openRoom } from '../support/server-room.ts';

interface Item {
  id: string;
  url: string;
  title: string;
  content_text: string;
  date_published: string;
  date_modified: string;
  tags: string[];
}

const arrest = {
  ...{ kind: 'arrest', op: 'add', count: 12, place: 'omsk', asOf: '2021-04-21T16:27:00Z' },
  ...{ text: 'Twelve at the bridge.', sources: [{ url: 'https://news.example/omsk', title: 'Omsk news' }] },
};
const update = (text: string) => ({ kind: 'update', text, asOf: '2021-04-21T16:30:00Z' });

async function readJson(room: Room, lang = 'en'): Promise<Item[]> {
  return JSON.parse((await askOutput(room.url, `/b/rally/feed.json?lang=${lang}`)).text).items;
}

/** A list of one is a list, and nothing is taken for a number. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: true,
  isArray: (name, path) => name === 'entry' || String(path) === 'feed.link',
});

async function readAtom(room: Room, lang = 'en') {
  const { text } = await askOutput(room.url, `/b/rally/feed.atom?lang=${lang}`);
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text).feed;
}

test('O70: both feeds have the fifty posts that changed last, newest change first, with their ids and times', async () => {
  const room = await openRoom();
  const ids = await publish(
    room,
    ...Array.from({ length: 55 }, (_, n) => update(`News ${n} & <more> "of" it]]>`)),
  );
  const [silent] = await publish(room, { ...arrest, text: undefined });
  await publish(room, { kind: 'mark', target: ids[3], key: true });
  const items = await readJson(room);
  expect(items.map(({ id }) => id)).toEqual(
    [3, ...Array.from({ length: 49 }, (_, n) => 54 - n)].map((n) => `urn:uuid:${ids[n]}`),
  );
  expect(items.map(({ id }) => id)).not.toContain(`urn:uuid:${silent}`);
  const entry = await room.watcher.call<{ at: string; history: { at: string }[] }>(
    `/api/v1/boards/rally/entries/${ids[3]}`,
  );
  expect(items[0]).toMatchObject({
    date_published: entry.body.at,
    date_modified: entry.body.history[0]?.at,
    url: `${room.url}/b/rally/e/${ids[3]}?lang=en`,
  });
  const atom = await readAtom(room);
  expect(atom.entry.map(({ id }: { id: string }) => id)).toEqual(items.map(({ id }) => id));
  expect(atom.entry.map(({ title }: { title: string }) => title)).toEqual(items.map(({ title }) => title));
  expect(atom.entry.map((each: { updated: string }) => each.updated)).toEqual(
    items.map((each) => each.date_modified),
  );
  expect(atom.entry[0].content['#text']).toBe(items[0]?.content_text);
  expect(items[0]?.content_text).toContain('News 3 & <more> "of" it]]>');
});

test('O70: the feeds say all that their formats ask for, and nothing that they do not know', async () => {
  const room = await openRoom();
  await publish(room, arrest);
  const { headers, text } = await askOutput(room.url, '/b/rally/feed.json?lang=ru');
  expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
  const { items, ...feed } = JSON.parse(text);
  expect(feed).toEqual({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Rally: лента',
    description: 'Настоящее событие: не повтор и не моделирование.',
    home_page_url: `${room.url}/b/rally?lang=ru`,
    feed_url: `${room.url}/b/rally/feed.json?lang=ru`,
    language: 'ru',
    authors: [{ name: 'Rally' }],
    _tocsin: { board: 'rally', nature: 'real' },
  });
  expect(Object.keys(items[0]).sort()).toEqual(
    ['authors', 'content_text', 'date_modified', 'date_published', 'id', 'tags', 'title', 'url'].sort(),
  );
  const atom = await askOutput(room.url, '/b/rally/feed.atom?lang=ru');
  expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const read = await readAtom(room, 'ru');
  expect(read).toMatchObject({
    '@xmlns': 'http://www.w3.org/2005/Atom',
    id: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
    title: feed.title,
    subtitle: feed.description,
    updated: items[0].date_modified,
    author: { name: 'Rally' },
  });
  const links = read.link.map((link: Record<string, string>) => [link['@rel'], link['@href']]);
  expect(links).toEqual([
    ['self', `${room.url}/b/rally/feed.atom?lang=ru`],
    ['alternate', `${room.url}/b/rally?lang=ru`],
  ]);
});

test('O71: a correction updates its item, whose title says so and whose text says from what to what and why', async () => {
  const room = await openRoom();
  const [id] = await publish(room, arrest);
  await publish(room, update('Later'));
  await publish(room, {
    kind: 'correction',
    target: id,
    set: { count: 15, place: 'kazan' },
    reason: 'Three more.',
  });
  await publish(room, {
    kind: 'correction',
    target: id,
    set: { text: 'Fifteen.' },
    reason: 'And so it reads.',
  });
  const [first, second] = await readJson(room);
  expect([first?.id, first?.title]).toEqual([`urn:uuid:${id}`, 'Corrected: Arrests, Kazan: +15']);
  expect(second?.title).toBe('Everywhere: Later');
  const text = first?.content_text ?? '';
  expect(text).toContain(
    'Arrests: +15\nFifteen.\nReported, as of Wednesday 21 April 2021, 19:27 Moscow, this desk’s own count',
  );
  expect(text).toContain('Sources: Omsk news https://news.example/omsk');
  expect(text).toMatch(
    /Corrected \w+ .* Moscow:\nNumber: \+12 → \+15\nPlace: Omsk → Kazan\nWhy: Three more\.\nCorrected .*:\nText: Twelve at the bridge\. → Fifteen\.\nWhy: And so it reads\.$|Corrected \w+ .* Moscow:\nPlace: Omsk → Kazan\nNumber: \+12 → \+15\nWhy: Three more\.\nCorrected .*:\nText: Twelve at the bridge\. → Fifteen\.\nWhy: And so it reads\.$/,
  );
  expect((await readJson(room, 'ru'))[0]?.title).toBe('Исправлено: Задержания, Kazan: +15');
});

test('O71: a retraction updates its item, which says why, and what was retracted only as such', async () => {
  const room = await openRoom();
  const [id] = await publish(room, arrest);
  await publish(room, { kind: 'retraction', target: id, reason: 'Counted twice.' });
  const [item] = await readJson(room);
  expect(item?.title).toBe('Retracted: Arrests, Omsk: +12');
  expect(item?.content_text).toMatch(
    /^This was retracted: it counts no longer\.\nBefore that it said: Arrests: \+12\. Twelve at the bridge\.\nRetracted, as of .*\nSources: .*\nRetracted \w+ .*:\nWhy: Counted twice\.$/,
  );
  expect((await readJson(room, 'ru'))[0]?.title).toMatch(/^Отозвано: /);
});

test('O71: an erasure updates its item, also where the post left the feed, and no word of it is in either feed', async () => {
  const room = await openRoom();
  const [count, said] = await publish(
    room,
    { ...arrest, text: 'Ivan Petrov of Lenin Street' },
    update('Maria Ivanova'),
  );
  await publish(room, {
    kind: 'correction',
    target: count,
    set: { text: 'Ivan of 5' },
    reason: 'Ivan asked',
  });
  await publish(room, update('Later'));
  await eraseText(room, count ?? '');
  await eraseText(room, said ?? '');
  const items = await readJson(room);
  expect(items.map(({ id, title }) => [id, title])).toEqual([
    [`urn:uuid:${said}`, 'Erased: Updates, Everywhere'],
    [`urn:uuid:${count}`, 'Erased: Arrests, Omsk'],
    [expect.any(String), 'Everywhere: Later'],
  ]);
  for (const name of ['feed.json', 'feed.atom']) {
    const { text } = await askOutput(room.url, `/b/rally/${name}?lang=en`);
    expect(text).not.toMatch(/Ivan|Maria|Lenin|news\.example/);
    expect(text).toContain('The text was erased.');
  }
  // What is said afterwards stands.
  await publish(room, { kind: 'correction', target: said, set: { text: 'A woman.' }, reason: 'Anew' });
  const [anew] = await readJson(room);
  expect(anew).toMatchObject({ id: `urn:uuid:${said}`, title: 'Corrected: Everywhere: A woman.' });
  expect(anew?.content_text).toContain('A woman.');
});

test('O71: an item’s time is that of the last line about it, whatever that changed, and only then is the feed another', async () => {
  const room = await openRoom();
  const [id] = await publish(room, arrest);
  const before = await askOutput(room.url, '/b/rally/feed.atom?lang=en');
  await publish(room, { ...arrest, text: undefined, place: 'kazan' });
  const same = await askOutput(room.url, '/b/rally/feed.atom?lang=en', {
    'if-none-match': before.headers.get('etag') ?? '',
  });
  expect(same.status).toBe(304);
  await publish(room, { kind: 'status', target: id, status: 'confirmed' });
  const after = await askOutput(room.url, '/b/rally/feed.atom?lang=en', {
    'if-none-match': before.headers.get('etag') ?? '',
  });
  expect(after.status).toBe(200);
  const { body } = await room.watcher.call<{ history: { at: string }[] }>(
    `/api/v1/boards/rally/entries/${id}`,
  );
  expect((await readJson(room))[0]?.date_modified).toBe(body.history[0]?.at);
});

test('O70: the addresses in a feed are those under which this server is reached', async () => {
  const room = await openRoom({}, { publicUrl: 'https://tocsin.example' });
  await publish(room, arrest);
  const [item] = await readJson(room);
  expect(item?.url).toMatch(/^https:\/\/tocsin\.example\/b\/rally\/e\//);
  await change(room, { title: 'Another' });
  expect((await readAtom(room)).title).toBe('Another: what happened');
});
