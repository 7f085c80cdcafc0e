import { describe, expect, test } from 'vitest';
import type { Json } from '../support/outside-client.ts';
import { add, minute, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();
const uuid = () => crypto.randomUUID();

/** The status of posting this to a board, and the answer. */
async function post(slug: string, entries: unknown): Promise<[status: number, answer: Json]> {
  const { status, json } = await server.admin.post(slug, entries);
  return [status, json];
}

describe('taking entries', () => {
  test('O9: one entry, an array and lines of JSON are taken alike, with a receipt for each', async () => {
    const slug = await server.makeBoard();
    const id = uuid();
    const [status, { entries }] = await post(slug, add(1, { id }));
    expect(status).toBe(201);
    expect(entries).toEqual([{ id, seq: 2, at: expect.any(String), version: 1, state: 'published' }]);
    expect(await post(slug, [add(2), update('Two')])).toMatchObject([
      201,
      { entries: [{ seq: 3, version: 1, state: 'published' }, { seq: 4 }] },
    ]);
    const lines = [add(3), update('Three')].map((entry) => JSON.stringify(entry)).join('\n');
    const heard = await server.admin.ask(`/api/v1/boards/${slug}/entries`, {
      method: 'POST',
      raw: `${lines}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect([heard.status, heard.json.entries.map(({ seq }: Json) => seq)]).toEqual([201, [5, 6]]);
    expect((await server.snapshot(slug, 6)).headline).toMatchObject({
      arrest: { best: 6 },
      update: { best: 2 },
    });
  });

  test('S141: a change in a list that comes too late or changes nothing is named by its pointer', async () => {
    const slug = await server.makeBoard();
    const [id, gone] = [uuid(), uuid()];
    await post(slug, [update('One', { id }), update('Two', { id: gone })]);
    await post(slug, { kind: 'retraction', target: gone, reason: 'x' });
    const late = { kind: 'status', target: id, status: 'confirmed', version: 7 };
    const idle = { kind: 'status', target: id, status: 'reported' };
    const refused: [entry: Json, type: string, pointer: string][] = [
      [late, 'stale', 'version'],
      [idle, 'unchanged', 'target'],
      [{ ...idle, target: gone }, 'unchanged', 'target'],
    ];
    for (const [entry, type, field] of refused) {
      for (const [sent, pointer] of [
        [entry, `#/${field}`],
        [[add(1), entry], `#/1/${field}`],
      ] as const) {
        expect(await post(slug, sent)).toMatchObject([
          409,
          { type: `/problems/${type}`, errors: [{ pointer }] },
        ]);
      }
    }
  });

  test('O9: a list is taken whole or not at all, and its refusal names the entry and the field', async () => {
    const slug = await server.makeBoard();
    const id = uuid();
    const refused: [unknown, string][] = [
      [[add(1), add(-1)], '#/1/count'],
      [[add(1), add(1, { place: 'atlantis' })], '#/1/place'],
      [[add(1), { kind: 'retraction', target: uuid(), reason: 'x' }], '#/1/target'],
      [[add(1, { id }), update('x', { id })], ''],
      [[], ''],
      [add({ low: 5, best: 2 }), '#/count/low'],
      [{ kind: 'person', name: 'x' }, '#/kind'],
      [{ ...update('x'), name: 'Somebody' }, ''],
    ];
    for (const [entries, pointer] of refused) {
      const [status, problem] = await post(slug, entries);
      expect([entries, status]).toEqual([entries, 422]);
      if (pointer !== '') expect(problem.errors.map((error: Json) => error.pointer)).toContain(pointer);
    }
    expect((await server.read(slug, '/entries')).entries).toHaveLength(1);
    expect((await post(slug, update('Next')))[1].entries[0].seq).toBe(2);
  });

  test('O9: each change sees those before it in its list', async () => {
    const slug = await server.makeBoard();
    const id = uuid();
    const [status, { entries }] = await post(slug, [
      add(5, { id }),
      { kind: 'correction', target: id, version: 1, set: { count: 6 }, reason: 'Recount' },
      { kind: 'status', target: id, version: 2, status: 'confirmed' },
    ]);
    expect([status, entries.map(({ version }: Json) => version)]).toEqual([201, [1, 2, 3]]);
    expect((await server.snapshot(slug, 4)).headline.arrest).toMatchObject({ best: 6, confirmed: 6 });
    const twice = [add(5, { id: uuid() }), { kind: 'retraction', target: id, version: 3, reason: 'x' }];
    const stale = { kind: 'mark', target: id, version: 3, key: true };
    expect((await post(slug, [...twice, stale]))[0]).toBe(409);
    expect((await server.read(slug, '/entries')).entries).toHaveLength(4);
  });

  test('O9: absent, `asOf` is the moment of receipt; more than a minute ahead is refused with the time', async () => {
    const slug = await server.makeBoard();
    const [, { entries }] = await post(slug, { kind: 'update', text: 'Now' });
    await server.snapshot(slug, 2);
    const [, line] = (await server.read(slug, '/entries')).entries;
    expect(Math.abs(Date.parse(line.asOf) - Date.parse(entries[0].at))).toBeLessThan(60_000);
    const inSeconds = (seconds: number) => new Date(Date.parse(entries[0].at) + seconds * 1000).toISOString();
    expect((await post(slug, update('Soon', { asOf: inSeconds(20) })))[0]).toBe(201);
    const [status, problem] = await post(slug, update('Too soon', { asOf: inSeconds(3600) }));
    expect([status, problem.errors[0].pointer]).toEqual([422, '#/asOf']);
    const said = /\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z/.exec(JSON.stringify(problem))?.[0] ?? '';
    expect(Math.abs(Date.parse(said) - Date.parse(entries[0].at))).toBeLessThan(60_000);
    expect((await post(slug, update('No zone', { asOf: '2021-04-21T19:00' })))[0]).toBe(422);
  });
});

