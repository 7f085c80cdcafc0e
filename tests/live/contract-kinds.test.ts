import { expect, test } from 'vitest';
import { mergeNaively } from '../support/naive-merge.ts';
import type { Json } from '../support/outside-client.ts';
import { useServer } from '../support/outside-client.ts';

const server = useServer();

const kinds = [
  { id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } },
  { id: 'closed-shop', name: { en: 'Shops closed', ru: 'Закрыто магазинов' } },
  { id: 'arrest', name: 'Detained' },
];
const fields = {
  ...{ kinds, goals: { strike: 900 }, policy: { strike: ['union', 'desk'] }, big: { strike: 'confirmed' } },
  ...{ cadence: { 'closed-shop': 300, update: 600 }, claimants: [{ id: 'union', name: 'The union' }] },
};
const at = (minute: number) => `2021-04-21T19:${String(minute).padStart(2, '0')}+03:00`;

test('O50: a board of its own kinds is posted to, watched and corrected by their ids, in every output', async () => {
  const slug = await server.makeBoard(fields);
  const first = await server.snapshot(slug);
  expect(first.board).toMatchObject(fields);
  const [closed] = await server.publish(slug, [
    { kind: 'closed-shop', op: 'add', count: 4, place: 'kazan', asOf: at(1), text: 'Four on the square' },
    { kind: 'strike', op: 'total', count: 300, claimant: 'union', asOf: at(2), status: 'confirmed' },
    { kind: 'strike', op: 'add', count: { best: 20, high: 30 }, place: 'kazan', asOf: at(3) },
    { kind: 'arrest', op: 'add', count: 1, asOf: at(3) },
    { kind: 'update', text: 'The depot is shut', asOf: at(4) },
    { kind: 'checked', of: 'closed-shop' },
  ]);
  await server.publish(slug, {
    kind: 'correction',
    target: closed.id,
    set: { count: 5 },
    reason: 'One more',
  });
  const snapshot = await server.snapshot(slug, 8);
  expect(snapshot.headline).toMatchObject({
    strike: { best: 300, confirmed: 300, claimant: 'union', basis: 'stated' },
    'closed-shop': { best: 5, claimant: 'desk', basis: 'summed' },
    arrest: { best: 1 },
    update: { best: 1 },
  });
  expect(Object.keys(snapshot.claims)).toEqual(['arrest', 'closed-shop', 'strike']);
  expect(Object.keys(snapshot.series)).toEqual(['arrest', 'closed-shop', 'strike', 'update']);
  expect(Object.keys(snapshot.checked)).toEqual(['closed-shop']);
  expect(snapshot.places.find(({ id }: Json) => id === 'kazan')).toMatchObject({
    ...{ strike: { best: 20, high: 30 }, 'closed-shop': { best: 5 } },
  });
  expect(snapshot.feed.map(({ kind }: Json) => kind)).toEqual(['update', 'closed-shop']);
  const tick = await server.read(slug, `/changes?since=1&epoch=${first.epoch}`);
  expect(tick.from).toBe(1);
  expect(mergeNaively(first, tick)).toEqual(snapshot);
  const series = await server.read(slug, '/series?kind=closed-shop&place=kazan');
  expect([series.kind, series.points.at(-1)[2], series.marks]).toMatchObject([
    ...['closed-shop', 5, [{ what: 'corrected', entry: closed.id }]],
  ]);
  expect((await server.read(slug, '/claims?kind=strike')).claims).toHaveLength(2);
  const { entries } = await server.read(slug, '/entries?kind=strike');
  expect(entries.map(({ seq }: Json) => seq)).toEqual([3, 4]);
  const entry = await server.read(slug, `/entries/${closed.id}`);
  expect(entry).toMatchObject({ kind: 'closed-shop', count: 5, history: [{ kind: 'correction' }] });
});

