import { describe, expect, test } from 'vitest';
import { mergeNaively } from '../support/naive-merge.ts';
import type { Json } from '../support/outside-client.ts';
import { add, PLACES, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();

describe('making and changing boards', () => {
  test('O12: making a board is line 1 of its ledger, with its fields; its slug is then taken', async () => {
    const board = {
      ...{ slug: 'made', title: { en: 'Made', ru: 'Сделано' }, summary: 'All of it', zone: 'Europe/Moscow' },
      ...{ state: 'planned', nature: 'simulated', goals: { registration: 500_000 }, undo: 10 },
      ...{ start: { date: '2021-04-21', time: '19:00' }, policy: { arrest: ['ovd-info', 'desk'] } },
      ...{
        big: { arrest: 'confirmed' },
        claimants: [{ id: 'ovd-info', name: 'OVD-Info', url: 'https://ovd.info/' }],
      },
      ...{
        zones: [{ zone: 'Asia/Omsk', name: 'Omsk' }],
        cadence: { registration: 300 },
        confirming: 'anyone',
      },
      ...{ contacts: [], places: PLACES },
    };
    const { status } = await server.admin.send('POST', '/api/v1/boards', board);
    expect(status).toBe(201);
    const snapshot = await server.snapshot('made');
    expect(snapshot).toMatchObject({ seq: 1, board });
    const { entries } = await server.read('made', '/entries');
    expect(entries).toMatchObject([{ seq: 1, kind: 'board', set: board }]);
    expect((await server.admin.send('POST', '/api/v1/boards', board)).status).toBe(409);
    const { json } = await server.watcher.ask('/api/v1/boards');
    expect(json.boards.find(({ slug }: Json) => slug === 'made')).toMatchObject({
      ...{ title: board.title, state: 'planned', nature: 'simulated', seq: 1 },
    });
  });

  test('O12: PATCH replaces whole fields and writes a line that holds those alone', async () => {
    const slug = await server.makeBoard({ goals: { registration: 1, arrest: 2 }, summary: 'Stays' });
    const change = { goals: { registration: 500_000 }, state: 'ended' };
    expect((await server.admin.send('PATCH', `/api/v1/boards/${slug}`, change)).status).toBe(200);
    const { board } = await server.snapshot(slug, 2);
    expect(board).toMatchObject({ title: 'Rally', summary: 'Stays', state: 'ended', goals: change.goals });
    expect(board.goals).toEqual(change.goals);
    const { entries } = await server.read(slug, '/entries?after=1');
    expect(entries).toMatchObject([{ seq: 2, kind: 'board' }]);
    expect(entries[0].set).toEqual(change);
    for (const [wrong, pointer] of [
      [{ zone: 'Moscow' }, '#/zone'],
      [{ state: 'over' }, '#/state'],
      [{ colour: 'red' }, '#/colour'],
      [{ goals: { registration: -1 } }, '#/goals/registration'],
      [{ places: [{ id: 'a', name: 'A', parent: 'b' }] }, '#/places/0/parent'],
    ] as const) {
      const { status, json } = await server.admin.send('PATCH', `/api/v1/boards/${slug}`, wrong);
      expect([wrong, status]).toEqual([wrong, 422]);
      expect(json.errors.map((error: Json) => error.pointer)).toContain(pointer);
    }
  });

  test('O12: a place with entries may be hidden, not left out; one without may go, and one may come', async () => {
    const slug = await server.makeBoard();
    await server.publish(slug, add(5, { place: 'kazan' }));
    const patch = async (places: Json[]) =>
      (await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { places })).status;
    expect(await patch(PLACES.filter(({ id }) => id !== 'kazan'))).toBe(409);
    const places = [
      { id: 'kazan', name: 'Kazan', hidden: true },
      { id: 'perm', name: 'Perm' },
    ];
    expect(await patch(places)).toBe(200);
    const snapshot = await server.snapshot(slug, 3);
    expect(snapshot.board.places).toEqual(places);
    expect(snapshot.headline.arrest.best).toBe(5);
    expect(snapshot.places.map(({ id }: Json) => id)).toEqual(['kazan', 'perm']);
  });

  test('O12: a place that moves in the tree takes its numbers along', async () => {
    const slug = await server.makeBoard();
    await server.publish(slug, [add(5, { place: 'kazan' }), total(3, { place: 'tatarstan' })]);
    const places = PLACES.map((place) =>
      place.id === 'kazan' ? { id: 'kazan', name: 'K', parent: 'omsk' } : place,
    );
    await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { places });
    const snapshot = await server.snapshot(slug, 4);
    expect(snapshot.places).toMatchObject([
      ...[
        { id: 'tatarstan', arrest: { best: 3 } },
        { id: 'kazan', arrest: { best: 5 } },
      ],
      ...[{ id: 'chelny' }, { id: 'omsk', arrest: { best: 5, basis: 'summed' } }],
    ]);
    expect(snapshot.headline.arrest.best).toBe(8);
  });
});

