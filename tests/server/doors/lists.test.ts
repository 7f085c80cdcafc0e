/** A long list is checked in pieces, and comes out as if it had been checked whole. */
import { expect, test } from 'vitest';
import { systemTimers } from '../../../server/clock.ts';
import { parseListWith, parseWith } from '../../../server/doors/problem.ts';
import { createLanes } from '../../../server/doors/turns.ts';
import { Refusal } from '../../../server/refusal.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { ROUTES } from '../../../shared/protocol.ts';

const body = ROUTES.postEntries.body();
const entryOf = (index: number) => ({
  kind: 'arrest',
  op: 'add',
  count: index,
  sources: [{ title: `Paper ${index}` }],
});
const listOf = (length: number) => Array.from({ length }, (_, index) => entryOf(index));

function openLane() {
  const counted = { turns: 0 };
  const { posting } = createLanes({
    nextTurn(callback) {
      counted.turns++;
      return systemTimers.nextTurn(callback);
    },
  });
  return {
    counted,
    parse: (list: unknown[]) => parseListWith(body, list, { most: LIMITS.batch, turns: posting }),
  };
}

async function refusalOf(act: () => unknown): Promise<object | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? { message: error.message, ...error.extras } : { error };
  }
}

// Mutant: the whole list in one turn.
test('S131: a list of 10,000 is checked a hundred in a turn of the event loop, with what it would be as a whole', async () => {
  const { counted, parse } = openLane();
  const list = listOf(LIMITS.batch);
  expect(await parse(list)).toEqual(parseWith(body, list));
  expect(counted.turns).toBe(LIMITS.batch / 100);
});

// Mutants: the index within the piece; what comes after the first piece that is wrong left out.
test('S131: it is refused as a whole, with the fields that it would be refused with', async () => {
  const { counted, parse } = openLane();
  const list: unknown[] = listOf(450);
  for (const index of [3, 99, 100, 250, 449]) list[index] = { ...entryOf(index), count: -1, colour: 'red' };
  list[251] = 7;
  expect(await refusalOf(() => parse(list))).toEqual(await refusalOf(() => parseWith(body, list)));
  const { turns } = counted;
  const tooLong = listOf(LIMITS.batch + 1);
  expect(await refusalOf(() => parse(tooLong))).toEqual(await refusalOf(() => parseWith(body, tooLong)));
  expect(await refusalOf(() => parse([]))).toEqual(await refusalOf(() => parseWith(body, [])));
  expect(counted.turns).toBe(turns);
});
