/**
 * Lighthouse's judgement of a board in the evening of the replay, for a phone and for a desktop: the middle of three runs
 * each. Lighthouse is large, and nothing else here needs it: `npm install --no-save lighthouse@13.5.0` brings it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildIfStale } from '../../client/build.ts';
import { start } from '../../server/start.ts';
import { ensureBrowser } from '../support/browser.ts';
import { fillEvening, OPERATOR } from '../support/evening.ts';

interface Judgement {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { title: string; score: number | null; numericValue?: number }>;
}

interface Lighthouse {
  default(url: string, flags: object, config?: object): Promise<{ lhr: Judgement } | undefined>;
  desktopConfig: object;
}

const RUNS = 3;
const REACH = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const TIMES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
];
// Not among the dependencies, so the compiler cannot know it.
const PACKAGE = 'lighthouse';

const lighthouse = (await import(PACKAGE).catch(() => undefined)) as Lighthouse | undefined;
if (lighthouse) await measure(lighthouse);
else console.log('Left out: npm install --no-save lighthouse@13.5.0 brings what it takes.');

async function measure({ default: judge, desktopConfig }: Lighthouse): Promise<void> {
  await buildIfStale();
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-lighthouse-'));
  const running = await start({
    ...{
      port: 0,
      host: '127.0.0.1',
      dataDir,
      trustProxy: false,
      tickMs: 250,
      logLevel: 'warn',
      admin: OPERATOR,
    },
  });
  const slug = await fillEvening(running);
  const port = await findPort();
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  });
  for (const [device, config] of [
    ['phone', undefined],
    ['desktop', desktopConfig],
  ] as const) {
    const runs: Judgement[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const result = await judge(
        `http://127.0.0.1:${running.port}/b/${slug}?lang=en`,
        { port, logLevel: 'error' },
        config,
      );
      if (result) runs.push(result.lhr);
    }
    report(device, runs);
  }
  await browser.close();
  await running[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
}

function report(device: string, runs: readonly Judgement[]): void {
  console.log(`${device}:`);
  for (const [name, reach] of Object.entries(REACH)) {
    const score = Math.round(100 * middle(runs.map(({ categories }) => categories[name]?.score ?? 0)));
    console.log(`  ${name} ${score} (to reach: ${reach})`);
  }
  for (const name of TIMES) {
    const value = middle(runs.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN));
    console.log(`  ${name} ${Math.round(value * 1000) / 1000}`);
  }
  const failed = Object.entries(runs[0]?.audits ?? {}).filter(
    ([, { score }]) => score !== null && score < 0.9,
  );
  for (const [id, { title, score }] of failed) console.log(`  ${id} ${score}: ${title}`);
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
