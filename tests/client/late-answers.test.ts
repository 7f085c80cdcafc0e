/** An answer that comes too late: from a wire that was given up meanwhile. */
import { expect, test } from 'vitest';
import { createBoardStore } from '../../client/board/board-store.ts';
import type { Message, Wire } from '../../client/net/link.ts';
import { createLink } from '../../client/net/link.ts';
import { applyTick } from '../../shared/merge.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { inventedSnapshot } from '../support/fixtures/invented-board.ts';

/** Lets what was answered be understood. */
const settle = () => new Promise(setImmediate);

// Mutant: `wire !== this.#wire` is left out: the late answer of a wire that was given up ends the plain requests.
test('W15: an answer of a wire that was given up neither counts as heard nor stops the plain requests', async () => {
  const time = createFakeTime();
  const late = Promise.withResolvers<Message>();
  const wires: Wire[] = [{ watch: () => late.promise, close: () => undefined }];
  let asked = 0;
  const link = createLink({
    receiver: createBoardStore(applyTick),
    async openWire() {
      const wire = wires.pop();
      if (!wire) throw new Error('no wire gets through');
      return wire;
    },
    async request() {
      asked++;
      throw new Error('no request gets through');
    },
    now: time.clock.now,
    after: time.timers.after,
    random: () => 0.5,
    isOnline: () => true,
    pace: 0,
    onState: () => undefined,
  });
  await settle();
  link.tryNow();
  await settle();
  late.resolve(inventedSnapshot);
  await settle();
  expect(link.lastHeard).toBeUndefined();
  const before = asked;
  time.advance(60_000);
  await settle();
  expect(asked).toBeGreaterThan(before);
});

// Mutant: `>` for `>=`: a request that brings what is here already makes every part of the page draw itself anew.
test('W15: a snapshot of the number that is here already is skipped', () => {
  const store = createBoardStore(applyTick, inventedSnapshot);
  expect(store.receive({ ...inventedSnapshot })).toBe('skipped');
  expect(store.snapshot.value).toBe(inventedSnapshot);
});
