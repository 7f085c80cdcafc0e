/** The mergers of docs/api.md, run as they stand there, over random histories of a board. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createView } from '../../server/live/view.ts';
import { createTally } from '../../shared/counting/create-tally.ts';
import { readBlock } from '../support/document.ts';
import { ensureProgram } from '../support/find-program.ts';
import { makeHistory, steps } from '../support/random-history.ts';

/** A snapshot, what a watcher received after it, and the snapshot that they lead to: JSON texts. */
interface Following {
  first: string;
  ticks: string[];
  last: string;
}

const EPOCH = 'an-epoch';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-merge-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What watchers of a board with this history receive, who hear every tick, and who ask for merged ones now and then. */
function follow(history: Parameters<typeof makeHistory>[0], size: number): Following[] {
  const lines = makeHistory(history);
  const tally = createTally();
  tally.fold(lines.slice(0, 2));
  const view = createView(tally, EPOCH, 'hash');
  const [first, since] = [JSON.stringify(view.snapshot), view.seq];
  const ticks: string[] = [];
  while (tally.seq < lines.length) {
    tally.fold(lines.slice(tally.seq, tally.seq + size));
    ticks.push(JSON.stringify(view.advance(`hash ${tally.seq}`)));
  }
  const last = JSON.stringify(view.snapshot);
  const merged = view.changes(since, EPOCH);
  if (ticks.length === 0) return [];
  return [{ first, ticks, last }, ...(merged.whole ? [] : [{ first, ticks: [merged.json], last }])];
}

const followings = fc
  .sample(fc.tuple(steps, fc.integer({ min: 1, max: 7 })), { seed: 31, numRuns: 150 })
  .flatMap(([history, size]) => follow(history, size));

test('O31: neither merger is longer than 60 lines', () => {
  for (const info of ['js merge', 'python merge'])
    expect(readBlock('docs/api.md', info).trim().split('\n').length).toBeLessThanOrEqual(60);
});

test('O31: the merger in JavaScript ends with the snapshot', async () => {
  const module = join(folder, 'merge.mjs');
  await writeFile(module, readBlock('docs/api.md', 'js merge'));
  const { merge } = await import(module);
  for (const { first, ticks, last } of followings) {
    const merged = ticks.reduce((snapshot, tick) => merge(snapshot, JSON.parse(tick)), JSON.parse(first));
    expect(merged).toEqual(JSON.parse(last));
    const tick = ticks[0] ?? '';
    expect(merge(merged, JSON.parse(tick))).toBe('behind');
    expect(merge({ ...JSON.parse(first), seq: 0 }, JSON.parse(tick))).toBe('gap');
    expect(merge({ ...JSON.parse(first), epoch: 'another' }, JSON.parse(tick))).toBe('gap');
  }
});

test('O31: the merger in Python ends with the snapshot', async () => {
  await ensureProgram('python3');
  const file = join(folder, 'followings.json');
  await writeFile(file, JSON.stringify(followings));
  const program = `${readBlock('docs/api.md', 'python merge')}
import json, sys
results = []
for following in json.load(open(sys.argv[1])):
    snapshot = json.loads(following["first"])
    for tick in following["ticks"]:
        snapshot = merge(snapshot, json.loads(tick))
    again = [merge(snapshot, json.loads(tick)) for tick in following["ticks"]]
    results.append([snapshot, all(answer == "behind" for answer in again)])
print(json.dumps(results))
`;
  await writeFile(join(folder, 'merge.py'), program);
  const { stdout } = await promisify(execFile)('python3', [join(folder, 'merge.py'), file], {
    maxBuffer: 1024 ** 3,
  });
  const expected = followings.map(({ last }) => [JSON.parse(last), true]);
  expect(JSON.parse(stdout)).toEqual(expected);
});
