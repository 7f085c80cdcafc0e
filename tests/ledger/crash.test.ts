/** kill -9 under load, again and again: nothing that was acknowledged is lost, nothing is counted twice. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Line } from '../../shared/line.ts';
import { open } from './closed-folder.ts';
import { crashDraft, crashId } from './crash-drafts.ts';
import { batch, makeBoard, readAll } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

const ROUNDS = Number(process.env.TOCSIN_CRASH_ROUNDS ?? 20);
/** More than a child appends before it is killed. */
const NEVER_DONE = 1_000_000;

/** Runs the child until it has acknowledged `enough` entries, kills it, and says what it acknowledged. */
async function crash(folder: string, first: number, enough: number): Promise<number[]> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./crash-child.ts', import.meta.url)), folder, String(first), String(NEVER_DONE)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (said.split('\n').length > enough) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
  // A child that ends on its own has failed: the test would prove nothing.
  expect(signal, complaint).toBe('SIGKILL');
  return said.split('\n').slice(0, -1).map(Number);
}

test(
  `L13: after ${ROUNDS} kills under load, every acknowledged entry is there once, with its text`,
  async () => {
    const folder = scratchFolder();
    {
      await using store = await open(folder);
      await makeBoard(store.ledger);
    }
    const acknowledged = new Set<number>();
    let tried = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const number of await crash(folder, tried, 20 + ((round * 37) % 200))) acknowledged.add(number);
      tried = Math.max(...acknowledged) + 9;
      await using store = await open(folder);
      const lines = await readAll(store.ledger, 'march', 1);
      expectEachOnce(lines, acknowledged);
      expect(await store.ledger.verify('march')).toBeUndefined();
      // What was on its way when the kill came is sent again: it is there already, or it is appended now.
      const retries = Array.from({ length: tried }, (_, number) => batch('march', [crashDraft(number)]));
      const outcomes = await store.ledger.append(retries);
      expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
      expectEachOnce(
        await readAll(store.ledger, 'march', 1),
        new Set(Array.from({ length: tried }, (_, number) => number)),
      );
    }
  },
  60_000 + ROUNDS * 5_000,
);

function expectEachOnce(lines: Line[], numbers: ReadonlySet<number>): void {
  const byId = new Map(lines.map((line) => [line.id, line]));
  expect(byId.size).toBe(lines.length);
  for (const number of numbers) {
    const line = byId.get(crashId(number));
    expect(line, `entry ${number}`).toMatchObject(crashDraft(number).facts);
  }
}
