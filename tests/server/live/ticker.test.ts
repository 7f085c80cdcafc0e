import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ADMIN, batchOf, MARCH, openLiveRoom, openMarch, TICK_MS } from '../../support/live-room.ts';

const arrest = { kind: 'arrest', op: 'add', count: 1 } as const;

test('T6: a changed board has one tick a period, with everything since the last', async () => {
  await using room = await openMarch();
  await room.post(arrest);
  await room.post(arrest, arrest);
  expect(room.published).toEqual([]);
  room.time.advance(TICK_MS);
  expect(room.published.map(({ tick }) => [tick.from, tick.to])).toEqual([[1, 4]]);
  expect(room.published[0]?.tick.headline?.arrest).toMatchObject({ best: 3 });
  expect(JSON.parse(room.published[0]?.json ?? '')).toEqual(
    JSON.parse(JSON.stringify(room.published[0]?.tick)),
  );
  room.time.advance(TICK_MS);
  expect(room.published).toHaveLength(1);
  await room.post(arrest);
  room.time.advance(TICK_MS);
  expect(room.published[1]?.tick).toMatchObject({ from: 4, to: 5 });
});

test('T6: a lone post goes out at once, and the next one when the period is over', async () => {
  await using room = await openMarch();
  for (let round = 1; round <= 3; round++) {
    await room.post(arrest);
    room.time.advance(0);
    expect(room.published).toHaveLength(2 * round - 1);
    await room.post(arrest);
    room.time.advance(TICK_MS - 1);
    expect(room.published).toHaveLength(2 * round - 1);
    room.time.advance(1);
    expect(room.published).toHaveLength(2 * round);
    room.time.advance(round * TICK_MS);
  }
});

test('T6: whatever the rate of posting, two ticks of a board are at least a period apart', async () => {
  await using room = await openMarch();
  const at: number[] = [];
  room.live.onTick(() => at.push(room.time.clock.monotonic()));
  for (let ms = 0; ms < 10 * TICK_MS; ms += 30) {
    await room.post(arrest);
    room.time.advance(30);
  }
  expect(at).toHaveLength(11);
  for (const [index, instant] of at.entries()) expect(instant).toBe(index * TICK_MS);
});

test('T6: a new board ticks at once too, and beats by itself', async () => {
  await using room = await openMarch();
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'flood' });
  room.time.advance(4_000);
  expect(room.published.map(({ board }) => board)).toEqual(['march', 'flood']);
  await room.desk.changeBoard(ADMIN, 'flood', { title: 'Flood' });
  room.time.advance(TICK_MS);
  expect(room.published.at(-1)?.tick).toMatchObject({ board: 'flood', from: 1, to: 2 });
});

test('T6: a row that did not change is not in the tick', async () => {
  await using room = await openMarch();
  await room.post({ ...arrest, place: 'kazan' }, { ...arrest, place: 'perm' });
  room.time.advance(TICK_MS);
  await room.post({ ...arrest, place: 'kazan' });
  room.time.advance(TICK_MS);
  expect(room.published[1]?.tick.places).toEqual([
    { id: 'kazan', arrest: expect.objectContaining({ best: 2 }) },
  ]);
});

test('T6: a view stands still between two ticks', async () => {
  await using room = await openMarch();
  const view = room.live.view('march');
  await room.post(arrest);
  expect(view?.snapshot.headline.arrest).toBeUndefined();
  expect(view?.changes(0, room.live.epoch).json).not.toContain('"arrest":{"best"');
  expect(view?.etag).toBe(`"${room.live.epoch}-1"`);
  room.time.advance(TICK_MS);
  expect(view?.etag).toBe(`"${room.live.epoch}-2"`);
  expect(view?.snapshot.head).toBe((await room.ledger.leaf('march', 2))?.hash);
});

test('T7: a board that sent nothing for 4 s sends a beat', async () => {
  await using room = await openMarch();
  await room.post(arrest);
  room.time.advance(0);
  room.time.advance(3_999);
  expect(room.published).toHaveLength(1);
  room.time.advance(1);
  const { tick } = room.published[1] ?? {};
  const { at, head } = room.published[0]?.tick ?? {};
  expect(tick).toEqual({ board: 'march', epoch: room.live.epoch, from: 2, to: 2, at, head });
});

test('T7: beats go on when the clock is set back by an hour', async () => {
  await using room = await openMarch();
  room.time.advance(TICK_MS);
  room.time.setClock(-3_600_000);
  room.time.advance(4_000);
  expect(room.published.length).toBeGreaterThan(0);
});

test('T8: ticks of two boards go out in turns of their own', async () => {
  await using room = await openMarch();
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'flood' });
  await room.post(arrest);
  await room.desk.changeBoard(ADMIN, 'flood', { title: 'Flood' });
  const turns: string[][] = [];
  let turn: string[] = [];
  room.live.onTick(({ board }) => turn.push(board));
  room.time.advance(TICK_MS, () => {
    if (turn.length > 0) turns.push(turn);
    turn = [];
  });
  expect(turns).toEqual([['march'], ['flood']]);
});

