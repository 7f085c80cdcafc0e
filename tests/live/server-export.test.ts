/** The ledger and the table of a board, as a stranger reads them. */
import { createHash, randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Timers } from '../../server/clock.ts';
import { systemTimers } from '../../server/clock.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { proveLines } from '../support/prove-lines.ts';
import type { Room } from '../support/server-room.ts';
import { BOARD, openRoom } from '../support/server-room.ts';

const PATH = '/api/v1/boards/rally';
const ids = Array.from({ length: 8 }, () => randomUUID());

/** Every kind of line, with every kind of text. */
const POSTED = [
  { kind: 'arrest', id: ids[0], op: 'add', count: 3, place: 'omsk', text: 'Three, "said" Anna\r\nTwo lines' },
  {
    kind: 'arrest',
    id: ids[1],
    op: 'total',
    count: { best: 20, low: 10, high: 40, words: 'dozens' },
    claimant: 'ovd-info',
    status: 'confirmed',
    sources: [{ title: 'A paper', url: 'https://a.example/1' }, { title: 'Another' }],
  },
  { kind: 'registration', id: ids[2], op: 'add', count: 1, asOf: '2021-04-21' },
  { kind: 'arrest', id: ids[3], op: 'add', count: { best: 8, atLeast: true, words: '=8 or more' } },
  { kind: 'update', id: ids[4], text: '=HYPERLINK("https://evil.example")', place: 'kazan' },
  { kind: 'update', id: ids[5], text: "'-apostrophe and dash" },
  {
    kind: 'correction',
    target: ids[0],
    set: { count: { best: 4, words: 'four' }, text: '@four', sources: [{ title: 'C' }] },
    reason: 'One more',
  },
  {
    kind: 'correction',
    target: ids[1],
    set: { place: 'kazan', sources: [], asOf: '2021-04-20' },
    reason: '+Moved',
  },
  { kind: 'correction', target: ids[4], set: { place: null }, reason: 'Nowhere' },
  { kind: 'status', target: ids[0], status: 'disputed', sources: [{ title: 'The ministry' }] },
  { kind: 'mark', target: ids[4], key: true, pinned: true },
  { kind: 'checked', of: 'arrest', place: 'omsk' },
  { kind: 'checked' },
  { kind: 'retraction', target: ids[2], reason: 'Twice' },
];

async function fill(room: Room): Promise<void> {
  expect((await room.admin.post(POSTED)).status).toBe(201);
  const body = {
    kinds: [
      { id: 'arrest', name: 'Arrests' },
      { id: 'registration', name: 'Signed' },
      { id: 'strike', name: { en: 'Strikes', ru: 'Забастовки' } },
    ],
  };
  expect((await room.admin.call(PATH, { method: 'PATCH', body })).status).toBe(200);
  expect((await room.admin.post({ kind: 'strike', id: ids[6], op: 'add', count: 30 })).status).toBe(201);
}

async function erase(room: Room, id: string | undefined): Promise<void> {
  const reply = await room.admin.call(`${PATH}/entries/${id}/text`, {
    method: 'DELETE',
    body: { reason: 'A name' },
  });
  expect(reply.status).toBe(200);
}