describe('the same again', () => {
  test('O10: the same id and content is the first result, other content is refused, another board is free', async () => {
    const [slug, other] = [await server.makeBoard(), await server.makeBoard()];
    const id = uuid();
    const [first, receipt] = await post(slug, add(5, { id }));
    expect([first, await post(slug, add(5, { id }))]).toEqual([201, [200, receipt]]);
    expect((await post(slug, add(6, { id })))[0]).toBe(409);
    expect((await post(other, add(6, { id })))[0]).toBe(201);
    expect((await server.read(slug, '/entries')).entries).toHaveLength(2);

    const batch = [add(1, { id: uuid() }), update('News', { id: uuid() })];
    const [, taken] = await post(slug, batch);
    expect(await post(slug, batch)).toEqual([200, taken]);
    expect((await post(slug, [batch[0], update('Other news', { id: batch[1].id })]))[0]).toBe(409);
  });

  test('O10: what is left out is equal to its default', async () => {
    const slug = await server.makeBoard();
    const same: [Json, Json][] = [
      [add(5), add({ best: 5 })],
      [add(5), add({ low: 5, best: 5, high: 5 })],
      [add(5), add(5, { status: 'reported', claimant: 'desk', sources: [] })],
      [update('x', { asOf: '2021-04-21T19:00:00+03:00' }), update('x', { asOf: '2021-04-21T16:00:00.000Z' })],
      [update('x', { asOf: '2021-04-21T16:00Z' }), update('x', { asOf: '2021-04-22T01:00+09:00' })],
      [
        { kind: 'update', text: 'x' },
        { kind: 'update', text: 'x', status: 'reported' },
      ],
      [update('Cafe\u0301\r\n'), update('Caf\u00e9\n')],
    ];
    for (const [one, two] of same) {
      const id = uuid();
      expect([one, (await post(slug, { ...one, id }))[0]]).toEqual([one, 201]);
      expect([two, (await post(slug, { ...two, id }))[0]]).toEqual([two, 200]);
    }
    const id = uuid();
    await post(slug, { kind: 'update', text: 'x', id });
    expect((await post(slug, { ...update('x'), id }))[0]).toBe(409);
  });

  test('O10: a repeat is the first result also after its entry was changed or its change outdated', async () => {
    const slug = await server.makeBoard();
    const entry = add(5, { id: uuid(), place: 'kazan' });
    const [, posted] = await post(slug, entry);
    const change = {
      id: uuid(),
      kind: 'correction',
      target: entry.id,
      version: 1,
      set: { count: 6 },
      reason: 'x',
    };
    const [, changed] = await post(slug, change);
    await post(slug, { kind: 'retraction', target: entry.id, reason: 'y' });
    expect(await post(slug, entry)).toEqual([200, posted]);
    expect(await post(slug, change)).toEqual([200, changed]);
  });
});