test('T9: the period stretches when a tick takes longer than it, and shrinks when ticks are quick again', async () => {
  await using room = await openMarch();
  let cost = 300;
  const at: number[] = [];
  room.live.onTick(() => {
    at.push(room.time.clock.now());
    room.time.pass(cost);
  });
  const tickOnce = async () => {
    await room.post(arrest);
    const before = at.length;
    while (at.length === before) room.time.advance(10);
    return at.at(-1) ?? 0;
  };
  await tickOnce();
  const second = await tickOnce();
  expect(at[1] ?? 0).toBe(second);
  expect(second - (at[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  expect(room.logged).toContainEqual({
    level: 'warn',
    sentence: 'A tick took 300 ms: there is now one every 1000 ms.',
  });
  cost = 5;
  room.time.advance(15_000);
  expect(room.logged).toContainEqual({
    level: 'info',
    sentence: 'Ticks are quick again: there is now one every 250 ms.',
  });
  const third = await tickOnce();
  expect((await tickOnce()) - third).toBeLessThanOrEqual(TICK_MS + 10);
});

test('T10: a listener that fails takes nothing from the others', async () => {
  await using room = await openMarch();
  const heard: number[] = [];
  room.live.onTick(() => {
    throw new Error('a socket broke');
  });
  const end = room.live.onTick(({ tick }) => heard.push(tick.to));
  await room.post(arrest);
  room.time.advance(TICK_MS);
  end();
  await room.post(arrest);
  room.time.advance(TICK_MS);
  expect(heard).toEqual([2]);
  expect(room.published.map(({ tick }) => tick.to)).toEqual([2, 3]);
});

test('T11: ending records what was taken, sends a last tick, and takes no more', async () => {
  await using room = await openMarch();
  const posting = room.live.recorder.record(batchOf(1));
  const ending = room.live[Symbol.asyncDispose]();
  await Promise.all([posting, ending]);
  expect(room.published.at(-1)?.tick).toMatchObject({ from: 1, to: 2 });
  expect(room.time.waiting).toBe(0);
  await expect(room.post(arrest)).rejects.toMatchObject({ code: 'busy', extras: { retryAfter: 1 } });
});

test('T11: a server that is ended by a listener, in the middle of a round, goes no further', async () => {
  await using room = await openMarch();
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'flood' });
  let ending: PromiseLike<void> | undefined;
  room.live.onTick(() => {
    ending ??= room.live[Symbol.asyncDispose]();
  });
  await room.post(arrest);
  room.time.advance(TICK_MS);
  await ending;
  expect(room.time.waiting).toBe(0);
  room.time.advance(60_000);
  expect(room.published.map(({ tick }) => tick.to)).toEqual([2]);
});

test('T12: a restart shows the same boards, in the order they were made, and goes on with the same epoch', async () => {
  const room = await openLiveRoom();
  await room.desk.makeBoard(ADMIN, { ...MARCH, slug: 'zebra' });
  room.time.advance(1_000);
  await room.desk.makeBoard(ADMIN, MARCH);
  await room.post({ ...arrest, place: 'perm', text: 'At the square' });
  room.live.tickNow();
  const before = room.live.view('march')?.snapshot;
  await room.close();
  await using again = await openLiveRoom({ folder: room.dataDir });
  expect(again.live.slugs()).toEqual(['zebra', 'march']);
  expect(again.live.view('march')?.snapshot).toEqual(before);
  expect(again.live.view('march')?.changes(2, room.live.epoch).json).toContain('"from":2,"to":2');
  expect(again.live.view('nowhere')).toBeUndefined();
});

// Mutant: an erasure waits for the period to be over, up to 8 s where periods are stretched.
test('D60: an erasure is ticked before it is acknowledged, and the period begins anew', async () => {
  await using room = await openMarch();
  const id = randomUUID();
  await room.post({ ...arrest, id });
  await room.post({ kind: 'retraction', target: id, reason: 'Ivan Petrov asked' });
  room.time.advance(TICK_MS);
  const shown = () => JSON.stringify([room.live.view('march')?.snapshot, room.published.at(-1)?.tick]);
  await room.post({ kind: 'update', text: 'Maria Petrova was seen', id: randomUUID() });
  room.time.advance(TICK_MS);
  expect(shown()).toContain('Petrova');
  const [, , seen] = await room.ledger.lines('march', [2, 3, 4]);
  await room.desk.eraseText(ADMIN, 'march', seen?.id ?? '', 'A name');
  expect(shown()).not.toContain('Petrova');
  expect(room.published.at(-1)?.tick).toMatchObject({ from: 4, to: 5 });
  await room.desk.eraseText(ADMIN, 'march', id, 'A name');
  expect(room.live.view('march')?.changes(1, room.live.epoch).json).not.toContain('Petrov');
  const { length } = room.published;
  await room.post(arrest);
  room.time.advance(TICK_MS - 1);
  expect(room.published).toHaveLength(length);
  room.time.advance(1);
  expect(room.published).toHaveLength(length + 1);
});
