import { expect, test } from 'vitest';
import type { FeedRow } from '../../shared/snapshot.ts';
import { openRoom } from '../support/server-room.ts';

const board = '/api/v1/boards/rally';
const text = (said: string, more: object = {}) => ({ kind: 'update', text: said, ...more });

async function openWith(entries: object[]) {
  const room = await openRoom();
  const { body } = await room.admin.post(entries);
  const ids = body.entries.map(({ id }) => id);
  const read = async (query: string) => {
    const answer = await room.watcher.call<{ feed: FeedRow[]; next?: object | null }>(
      `${board}/feed?${query}`,
    );
    return { ...answer.body, said: answer.body.feed.map((row) => row.text) };
  };
  return { ...room, ids, read };
}

test('W285: the feed is asked for by kind, key, place, status and text, all together', async () => {
  const { admin, ids, read } = await openWith([
    text('The square is closed.', { place: 'kazan' }),
    text('СНЕГ идёт', { status: 'confirmed' }),
    { kind: 'arrest', op: 'add', count: 5, place: 'kazan', text: 'Five people' },
    text('Gone again'),
  ]);
  await admin.post([
    { kind: 'mark', target: ids[1], key: true },
    { kind: 'correction', target: ids[2], set: { count: 4 }, reason: 'Counted twice' },
    { kind: 'retraction', target: ids[3], reason: 'Withdrawn' },
  ]);
  expect((await read('kind=arrest')).said).toEqual(['Five people']);
  expect((await read('key=1')).said).toEqual(['СНЕГ идёт']);
  expect((await read('place=kazan')).said.sort()).toEqual(['Five people', 'The square is closed.']);
  expect((await read('place=kazan&kind=update')).said).toEqual(['The square is closed.']);
  expect((await read('status=corrected')).said).toEqual(['Five people']);
  expect((await read('status=retracted')).said).toEqual(['Gone again']);
  expect((await read('status=confirmed')).said).toEqual(['СНЕГ идёт']);
  expect((await read(`q=${encodeURIComponent('снег идет')}`)).said).toEqual(['СНЕГ идёт']);
  expect((await read('q=KAZAN')).said).toHaveLength(2);
  expect(await read('q=nobody+said')).toMatchObject({ feed: [], next: null });
});

test('W285: what is found is read page by page, to the last', async () => {
  const { read } = await openWith(
    Array.from({ length: 45 }, (_, index) => text(index % 2 ? `odd ${index}` : `even ${index}`)),
  );
  const said: (string | undefined)[] = [];
  let at: object | null | undefined = {};
  while (at) {
    const page = await read(new URLSearchParams({ q: 'odd', limit: '8', ...at }).toString());
    said.push(...page.said);
    at = page.next;
  }
  expect(said).toEqual(Array.from({ length: 22 }, (_, index) => `odd ${43 - index * 2}`));
});

test('W285: pinned posts are listed, the newest pin first, however old the posts are', async () => {
  const { admin, ids, read } = await openWith(Array.from({ length: 30 }, (_, index) => text(`no ${index}`)));
  const pin = (index: number, pinned = true) => ({ kind: 'mark', target: ids[index], pinned });
  await admin.post([pin(5), pin(2), pin(29), pin(4)]);
  await admin.post([pin(29, false), { kind: 'mark', target: ids[5], key: true }]);
  expect((await read('pinned=1')).said).toEqual(['no 4', 'no 2', 'no 5']);
});

test.each([
  ['kind=strike', '#/kind'],
  ['key=yes', '#/key'],
  ['place=nowhere', '#/place'],
  ['status=sure', '#/status'],
  ['q=', '#/q'],
  [`q=${'x'.repeat(101)}`, '#/q'],
])('W285: a question with %s is refused by name', async (query, pointer) => {
  const { watcher } = await openRoom();
  expect(await watcher.call(`${board}/feed?${query}`)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer }] },
  });
});

test('W283: the page as it is sent has the posts that its address asks for, and a button for each choice', async () => {
  const { url } = await openWith([
    text('The square is closed.'),
    { kind: 'arrest', op: 'add', count: 5, place: 'kazan', text: 'Five people' },
  ]);
  const html = async (query: string) => {
    const page = await (await fetch(`${url}/b/rally?lang=en${query}`)).text();
    return page.slice(page.indexOf('id="updates"'), page.indexOf('id="region-record"'));
  };
  expect(await html('')).toContain('The square is closed.');
  const arrests = await html('&kind=arrest');
  expect(arrests).toContain('Five people');
  expect(arrests).not.toContain('The square is closed.');
  expect(arrests).toMatch(/value="arrest" aria-pressed="true"/);
  const none = await html('&kind=arrest&q=nobody');
  expect(none).toContain('No posts fit: Arrests, “nobody”.');
  expect(none).toContain('Clear the filter');
  expect(await html('&kind=strike&place=nowhere')).toContain('The square is closed.');
});

test('W291: the page of a corrected post begins as a correction slip: what was wrong struck, what is right underlined', async () => {
  const { url, admin, ids } = await openWith([
    { kind: 'arrest', op: 'add', count: 12, place: 'kazan', text: 'Twelve people' },
  ]);
  const set = { count: 15, text: 'Fifteen people' };
  await admin.post({ kind: 'correction', target: ids[0], set, reason: 'Three more.' });
  const page = await (await fetch(`${url}/b/rally/e/${ids[0]}?lang=en`)).text();
  const slip = page.slice(page.search(/class="[^"]*\bslip/), page.indexOf('<h2>History'));
  const struck = [...slip.matchAll(/<del>(.*?)<\/del>/gs)].map(([, said]) => said?.replace(/<[^>]+>/g, ''));
  const underlined = [...slip.matchAll(/<ins>(.*?)<\/ins>/gs)].map(([, said]) =>
    said?.replace(/<[^>]+>/g, ''),
  );
  expect(struck.map((said) => said?.trim())).toEqual(['Was +12', 'Was Twelve people']);
  expect(underlined.map((said) => said?.trim())).toEqual(['Now +15', 'Fifteen people']);
});