async function readLines(room: Room): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${room.url}${PATH}/export.ndjson`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const text = await response.text();
  expect(text.endsWith('}\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('O94: from each exported line a stranger recomputes its leaf, and from all of them the head, erased texts or not', async () => {
  const room = await openRoom();
  await fill(room);
  for (const erased of [undefined, ids[0], ids[3], ids[1]]) {
    if (erased) await erase(room, erased);
    const lines = await readLines(room);
    const read = async () => (await room.watcher.call<Snapshot>(PATH)).body;
    // A snapshot may be a tick older than the ledger.
    await expect.poll(async () => (await read()).seq).toBe(lines.length);
    const snapshot = await read();
    const proven = proveLines(lines);
    expect(proven.hashes).toEqual(lines.map(({ hash }) => hash));
    expect(proven.head).toBe(snapshot.head);
    expect(lines.map(({ seq }) => seq)).toEqual(
      Array.from({ length: snapshot.seq }, (_, index) => index + 1),
    );
  }
  // What was erased leaves its hashes; what stands has its salts.
  const lines = await readLines(room);
  expect(Object.keys(lines[1]?.sealed ?? {})).toEqual(['text']);
  expect(lines[1]?.salts).toEqual({});
  expect(Object.keys(lines[7]?.sealed ?? {}).sort()).toEqual(['reason', 'sources', 'text', 'words']);
  expect(lines[5]?.sealed).toEqual({});
  expect(JSON.stringify(lines[5]?.salts)).toMatch(/^\{"text":"[0-9a-f]{32}"\}$/);
  expect(JSON.stringify(lines)).not.toMatch(/Two lines|dozens|8 or more|@four|One more|A paper/);
});

test('O94: a line that was changed on its way is found out', async () => {
  const room = await openRoom();
  await fill(room);
  const lines = await readLines(room);
  const spoil: [number, Record<string, unknown>][] = [
    [1, { count: 4 }],
    [1, { text: 'Three' }],
    [4, { count: { best: 9, atLeast: true, words: '=8 or more' } }],
    [8, { reason: 'Another' }],
    [11, { pinned: undefined }],
    [2, { asOf: '2021-04-21T16:45:00.000Z' }],
  ];
  for (const [index, change] of spoil) {
    const spoilt = lines.with(index, { ...lines[index], ...change });
    expect(proveLines(spoilt).hashes[index]).not.toBe(lines[index]?.hash);
  }
});

test('O95: the table has a row for each count and update as it holds now, in the words of its columns', async () => {
  const room = await openRoom();
  await fill(room);
  await erase(room, ids[3]);
  const response = await fetch(`${room.url}${PATH}/export.csv?lang=ru`);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  const text = await response.text();
  expect(text.split('\r\n')[0]).toBe(
    'nature,id,seq,at,kind,place,op,low,best,high,words,at_least,as_of,claimant,status,text,sources,version,corrected,retracted,reason',
  );
  // A foreign parser, which takes nothing that RFC 4180 does not.
  const rows = parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 7));
  expect(rows.every(({ nature }) => nature === 'real')).toBe(true);
  const [disputed, total, retracted, open, update, dash, strike] = rows;
  expect(disputed).toMatchObject({
    kind: 'arrest',
    place: 'omsk',
    op: 'add',
    low: '4',
    best: '4',
    high: '4',
    words: 'four',
    status: 'disputed',
    text: "'@four",
    sources: 'C; The ministry',
    version: '3',
    corrected: 'true',
    retracted: '',
    reason: 'One more',
  });
  expect(total).toMatchObject({
    op: 'total',
    low: '10',
    best: '20',
    high: '40',
    words: 'dozens',
    at_least: '',
    as_of: '2021-04-20',
    place: 'kazan',
    claimant: 'ovd-info',
    status: 'confirmed',
    sources: '',
    reason: "'+Moved",
  });
  expect(retracted).toMatchObject({
    best: '1',
    as_of: '2021-04-21',
    retracted: 'true',
    corrected: '',
    reason: 'Twice',
  });
  expect(open).toMatchObject({ low: '8', best: '8', high: '', at_least: 'true', words: '', text: '' });
  expect(update).toMatchObject({
    kind: 'update',
    op: '',
    low: '',
    best: '',
    place: '',
    text: '\'=HYPERLINK("https://evil.example")',
  });
  expect(dash?.text).toBe("''-apostrophe and dash");
  expect(strike).toMatchObject({ kind: 'strike', best: '30', seq: '17' });
  // No cell that a spreadsheet would take for a formula is left.
  expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});

test('O96: exports are compressed for who takes it, answer HEAD with their head, and are not a draft’s', async () => {
  const room = await openRoom();
  await fill(room);
  for (const name of ['export.ndjson', 'export.csv']) {
    const plain = await (
      await fetch(`${room.url}${PATH}/${name}`, { headers: { 'accept-encoding': 'identity' } })
    ).text();
    for (const encoding of ['br', 'gzip']) {
      const packed = await fetch(`${room.url}${PATH}/${name}`, { headers: { 'accept-encoding': encoding } });
      expect([packed.headers.get('content-encoding'), await packed.text()]).toEqual([encoding, plain]);
    }
    // More often than exports may be read at once: none of these holds a place.
    for (let times = 0; times < 20; times++) {
      const head = await fetch(`${room.url}${PATH}/${name}`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(head.headers.get('content-disposition')).toBe(`attachment; filename="rally.${name.slice(7)}"`);
    }
    expect((await fetch(`${room.url}${PATH}/${name}?lang=xx`)).status).toBe(422);
    expect((await fetch(`${room.url}${PATH}/${name}?what=1`)).status).toBe(422);
  }
  await room.admin.call('/api/v1/boards', {
    method: 'POST',
    body: { ...BOARD, slug: 'draft', state: 'draft' },
  });
  for (const name of ['export.ndjson', 'export.csv']) {
    expect((await room.watcher.call(`/api/v1/boards/draft/${name}`)).status).toBe(404);
    expect((await room.admin.call(`/api/v1/boards/draft/${name}`)).status).toBe(200);
  }
});

/** More than the buffers between a server and a reader hold. */
async function fillUp(room: Room): Promise<void> {
  const text = 'x'.repeat(2_000);
  for (let batch = 0; batch < 20; batch++)
    await room.admin.post(Array.from({ length: 500 }, () => ({ kind: 'update', text })));
}

test('O97: who does not take a piece within a minute is cut off, and another one is let in', async () => {
  const patience: (() => void)[] = [];
  const timers: Timers = {
    ...systemTimers,
    after(ms, callback) {
      if (ms !== 60_000) return systemTimers.after(ms, callback);
      patience.push(callback);
      return () => void patience.splice(patience.indexOf(callback), 1);
    },
  };
  const room = await openRoom({ timers });
  await fillUp(room);
  const unread = () =>
    fetch(`${room.url}${PATH}/export.ndjson`, { headers: { 'accept-encoding': 'identity' } });
  const answers = await Promise.all(Array.from({ length: 8 }, unread));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect((await unread()).status).toBe(503);
  // Each waits for its reader, and none is over.
  await expect.poll(() => patience.length, { timeout: 20_000 }).toBe(8);
  for (const runOut of [...patience]) runOut();
  for (const answer of answers) await expect(answer.text()).rejects.toThrow();
  expect((await unread()).status).toBe(200);
});

test('O97: of many who do not read their exports eight are kept waiting, others are told when to come back, and all else goes on', async () => {
  const room = await openRoom();
  await fillUp(room);
  const controllers = Array.from({ length: 60 }, () => new AbortController());
  const answers = await Promise.all(
    controllers.map(({ signal }) =>
      fetch(`${room.url}${PATH}/export.ndjson`, { signal, headers: { 'accept-encoding': 'identity' } }),
    ),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(8);
  for (const { status, headers } of answers)
    if (status !== 200) expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true]);
  expect((await fetch(`${room.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${room.url}${PATH}?seq=5000`)).status).toBe(200);
  for (const controller of controllers) controller.abort();
  await expect
    .poll(
      async () => {
        const response = await fetch(`${room.url}${PATH}/export.ndjson`);
        return (
          response.status === 200 &&
          createHash('sha256')
            .update(await response.text())
            .digest('hex').length === 64
        );
      },
      { timeout: 20_000 },
    )
    .toBe(true);
});
