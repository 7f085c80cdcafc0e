import { afterEach, expect, test, vi } from 'vitest';
import { watchClock } from '../../../server/clock-watch.ts';
import { openPeople } from '../../../server/people/people.ts';
import { createFakeTime } from '../../support/fake-time.ts';
import { CHEAP, OWNER, openRoomWithOwner } from '../../support/people.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const from = { address: '192.0.2.1' };

afterEach(() => void vi.useRealTimers());

for (const jump of [10 * DAY, -10 * DAY]) {
  test(`S110: a clock set by ${jump / DAY} days and put right signs nobody out and ends no invite`, async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await using room = await openRoomWithOwner();
    const ended: string[] = [];
    room.people.onSessionEnd((hash) => void ended.push(hash));
    const before = await room.people.invite(room.owner, ['march'], 'editor');
    room.setClock(jump);
    room.time.now += MINUTE;
    vi.advanceTimersByTime(2_000);
    expect(await room.people.operator(room.token)).toMatchObject({ name: 'Anna' });
    const meanwhile = await room.people.signIn(OWNER.name, OWNER.password, from);
    const invite = await room.people.invite(room.owner, ['march'], 'editor');
    await expect(room.people.join(before.token, 'Boris', 'a long password')).resolves.toHaveProperty('token');
    room.setClock(-jump);
    room.time.now += MINUTE;
    vi.advanceTimersByTime(2_000);
    for (const token of [room.token, meanwhile.token]) {
      expect(await room.people.operator(token)).toMatchObject({ name: 'Anna' });
    }
    await expect(room.people.join(invite.token, 'Clara', 'a long password')).resolves.toHaveProperty('token');
    expect(ended).toEqual([]);
    // They last as long as ever.
    room.time.now += 7 * DAY;
    expect(await room.people.operator(room.token)).toBeUndefined();
    expect(await room.people.operator(meanwhile.token)).toBeUndefined();
  });
}

test('S110: after a start by a fast clock, which looks right, putting it right lets in who was signed in', async () => {
  await using room = await openRoomWithOwner();
  room.setClock(10 * DAY);
  const { clock, timers, log } = room;
  const logged = { info: log.error, warn: log.error };
  using trusted = watchClock({ clock, timers: createFakeTime().timers, log: logged, newestAt: () => 0 });
  await using restarted = await openPeople({
    store: room.store.people,
    ...{ clock, timers, log, trusted },
    cost: CHEAP,
  });
  expect(await restarted.operator(room.token)).toBeUndefined();
  room.setClock(-10 * DAY);
  expect(await restarted.operator(room.token)).toMatchObject({ name: 'Anna' });
});

test('S111: a clock that is doubtful removes nothing, and what is over is removed 30 days later, by elapsed hours', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await using room = await openRoomWithOwner();
  const count = () => room.readRows('SELECT count(*) AS n FROM sessions')[0]?.n;
  const removed: number[] = [];
  const store = {
    ...room.store.people,
    removeExpired: async (now: number) => {
      await room.store.people.removeExpired(now);
      removed.push(now);
    },
  };
  await using _people = await openPeople({ ...room, store, cost: CHEAP });
  /** How often something was removed in some looks; what is written stands in one line, so each look is over before the next. */
  const sweep = async () => {
    const before = removed.length;
    for (let look = 0; look < 6; look++) {
      vi.advanceTimersByTime(1_000);
      await room.store.people.endSession('none');
      await new Promise(setImmediate);
    }
    return removed.length - before;
  };
  expect(await sweep()).toBe(1);
  expect(await sweep()).toBe(0);
  room.setClock(400 * DAY);
  room.time.now += 2 * 3_600_000;
  expect(await sweep()).toBe(0);
  expect(count()).toBe(1);
  room.setClock(-400 * DAY);
  expect(await sweep()).toBe(1);
  room.time.now += 37 * DAY - MINUTE - 2 * 3_600_000;
  expect(await sweep()).toBe(1);
  expect(count()).toBe(1);
  room.time.now += 3_600_000;
  expect(await sweep()).toBe(1);
  await expect.poll(count).toBe(0);
});
