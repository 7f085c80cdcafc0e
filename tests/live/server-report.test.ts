/** A board's report against what anybody can work out of its own export. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createFakeTime } from '../support/fake-time.ts';
import type { Room } from '../support/server-room.ts';
import { openRoom } from '../support/server-room.ts';

const MINUTE = 60_000;

interface Exported {
  seq: number;
  kind: string;
  id: string;
  at: string;
  hash: string;
  asOf?: string;
  target?: string;
  set?: { asOf?: string };
}

async function readExport({ url }: Room): Promise<Exported[]> {
  const answer = await fetch(`${url}/api/v1/boards/rally/export.ndjson`);
  return (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported);
}

/** The same again in the plainest way: posts, and how late those that still count came, in milliseconds. */
function countExport(lines: readonly Exported[]) {
  const posts = new Map(
    lines.filter(({ asOf }) => asOf).map((line) => [line.id, { ...line, changes: [''] }]),
  );
  for (const { kind, target, set } of lines) {
    const post = posts.get(target ?? '');
    post?.changes.push(kind);
    if (post && set?.asOf) post.asOf = set.asOf;
  }
  const of = (kind: string) => [...posts.values()].filter((post) => post.kind === kind);
  const having = (kind: string, change: string) =>
    of(kind).filter(({ changes }) => changes.includes(change)).length;
  const lates = of('arrest')
    .filter(({ changes }) => !changes.includes('retraction'))
    .map(({ at, asOf = '' }) => Date.parse(at) - Date.parse(asOf))
    .sort((one, other) => one - other);
  const row = (kind: string) =>
    [of(kind).length, having(kind, 'correction'), having(kind, 'retraction')].map(String);
  return { row, lates, hash: lines.at(-1)?.hash ?? '' };
}

/** A section of the report as the words of its table's rows. */
function readRows(html: string, id: string): string[][] {
  const [, section = ''] =
    new RegExp(`aria-labelledby="report-${id}">([\\s\\S]*?)</section>`).exec(html) ?? [];
  const rows = [...section.matchAll(/<(?:tr|li)>([\s\S]*?)<\/(?:tr|li)>/g)].map(([, row = '']) => row);
  return rows.map((row) =>
    row
      .split(/<\/(?:th|td|p)>/)
      .map(strip)
      .filter((cell) => cell !== ''),
  );
}

function strip(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

async function readReport({ url, watcher }: Room, query = '', seq?: number): Promise<string> {
  // What was posted a moment ago is there with the next tick.
  const readSeq = async () => (await watcher.call('/api/v1/boards/rally')).body.seq;
  if (seq !== undefined) await expect.poll(readSeq, { timeout: 10_000 }).toBe(seq);
  const html = await (await fetch(`${url}/b/rally/report?${query}`)).text();
  if (seq !== undefined) expect(html).toContain(`<dd>${seq}</dd>`);
  return html;
}

const minutes = (ms: number) =>
  `${Math.floor(ms / MINUTE)} min ${String((ms % MINUTE) / 1000).padStart(2, '0')} s`;

async function playDay(room: Room, time: ReturnType<typeof createFakeTime>): Promise<void> {
  const ago = (min: number) => new Date(time.clock.now() - min * MINUTE).toISOString();
  const [first, second, third, told] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const count = { kind: 'arrest', op: 'add' };
  await room.admin.post({ ...count, id: first, count: 12, place: 'kazan', asOf: ago(5), claimant: 'watch' });
  time.pass(45 * MINUTE);
  await room.admin.post([
    {
      ...count,
      id: second,
      count: { low: 20, best: 25, high: 30 },
      place: 'omsk',
      asOf: ago(20),
      claimant: 'watch',
    },
    { ...count, id: third, count: 4000, place: 'omsk', asOf: ago(90), text: 'Too many' },
    { kind: 'update', id: told, text: 'Names nobody may read', asOf: ago(1) },
  ]);
  time.pass(3 * MINUTE);
  const slip = { kind: 'correction', target: first, reason: 'A slip' };
  await room.admin.post({ ...slip, set: { count: 15, asOf: ago(50) } });
  time.pass(2 * MINUTE);
  await room.admin.post({ kind: 'retraction', target: third, reason: 'A hoax' });
  const erased = await room.admin.call(`/api/v1/boards/rally/entries/${told}/text`, {
    method: 'DELETE',
    body: { reason: 'Asked for' },
  });
  expect(erased.status).toBeLessThan(300);
  time.pass(MINUTE);
}

test('W380, W381: a report says what the export says, how late each number and each correction came, and no erased text', async () => {
  const time = createFakeTime();
  const room = await openRoom({ clock: time.clock });
  await playDay(room, time);
  const open = await readReport(room);
  expect([open.includes('Report so far'), open.includes('Closing report')]).toEqual([true, false]);
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { state: 'ended' } });
  const lines = await readExport(room);
  const { row, lates, hash } = countExport(lines);
  const html = await readReport(room, '', lines.length);
  expect(html).toContain('<h1>Closing report</h1>');
  expect(readRows(html, 'figures').slice(1)).toMatchObject([
    ['Registrations', 'No number was stated.'],
    ['Arrests', '40 (35–45)', '–', expect.any(String), expect.stringContaining('watch')],
  ]);
  expect(readRows(html, 'posts').slice(1)).toEqual([
    ['Registrations', '0', '0', '0'],
    ['Arrests', ...row('arrest')],
    ['Updates', ...row('update')],
  ]);
  // The corrected time counts, and what was retracted does not.
  expect(lates.map((late) => late / MINUTE)).toEqual([2, 20]);
  const [median = 0, slowest = 0] = lates;
  expect(readRows(html, 'late').slice(1)).toEqual([['Arrests', '2', minutes(median), minutes(slowest), '1']]);
  expect(strip(html)).toContain('Once 30 min or more passed without an entry');
  expect(readRows(html, 'gaps')).toEqual([[expect.stringMatching(/15:00 Moscow to .+15:45 Moscow: 45 min/)]]);
  expect(strip(html)).toContain('Corrections: 1. Retractions: 1. Erased texts: 1.');
  const [corrected, retracted, erased] = readRows(html, 'changes').map((cells) => cells.join(' | '));
  expect(corrected).toMatch(
    /^Corrected Arrests, Kazan \| .+48 min 00 s after the post \| .*Was \+12 ?Now \+15/,
  );
  expect(corrected).toContain('Why: A slip');
  expect(retracted).toMatch(
    /^Retracted Arrests, Omsk \| .+5 min 00 s after the post \| .*\+4,000 .*Too many.*Why: A hoax/,
  );
  expect(erased).toMatch(/^Text erased Updates, .+Why: Asked for/);
  expect(html).not.toContain('Names nobody may read');
  expect(html).toContain(hash);
});

