import { expect, test } from 'vitest';
import { watchClock } from '../../server/clock-watch.ts';
import { createPostingLimit } from '../../server/doors/posting-limit.ts';
import { createFakeTime } from '../support/fake-time.ts';

const HOUR = 3_600_000;

/** @param newest how much later than the clock the newest line is at the start */
function openWatch(newest = -HOUR) {
  const time = createFakeTime();
  const ledger = { newest: time.clock.now() + newest };
  const logged: string[] = [];
  const log = {
    info: (line: string) => void logged.push(line),
    warn: (line: string) => void logged.push(line),
  };
  const { clock, timers } = time;
  const watch = watchClock({ clock, timers, log, newestAt: () => ledger.newest });
  return { ...time, ledger, logged, watch };
}

test('P60, P62: a jump is noticed within a second or two, and said once when it begins and once when it ends', () => {
  const { watch, setClock, advance, logged } = openWatch();
  advance(60_000);
  expect(watch.doubt()).toBeUndefined();
  setClock(HOUR);
  advance(2_000);
  expect(logged).toEqual([expect.stringContaining('3600 s ahead')]);
  advance(600_000);
  expect(watch.doubt()).toEqual({ ahead: 3_600 });
  setClock(-HOUR);
  advance(2_000);
  expect(watch.doubt()).toBeUndefined();
  expect(logged).toHaveLength(2);
  expect(logged[1]).toBe('The clock is no longer ahead.');
});

test('P61: a clock that jumped back is doubtful until it has caught up, or is put right', () => {
  const caught = openWatch();
  caught.setClock(-HOUR);
  caught.advance(10_000);
  // It was first seen a second after it jumped.
  expect(caught.watch.doubt()).toEqual({ behind: 3_591 });
  caught.advance(HOUR);
  expect(caught.watch.doubt()).toBeUndefined();
  expect(caught.logged).toHaveLength(2);

  const put = openWatch();
  put.setClock(-HOUR);
  put.advance(10_000);
  put.setClock(HOUR);
  put.advance(1_000);
  expect(put.watch.doubt()).toBeUndefined();
});

test('P61: steps of a time server are no jump, and many of them are one', () => {
  const { watch, setClock, advance } = openWatch();
  for (const step of [4_000, -4_000, 2_000, -3_000]) {
    setClock(step);
    advance(60_000);
    expect(watch.doubt()).toBeUndefined();
  }
  for (let second = 0; second < 20; second++) {
    setClock(1_000);
    advance(1_000);
  }
  expect(watch.doubt()).toMatchObject({ ahead: expect.any(Number) });
});

test('P61, P62: a clock behind the ledger at the start is said at once; put forward past it, it is put right', () => {
  const { watch, logged, setClock, advance } = openWatch(HOUR);
  expect(logged).toEqual([expect.stringContaining('3600 s behind')]);
  expect(watch.doubt()).toEqual({ behind: 3_600 });
  setClock(24 * HOUR);
  advance(1_000);
  expect(watch.doubt()).toBeUndefined();
  setClock(HOUR);
  expect(watch.doubt()).toEqual({ ahead: 3_600 });
});

test('P61: what somebody knows to be right is doubted no more, until the next jump', () => {
  const { watch, setClock, advance, ledger, clock, logged } = openWatch();
  expect(watch.trust()).toBeUndefined();
  setClock(HOUR);
  ledger.newest = clock.now();
  expect(watch.trust()).toEqual({ ahead: 3_600 });
  expect(watch.doubt()).toBeUndefined();
  expect(logged.at(-1)).toContain('an admin said');
  setClock(-HOUR);
  advance(1_000);
  expect(watch.trust()).toEqual({ behind: 3_600 });
  // What is posted meanwhile is published at the ledger's last moment.
  advance(60_000);
  expect(watch.doubt()).toBeUndefined();
  setClock(-60_000);
  expect(watch.doubt()).toEqual({ behind: 60 });
});

test('P60: a machine that slept is no jump', () => {
  const { watch, pass } = openWatch();
  // The counter that `sinceBoot` reads goes on meanwhile.
  pass(8 * HOUR);
  expect(watch.doubt()).toBeUndefined();
});

test('S110: the trusted time goes on as if the clock had not been set, and follows it once that is right', () => {
  const { watch, setClock, advance, clock } = openWatch();
  const began = clock.now();
  setClock(240 * HOUR);
  advance(5_000);
  expect([watch.now(), watch.earliest()]).toEqual([began + 5_000, began + 5_000]);
  watch.trust();
  expect(watch.now()).toBe(clock.now());
  setClock(-HOUR);
  advance(5_000);
  expect(watch.now() - clock.now()).toBe(HOUR);
  expect(watch.earliest()).toBe(clock.now());
});

test('P65: setting the clock gives nobody posts that they do not have, and takes none away', () => {
  const { clock, setClock, pass } = createFakeTime();
  const limit = createPostingLimit(clock);
  for (let post = 0; post < 1_000; post++) limit.take('somebody');
  setClock(HOUR);
  expect(() => limit.take('somebody')).toThrow('posts a second');
  setClock(-24 * HOUR);
  pass(11_000);
  expect(() => limit.take('somebody')).not.toThrow();
});
