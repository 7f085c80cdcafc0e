/** What grows with the ledger: two at a time, and no more that wait than can soon be served. */
import { expect, test } from 'vitest';
import { systemTimers } from '../../../server/clock.ts';
import { describeRefusal, retryAfter } from '../../../server/doors/problem.ts';
import { createLanes } from '../../../server/doors/turns.ts';
import { Refusal } from '../../../server/refusal.ts';

function openLane() {
  const { growing } = createLanes(systemTimers);
  const under: (() => void)[] = [];
  const seen = { running: 0, most: 0 };
  const ask = (isUnderWay = false) =>
    growing
      .run(async () => {
        seen.running += 1;
        seen.most = Math.max(seen.most, seen.running);
        await new Promise<void>((resolve) => under.push(resolve));
        seen.running -= 1;
        return 'done';
      }, isUnderWay)
      .catch((error: unknown) => error);
  const finishOne = async () => {
    await new Promise<void>((resolve) => void systemTimers.nextTurn(resolve));
    under.shift()?.();
  };
  return { ask, finishOne, seen };
}

test('P110: two are at work, twenty wait, and the next one is told when to come back', async () => {
  const { ask, finishOne, seen } = openLane();
  const answers = Array.from({ length: 200 }, () => ask());
  const refused = (await Promise.all(answers.slice(22))).filter((answer) => answer instanceof Refusal);
  expect(refused).toHaveLength(178);
  for (const refusal of refused) {
    expect(describeRefusal(refusal)).toMatchObject({ status: 503, type: '/problems/busy', retryAfter: 2 });
    expect(retryAfter(refusal)).toBe(2);
  }
  for (let finished = 0; finished < 22; finished++) await finishOne();
  expect(await Promise.all(answers.slice(0, 22))).toEqual(Array(22).fill('done'));
  expect(seen).toEqual({ running: 0, most: 2 });
});

test('P110: who is served already goes on, however many wait', async () => {
  const { ask, finishOne } = openLane();
  const answers = Array.from({ length: 22 }, () => ask());
  const goesOn = ask(true);
  for (let finished = 0; finished < 23; finished++) await finishOne();
  expect(await Promise.all([...answers, goesOn])).toEqual(Array(23).fill('done'));
});

test('P110: work that fails gives its place back', async () => {
  const { growing } = createLanes(systemTimers);
  for (let times = 0; times < 5; times++) {
    await expect(growing.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  }
  expect(await growing.run(async () => 'yes')).toBe('yes');
});