describe('changes', () => {
  test('O11: a correction replaces each field whole, null empties it, and its reason stays', async () => {
    const slug = await server.makeBoard();
    const [entry] = await server.publish(
      slug,
      add(
        { best: 5, high: 9 },
        { place: 'kazan', claimant: 'ovd-info', text: 'Five', sources: [{ title: 'A' }] },
      ),
    );
    const correct = async (set: Json) => {
      await server.publish(slug, { kind: 'correction', target: entry.id, set, reason: 'Recounted' });
      return server.read(slug, `/entries/${entry.id}`);
    };
    const set = { place: 'omsk', op: 'total', count: 7, asOf: minute(5), claimant: 'ministry' };
    expect(await correct({ ...set, text: 'Seven', sources: [{ title: 'B' }] })).toMatchObject({
      ...set,
      ...{
        count: 7,
        text: 'Seven',
        sources: [{ title: 'B' }],
        version: 2,
        status: 'reported',
        seq: 2,
      },
      corrected: { reason: 'Recounted', was: { place: 'kazan', text: 'Five', count: { best: 5, high: 9 } } },
    });
    const emptied = await correct({ place: null, claimant: null, text: null, sources: null });
    expect(emptied).toMatchObject({ claimant: 'desk', version: 3 });
    for (const field of ['place', 'text']) expect(emptied).not.toHaveProperty(field);
    expect(emptied.sources ?? []).toEqual([]);
    for (const wrong of [{ kind: 'update' }, { status: 'confirmed' }, {}, { place: 'atlantis' }]) {
      const change = { kind: 'correction', target: entry.id, set: wrong, reason: 'x' };
      expect([wrong, (await post(slug, change))[0]]).toEqual([wrong, 422]);
    }
    const silent = { kind: 'correction', target: entry.id, set: { count: 1 } };
    expect((await post(slug, silent))[0]).toBe(422);
  });

  test('O11: a stale version is told the present one, and a change that changes nothing is refused', async () => {
    const slug = await server.makeBoard();
    const [entry] = await server.publish(slug, total(5, { text: 'Five' }));
    const target = entry.id;
    const first = { kind: 'correction', target, version: 1, set: { count: 6 }, reason: 'x' };
    expect((await post(slug, first))[1].entries[0].version).toBe(2);
    const [status, problem] = await post(slug, { kind: 'status', target, version: 1, status: 'confirmed' });
    expect([status, problem.version]).toEqual([409, 2]);
    expect((await post(slug, { kind: 'status', target, version: 9, status: 'confirmed' }))[0]).toBe(409);
    for (const idle of [
      { kind: 'correction', target, set: { count: { low: 6, best: 6 }, text: 'Five' }, reason: 'x' },
      { kind: 'status', target, status: 'reported' },
      { kind: 'mark', target, key: false },
    ]) {
      expect([idle, (await post(slug, idle))[0]]).toEqual([idle, 409]);
    }
  });

  test('O11: a retraction is for good, and the entry stays readable with its reason', async () => {
    const slug = await server.makeBoard();
    const [entry] = await server.publish(slug, add(5, { text: 'Five' }));
    const target = entry.id;
    await server.publish(slug, { kind: 'retraction', target, reason: 'Not so' });
    expect((await server.snapshot(slug)).headline).not.toHaveProperty('arrest');
    expect((await server.snapshot(slug)).feed).toMatchObject([
      { id: target, retracted: { reason: 'Not so' } },
    ]);
    expect(await server.read(slug, `/entries/${target}`)).toMatchObject({
      text: 'Five',
      retracted: { reason: 'Not so' },
    });
    for (const change of [
      { kind: 'retraction', target, reason: 'Again' },
      { kind: 'status', target, status: 'confirmed' },
      { kind: 'correction', target, set: { count: 6 }, reason: 'x' },
    ]) {
      expect((await post(slug, change))[0]).toBe(409);
    }
  });

  test('O11: a status adds its sources, a mark sets key and pinned, and neither is a correction', async () => {
    const slug = await server.makeBoard();
    const [entry] = await server.publish(slug, update('News', { sources: [{ title: 'A' }] }));
    const target = entry.id;
    await server.publish(slug, [
      { kind: 'status', target, status: 'confirmed', sources: [{ title: 'B', url: 'https://b.example/' }] },
      { kind: 'mark', target, key: true, pinned: true },
      { kind: 'mark', target, pinned: false },
    ]);
    const { feed, headline } = await server.snapshot(slug);
    expect(feed[0]).toMatchObject({ status: 'confirmed', key: true, version: 4 });
    expect(feed[0].sources).toEqual([{ title: 'A' }, { title: 'B', url: 'https://b.example/' }]);
    expect(feed[0].pinned ?? false).toBe(false);
    expect(headline.update).toMatchObject({ best: 1, confirmed: 1, corrected: 0 });
  });

  test('O11: a change takes a count or an update of its own board, and "checked" says still watching', async () => {
    const [slug, other] = [await server.makeBoard(), await server.makeBoard()];
    const [elsewhere] = await server.publish(other, add(5));
    const [checked] = await server.publish(slug, { kind: 'checked', of: 'arrest', place: 'kazan' });
    const { entries } = await server.read(slug, '/entries');
    expect(entries[1]).toMatchObject({ kind: 'checked', of: 'arrest', place: 'kazan' });
    expect((await server.snapshot(slug)).headline).toEqual({});
    for (const target of [elsewhere.id, checked.id, entries[0].id]) {
      expect((await post(slug, { kind: 'retraction', target, reason: 'x' }))[0]).toBe(422);
    }
    expect((await post(slug, { kind: 'checked', of: 'person' }))[0]).toBe(422);
    expect((await post(slug, { kind: 'board', set: { title: 'Mine' } }))[0]).toBe(422);
  });
});

test('D21, D22: a confirmation against the board’s rule is a 403 or a 422 that names the field', async () => {
  const alone = await server.makeBoard({ confirming: 'second-person' });
  const two = await server.makeBoard({ confirming: 'two-sources' });
  const entry = { kind: 'update', text: 'Seen', status: 'confirmed', sources: [{ title: 'a' }] };
  for (const [slug, status, pointer] of [
    [alone, 403, '#/status'],
    [two, 422, '#/sources'],
  ] as const) {
    const answer = await server.admin.send('POST', `/api/v1/boards/${slug}/entries`, entry);
    expect([answer.status, answer.json.errors]).toMatchObject([status, [{ pointer }]]);
  }
});
