import { expect, test } from 'vitest';
import { createReports } from '../../../server/doors/pages/reports.ts';
import { createLanes } from '../../../server/doors/turns.ts';
import { openMarch } from '../../support/live-room.ts';

test('W383: two reports are made at a time, and beyond those that may wait one is refused with a time to come back', async () => {
  await using room = await openMarch();
  const { live, ledger, time } = room;
  const view = live.view('march');
  if (!view) throw new Error('there is no board');
  let begun = 0;
  const past = {
    ...ledger.past,
    exportLines: () => {
      begun += 1;
      return new Promise<never>(() => undefined);
    },
  };
  const reports = createReports({ live, ledger: { ...ledger, past }, lanes: createLanes(time.timers) });
  const refused: unknown[] = [];
  for (let after = 0; after < 23; after++)
    reports(view, after).catch((refusal: unknown) => void refused.push(refusal));
  await expect.poll(() => refused).toMatchObject([{ code: 'busy', extras: { retryAfter: 2 } }]);
  expect(begun).toBe(2);
});
