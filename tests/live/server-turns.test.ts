/** Of all that many ask for in one turn of the event loop, one is made in a turn, so that others are answered in between. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { systemTimers } from '../../server/clock.ts';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';

async function openCountedRoom() {
  const counted = { turns: 0 };
  const room = await openRoom({
    timers: {
      ...systemTimers,
      nextTurn(callback) {
        counted.turns++;
        return systemTimers.nextTurn(callback);
      },
    },
  });
  return { ...room, counted };
}

const BOARD = '/api/v1/boards/rally';

test('S130: what takes longer than a moment takes a turn, each time it is worked out', async () => {
  const { url, admin, watcher, counted } = await openCountedRoom();
  const ids = [randomUUID(), randomUUID()];
  await admin.post([
    ...ids.map((id) => ({ kind: 'arrest', op: 'add', count: 1, place: 'omsk', text: 'One', id })),
    { kind: 'retraction', target: ids[0], reason: 'Twice' },
  ]);
  const seen = async () => (await watcher.call<Snapshot>(BOARD)).body;
  await expect.poll(async () => (await seen()).seq).toBe(4);
  const { epoch } = await seen();
  const turnsOf = async (path: string): Promise<[string, number, boolean]> => {
    const before = counted.turns;
    const { status } = await fetch(url + path);
    return [path, status, counted.turns > before];
  };
  const eachTime = [
    ...[
      `${BOARD}/series?kind=arrest`,
      `${BOARD}/series?kind=arrest&place=omsk`,
      `${BOARD}/claims?kind=arrest`,
      `${BOARD}/feed`,
    ],
    ...[`${BOARD}/entries`, `${BOARD}/entries?status=disputed`, `${BOARD}/entries/${ids[0]}`],
    `/b/rally/e/${ids[1]}`,
  ];
  for (const path of [...eachTime, ...eachTime]) expect(await turnsOf(path)).toEqual([path, 200, true]);
  // These are made once for everybody.
  const once = [`${BOARD}/changes?since=2&epoch=${epoch}`, '/b/rally', '/b/rally/places', '/?lang=ru'];
  for (const path of once) {
    expect(await turnsOf(path)).toEqual([path, 200, true]);
    expect(await turnsOf(path)).toEqual([path, 200, false]);
  }
  for (const path of [BOARD, `${BOARD}/changes?since=2&epoch=other`, '/healthz'])
    expect(await turnsOf(path)).toEqual([path, 200, false]);
});

test('S130: an unwatch does not overtake the watch that it ends', async () => {
  const { url, admin, watcher } = await openRoom();
  const { epoch } = (await watcher.call<Snapshot>(BOARD)).body;
  const [leaving, staying] = [await connect(url), await connect(url)];
  const heard: string[] = [];
  leaving.on('tick', () => heard.push('leaving'));
  const told = new Promise<Tick>((resolve) => staying.once('tick', resolve));
  await admin.post({ kind: 'update', text: 'News' });
  await expect.poll(async () => (await watcher.call<Snapshot>(BOARD)).body.seq).toBe(2);
  const position = { board: 'rally', epoch, since: 1 };
  const answers = [emit(leaving, 'watch', position), emit(leaving, 'unwatch', { board: 'rally' })];
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  await emit(staying, 'watch', { board: 'rally' });
  await admin.post({ kind: 'update', text: 'More' });
  expect((await told).to).toBe(3);
  await emit(leaving, 'unwatch', { board: 'rally' });
  expect(heard).toEqual([]);
});
