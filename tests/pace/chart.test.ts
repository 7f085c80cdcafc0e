/** What a tick costs the page's main thread, while nothing else of the tests runs. */
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { MINUTE, NOW, snapshotOf } from '../support/chart-day.ts';
import { buildEntry, openStage } from '../support/chart-page.ts';

test('V15: with 520 points a series a tick costs at most 10 ms of the main thread', async () => {
  await using browser = await launchBrowser();
  const stage = await openStage(browser, await buildEntry('tests/support/chart-stage.ts'));
  const ticks = 80;
  // Each tick has what the link would bring: new objects for what changed.
  const took = await stage.evaluate(
    async ([snapshot, count, now, minute]) => {
      const series = (rise: number) => ({
        step: 60,
        points: Array.from({ length: 520 }, (_, i): [number, number, number, number, number] => {
          const value = Math.round(i * rise);
          return [now - (519 - i) * minute, value, value, value + 9, value];
        }),
      });
      const times: number[] = [];
      for (let tick = 0; tick < count; tick++) {
        const next = {
          ...snapshot,
          seq: snapshot.seq + tick,
          headline: { ...snapshot.headline },
          series: {
            registration: series(20 + tick),
            arrest: series(2 + tick / 50),
            update: series(0.5),
          },
        };
        const began = performance.now();
        globalThis.stage.set({ snapshot: next, now: now + tick * 250 });
        // Vue draws in a microtask of its own; a task later all is done, on a page where nothing else is.
        await new Promise<void>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(undefined);
        });
        times.push(performance.now() - began);
        await new Promise((done) => requestAnimationFrame(done));
      }
      return times.slice(10).sort((a, b) => a - b);
    },
    [snapshotOf(), ticks, NOW, MINUTE] as const,
  );
  const share = (part: number) => took[Math.floor(took.length * part)] ?? Number.NaN;
  console.log(
    `a tick: ${share(0.1).toFixed(1)} ms, median ${share(0.5).toFixed(1)}, 95th ${share(0.95).toFixed(1)}`,
  );
  // What else a machine does makes ticks slower, never quicker: the quickest tenth says what a tick costs.
  expect(share(0.1)).toBeLessThanOrEqual(10);
});
