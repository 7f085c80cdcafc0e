import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EntryToPost } from '../../../shared/entry.ts';
import { ADMIN, EDITOR, MARCH, openMarch, parseEntry, STRANGER } from '../../support/live-room.ts';

const arrest = { kind: 'arrest', op: 'add', count: 1 } as const;
const update = { kind: 'update', text: 'At the square' } as const;
const refusal = (code: string, pointer?: string) => ({
  code,
  ...(pointer !== undefined && { extras: { errors: [{ pointer }] } }),
});
/** An instant so many milliseconds ahead of the rooms' clock. */
const ahead = (ms: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + ms).toISOString();

test('D1: an entry is published as posted, at the moment of receipt where it names none', async () => {
  await using room = await openMarch();
  const id = randomUUID();
  const { created, receipts } = await room.post({ ...arrest, id, place: 'kazan' });
  const at = ahead(0);
  expect(created).toBe(true);
  expect(receipts).toEqual([{ id, seq: 2, at, version: 1, state: 'published' }]);
  expect(room.live.tally('march')?.entryState(2)?.row).toMatchObject({
    ...{ kind: 'arrest', op: 'add', count: 1, place: 'kazan' },
    ...{ asOf: at, claimant: 'desk', status: 'reported' },
  });
});

test('D2: a time more than 60 s ahead is refused with the field and the server’s time', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post({ ...arrest, asOf: ahead(60_000) });
  await expect(room.post({ ...arrest, asOf: ahead(60_001) })).rejects.toMatchObject({
    code: 'invalid',
    extras: { serverTime: ahead(0), errors: [{ pointer: '#/asOf' }] },
  });
  await expect(room.post(arrest, arrest, { ...update, asOf: ahead(61_000) })).rejects.toMatchObject(
    refusal('invalid', '#/2/asOf'),
  );
  const target = receipts[0]?.id ?? '';
  await expect(
    room.post({ kind: 'correction', target, set: { asOf: ahead(61_000) }, reason: 'late' }),
  ).rejects.toMatchObject(refusal('invalid', '#/set/asOf'));
});

test('D3: a place is one of the board, or the refusal names the field', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(arrest);
  const target = receipts[0]?.id ?? '';
  await expect(room.post({ ...arrest, place: 'paris' })).rejects.toMatchObject(refusal('invalid', '#/place'));
  await expect(room.post({ kind: 'checked', place: 'paris' })).rejects.toMatchObject(
    refusal('invalid', '#/place'),
  );
  await expect(
    room.post({ kind: 'correction', target, set: { place: 'paris' }, reason: 'there' }),
  ).rejects.toMatchObject(refusal('invalid', '#/set/place'));
  await room.post({ kind: 'correction', target, set: { place: 'perm' }, reason: 'there' });
  await room.post({ kind: 'correction', target, set: { place: null }, reason: 'nobody knows' });
  expect(room.live.tally('march')?.entryState(2)?.row).not.toHaveProperty('place');
});

test('D4: a change takes a count or an update of this board, published or earlier in its list', async () => {
  await using room = await openMarch();
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'flood' });
  const elsewhere = await room.desk.post(ADMIN, 'flood', [parseEntry(arrest)]);
  const here = await room.post(arrest, { kind: 'checked' });
  const change = (target: string) => ({ kind: 'status', target, status: 'confirmed' }) as const;
  const targets = [randomUUID(), elsewhere.receipts[0]?.id ?? '', here.receipts[1]?.id ?? ''];
  for (const target of targets) {
    await expect(room.post(change(target))).rejects.toMatchObject(refusal('invalid', '#/target'));
  }
  const id = randomUUID();
  await expect(room.post(change(id), { ...arrest, id })).rejects.toMatchObject(
    refusal('invalid', '#/0/target'),
  );
  const { receipts } = await room.post({ ...arrest, id }, change(id), {
    kind: 'correction',
    target: id,
    set: { count: 2 },
    reason: 'two',
  });
  expect(receipts.map(({ version }) => version)).toEqual([1, 2, 3]);
});

test('D5: a correction cannot make an update a count, or take its text', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(update);
  const correct = (set: object) =>
    room.post({ kind: 'correction', target: receipts[0]?.id ?? '', set, reason: 'so' });
  await expect(correct({ count: 3 })).rejects.toMatchObject(refusal('invalid', '#/set/count'));
  await expect(correct({ op: 'total' })).rejects.toMatchObject(refusal('invalid', '#/set/op'));
  await expect(correct({ text: null })).rejects.toMatchObject(refusal('invalid', '#/set/text'));
  await expect(correct({ text: 'At the bridge' })).resolves.toMatchObject({ created: true });
});

