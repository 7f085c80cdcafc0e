/** What a tick costs the page's main thread, while nothing else of the tests runs. */
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { MINUTE, NOW, snapshotOf } from '../support/chart-day.ts';
import { buildEntry, openStage } from '../support/chart-page.ts';

const TICKS = 90;
/** The first ones are not yet compiled. */
const WARM = 10;

// Mutant: each tick updates the whole of Chart.js, which measures and names the axes.
test('V15: with 520 points a series a tick costs at most 10 ms of the main thread, and 1.7 times what Chart.js alone has to do', async () => {
  await using browser = await launchBrowser();
  const stage = await openStage(browser, await buildEntry('tests/support/pace-stage.ts'));
  const times = await stage.evaluate(runTicks, [snapshotOf(), TICKS, NOW, MINUTE] as const);
  // What else a machine does makes ticks slower, never quicker: the quickest tenth says what a tick costs.
  const [whole = Number.NaN, script = Number.NaN, bare = Number.NaN] = times.map(
    (each) => each.slice(WARM).sort((a, b) => a - b)[Math.floor((TICKS - WARM) / 10)],
  );
  const ratio = script / bare;
  console.log(
    `a tick: ${whole.toFixed(1)} ms, ${script.toFixed(1)} without the pixels; Chart.js alone ${bare.toFixed(1)}; ratio ${ratio.toFixed(2)}`,
  );
  // Both are slow alike on a machine on which Chart.js alone takes longer than where this is promised.
  expect(whole).toBeLessThanOrEqual(Math.max(10, 2.3 * bare));
  expect(ratio).toBeLessThanOrEqual(1.7);
});

/** In the page. Milliseconds of each tick: until a task later, until the chart has drawn, and those of the bare chart. */
async function runTicks([snapshot, count, now, minute]: readonly [
  ReturnType<typeof snapshotOf>,
  number,
  number,
  number,
]): Promise<[whole: number[], script: number[], bare: number[]]> {
  // Each tick has what the link would bring: new objects for what changed.
  const series = (rise: number) => ({
    step: 60,
    points: Array.from({ length: 520 }, (_, i): [number, number, number, number, number] => {
      const value = Math.round(i * rise);
      return [now - (519 - i) * minute, value, value, value + 9, value];
    }),
  });
  const nextTask = () =>
    new Promise<void>((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done();
      port2.postMessage(undefined);
    });
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  const times: [number[], number[], number[]] = [[], [], []];
  for (let tick = 0; tick < count; tick++) {
    const changed = { registration: series(20 + tick), arrest: series(2 + tick / 50), update: series(0.5) };
    const headline = { ...snapshot.headline };
    const next = { ...snapshot, seq: snapshot.seq + tick, headline, series: changed };
    await nextTask();
    const began = performance.now();
    globalThis.stage.set({ snapshot: next, now: now + tick * 250 });
    // Vue draws in a microtask of its own, which was there before this one.
    await Promise.resolve();
    times[1].push(performance.now() - began);
    await nextTask();
    times[0].push(performance.now() - began);
    await nextFrame();
    await nextTask();
    const bareBegan = performance.now();
    globalThis.bare.show(Object.values(changed).map(({ points }) => points));
    times[2].push(performance.now() - bareBegan);
    await nextFrame();
  }
  return times;
}