describe('drafts', () => {
  test('O13: the list of boards is the same bytes, whatever drafts there are', async () => {
    const seen = async () => {
      const { headers, text } = await server.watcher.ask('/api/v1/boards');
      return [text, headers.get('etag'), headers.get('content-length')];
    };
    const before = await seen();
    const slug = await server.makeBoard({ state: 'draft' });
    await server.admin.post(slug, update('Prepared'));
    const own = await server.admin.ask(`/api/v1/boards/${slug}`);
    expect([own.status, own.headers.get('cache-control')]).toEqual([
      200,
      expect.not.stringContaining('public'),
    ]);
    expect(await seen()).toEqual(before);
  });

  test('O13: a draft answers as an unknown board, byte for byte, to all but its operators', async () => {
    const slug = await server.makeBoard({ state: 'draft', title: 'Secret' });
    const other = await server.makeBoard();
    const stranger = await server.invite('Stranger', 'editor', [other]);
    const owner = await server.invite('Owner', 'editor', [slug]);
    const [posted] = (await owner.post(slug, update('Prepared'))).json.entries;
    const api = (board: string) => `/api/v1/boards/${board}`;
    const asked: [string, (board: string) => string, unknown?][] = [
      ['GET', api],
      ['HEAD', api],
      ['GET', (board) => `/b/${board}`],
      ['GET', (board) => `/b/${board}?lang=ru`],
      ['GET', (board) => `${api(board)}/changes?since=0&epoch=x`],
      ['GET', (board) => `${api(board)}/changes`],
      ['GET', (board) => `${api(board)}/entries`],
      ['GET', (board) => `${api(board)}/entries?limit=0`],
      ['GET', (board) => `${api(board)}/entries/${posted.id}`],
      ['GET', (board) => `${api(board)}/entries/nonsense`],
      ['GET', (board) => `${api(board)}/series?kind=arrest`],
      ['GET', (board) => `${api(board)}/claims?kind=arrest`],
      ['GET', (board) => `${api(board)}/nothing`],
      ['PUT', api],
      ['OPTIONS', (board) => `${api(board)}/entries`],
      ['POST', (board) => `${api(board)}/entries`, update('x')],
      ['POST', (board) => `${api(board)}/entries`, { kind: 'person' }],
      ['PATCH', api, { title: 'x' }],
      ['DELETE', (board) => `${api(board)}/entries/${posted.id}/text`, { reason: 'x' }],
    ];
    for (const client of [server.watcher, stranger]) {
      for (const [method, path, json] of asked) {
        const seen = async (board: string) => {
          const { status, headers, text } = await client.ask(path(board), { method, json });
          const compared = [...headers].filter(([name]) => name !== 'date');
          return JSON.stringify([status, compared, text]).replaceAll(board, 'slug');
        };
        // A slug of the same length, so that nothing that only mirrors the request differs.
        const unknown = slug.replace(/^rally/, 'relly');
        expect([method, path(slug), await seen(slug)]).toEqual([method, path(slug), await seen(unknown)]);
      }
    }
    expect((await server.watcher.ask(api(slug))).status).toBe(404);
    expect((await server.watcher.ask('/api/v1/boards')).text).not.toContain('Secret');
    expect((await owner.ask(api(slug))).status).toBe(200);
    expect((await owner.ask(`${api(slug)}/entries`)).json.entries).toHaveLength(2);
  });

  test('O13: a draft is told by neither socket nor list until it is published, and again when it is withdrawn', async () => {
    const slug = await server.makeBoard({ state: 'draft' });
    const socket = await server.connect('/');
    const watch = (board: string) => socket.timeout(5_000).emitWithAck('watch', { board });
    const refused = await watch(slug);
    expect(refused.status).toBe(404);
    expect(refused).toEqual(await watch('relly-nowhere'));
    await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { state: 'planned' });
    await server.snapshot(slug, 2);
    expect((await watch(slug)).status).toBe(200);
    expect((await server.watcher.ask('/api/v1/boards')).text).toContain(`"${slug}"`);

    const open = await server.makeBoard();
    await watch(open);
    const ticks: Json[] = [];
    socket.on('tick', (tick: Json) => ticks.push(tick));
    await server.admin.send('PATCH', `/api/v1/boards/${slug}`, { state: 'draft' });
    await server.admin.post(slug, update('Prepared in secret'));
    const heard = new Promise<void>((resolve) => {
      socket.on('tick', ({ board, to }: Json) => board === open && to === 3 && resolve());
    });
    await server.publish(open, update('One'));
    await server.publish(open, update('Two'));
    await heard;
    expect(JSON.stringify(ticks)).not.toContain('Prepared in secret');
    expect((await watch(slug)).status).toBe(404);
    expect((await server.watcher.ask(`/api/v1/boards/${slug}`)).status).toBe(404);
    socket.disconnect();
  });
});

