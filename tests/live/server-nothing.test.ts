/** What a page says where there is nothing, or nothing of a kind: true of every way in which that comes about. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Room } from '../support/server-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

const [count, text] = [{ op: 'add', count: 3 }, { text: 'The square is closed.' }];
const id = randomUUID();

/** What is posted on a board of its own, and what its page then says of its posts. */
const STATES = [
  { name: 'new', entries: [], says: 'Nothing has been posted.' },
  { name: 'counts', entries: [{ kind: 'arrest', place: 'kazan', ...count }], says: 'No posts with a text.' },
  { name: 'registrations', entries: [{ kind: 'registration', ...count }], says: 'No posts with a text.' },
  { name: 'updates', entries: [{ kind: 'update', ...text }], says: 'The square is closed.' },
  {
    name: 'retracted',
    entries: [
      { id, kind: 'arrest', ...count },
      { kind: 'retraction', target: id, reason: 'Counted twice' },
    ],
    says: 'No posts with a text.',
  },
  { name: 'ended', state: 'ended', entries: [{ kind: 'arrest', ...count }], says: 'No posts with a text.' },
  {
    name: 'hidden',
    isHidden: true,
    entries: [{ kind: 'arrest', place: 'kazan', ...count }],
    says: 'No posts with a text.',
  },
  { name: 'checked', entries: [{ kind: 'checked' }], says: 'No posts with a text.' },
] as const;

async function make(room: Room, { name, entries, ...more }: (typeof STATES)[number]): Promise<number> {
  const isHidden = 'isHidden' in more;
  const places = BOARD.places.map((place) => (isHidden ? { ...place, hidden: true } : place));
  await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: name, places } });
  if (entries.length > 0) await room.admin.post(entries, name);
  const isEnded = 'state' in more;
  if (isEnded) await room.admin.call(`/api/v1/boards/${name}`, { method: 'PATCH', body: { state: 'ended' } });
  return 1 + entries.length + (isEnded ? 1 : 0);
}

async function read(url: string, path: string): Promise<string> {
  const html = await (await fetch(url + path)).text();
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('W132: what a page says is not there is not there, however that came about', async () => {
  const room = await openRoom();
  for (const state of STATES) {
    const seq = await make(room, state);
    const { name } = state;
    const known = async () => (await room.watcher.call(`/api/v1/boards/${name}`)).body.seq;
    await expect.poll(known, { timeout: 15_000 }).toBe(seq);
    const page = await read(room.url, `/b/${name}?lang=en`);
    expect([name, page]).toEqual([name, expect.stringContaining(state.says)]);
    // Nobody knows what is yet to come, and what was taken back had been said.
    expect([name, page]).toEqual([name, expect.not.stringMatching(/\byet\b|nobody|was posted|first entry/i)]);
    const russian = await read(room.url, `/b/${name}?lang=ru`);
    expect([name, russian]).toEqual([
      name,
      expect.not.stringMatching(/(?<!\p{L})пока(?!\p{L})|никто не|не было|первая запись/iu),
    ]);
    const places = await read(room.url, `/b/${name}/places?lang=en`);
    expect([name, places.includes('No places are listed here.')]).toEqual([name, 'isHidden' in state]);
  }
});

test('W133: a board on which no number stands has no totals, no table of numbers and no word on dashes', async () => {
  const room = await openRoom();
  for (const path of ['/b/rally?lang=en', '/b/rally/places?lang=en']) {
    const empty = await read(room.url, path);
    expect(empty).toContain('Kazan');
    expect(empty).not.toMatch(/In all|A zero was said/);
  }
  expect(await read(room.url, '/b/rally?lang=en')).toMatch(/as a table No numbers to show\. Place by place/);
  await room.admin.post({ kind: 'arrest', place: 'kazan', ...count });
  await expect.poll(() => read(room.url, '/b/rally?lang=en'), { timeout: 15_000 }).toContain('In all');
  const counted = await read(room.url, '/b/rally?lang=en');
  expect(counted).toContain('A dash means that no number stands there. A zero was said.');
  expect(counted).not.toContain('No numbers to show');
});

// Mutants: the hidden place named by its name, or by its id.
test('W35: no page names a hidden place: what was posted there is told of the place in which it lies', async () => {
  const room = await openRoom();
  const places = [
    { id: 'outer', name: 'Outer' },
    { id: 'inner', name: 'Inner', parent: 'outer', hidden: true },
    { id: 'remote', name: 'Remote', hidden: true },
  ];
  await room.admin.call('/api/v1/boards', { method: 'POST', body: { ...BOARD, slug: 'names', places } });
  const at = (place: string) => ({ kind: 'arrest', op: 'add', count: 2, place, text: 'Two.' });
  const { body } = await room.admin.post([at('inner'), at('remote')], 'names');
  const [inner, remote] = body.entries.map(({ id }) => `/b/names/e/${id}`);
  await room.admin.post(
    { kind: 'correction', target: body.entries[1]?.id, set: { place: 'outer' }, reason: 'A slip' },
    'names',
  );
  await expect.poll(async () => (await room.watcher.call('/api/v1/boards/names')).body.seq).toBe(4);
  for (const path of ['/b/names', '/b/names/places', inner, remote]) {
    const page = await read(room.url, `${path}?lang=en`);
    expect([path, page]).toEqual([path, expect.stringContaining('Outer')]);
    expect([path, page]).toEqual([path, expect.not.stringMatching(/Inner|Remote|inner|remote/)]);
  }
});
