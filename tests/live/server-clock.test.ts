import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { start } from '../../server/start.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { CHEAP } from '../support/people.ts';
import { makeDataDir, startProgram } from '../support/server-process.ts';
import type { Caller } from '../support/server-room.ts';
import { ADMIN, BOARD, openRoom, signIn } from '../support/server-room.ts';

const HOUR = 3_600_000;
const total = (count: number) => ({ kind: 'arrest', op: 'total', count });
const say = (caller: Caller) => caller.call('/api/v1/clock', { method: 'POST', body: { right: true } });
const ready = async (caller: Caller) => (await caller.call('/readyz')).body;

async function shownOf(caller: Caller): Promise<number | undefined> {
  const { body } = await caller.call<{ headline: { arrest?: { best: number } } }>('/api/v1/boards/rally');
  return body.headline.arrest?.best;
}

test('P60, P64: after one total from a fast clock the next ones are taken, and it is said that the clock is behind', async () => {
  const time = createFakeTime(Date.now());
  const room = await openRoom({ clock: time.clock });
  expect((await room.admin.post(total(100))).status).toBe(201);
  expect(await ready(room.watcher)).toEqual({ status: 'ready' });
  time.setClock(HOUR);
  expect(await ready(room.watcher)).toEqual({ status: 'ready', clock: { ahead: 3_600 } });
  const fast = await room.admin.post(total(101));
  time.setClock(-HOUR);
  time.pass(1_000);
  expect(await ready(room.watcher)).toEqual({ status: 'ready', clock: { behind: 3_599 } });
  for (const count of [150, 200]) {
    const { status, body } = await room.admin.post(total(count));
    expect(status).toBe(201);
    expect(body.entries[0]?.at).toBe(fast.body.entries[0]?.at);
  }
  await expect.poll(() => shownOf(room.watcher)).toBe(101);
  expect(await ready(room.watcher)).toMatchObject({ clock: { behind: 3_599 } });
  const target = fast.body.entries[0]?.id;
  const asOf = new Date(time.clock.now() - 1_000).toISOString();
  await room.admin.post({ kind: 'correction', target, set: { asOf }, reason: 'The clock was fast.' });
  await expect.poll(() => shownOf(room.watcher)).toBe(200);
  time.pass(HOUR);
  expect(await ready(room.watcher)).toEqual({ status: 'ready' });
});

test('P62, P63: an admin of all boards says that the clock is right, once, and that is written down', async () => {
  const time = createFakeTime(Date.now());
  const dataDir = await makeDataDir();
  const room = await openRoom({ clock: time.clock }, { dataDir });
  expect(await say(room.admin)).toMatchObject({ status: 409, body: { type: '/problems/unchanged' } });
  time.setClock(HOUR);
  expect(await say(room.admin)).toEqual(
    expect.objectContaining({
      status: 200,
      body: { now: new Date(time.clock.now()).toISOString(), was: { ahead: 3_600 } },
    }),
  );
  expect(await ready(room.watcher)).toEqual({ status: 'ready' });
  expect((await say(room.admin)).status).toBe(409);
  const wrong = await room.admin.call('/api/v1/clock', { method: 'POST', body: { right: false } });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/right' }] } });
  const about = room.logged.filter((line) => line.includes('The clock'));
  expect(about).toHaveLength(2);
  const database = new DatabaseSync(join(dataDir, 'tocsin.db'));
  const rows = database.prepare("SELECT subject FROM audit WHERE action = 'clock'").all();
  database.close();
  expect(rows).toEqual([{ subject: 'right, ahead by 3600 s' }]);
});

test('P60, P62: a server that starts behind its ledger says so, and goes on', async () => {
  const variables = { DATA_DIR: await makeDataDir() };
  await postAhead(variables.DATA_DIR, HOUR);
  const program = startProgram(variables);
  const url = await program.url;
  const admin = await signIn(url, ADMIN);
  const { clock } = (await ready(admin)) as { clock: { behind: number } };
  expect(clock.behind).toBeGreaterThan(3_000);
  expect(program.printed.out.match(/The clock is \d+ s behind/g)).toHaveLength(1);
  expect((await admin.post(total(5))).status).toBe(201);
});

/** Makes a board by a clock that is so far ahead, and stops the server again. */
async function postAhead(dataDir: string, ms: number): Promise<void> {
  const { clock } = createFakeTime(Date.now() + ms);
  const config = { port: 0, host: '127.0.0.1', trustProxy: false, tickMs: 20, admin: ADMIN } as const;
  await using running = await start(
    { ...config, dataDir, logLevel: 'silent' },
    { passwordCost: CHEAP, clock },
  );
  const admin = await signIn(`http://127.0.0.1:${running.port}`, ADMIN);
  await admin.call('/api/v1/boards', { method: 'POST', body: BOARD });
}