test('W382: a report is the same in both languages, and is kept and shown as the board’s page is', async () => {
  const time = createFakeTime();
  const room = await openRoom({ clock: time.clock });
  await playDay(room, time);
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { state: 'ended' } });
  const { length } = await readExport(room);
  const en = await readReport(room, 'lang=en', length);
  const ru = await readReport(room, 'lang=ru', length);
  const shape = (html: string, id: string) => readRows(html, id).map((cells) => cells.length);
  const digits = (html: string) =>
    readRows(html, 'posts').map((cells) => cells.slice(1).join().replace(/\D+/g, ' '));
  for (const id of ['figures', 'posts', 'late', 'gaps', 'changes', 'places'])
    expect([id, shape(ru, id)]).toEqual([id, shape(en, id)]);
  expect(digits(ru).slice(1)).toEqual(digits(en).slice(1));
  expect(ru).toContain('<h1>Итоговый отчёт</h1>');
  // What waits for a script stands in the site's head alone.
  expect(ru.slice(ru.indexOf('<main'))).not.toMatch(/<(?:button|input|select)/);

  const { headers } = await fetch(`${room.url}/b/rally/report`);
  expect(headers.get('cache-control')).toBe('public, max-age=1');
  const again = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
  expect((await fetch(`${room.url}/b/rally/report`, again)).status).toBe(304);
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { nature: 'replay' } });
  expect(strip(await readReport(room, '', length + 1))).toContain('neither delays nor gaps are told');
  await room.admin.call('/api/v1/boards/rally', { method: 'PATCH', body: { state: 'draft' } });
  expect((await fetch(`${room.url}/b/rally/report`)).status).toBe(404);
  expect((await fetch(`${room.url}/b/nowhere/report`)).status).toBe(404);
});

test('W383: of more changes than a page holds the rest stand on the next one', async () => {
  const room = await openRoom();
  const ids = Array.from({ length: 502 }, () => randomUUID());
  await room.admin.post(ids.map((id, index) => ({ kind: 'update', id, text: `No. ${index}` })));
  const corrections = ids.map((target, index) => ({
    kind: 'correction',
    target,
    set: { text: `Yes. ${index}` },
  }));
  const { status } = await room.admin.post(corrections.map((each) => ({ ...each, reason: 'A slip' })));
  expect(status).toBe(201);
  const { length } = await readExport(room);
  const html = await readReport(room, '', length);
  expect(readRows(html, 'changes')).toHaveLength(500);
  const [, next = ''] = /report\?lang=en&(?:amp;)?(after=\d+)"/.exec(html) ?? [];
  const rest = await readReport(room, next);
  expect(readRows(rest, 'changes').map((cells) => /Now (.*)/.exec(cells.join(' '))?.[1])).toMatchObject([
    expect.stringContaining('Yes. 500'),
    expect.stringContaining('Yes. 501'),
  ]);
  for (const odd of ['after=-1', 'after=x', 'after=1e99', 'after=0.5', 'after=1&after=2'])
    expect([odd, readRows(await readReport(room, odd), 'changes').length]).toEqual([odd, 500]);
});