test('D6: a change that changes nothing is refused', async () => {
  await using room = await openMarch();
  const source = { title: 'A paper' };
  const { receipts } = await room.post({ ...arrest, text: 'Seen', sources: [source] });
  const target = receipts[0]?.id ?? '';
  const nothing: EntryToPost[] = [
    { kind: 'correction', target, set: { count: 1, text: 'Seen', place: null }, reason: 'so' },
    { kind: 'status', target, status: 'reported', sources: [source] },
    { kind: 'mark', target, pinned: false },
  ];
  for (const change of nothing) await expect(room.post(change)).rejects.toMatchObject(refusal('unchanged'));
  await room.post({ kind: 'status', target, status: 'reported', sources: [{ title: 'Another' }] });
  await room.post({ kind: 'mark', target, key: true });
  expect(room.live.tally('march')?.entryState(2)?.row).toMatchObject({ key: true, version: 3 });
});

test('D6: a retracted entry takes no more changes', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(arrest);
  const target = receipts[0]?.id ?? '';
  await room.post({ kind: 'retraction', target, reason: 'wrong' });
  const changes = [
    { kind: 'retraction', target, reason: 'wrong' },
    { kind: 'correction', target, set: { count: 5 }, reason: 'so' },
    { kind: 'mark', target, pinned: true },
  ] as const;
  for (const change of changes) {
    await expect(room.post(change)).rejects.toMatchObject({
      code: 'unchanged',
      message: 'The entry was retracted, which is for good: post a new one instead.',
    });
  }
});

test('D7: a change with an old version is refused with the present one', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(arrest);
  const target = receipts[0]?.id ?? '';
  const correct = (count: number, version: number) =>
    room.post({ kind: 'correction', target, set: { count }, reason: 'so', version });
  await correct(2, 1);
  const stale = { code: 'stale', extras: { version: 2 } };
  await expect(correct(3, 1)).rejects.toMatchObject(stale);
  await expect(correct(3, 7)).rejects.toMatchObject(stale);
  const [first, second] = await Promise.allSettled([correct(3, 2), correct(4, 2)]);
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { code: 'stale', extras: { version: 3 } } });
});

test('D7: changes without a version that meet are judged anew, and none is lost', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(arrest);
  const target = receipts[0]?.id ?? '';
  const correct = (count: number) => room.post({ kind: 'correction', target, set: { count }, reason: 'so' });
  const [one, other] = await Promise.all([correct(2), correct(3)]);
  expect([one, other].map(({ receipts: [receipt] }) => receipt?.version).sort()).toEqual([2, 3]);
  const same = await Promise.allSettled([correct(9), correct(9)]);
  expect(same.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(same.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'unchanged' } });
});

test('D8: a list is stored wholly or not at all, each id in it once', async () => {
  await using room = await openMarch();
  const id = randomUUID();
  await expect(room.post({ ...arrest, id }, update, { ...update, id })).rejects.toMatchObject(
    refusal('invalid', '#/2/id'),
  );
  await expect(room.post(arrest, { ...arrest, place: 'paris' })).rejects.toMatchObject({ code: 'invalid' });
  expect(room.live.tally('march')?.seq).toBe(1);
});

test('D9: the same id with the same body is answered with the first result', async () => {
  await using room = await openMarch();
  const entry = { ...arrest, id: randomUUID() };
  const first = await room.post(entry);
  const again = await room.post({
    ...entry,
    claimant: 'desk',
    status: 'reported',
    sources: [],
    count: { best: 1 },
  });
  expect(again).toEqual({ created: false, receipts: first.receipts });
  expect(await Promise.all([room.post(entry), room.post(entry)])).toEqual([again, again]);
  await expect(room.post({ ...entry, count: 2 })).rejects.toMatchObject(refusal('conflict', '#/id'));
  await expect(room.post(arrest, { ...entry, text: 'x' })).rejects.toMatchObject(
    refusal('conflict', '#/1/id'),
  );
  expect(room.live.tally('march')?.seq).toBe(2);
});

test('D9: a repeat is answered whatever became of its target, its place or its board since', async () => {
  await using room = await openMarch();
  const [id, correction, retraction] = [randomUUID(), randomUUID(), randomUUID()];
  const list = [
    { ...arrest, id, place: 'kazan' },
    { kind: 'correction', id: correction, target: id, set: { count: 2 }, reason: 'two', version: 1 },
    { kind: 'retraction', id: retraction, target: id, reason: 'none' },
  ] as const;
  const first = await room.post(...list);
  const repeat = { created: false, receipts: first.receipts };
  expect(await room.post(...list)).toEqual(repeat);
  for (const [index, entry] of list.entries()) {
    expect(await room.post(entry)).toEqual({ created: false, receipts: [first.receipts[index]] });
  }
  await room.desk.changeBoard(ADMIN, 'march', { state: 'archived' });
  expect(await room.post(...list)).toEqual(repeat);
  expect(await room.post(list[0])).toMatchObject({ created: false });
  await expect(room.post({ ...list[1], reason: 'three' })).rejects.toMatchObject({ code: 'conflict' });
});

