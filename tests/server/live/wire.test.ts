import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { EntryToPost } from '../../../shared/entry.ts';
import { applyTick } from '../../../shared/merge.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { LiveRoom } from '../../support/live-room.ts';
import { ADMIN, MARCH, openLiveRoom, openMarch, TICK_MS } from '../../support/live-room.ts';
import type { Watcher } from '../../support/lossy-wire.ts';
import { createRandom, createWatcher } from '../../support/lossy-wire.ts';

/** What was acknowledged: the sum of the arrests, each of which is one add of this tracker's own. */
interface Model {
  counts: Map<string, number>;
}

type Random = () => number;
const PLACES = ['kazan', 'perm', undefined];

/** Posts something by chance, and keeps in the model what was acknowledged. */
async function postSomething({ post, desk }: LiveRoom, model: Model, random: Random): Promise<void> {
  const chance = random();
  const known = [...model.counts.keys()];
  const target = known[Math.floor(random() * known.length)];
  if (chance < 0.05) {
    await desk.changeBoard(ADMIN, 'march', { title: `March ${random()}` });
  } else if (chance < 0.2) {
    await post({ kind: 'update', text: `news ${random()}` });
  } else if (target !== undefined && chance < 0.3) {
    await post({ kind: 'retraction', target, reason: 'wrong' });
    model.counts.delete(target);
  } else if (target !== undefined && chance < 0.45) {
    const count = 1_000 + Math.floor(random() * 1_000_000);
    await post({ kind: 'correction', target, set: { count, text: `better ${count}` }, reason: 'a slip' });
    model.counts.set(target, count);
  } else {
    await postArrests(post, model, random);
  }
}

/** A few at once, each sent twice, as after an answer that was lost. */
async function postArrests(post: LiveRoom['post'], { counts }: Model, random: Random): Promise<void> {
  const entries = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const place = PLACES[Math.floor(random() * PLACES.length)];
    const [id, count] = [randomUUID(), Math.floor(random() * 50)];
    const asOf = new Date(
      Date.parse('2026-03-01T11:00:00Z') + Math.floor(random() * 3_600_000),
    ).toISOString();
    return {
      kind: 'arrest',
      op: 'add',
      ...{ id, count, asOf },
      ...(place && { place }),
      ...(count % 2 && { text: 'seen' }),
    };
  }) satisfies (EntryToPost & { count: number })[];
  await Promise.all([post(...entries), post(...entries)]);
  for (const { id, count } of entries) counts.set(id, count);
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function expectLevel(room: LiveRoom, watchers: readonly Watcher[], model: Model): void {
  const shown = JSON.parse(room.live.view('march')?.encoded.json.toString() ?? '');
  for (const { snapshot } of watchers) expect(snapshot).toEqual(shown);
  expect(shown.headline.arrest?.best ?? 0).toBe(sum(model.counts.values()));
}

test.each([1, 2, 3, 4, 5, 6])(
  'T1, T2, T12: seed %i: over a lossy wire and restarts, all watchers see what was acknowledged',
  async (seed) => {
    const random = createRandom(seed);
    let room = await openMarch();
    const look = () => {
      const view = room.live.view('march');
      if (!view) throw new Error('the board is gone');
      return view;
    };
    const watchers = Array.from({ length: 5 }, () => createWatcher(look, random));
    const connect = () =>
      room.live.onTick((published) => {
        for (const watcher of watchers) watcher.receive(published);
      });
    connect();
    const model: Model = { counts: new Map() };
    try {
      for (let round = 0; round < 60; round++) {
        if (random() < 0.8) await postSomething(room, model, random);
        room.time.advance(TICK_MS);
        if (round === 25) {
          await room.close();
          room = await openLiveRoom({ folder: room.dataDir });
          connect();
        }
      }
      // The beat of a quiet board tells those who lost the last tick; its own loss is told by the next.
      for (const _ of Array(40)) room.time.advance(4_000);
      expectLevel(room, watchers, model);
      expect(sum(watchers.map(({ asked }) => asked.merged))).toBeGreaterThan(0);
    } finally {
      await room.close();
      await rm(room.dataDir, { recursive: true, force: true });
    }
  },
);

test('T2: who joins again after any time is level with one question', async () => {
  await using room = await openMarch();
  const view = room.live.view('march');
  if (!view) throw new Error('no board');
  const random = createRandom(7);
  const watchers = Array.from({ length: 30 }, () => createWatcher(() => view, random));
  const model: Model = { counts: new Map() };
  for (const watcher of watchers) {
    await postSomething(room, model, random);
    room.live.tickNow();
    watcher.ask();
    expect(watcher.snapshot).toEqual(JSON.parse(view.encoded.json.toString()));
  }
  expect(sum(watchers.map(({ asked }) => asked.merged + asked.whole))).toBe(30);
});

/** A board with hundreds of places, and its snapshots as it is posted to. */
async function fillLargeMarch(room: LiveRoom): Promise<Snapshot[]> {
  const random = createRandom(8);
  const model: Model = { counts: new Map() };
  const towns = Array.from({ length: 300 }, (_, index) => ({ id: `town-${index}`, name: `Town ${index}` }));
  await room.desk.changeBoard(ADMIN, 'march', { places: [...MARCH.places, ...towns] });
  const snapshots: Snapshot[] = [];
  for (let round = 0; round < 60; round++) {
    await postSomething(room, model, random);
    room.live.tickNow();
    snapshots.push(shownBy(room));
  }
  // Whoever does not know the places yet is better off with the snapshot.
  return snapshots.slice(10);
}

function shownBy(room: LiveRoom): Snapshot {
  return JSON.parse(room.live.view('march')?.encoded.json.toString() ?? '');
}

test('T3: after a restart whoever misses up to a thousand lines is told what changed, in a fraction of the snapshot', async () => {
  const room = await openMarch();
  const held = await fillLargeMarch(room);
  await room.close();
  await using again = await openLiveRoom({ folder: room.dataDir });
  const now = shownBy(again);
  expect(now).toEqual(held.at(-1));
  for (const snapshot of held) {
    const { whole, json } = again.live.view('march')?.changes(snapshot.seq, snapshot.epoch) ?? {};
    expect(whole).toBe(false);
    const applied = applyTick(snapshot, JSON.parse(json ?? ''));
    expect(applied).toEqual(snapshot.seq === now.seq ? 'behind' : { snapshot: now });
  }
  // Whoever misses one line is told of the few rows that it changed.
  const last = again.live.view('march')?.changes(now.seq - 1, now.epoch).json ?? '';
  expect(last.length).toBeLessThan(JSON.stringify(now).length / 5);
});