test('O50: a page says each kind as the board does, in the reader’s language, and the place table by the last of them', async () => {
  const slug = await server.makeBoard(fields);
  const [post] = await server.publish(slug, [
    { kind: 'closed-shop', op: 'add', count: 4_321, place: 'kazan', asOf: at(1), text: 'All of them' },
    { kind: 'strike', op: 'add', count: 8_765, place: 'omsk', asOf: at(2) },
  ]);
  for (const [lang, names] of [
    ['en', ['On strike', 'Shops closed', 'Detained']],
    ['ru', ['Бастуют', 'Закрыто магазинов', 'Detained']],
  ] as const) {
    const page = await server.watcher.ask(`/b/${slug}?lang=${lang}`);
    expect(page.status).toBe(200);
    for (const name of names) expect(page.text).toContain(name);
    expect(page.text).not.toMatch(/Registrations|Регистрации|>(strike|closed-shop)</);
    const digits = page.text.replace(/[\s,\u00a0\u202f]/g, '');
    for (const number of ['4321', '8765']) expect(digits).toContain(number);
    const item = await server.watcher.ask(`/b/${slug}/e/${post.id}?lang=${lang}`);
    expect([item.status, item.text.includes(names[1])]).toEqual([200, true]);
    const places = await server.watcher.ask(`/b/${slug}/places?lang=${lang}`);
    expect(places.status).toBe(200);
    // Nobody was arrested: the last kind that has numbers puts its places first.
    expect(places.text.indexOf('4')).toBeGreaterThan(0);
    expect(places.text.indexOf('Tatarstan') < places.text.indexOf('Omsk')).toBe(true);
  }
});

test('O50: a board without kinds has no such field, and counts the default’s', async () => {
  const slug = await server.makeBoard();
  await server.publish(slug, { kind: 'arrest', op: 'add', count: 2 });
  const { board, headline } = await server.snapshot(slug, 2);
  expect(board).not.toHaveProperty('kinds');
  expect(Object.keys(headline)).toEqual(['arrest']);
});

test('O51: what names another kind is refused, with a pointer to it and what is taken', async () => {
  const slug = await server.makeBoard({ kinds });
  const forms = 'strike, closed-shop, arrest, update, correction, retraction, status, mark, checked';
  const wrong = { kind: 'registration', op: 'add', count: 1 };
  const heard = await Promise.all([
    server.admin.post(slug, wrong),
    server.admin.post(slug, [{ ...wrong, kind: 'strike' }, wrong]),
    server.admin.post(slug, { kind: 'checked', of: 'registration' }),
    ...['/entries', '/series', '/claims'].map((path) =>
      server.watcher.ask(`/api/v1/boards/${slug}${path}?kind=registration`),
    ),
    ...['goals', 'policy', 'big', 'cadence'].map((field) =>
      server.admin.send('PATCH', `/api/v1/boards/${slug}`, { [field]: { registration: sayFor(field) } }),
    ),
  ]);
  expect(heard.map(({ status, json }) => [status, json.errors?.[0]?.pointer])).toEqual([
    ...['#/kind', '#/1/kind', '#/of', '#/kind', '#/kind', '#/kind'].map((pointer) => [422, pointer]),
    ...['goals', 'policy', 'big', 'cadence'].map((field) => [422, `#/${field}/registration`]),
  ]);
  expect(heard[0]?.json.errors[0].detail).toBe(`takes one of ${forms}`);
  const socket = await server.connect('/desk', { cookie: server.admin.cookie });
  const answer = await socket.emitWithAck('post', { board: slug, entries: [wrong] });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '#/entries/0/kind']);
  const taken = await socket.emitWithAck('post', { board: slug, entries: [{ ...wrong, kind: 'strike' }] });
  socket.disconnect();
  expect(taken.status).toBe(201);
  expect((await server.snapshot(slug, 2)).seq).toBe(2);
});

function sayFor(field: string): unknown {
  return { goals: 5, policy: ['desk'], big: 'best', cadence: 60 }[field];
}

test('O51: a kind with entries stays, under any name and at any place; another may go', async () => {
  const slug = await server.makeBoard({ kinds });
  await server.publish(slug, { kind: 'strike', op: 'add', count: 1 });
  const change = (fields: object) => server.admin.send('PATCH', `/api/v1/boards/${slug}`, fields);
  const [strike, closed, arrest] = kinds;
  const left = await change({ kinds: [closed, arrest] });
  expect([left.status, left.json.type, left.json.errors[0].pointer]).toEqual([
    ...[409, '/problems/kind-in-use', '#/kinds'],
  ]);
  const renamed = [arrest, { ...strike, name: 'Out' }];
  expect((await change({ kinds: renamed })).status).toBe(200);
  expect((await server.snapshot(slug, 3)).board.kinds).toEqual(renamed);
  for (const [wrong, pointer] of [
    [{ kinds: [] }, '#/kinds'],
    [{ kinds: [...kinds, ...kinds] }, '#/kinds'],
    [{ kinds: [strike, { id: 'update', name: 'Updates' }] }, '#/kinds/1/id'],
    [{ kinds: [strike, strike] }, '#/kinds/1/id'],
  ] as const) {
    const { status, json } = await change(wrong);
    expect([status, json.errors[0].pointer]).toEqual([422, pointer]);
  }
});