test('D9: a list whose first part was stored before is completed', async () => {
  await using room = await openMarch();
  const entry = { ...arrest, id: randomUUID() };
  await room.post(entry);
  await room.post({ kind: 'correction', target: entry.id, set: { count: 2 }, reason: 'two' });
  const mark = { kind: 'mark', id: randomUUID(), target: entry.id, pinned: true } as const;
  const { created, receipts } = await room.post(entry, mark);
  expect([created, receipts[1]?.version]).toEqual([true, 3]);
});

test('D9: a repeat in a list does not count again for the changes after it', async () => {
  await using room = await openMarch();
  const entry = { ...arrest, id: randomUUID() };
  const pin = { kind: 'mark', id: randomUUID(), target: entry.id, pinned: true } as const;
  await room.post(entry, pin);
  await room.post({ ...pin, id: randomUUID(), pinned: false });
  const correction = { kind: 'correction', target: entry.id, set: { count: 2 }, reason: 'two' } as const;
  const { receipts } = await room.post(entry, pin, correction);
  expect(receipts.map(({ version }) => version)).toEqual([1, 2, 4]);
});

test('D10: posting takes the role on that board, and a draft is not there for others', async () => {
  await using room = await openMarch();
  const entries = [parseEntry(arrest)];
  await expect(room.desk.post(STRANGER, 'march', entries)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(room.desk.post(EDITOR, 'nowhere', entries)).rejects.toMatchObject({ code: 'no-board' });
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'plan', state: 'draft' });
  await expect(room.desk.post(STRANGER, 'plan', entries)).rejects.toMatchObject({ code: 'no-board' });
  await expect(room.desk.post(ADMIN, 'plan', entries)).resolves.toMatchObject({ created: true });
});

test('D11: an archived board takes no entries until it is opened again', async () => {
  await using room = await openMarch();
  await room.desk.changeBoard(ADMIN, 'march', { state: 'archived' });
  await expect(room.post(arrest)).rejects.toMatchObject({ code: 'invalid' });
  await room.desk.changeBoard(ADMIN, 'march', { state: 'ended' });
  await expect(room.post(arrest)).resolves.toMatchObject({ created: true });
});

test('D12: an entry has at most 8 sources, however they came together', async () => {
  await using room = await openMarch();
  const sources = Array.from({ length: 7 }, (_, index) => ({ title: `Paper ${index}` }));
  const { receipts } = await room.post({ ...arrest, sources });
  const target = receipts[0]?.id ?? '';
  const confirm = (titles: string[]) =>
    room.post({ kind: 'status', target, status: 'confirmed', sources: titles.map((title) => ({ title })) });
  await expect(confirm(['a', 'b'])).rejects.toMatchObject(refusal('invalid', '#/sources'));
  await expect(confirm(['a'])).resolves.toMatchObject({ created: true });
});

test('D12: the limit holds within one list too, where a source said twice takes no room', async () => {
  await using room = await openMarch();
  const titled = (titles: string) => [...titles].map((title) => ({ title }));
  const { receipts } = await room.post({ ...arrest, sources: titled('abcd') });
  const target = receipts[0]?.id ?? '';
  const confirm = (titles: string) =>
    ({ kind: 'status', target, status: 'confirmed', sources: titled(titles) }) as const;
  await expect(room.post(confirm('abcd'), confirm('efghi'))).rejects.toMatchObject(
    refusal('invalid', '#/1/sources'),
  );
  await room.post(confirm('abcd'), confirm('efgh'), { kind: 'mark', target, key: true });
  expect(room.live.tally('march')?.entryState(2)?.row.sources).toEqual(titled('abcdefgh'));
});

test('D13: of a thousand posts at once each is counted once', async () => {
  await using room = await openMarch();
  const posts = Array.from({ length: 1_000 }, () => room.post({ ...arrest, place: 'perm' }));
  const seqs = (await Promise.all(posts)).map(({ receipts: [receipt] }) => receipt?.seq);
  expect(new Set(seqs).size).toBe(1_000);
  expect(room.live.tally('march')?.headline('arrest', 'ural')?.best).toBe(1_000);
});
