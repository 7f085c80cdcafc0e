import { describe, expect, test } from 'vitest';
import { mergeNaively } from '../support/naive-merge.ts';
import type { Json } from '../support/outside-client.ts';
import { add, minute, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('headers', () => {
  test('O4: the snapshot is that of its ETag, may be kept a second, and is not sent again to who has it', async () => {
    const slug = await server.makeBoard();
    await server.publish(slug, add(5));
    const path = `/api/v1/boards/${slug}`;
    const { status, headers, json } = await server.watcher.ask(path);
    expect(status).toBe(200);
    const etag = `"${json.epoch}-${json.seq}"`;
    expect(headers.get('etag')).toBe(etag);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('public, max-age=1');
    expect(headers.get('vary') ?? '').toMatch(/accept-encoding/i);
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.parse(json.at))).toBeLessThan(60_000);

    const again = await server.watcher.ask(path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    await server.publish(slug, add(1));
    expect((await server.watcher.ask(path, { headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  test('O4: public readings are open to every origin without credentials, and set no cookie', async () => {
    const slug = await server.makeBoard();
    const [posted] = await server.publish(slug, add(5));
    const board = `/api/v1/boards/${slug}`;
    const { epoch } = await server.read(slug);
    for (const path of [
      '/api/v1/boards',
      ...['', `/changes?since=1&epoch=${epoch}`, '/entries', `/entries/${posted.id}`].map(
        (rest) => board + rest,
      ),
      ...[`${board}/series?kind=arrest`, `${board}/claims?kind=arrest`, '/healthz', '/readyz'],
    ]) {
      const { status, headers } = await server.watcher.ask(path, {
        headers: { origin: 'https://paper.example' },
      });
      expect([path, status]).toEqual([path, 200]);
      expect([path, headers.getSetCookie()]).toEqual([path, []]);
      if (!path.endsWith('z')) expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});

test('O5: the snapshot has the shape of the contract, and nothing in it ages', async () => {
  const slug = await server.makeBoard({ goals: { registration: 500_000 }, nature: 'replay' });
  await server.publish(slug, [total(0, { place: 'omsk' }), update('News')]);
  const snapshot = await server.snapshot(slug);
  expect(snapshot).toMatchObject({
    seq: 3,
    board: { slug, title: 'Rally', zone: 'Europe/Moscow', state: 'live', nature: 'replay' },
    headline: { arrest: { best: 0, low: 0, high: 0, asOf: minute(0), claimant: 'desk', basis: 'summed' } },
    claims: { arrest: [{ claimant: 'desk', best: 0 }] },
    series: { arrest: { step: 60, points: [[Date.parse(minute(0)), 0, 0, 0, null]] } },
    feed: [{ kind: 'update', text: 'News', asOf: minute(0), claimant: 'desk', status: 'reported' }],
  });
  expect(snapshot.board.goals).toEqual({ registration: 500_000 });
  expect(snapshot.headline).not.toHaveProperty('registration');
  expect(snapshot.claims).not.toHaveProperty('registration');
  expect(snapshot.series).not.toHaveProperty('registration');
  expect(snapshot.places.map(({ id }: Json) => id)).toEqual(['tatarstan', 'kazan', 'chelny', 'omsk']);
  expect(snapshot.places[1]).toEqual({ id: 'kazan' });
  expect(snapshot.places[3].arrest.best).toBe(0);

  const { entries } = await server.read(slug, '/entries');
  expect(snapshot.at).toBe(entries.at(-1).at);
  await server.publish(await server.makeBoard(), update('Ticks go by'));
  expect(await server.read(slug)).toEqual(snapshot);
});

test('O5: the feed is the newest twenty by time and number, of updates and counts with a text, as they hold now', async () => {
  const slug = await server.makeBoard();
  const posted = await server.publish(slug, [
    ...Array.from({ length: 22 }, (_, n) => update(`News ${n}`, { asOf: minute(n) })),
    update('Same minute', { asOf: minute(21) }),
    add(4, { asOf: minute(50), text: 'Four at the station' }),
    add(9, { asOf: minute(55) }),
  ]);
  const { feed } = await server.snapshot(slug);
  expect(feed).toHaveLength(20);
  expect(feed.slice(0, 3).map(({ text }: Json) => text)).toEqual([
    ...['Four at the station', 'Same minute', 'News 21'],
  ]);
  expect(feed.at(-1).text).toBe('News 4');

  await server.publish(slug, [
    { kind: 'retraction', target: posted[23].id, reason: 'Another station' },
    {
      kind: 'correction',
      target: posted[0].id,
      set: { asOf: minute(58), text: 'News, corrected' },
      reason: 'Late',
    },
  ]);
  const after = (await server.snapshot(slug)).feed;
  expect(after).toHaveLength(20);
  expect(after[0]).toMatchObject({ text: 'News, corrected', asOf: minute(58) });
  expect(JSON.stringify(after[0])).toContain('Late');
});

describe('entries', () => {
  test('O6: the lines come as posted, ascending, between exclusive bounds, page by page', async () => {
    const slug = await server.makeBoard();
    const posted = await server.publish(slug, [
      add({ best: 5, low: 2, words: 'some' }, { place: 'kazan', text: 'Five', sources: [{ title: 'OVD' }] }),
      ...Array.from({ length: 104 }, (_, n) => update(`News ${n}`)),
    ]);
    await server.publish(slug, {
      kind: 'correction',
      target: posted[0].id,
      set: { count: 6 },
      reason: 'Recount',
    });
    const first = await server.read(slug, '/entries');
    expect(first.entries.map(({ seq }: Json) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(first.entries[0]).toMatchObject({ seq: 1, kind: 'board', set: { slug, title: 'Rally' } });
    expect(first.entries[1]).toMatchObject({
      ...{
        seq: 2,
        id: posted[0].id,
        at: posted[0].at,
        kind: 'arrest',
        op: 'add',
        place: 'kazan',
        text: 'Five',
      },
      ...{ count: { best: 5, low: 2, words: 'some' }, asOf: minute(0), sources: [{ title: 'OVD' }] },
    });
    const rest = await server.read(slug, `/entries?after=${first.next}`);
    expect(rest.entries.map(({ seq }: Json) => seq)).toEqual([101, 102, 103, 104, 105, 106, 107]);
    expect(rest.next).toBeNull();
    expect(rest.entries.at(-1)).toMatchObject({
      kind: 'correction',
      target: posted[0].id,
      reason: 'Recount',
    });
    const between = await server.read(slug, '/entries?after=3&before=6');
    expect(between.entries.map(({ seq }: Json) => seq)).toEqual([4, 5]);
    expect((await server.read(slug, '/entries?limit=1000')).entries).toHaveLength(107);
  });

  test('O6: place and status select by what holds now, kind by what was posted, all before the limit', async () => {
    const slug = await server.makeBoard();
    const posted = await server.publish(slug, [
      add(1, { place: 'kazan' }),
      add(2, { place: 'omsk' }),
      update('News', { place: 'kazan', status: 'confirmed' }),
      add(3),
    ]);
    await server.publish(slug, [
      { kind: 'correction', target: posted[1].id, set: { place: 'kazan' }, reason: 'Elsewhere' },
      { kind: 'status', target: posted[0].id, status: 'confirmed' },
      { kind: 'status', target: posted[2].id, status: 'disputed' },
    ]);
    const select = async (query: string) =>
      (await server.read(slug, `/entries?${query}`)).entries.map(({ seq }: Json) => seq);
    expect(await select('place=kazan')).toEqual([2, 3, 4]);
    expect(await select('place=omsk')).toEqual([]);
    expect(await select('status=confirmed')).toEqual([2]);
    expect(await select('status=disputed&place=kazan')).toEqual([4]);
    expect(await select('kind=arrest&limit=2&after=2')).toEqual([3, 5]);
    expect(await select('kind=status')).toEqual([7, 8]);
    expect(await select('kind=arrest&status=reported&limit=1')).toEqual([3]);
  });

  test('O6: one entry is shown as it holds now, with its history, and the old text in it', async () => {
    const slug = await server.makeBoard();
    const [posted] = await server.publish(slug, add(5, { text: 'Five', place: 'kazan' }));
    await server.publish(slug, [
      { kind: 'correction', target: posted.id, set: { count: 6, text: 'Six' }, reason: 'Recount' },
      { kind: 'correction', target: posted.id, set: { text: 'Seven', place: null }, reason: 'Typo' },
    ]);
    const entry = await server.read(slug, `/entries/${posted.id}`);
    expect(entry).toMatchObject({ id: posted.id, seq: 2, count: 6, text: 'Seven', version: 3 });
    expect(entry).not.toHaveProperty('place');
    expect(entry.history.map(({ seq }: Json) => seq)).toEqual([3, 4]);
    for (const word of ['Five', 'Six', 'Seven', 'Recount', 'Typo']) {
      expect(JSON.stringify(entry)).toContain(word);
    }
  });

  test('O6, O14: queries that are wrong are told the field and what it takes', async () => {
    const slug = await server.makeBoard();
    for (const [query, field] of [
      ['/entries?limit=0', 'limit'],
      ['/entries?limit=1001', 'limit'],
      ['/entries?after=-1', 'after'],
      ['/entries?before=x', 'before'],
      ['/entries?kind=person', 'kind'],
      ['/entries?status=sure', 'status'],
      ['/entries?colour=red', 'colour'],
      ['/series', 'kind'],
      ['/series?kind=arrest&step=0', 'step'],
      ['/series?kind=arrest&from=yesterday', 'from'],
      ['/claims?kind=person', 'kind'],
      ['/changes?epoch=x', 'since'],
      ['/changes?since=1', 'epoch'],
    ] as const) {
      const { status, headers, json } = await server.watcher.ask(`/api/v1/boards/${slug}${query}`);
      expect([query, status, headers.get('content-type')]).toEqual([query, 422, 'application/problem+json']);
      expect([query, json.errors[0].pointer.includes(field)]).toEqual([query, true]);
      expect(json.errors[0].detail).toMatch(/take/);
    }
  });
});

test('O7: a place nobody has, and an entry nobody posted, are not there', async () => {
  const slug = await server.makeBoard();
  const absent = `/api/v1/boards/${slug}/entries/${crypto.randomUUID()}`;
  expect((await server.watcher.ask(absent)).status).toBe(404);
  expect((await server.watcher.ask('/api/v1/boards/nowhere')).status).toBe(404);
  expect((await server.watcher.ask('/api/v1/nowhere')).status).toBe(404);
  expect((await server.watcher.ask(`/api/v1/boards/${slug}`, { method: 'PUT' })).status).toBe(405);
});

describe('changes', () => {
  test('O8: one merged tick carries a naive client forward to the snapshot, from wherever it was', async () => {
    const slug = await server.makeBoard();
    const lines = Array.from({ length: 120 }, (_, n) => update(`A line long enough to matter, number ${n}`));
    await server.publish(slug, lines);
    const kept = [await server.snapshot(slug)];
    const publish = async (entries: Json) => {
      const posted = await server.publish(slug, entries);
      kept.push(await server.snapshot(slug));
      return posted;
    };
    const [city, nation] = await publish([
      total({ best: 40, low: 30 }, { place: 'kazan', asOf: minute(3), status: 'confirmed' }),
      total(10, { claimant: 'ministry', asOf: minute(1) }),
      add(60, { place: 'omsk', claimant: 'ministry', text: 'Sixty', asOf: minute(2) }),
    ]);
    await publish([
      {
        kind: 'correction',
        target: city.id,
        set: { place: 'chelny', count: 41, asOf: minute(9) },
        reason: 'x',
      },
      { kind: 'retraction', target: nation.id, reason: 'y' },
    ]);
    await publish([
      { kind: 'retraction', target: city.id, reason: 'z' },
      update('Newest', { asOf: minute(59) }),
    ]);
    await server.admin.send('PATCH', `/api/v1/boards/${slug}`, {
      title: 'Changed',
      policy: { arrest: ['ministry'] },
    });
    const present = await server.snapshot(slug, 129);
    for (const snapshot of kept) {
      const answer = await server.read(slug, `/changes?since=${snapshot.seq}&epoch=${snapshot.epoch}`);
      expect(answer).toMatchObject({
        board: slug,
        epoch: present.epoch,
        from: snapshot.seq,
        to: present.seq,
      });
      expect(JSON.stringify(answer).length).toBeLessThan(JSON.stringify(present).length);
      expect(mergeNaively(snapshot, answer)).toEqual(present);
    }
    for (const query of [`since=1&epoch=${crypto.randomUUID()}`, `since=9999&epoch=${present.epoch}`]) {
      expect(await server.read(slug, `/changes?${query}`)).toEqual(present);
    }
  });

  test('O8: asking for what one has already brings a tick with nothing in it', async () => {
    const slug = await server.makeBoard();
    const { epoch, seq } = await server.snapshot(slug);
    const answer = await server.read(slug, `/changes?since=${seq}&epoch=${epoch}`);
    expect(answer).toMatchObject({ board: slug, epoch, from: seq, to: seq });
    expect(answer).not.toHaveProperty('feed');
  });
});

test('O5: no id and no time but `at` and `asOf` says when something was made', async () => {
  const slug = await server.makeBoard();
  const posted = await server.publish(slug, [add(1), update('x')]);
  const { entries } = await server.read(slug, '/entries');
  const { epoch } = await server.snapshot(slug);
  for (const id of [...posted.map(({ id }) => id), ...entries.map(({ id }: Json) => id), epoch]) {
    expect(id).toMatch(UUID_V4);
  }
});
