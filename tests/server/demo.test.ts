import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CountKind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { CountFacts } from '#shared/line.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { systemClock, systemTimers } from '../../server/clock.ts';
import { BadSettings, readDemoMinutes } from '../../server/config.ts';
import { replay } from '../../server/demo/replay.ts';
import type { Step } from '../../server/demo/scenario.ts';
import { APRIL_21, readScenario } from '../../server/demo/scenario.ts';
import type { Desk, Operator } from '../../server/desk/contract.ts';
import { createDesk } from '../../server/desk/desk.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import { openLive } from '../../server/live/live.ts';
import { createLog } from '../../server/log.ts';

const scenario = readScenario(APRIL_21);
const { board, steps } = scenario;
const entries = steps.flatMap((step) => step.entries);
const counts = entries.filter((entry) => 'count' in entry);
const claims = entries.filter((entry) => 'sources' in entry);
const moscow = (time: string) => Date.parse(`${time}+03:00`);
const operator: Operator = {
  id: 'demo',
  name: 'demo',
  grants: [{ board: '*', role: 'admin' }],
  sessionHash: '',
};

/** Plays the scenario on a real server's parts, without waiting. */
async function openReplay() {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-replay-'));
  const log = createLog('silent');
  const parts = { clock: systemClock, timers: systemTimers, log };
  const store = await openStore({ dataDir: folder, ...parts });
  const live = await openLive({ ledger: store.ledger, tickMs: 250, ...parts });
  const desk = createDesk({ live, ledger: store.ledger, clock: systemClock });
  return {
    ...{ store, live, desk },
    play: (wait: (ms: number) => Promise<void>, watched: Desk = desk) =>
      replay({ scenario, desk: watched, operator, lengthMs: 600_000, wait }),
    look(): Snapshot {
      live.tickNow();
      const view = live.view(board.slug);
      if (!view) throw new Error('The replay has not begun.');
      return view.snapshot;
    },
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Each count's facts, written out, in the order in which they are posted. */
function countsUntil(end: number): CountFacts[] {
  return counts.flatMap((entry) => {
    const { id: _, asOf, ...facts } = entry;
    // The scenario's times have a clock.
    const instant = typeof asOf === 'number' ? asOf : 0;
    return instant <= end ? [{ ...facts, asOf: instant }] : [];
  });
}

/**
 * The number of a claimant, from the definition: this scenario states totals only, in places without places within, so
 * what was stated last stands, and the board's number is the greater of its own total and the sum of its places.
 */
function foldTotals(facts: readonly CountFacts[]): number | undefined {
  const standing = new Map<string | undefined, CountFacts>();
  for (const total of facts.toSorted((a, b) => a.asOf - b.asOf)) standing.set(total.place, total);
  const own = standing.get(undefined)?.count.best;
  standing.delete(undefined);
  const parts = [...standing.values()].reduce((sum, { count }) => sum + count.best, 0);
  return own === undefined ? undefined : Math.max(own, parts);
}

function foldHeadline(kind: CountKind, end = Number.POSITIVE_INFINITY) {
  const [claimant = ''] = board.policy[kind] ?? [];
  const facts = countsUntil(end).filter((fact) => fact.kind === kind && fact.claimant === claimant);
  const confirmed = foldTotals(facts.filter(({ status }) => status === 'confirmed'));
  return { claimant, best: foldTotals(facts), ...(confirmed !== undefined && { confirmed }) };
}

test('X1: the demo replays a board of 21 April 2021 with eleven zones, its cities and its sources', () => {
  expect(board).toMatchObject({ nature: 'replay', state: 'live', goals: { registration: 500_000 } });
  expect(board.start).toEqual({ date: '2021-04-21', time: '19:00' });
  expect(board.zones).toHaveLength(11);
  const starts = new Set(board.places.map(({ zone = '' }) => offsetOf(zone)));
  expect(starts).toEqual(new Set(board.zones.map(({ zone }) => offsetOf(zone))));
  expect(starts.size).toBe(11);
  for (const place of board.places) {
    expect(place).toMatchObject({
      lat: expect.any(Number),
      lon: expect.any(Number),
      zone: expect.any(String),
    });
    expect(place.name).toMatchObject({
      en: expect.stringMatching(/^[A-Z]/),
      ru: expect.stringMatching(/^[А-Я]/),
    });
  }
});

test('X1: every figure and update of the demo has a source, a known place, and a listed claimant', () => {
  const places = new Set(board.places.map(({ id }) => id));
  const claimants = new Set([...board.claimants.map(({ id }) => id), 'desk']);
  expect(counts.length).toBeGreaterThan(60);
  for (const claim of claims) {
    if (!('claimant' in claim)) continue;
    expect(claim.sources.length).toBeGreaterThan(0);
    expect(claim.place === undefined || places.has(claim.place)).toBe(true);
    expect(claimants).toContain(claim.claimant);
  }
  const ids = entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(entries.length);
  expect(ids).not.toContain(undefined);
});

test('X1: each source of the demo is used', () => {
  const file = JSON.parse(readFileSync(APRIL_21, 'utf8')) as { sources: Record<string, { title: string }> };
  const used = new Set(claims.flatMap(({ sources }) => sources.map(({ title }) => title)));
  expect(Object.values(file.sources).filter(({ title }) => !used.has(title))).toEqual([]);
});

test('X2: where an editor set a time, the text says "about"', () => {
  const file = JSON.parse(readFileSync(APRIL_21, 'utf8')) as {
    steps: { isAbout?: true; entries: { text?: string }[] }[];
  };
  const set = file.steps.filter(({ isAbout }) => isAbout);
  expect(set.length).toBeGreaterThan(10);
  const silent = set.filter(
    (step) => !step.entries.some(({ text = '' }) => /\babout (\d\d:\d\d|noon|the end)/i.test(text)),
  );
  expect(silent).toEqual([]);
});

test('X3: the demo posts in the order of time: the month before the day at once, the day within its minutes', async () => {
  await using replayed = await openReplay();
  const posted: { afterMs: number; step: Step['entries'] }[] = [];
  let waited = 0;
  const watched: Desk = {
    ...replayed.desk,
    post(by, step, pointTo) {
      posted.push({ afterMs: waited, step: [...step] });
      return replayed.desk.post(by, step, pointTo);
    },
  };
  await replayed.play(async (ms) => {
    waited += ms;
  }, watched);
  expect(posted.flatMap(({ step }) => step)).toEqual(entries);
  const times = posted.map(({ step }) =>
    Math.max(...step.map((entry) => Number(('asOf' in entry && entry.asOf) || 0))),
  );
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const early = posted.filter((_, index) => (times[index] ?? 0) < moscow('2021-04-21T00:00'));
  expect(early.length).toBeGreaterThan(10);
  expect(early.every(({ afterMs }) => afterMs === 0)).toBe(true);
  expect(waited).toBeCloseTo(600_000);
  const pauses = posted.map(({ afterMs }, index) => afterMs - (posted[index - 1]?.afterMs ?? 0));
  expect(Math.max(...pauses)).toBeLessThan(60_000);
});

test('X4: at its end the demo shows what the figures add up to, on a board that has ended', async () => {
  await using replayed = await openReplay();
  await replayed.play(async () => {});
  const { headline, board: ended } = replayed.look();
  for (const kind of countKindsOf(ended)) expect(headline[kind]).toMatchObject(foldHeadline(kind));
  expect(headline.arrest).toMatchObject({
    best: 1798,
    confirmed: 1798,
    claimant: 'ovd-info',
    basis: 'stated',
  });
  expect(headline.arrest?.asOf).toBe('2021-04-22T07:00:00.000Z');
  expect(headline.registration).toMatchObject({ best: 466_000, claimant: 'organisers' });
  expect(ended).toMatchObject({ state: 'ended', nature: 'replay' });
});

test("X5: the figures that were republished late stay the republisher's", async () => {
  await using replayed = await openReplay();
  let seen: Snapshot | undefined;
  await replayed.play(async () => {
    const now = replayed.look();
    if (now.claims.arrest?.some(({ claimant }) => claimant === 'dw')) seen ??= now;
  });
  expect(seen?.headline.arrest).toMatchObject({
    best: 1496,
    claimant: 'ovd-info',
    asOf: '2021-04-21T20:38:00.000Z',
  });
  expect(seen?.headline.arrest).toMatchObject(foldHeadline('arrest', moscow('2021-04-21T23:58')));
  const republished = seen?.claims.arrest?.find(({ claimant }) => claimant === 'dw');
  expect(republished).toMatchObject({ best: 1004, asOf: '2021-04-21T20:58:00.000Z' });
  const petersburg = seen?.places.find(({ id }) => id === 'saint-petersburg');
  expect(petersburg?.arrest).toMatchObject({ best: 662, claimant: 'ovd-info' });
});

test('X5: cities that run ahead of the stated total are shown as their sum, with the total beside it', async () => {
  await using replayed = await openReplay();
  let seen: Snapshot | undefined;
  await replayed.play(async () => {
    const now = replayed.look();
    if (now.headline.arrest?.asOf === '2021-04-21T19:35:00.000Z') seen ??= now;
  });
  expect(seen?.headline.arrest).toMatchObject({
    best: 552,
    basis: 'summed',
    stated: { best: 459, asOf: '2021-04-21T18:45:00.000Z' },
  });
});

test('X6: at every moment the demo says that it is a replay', async () => {
  await using replayed = await openReplay();
  const natures = new Set<string>();
  await replayed.play(async () => void natures.add(replayed.look().board.nature));
  natures.add(replayed.look().board.nature);
  expect([...natures]).toEqual(['replay']);
});

test('X7: DEMO_MINUTES says how long the demo takes to watch, ten minutes when left out', () => {
  expect(readDemoMinutes({})).toBe(10);
  expect(readDemoMinutes({ DEMO_MINUTES: '3' })).toBe(3);
  for (const wrong of ['0', '-1', '1.5', 'long', '1441']) {
    expect(() => readDemoMinutes({ DEMO_MINUTES: wrong })).toThrow(BadSettings);
  }
});

/** What a zone's clocks showed that evening, as against UTC. */
function offsetOf(zone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return format.format(moscow('2021-04-21T19:00')).split(', ')[1] ?? '';
}
