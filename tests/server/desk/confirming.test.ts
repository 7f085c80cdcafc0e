/** What it takes to call an entry confirmed, by each of the three rules that a board may have. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Board } from '../../../shared/board.ts';
import { countSources } from '../../../shared/different-sources.ts';
import type { EntryToPost } from '../../../shared/entry.ts';
import type { LiveRoom } from '../../support/live-room.ts';
import { ADMIN, EDITOR, openLiveRoom, openMarch, parseEntry } from '../../support/live-room.ts';

const arrest = { kind: 'arrest', op: 'add', count: 1 } as const;
const VERA = { ...EDITOR, id: 'person Vera', name: 'Vera' };
const refused = (code: string, pointer: string) => ({ code, extras: { errors: [{ pointer }] } });
const notAlone = (pointer: string) => refused('second-person', pointer);
const notTwo = (pointer: string) => refused('two-sources', pointer);

async function openRuled(confirming: Board['confirming']) {
  const room = await openMarch();
  await room.desk.changeBoard(ADMIN, 'march', { confirming });
  return Object.assign(room, {
    postAs: (who: typeof EDITOR, ...entries: EntryToPost[]) =>
      room.desk.post(who, 'march', entries.map(parseEntry)),
  });
}
async function postOne(room: LiveRoom, entry: EntryToPost = arrest): Promise<string> {
  return (await room.post(entry)).receipts[0]?.id ?? '';
}
const confirm = (target: string, more: object = {}) =>
  ({ kind: 'status', target, status: 'confirmed', ...more }) as const;
const correct = (target: string, set: object = { count: 2 }) =>
  ({ kind: 'correction', target, set, reason: 'so' }) as const;
const statusOf = (room: LiveRoom, seq: number) => room.live.tally('march')?.entryState(seq)?.row.status;

// Mutants: the author of the newest line asked for; what is posted as confirmed let through; a list judged line by line.
test('D21: with a second person nobody confirms what they wrote, be it at once or in one list', async () => {
  await using room = await openRuled('second-person');
  await expect(room.post({ ...arrest, status: 'confirmed' })).rejects.toMatchObject(notAlone('#/status'));
  const id = randomUUID();
  await expect(room.post({ ...arrest, id }, confirm(id))).rejects.toMatchObject(notAlone('#/1/status'));
  const target = await postOne(room);
  await expect(room.post(confirm(target))).rejects.toMatchObject(notAlone('#/status'));
  await room.post({ kind: 'status', target, status: 'disputed' });
  await room.postAs(VERA, confirm(target));
  expect(statusOf(room, 3)).toBe('confirmed');
});

test('D21: whoever corrected an entry counts as its author, a list’s earlier lines among them', async () => {
  await using room = await openRuled('second-person');
  const target = await postOne(room);
  await expect(room.postAs(VERA, correct(target), confirm(target))).rejects.toMatchObject(
    notAlone('#/1/status'),
  );
  await room.postAs(VERA, correct(target));
  for (const who of [VERA, EDITOR])
    await expect(room.postAs(who, confirm(target))).rejects.toMatchObject(notAlone('#/status'));
  await room.postAs(ADMIN, confirm(target));
  expect(statusOf(room, 3)).toBe('confirmed');
});

// Mutant: whoever confirmed it corrects it, and "confirmed" stays on what they alone say.
test('D21: nobody corrects what is confirmed, whatever it touches, be it in one list', async () => {
  await using room = await openRuled('second-person');
  const target = await postOne(room, { ...arrest, text: 'Sene' });
  await room.postAs(VERA, confirm(target));
  for (const who of [EDITOR, VERA, ADMIN]) {
    for (const set of [{ count: 2 }, { text: 'Seen' }])
      await expect(room.postAs(who, correct(target, set))).rejects.toMatchObject(notAlone('#/set'));
  }
  const back = { kind: 'status', target, status: 'reported' } as const;
  await room.post(back);
  await expect(room.postAs(VERA, confirm(target), correct(target))).rejects.toMatchObject(
    notAlone('#/1/set'),
  );
  // Taking the confirmation back is anyone's; what is then corrected waits for somebody else.
  await room.postAs(VERA, confirm(target));
  await room.postAs(VERA, back, correct(target, { count: 5 }));
  expect(statusOf(room, 3)).toBe('reported');
  for (const who of [EDITOR, VERA])
    await expect(room.postAs(who, confirm(target))).rejects.toMatchObject(notAlone('#/status'));
  await room.postAs(ADMIN, confirm(target));
  expect(room.live.tally('march')?.entryState(3)?.row).toMatchObject({ status: 'confirmed', count: 5 });
});

// Mutant: the rule asked of a repeat too.
test('D21: a repeat of what was taken under another rule is answered with its first result', async () => {
  await using room = await openMarch();
  const id = randomUUID();
  const entries = [{ ...arrest, id, status: 'confirmed' } as const, { ...correct(id), id: randomUUID() }];
  const first = await room.post(...entries);
  await room.desk.changeBoard(ADMIN, 'march', { confirming: 'second-person' });
  expect(await room.post(...entries)).toEqual({ ...first, created: false });
});

// Mutant: authors read once, before a correction that came in between.
test('D21: of a correction and a confirmation by one person at once one is refused, whichever is first', async () => {
  await using room = await openRuled('second-person');
  for (let round = 0; round < 20; round++) {
    const target = await postOne(room);
    const both = [() => room.postAs(VERA, correct(target)), () => room.postAs(VERA, confirm(target))];
    const outcomes = await Promise.allSettled((round % 2 ? both.reverse() : both).map((act) => act()));
    const { row } = room.live.tally('march')?.entryState(3 + 2 * round) ?? {};
    expect(row?.status === 'confirmed' && row.corrected !== undefined).toBe(false);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    room.live.tickNow();
  }
});

// Mutants: sources counted as listed; those that a status brings left out; a correction that takes one away let through.
test('D22: with two sources a confirmed entry has two different ones, however it came to be confirmed', async () => {
  await using room = await openRuled('two-sources');
  const [a, same, b] = [
    { url: 'https://a.example/x' },
    { url: 'http://www.A.example/x/#top', title: 'A' },
    { title: 'b' },
  ];
  const posted = (...sources: object[]) => ({ ...arrest, status: 'confirmed', sources }) as EntryToPost;
  await expect(room.post(posted(a, same))).rejects.toMatchObject(notTwo('#/sources'));
  await expect(room.post(arrest, posted(a))).rejects.toMatchObject(notTwo('#/1/sources'));
  await room.post(posted(a, b));
  const target = await postOne(room, { ...arrest, sources: [a] });
  await expect(room.post(confirm(target, { sources: [same] }))).rejects.toMatchObject(notTwo('#/sources'));
  await room.post(confirm(target, { sources: [b] }));
  await expect(room.post(correct(target, { sources: [b] }))).rejects.toMatchObject(notTwo('#/set/sources'));
  await room.post(correct(target, { sources: [b, { title: 'c' }], count: 2 }));
  await room.post({ kind: 'status', target, status: 'reported' }, correct(target, { sources: null }));
  expect(statusOf(room, 4)).toBe('reported');
});

// Mutants: sources counted without asking who brought them; one that is written otherwise; one that a later status names for it.
test('K70: what a dispute names stands among the sources and supports nothing, until it is named for the entry', async () => {
  await using room = await openRuled('two-sources');
  const [a, ministry] = [{ title: 'hotline' }, { url: 'https://ministry.example/denial' }];
  const target = await postOne(room, { ...arrest, sources: [a] });
  const dispute = { kind: 'status', target, status: 'disputed' } as const;
  await room.post({ ...dispute, sources: [ministry] });
  const row = () => room.live.tally('march')?.entryState(3)?.row;
  expect(row()).toMatchObject({ sources: [a, ministry], against: [ministry] });
  await expect(room.post(confirm(target))).rejects.toMatchObject(notTwo('#/sources'));
  await room.post({ kind: 'status', target, status: 'reported' });
  await expect(room.post(confirm(target))).rejects.toMatchObject(notTwo('#/sources'));
  const same = { url: 'http://www.ministry.example/denial/' };
  await expect(room.post({ ...dispute, sources: [same] }, confirm(target))).rejects.toMatchObject(
    notTwo('#/1/sources'),
  );
  await room.post(confirm(target, { sources: [same] }));
  expect(row()).toMatchObject({ status: 'confirmed', sources: [a, ministry, same] });
  expect(row()).not.toHaveProperty('against');
});

// Mutant: what a dispute names told apart as it is written.
test('K70: a source that a dispute names, written otherwise, supports the entry no more', async () => {
  await using room = await openRuled('two-sources');
  const sources = [{ title: 'hotline' }, { url: 'https://paper.example/x' }];
  const target = await postOne(room, { ...arrest, sources });
  const withdrawn = [{ url: 'http://www.paper.example/x/' }];
  await room.post({ kind: 'status', target, status: 'disputed', sources: withdrawn });
  await expect(room.post(confirm(target))).rejects.toMatchObject(notTwo('#/sources'));
  await room.post(confirm(target, { sources: [{ title: 'caller' }] }));
});

test('D22: a source is another one by its address, or by its title where it has none', () => {
  const [url, title] = ['https://a.example/x', 'Paper'];
  expect(countSources(undefined)).toBe(0);
  expect(countSources([{ url }, { url, title }, { title }])).toBe(2);
  expect(countSources([{ title: ' PAPER' }, { title }])).toBe(1);
  expect(countSources([{ url }, { url: 'https://a.example/y' }, { url: `${url}?p=2` }])).toBe(3);
});

// Mutant: addresses compared as they are written.
test.each([
  ['https://a.example/x', 'https://a.example:443/x'],
  ['https://a.example/x', 'http://a.example:80/x'],
  ['https://a.example/x', 'https://a.example./x'],
  ['https://a.example/x', 'https://a.example/y/../x'],
  ['https://a.example/x', 'https://a.example/x?'],
  ['https://a.example/ab', 'https://a.example/%61%62'],
  ['https://пример.example/путь', 'https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C'],
  ['https://a.example/%d0%bf', 'https://a.example/п'],
])('E60: %s and %s are one source', (a, b) => {
  expect(countSources([{ url: a }, { url: b }])).toBe(1);
});

test.each([
  ['https://a.example/x', 'https://a.example/X'],
  ['https://a.example/a/b', 'https://a.example/a%2Fb'],
  ['https://a.example/x', 'https://a.example:8080/x'],
  ['https://a.example/x', 'https://b.example/x'],
  ['https://a.example/%zz', 'https://a.example/%yy'],
])('E60: %s and %s are two', (a, b) => {
  expect(countSources([{ url: a }, { url: b }])).toBe(2);
});

test('E60: a title is the same with an invisible sign in it', () => {
  expect(countSources([{ title: 'Paper' }, { title: 'Pa\u200bper' }, { title: 'Paper\u2060' }])).toBe(1);
});

test('D23: the board says since when its rule holds, once it was changed, over a restart too', async () => {
  const room = await openMarch();
  const since = (of: LiveRoom) => of.live.view('march')?.snapshot.board.confirmingSince;
  expect(since(room)).toBeUndefined();
  room.time.advance(60_000);
  const changed = await room.desk.changeBoard(ADMIN, 'march', { confirming: 'two-sources' });
  room.time.advance(60_000);
  await room.desk.changeBoard(ADMIN, 'march', { title: 'Other' });
  room.live.tickNow();
  expect(changed.confirmingSince).toBe('2026-03-01T12:01:00.000Z');
  expect(since(room)).toBe(changed.confirmingSince);
  const told = () => room.published.flatMap(({ tick }) => tick.definition?.confirmingSince ?? []);
  await expect.poll(told).toContain(changed.confirmingSince);
  await room.close();
  await using again = await openLiveRoom({ folder: room.dataDir });
  expect(since(again)).toBe(changed.confirmingSince);
});
