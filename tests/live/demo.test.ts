import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/repository.ts';

/** Runs `npm run demo`'s program with a temporary folder of its own. */
async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-demo-test-'));
  const demo = spawn(process.execPath, ['server/demo/main.ts'], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn', PUBLIC_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    demo.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  const lines: string[] = [];
  for await (const line of createInterface(demo.stdout)) {
    lines.push(line);
    if (lines.length === 3) break;
  }
  return { folder, demo, lines, board: /http:\S+/.exec(lines[0] ?? '')?.[0] ?? '' };
}

test('X8: the demo says where it is and that it is a replay, serves it, and leaves nothing behind', async () => {
  const { folder, demo, lines, board } = await startDemo();
  expect(lines[0]).toContain('a replay of 21 April 2021');
  const address = board.replace('/b/', '/api/v1/boards/');
  const readHeadline = async () => {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as { headline: object }).headline : undefined;
  };
  // A busy machine takes longer than the second that a poll has by default.
  await expect
    .poll(readHeadline, { timeout: 20_000 })
    // The month before the day is there at once; 466,000 comes with the first step of the day.
    .toMatchObject({ registration: { best: 466_000 } });
  expect(await (await fetch(address)).json()).toMatchObject({ board: { state: 'live', nature: 'replay' } });
  expect(await readdir(folder)).toHaveLength(1);
  demo.kill('SIGTERM');
  expect(await once(demo, 'exit')).toEqual([0, null]);
  expect(await readdir(folder)).toEqual([]);
});
