import { expect, test } from 'vitest';
import { openRoom } from '../support/server-room.ts';

const arrests = { kind: 'arrest', op: 'add', count: 4321, place: 'kazan', text: 'So many' };

test('W373: a wall is whole as it is served, looks as its address says, and is kept as the board’s page is', async () => {
  const { url, admin } = await openRoom();
  await admin.post(arrests);
  const read = async (query: string, headers = {}) => {
    const answer = await fetch(`${url}/b/rally?${query}`, { headers });
    return { answer, html: await answer.text() };
  };
  const { answer, html } = await read('view=wall');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=1');
  for (const said of [
    '4,321',
    'So many',
    'id="region-wall"',
    '<noscript><meta http-equiv="refresh" content="60">',
  ])
    expect(html).toContain(said);
  // It is never kept as the board's page, which it is not.
  expect(html).toMatch(/<html lang="en"><head>[\s\S]*<body data-board="rally">/);
  expect(html).not.toMatch(/<(?:button|input|select)/);
  const etag = answer.headers.get('etag') ?? '';
  expect((await read('view=wall', { 'if-none-match': etag })).answer.status).toBe(304);
  expect((await read('view=wall&lang=ru')).html).toContain('Задержания');
  expect((await read('view=wall&theme=dark&background=none')).html).toMatch(
    /<html lang="en" data-theme="dark">[\s\S]*<body data-board="rally" class="clear">/,
  );
  expect((await read('view=wall&theme=pink&background=red')).html).toMatch(
    /<html lang="en"><head>[\s\S]*<body data-board="rally">/,
  );
  for (const other of ['view=walls', 'view=wall&view=wall', ''])
    expect([other, (await read(other)).html.includes('id="region-wall"')]).toEqual([other, false]);
  // With one board the root is that board.
  expect(await (await fetch(`${url}/?view=wall`)).text()).toContain('id="region-wall"');
});

test('W373: a draft has no wall but for its operators, who keep it for themselves', async () => {
  const { url, admin } = await openRoom();
  await admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { state: 'draft' } });
  expect((await fetch(`${url}/b/rally?view=wall`)).status).toBe(404);
  const own = await fetch(`${url}/b/rally?view=wall`, { headers: { cookie: admin.cookie } });
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
});