describe('erasing', () => {
  test('O15: an erased text is gone from every output while the numbers stay', async () => {
    const slug = await server.makeBoard();
    const secret = 'Leaked-Word';
    const [entry, other] = await server.publish(slug, [
      add(
        { best: 5, words: secret },
        { text: `${secret} text`, sources: [{ title: secret }], place: 'kazan' },
      ),
      update('Stays'),
    ]);
    const changes = await server.publish(slug, [
      { kind: 'correction', target: entry.id, set: { text: `${secret} again` }, reason: secret },
      { kind: 'status', target: entry.id, status: 'confirmed', sources: [{ title: secret }] },
    ]);
    const before = await server.snapshot(slug);
    const erase = (id: string) =>
      server.admin.send('DELETE', `/api/v1/boards/${slug}/entries/${id}/text`, { reason: 'Names a person' });
    const { status, json } = await erase(entry.id);
    expect(status).toBe(200);
    await server.snapshot(slug, json.entries[0].seq);
    // What its changes said is gone with it: there is nothing more to erase of them.
    for (const { id } of [entry, ...changes]) expect((await erase(id)).status).toBe(409);
    const outputs = ['', '/entries', `/entries/${entry.id}`, '/series?kind=arrest', '/claims?kind=arrest'];
    outputs.push(`/changes?since=1&epoch=${before.epoch}`, `/changes?since=0&epoch=x`);
    for (const rest of outputs) {
      expect([rest, JSON.stringify(await server.read(slug, rest)).includes(secret)]).toEqual([rest, false]);
    }
    const page = await server.watcher.ask(`/b/${slug}`);
    expect([page.status, page.text.includes(secret), page.text.includes('Stays')]).toEqual([
      200,
      false,
      true,
    ]);
    const after = await server.snapshot(slug);
    const tick = await server.read(slug, `/changes?since=${before.seq}&epoch=${before.epoch}`);
    expect('from' in tick ? mergeNaively(before, tick) : tick).toEqual(after);
    expect(after.headline).toEqual(before.headline);
    expect(after.feed.map(({ id }: Json) => id)).toContain(other.id);
    const { entries } = await server.read(slug, `/entries?kind=erasure`);
    expect(entries[0]).toMatchObject({ kind: 'erasure', target: entry.id, reason: 'Names a person' });
  });

  test('O15: erasing takes an admin, a reason and an entry', async () => {
    const slug = await server.makeBoard();
    const [entry] = await server.publish(slug, update('Text'));
    const editor = await server.invite('Eraser', 'editor', [slug]);
    const path = (id: string) => `/api/v1/boards/${slug}/entries/${id}/text`;
    expect((await editor.send('DELETE', path(entry.id), { reason: 'x' })).status).toBe(403);
    expect((await server.watcher.send('DELETE', path(entry.id), { reason: 'x' })).status).toBe(401);
    expect((await server.admin.send('DELETE', path(entry.id), {})).status).toBe(422);
    expect((await server.admin.send('DELETE', path(crypto.randomUUID()), { reason: 'x' })).status).toBe(404);
    expect((await server.read(slug, `/entries/${entry.id}`)).text).toBe('Text');
  });
});
