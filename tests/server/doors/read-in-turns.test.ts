/** What many who read the ledger at once cost everybody else. */
import { expect, test } from 'vitest';
import { systemTimers } from '../../../server/clock.ts';
import { LINES_AT_ONCE, readInTurns } from '../../../server/doors/read-in-turns.ts';
import { createLanes, MOST_READING } from '../../../server/doors/turns.ts';
import type { Line } from '../../../shared/line.ts';

const seqs = Array.from({ length: 400 }, (_, index) => index + 1);

function openLedger() {
  let inThisTurn = 0;
  const most = { lines: 0 };
  const ledger = readInTurns(
    {
      seqOf: async () => 1,
      async lines(_board, asked) {
        inThisTurn += asked.length;
        most.lines = Math.max(most.lines, inThisTurn);
        return asked.map((seq) => ({ kind: 'checked', seq }) as Line);
      },
    },
    createLanes({
      nextTurn: (callback) =>
        systemTimers.nextTurn(() => {
          inThisTurn = 0;
          callback();
        }),
    }).reading,
  );
  return { ledger, most };
}

test('S122: however many read at once, fifty lines are read in one turn', async () => {
  const { ledger, most } = openLedger();
  const all = await Promise.all(Array.from({ length: 40 }, () => ledger.lines('march', seqs)));
  for (const lines of all) expect(lines.map(({ seq }) => seq)).toEqual(seqs);
  expect(most.lines).toBe(LINES_AT_ONCE);
});

test('S122: one too many is told to come back, and those who wait are served', async () => {
  const { ledger } = openLedger();
  const all = await Promise.allSettled(
    Array.from({ length: MOST_READING + 1 }, () => ledger.lines('march', seqs)),
  );
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: 'busy' } }]);
  expect(await ledger.lines('march', [7])).toMatchObject([{ seq: 7 }]);
});

test('S130: those who wait for the same have one turn together, and the next who ask another', async () => {
  let turns = 0;
  const { watching } = createLanes({
    nextTurn: (callback) => {
      turns++;
      return systemTimers.nextTurn(callback);
    },
  });
  for (const already of [0, 3]) {
    const asked = ['march 7', 'march 8', 'march 7', 'strike 7', 'march 8'].map((key) => watching.take(key));
    await Promise.all(asked);
    expect(turns).toBe(already + 3);
  }
});
