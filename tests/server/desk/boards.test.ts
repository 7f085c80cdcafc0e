import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatInstant } from '../../../shared/time.ts';
import { ADMIN, EDITOR, MARCH, openLiveRoom, openMarch, STRANGER } from '../../support/live-room.ts';

const arrest = { kind: 'arrest', op: 'add', count: 1 } as const;
const without = (...ids: string[]) => ({ places: MARCH.places.filter(({ id }) => !ids.includes(id)) });

test('D14: making a board is the first line of its ledger, and its slug is then taken', async () => {
  await using room = await openLiveRoom();
  expect(await room.desk.makeBoard(ADMIN, MARCH)).toEqual(MARCH);
  expect(await room.ledger.lines('march', [1])).toMatchObject([
    { seq: 1, kind: 'board', set: { slug: 'march' } },
  ]);
  expect(room.live.view('march')?.snapshot).toMatchObject({
    seq: 1,
    places: MARCH.places.map(({ id }) => ({ id })),
  });
  await expect(room.desk.makeBoard(ADMIN, MARCH)).rejects.toMatchObject({ code: 'board-exists' });
  await expect(room.desk.makeBoard(EDITOR, { ...MARCH, slug: 'mine' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const twins = [1, 2].map(() => room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'twin' }));
  expect((await Promise.allSettled(twins)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('D15, T4: a change replaces whole fields, null takes one back, and the line and the tick have what changed', async () => {
  await using room = await openMarch();
  await room.desk.changeBoard(ADMIN, 'march', { goals: { arrest: 5, registration: 9 }, summary: 'Long' });
  const board = await room.desk.changeBoard(ADMIN, 'march', {
    ...{ title: 'March', goals: { registration: 9 }, summary: null, undo: null },
  });
  expect(board).toEqual({ ...MARCH, goals: { registration: 9 } });
  const [line] = await room.ledger.lines('march', [3]);
  expect(line).toMatchObject({ kind: 'board', set: { goals: { registration: 9 }, summary: null } });
  expect(line?.kind === 'board' && Object.keys(line.set).sort()).toEqual(['goals', 'summary']);
  room.live.tickNow();
  expect(room.published.at(-1)?.tick.definition).toEqual({ goals: { registration: 9 } });
  await room.desk.changeBoard(ADMIN, 'march', { summary: 'Long' });
  room.live.tickNow();
  await room.desk.changeBoard(ADMIN, 'march', { summary: null, places: MARCH.places.slice(0, 2) });
  room.live.tickNow();
  expect(room.published.at(-1)?.tick.definition).toEqual({
    summary: null,
    places: MARCH.places.slice(0, 2),
  });
});

test('D15: a change that changes nothing is refused', async () => {
  await using room = await openMarch();
  const same = { title: 'March', undo: 10, summary: null, places: MARCH.places };
  await expect(room.desk.changeBoard(ADMIN, 'march', same)).rejects.toMatchObject({ code: 'unchanged' });
});

test('D15: a change that would make the whole unsound names the field', async () => {
  await using room = await openMarch();
  await expect(room.desk.changeBoard(ADMIN, 'march', without('ural'))).rejects.toMatchObject({
    code: 'invalid',
    extras: { errors: [{ pointer: '#/places/0/parent' }] },
  });
});

test('D15: changing a board takes an admin of it', async () => {
  await using room = await openMarch();
  const change = { title: 'Mine' };
  await expect(room.desk.changeBoard(EDITOR, 'march', change)).rejects.toMatchObject({ code: 'forbidden' });
  await room.desk.changeBoard(ADMIN, 'march', { state: 'draft' });
  await expect(room.desk.changeBoard(STRANGER, 'march', change)).rejects.toMatchObject({ code: 'no-board' });
});

test('D16: a place with entries can be hidden, not left out', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post({ ...arrest, place: 'kazan' });
  const leaveOut = () => room.desk.changeBoard(ADMIN, 'march', without('kazan'));
  const inUse = { code: 'place-in-use', message: expect.stringContaining('kazan') };
  await expect(leaveOut()).rejects.toMatchObject(inUse);
  const target = receipts[0]?.id ?? '';
  await room.post({ kind: 'retraction', target, reason: 'nobody' });
  await expect(leaveOut()).rejects.toMatchObject(inUse);
  const hidden = MARCH.places.map((place) => (place.id === 'kazan' ? { ...place, hidden: true } : place));
  await expect(room.desk.changeBoard(ADMIN, 'march', { places: hidden })).resolves.toMatchObject({
    places: hidden,
  });
  const places = hidden.filter(({ id }) => id !== 'perm');
  await expect(room.desk.changeBoard(ADMIN, 'march', { places })).resolves.toMatchObject({ places });
});

test('D16: a post and a change that leaves out its place never both pass', async () => {
  await using room = await openMarch();
  const [post, change, late] = await Promise.allSettled([
    room.post({ ...arrest, place: 'kazan' }),
    room.desk.changeBoard(ADMIN, 'march', without('kazan')),
    room.post({ ...arrest, place: 'kazan' }),
  ]);
  expect(post?.status).toBe('fulfilled');
  expect(change).toMatchObject({ reason: { code: 'place-in-use' } });
  expect(late?.status).toBe('fulfilled');
  const [gone, tooLate] = await Promise.allSettled([
    room.desk.changeBoard(ADMIN, 'march', without('perm')),
    room.post({ ...arrest, place: 'perm' }),
  ]);
  expect(gone?.status).toBe('fulfilled');
  expect(tooLate).toMatchObject({ reason: { code: 'invalid' } });
});

test('D17: erased texts are gone from every output, and the numbers stay', async () => {
  await using room = await openMarch();
  const secret = 'Ivan Petrov';
  const { receipts } = await room.post({ ...arrest, text: secret, sources: [{ title: secret }] });
  const id = receipts[0]?.id ?? '';
  room.live.tickNow();
  expect(JSON.stringify(room.live.view('march')?.snapshot)).toContain(secret);
  const receipt = await room.desk.eraseText(ADMIN, 'march', id, 'names a person');
  expect(receipt).toMatchObject({ seq: 3, at: formatInstant(room.time.clock.now()), state: 'published' });
  room.live.tickNow();
  const { snapshot, encoded } = room.live.view('march') ?? {};
  expect(snapshot?.headline.arrest).toMatchObject({ best: 1 });
  expect(encoded?.json.toString()).not.toContain(secret);
  expect(room.live.view('march')?.changes(1, room.live.epoch).json).not.toContain(secret);
  expect(JSON.stringify(await room.ledger.lines('march', [2, 3]))).not.toContain(secret);
});

test('D17, D20: erasing takes the texts of every change too, and the entry can be changed as before', async () => {
  const room = await openMarch();
  const secret = 'Ivan Petrov';
  const { receipts } = await room.post(arrest);
  const target = receipts[0]?.id ?? '';
  const texts = { text: secret, sources: [{ title: secret }], count: { best: 2, words: secret } };
  await room.post({ kind: 'correction', target, set: texts, reason: secret });
  await room.post({ kind: 'status', target, status: 'confirmed', sources: [{ title: `${secret} too` }] });
  room.live.tickNow();
  await room.desk.eraseText(ADMIN, 'march', target, 'names a person');
  const version = () => room.live.tally('march')?.entryState(2)?.row.version ?? 0;
  expect(version()).toBe(3);
  await room.post({ kind: 'status', target, version: version(), status: 'reported' });
  await room.post({ kind: 'mark', target, version: version(), key: true });
  await room.post({ kind: 'correction', target, version: version(), set: { text: 'Seen' }, reason: 'so' });
  room.live.tickNow();
  const live = { view: room.live.view('march')?.encoded.json.toString(), version: version() };
  const told = [live.view, room.live.view('march')?.changes(1, room.live.epoch).json];
  const lines = await room.ledger.lines('march', [2, 3, 4, 5, 6, 7, 8]);
  expect(JSON.stringify([told, room.live.tally('march')?.entryState(2), lines])).not.toContain(secret);
  expect(room.live.tally('march')?.feedRow(2)).toMatchObject({ text: 'Seen', erased: true });
  await room.close();
  await using again = await openLiveRoom({ folder: room.dataDir });
  expect(again.live.tally('march')?.entryState(2)?.row).toMatchObject({
    text: 'Seen',
    version: live.version,
  });
  await again.post({ kind: 'retraction', target, version: live.version, reason: 'wrong' });
  expect(JSON.stringify(again.live.tally('march')?.entryState(2))).not.toContain(secret);
});

test('D17: erasing takes an admin, an entry, and a text', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post({ ...arrest, text: 'Seen' }, arrest);
  const [withText, bare] = receipts.map(({ id }) => id);
  const erase = (id = '') => room.desk.eraseText(ADMIN, 'march', id, 'so');
  await expect(room.desk.eraseText(EDITOR, 'march', withText ?? '', 'so')).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(erase(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  await expect(erase(bare)).rejects.toMatchObject({ code: 'unchanged' });
  await erase(withText);
  await expect(erase(withText)).rejects.toMatchObject({ code: 'unchanged' });
});

test('D17: the reason of a change can be erased too', async () => {
  await using room = await openMarch();
  const { receipts } = await room.post(arrest);
  const change = {
    kind: 'correction',
    target: receipts[0]?.id ?? '',
    set: { count: 2 },
    reason: 'Ivan says',
  } as const;
  const corrected = await room.post(change);
  await room.desk.eraseText(ADMIN, 'march', corrected.receipts[0]?.id ?? '', 'names a person');
  expect(JSON.stringify(room.live.tally('march')?.entryState(2))).not.toContain('Ivan');
  await expect(
    room.post({ ...change, set: { count: 3 }, reason: 'three', version: 2 }),
  ).resolves.toMatchObject({
    created: true,
  });
});
