import { expect, test } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { openChaosProxy } from '../support/chaos-proxy.ts';
import { createRandom } from '../support/lossy-wire.ts';
import type { Program } from '../support/server-process.ts';
import { makeDataDir, startProgram } from '../support/server-process.ts';
import type { Caller } from '../support/server-room.ts';
import { ADMIN, BOARD, connect, createCaller, emit, openRoom, signIn } from '../support/server-room.ts';
import { openSteadyWatcher } from '../support/steady-watcher.ts';

const places = BOARD.places.map(({ id }) => id);
const readSnapshot = async (url: string) =>
  (await createCaller(url, '').call<Snapshot>('/api/v1/boards/rally')).body;

async function makeBoard(url: string): Promise<Caller> {
  const admin = await signIn(url, ADMIN);
  await admin.call('/api/v1/boards', { method: 'POST', body: BOARD });
  return admin;
}

test('P20: over cut connections and a server that is killed and started again, all watchers end up with the same', async () => {
  const random = createRandom(20_210_421);
  const dataDir = await makeDataDir();
  const network = await openChaosProxy({ random });
  let program: Program = startProgram({ DATA_DIR: dataDir });
  let url = await program.url;
  const { cookie } = await makeBoard(url);
  network.target = url;
  network.cuts = 0.5;
  const watchers = Array.from({ length: 5 }, () => openSteadyWatcher(network.url, 'rally', random));

  for (let round = 0; round < 60; round++) {
    if (round === 20 || round === 40) {
      program.child.kill('SIGKILL');
      await program.exited;
      program = startProgram({ DATA_DIR: dataDir });
      url = await program.url;
      network.target = url;
    }
    const entry = { kind: 'arrest', op: 'add', count: round, place: places[round % 3], text: `№ ${round}` };
    expect((await createCaller(url, cookie).post(entry)).status).toBe(201);
  }
  network.cuts = 0;
  const { epoch } = await readSnapshot(url);
  await Promise.all(watchers.map((watcher) => watcher.reach(epoch, 61)));
  const truth = await readSnapshot(url);
  expect(truth).toMatchObject({ seq: 61, headline: { arrest: { best: (59 * 60) / 2 } } });
  for (const watcher of watchers) expect(watcher.snapshot).toEqual(truth);
  expect(Math.min(...watchers.map(({ losses }) => losses))).toBeGreaterThanOrEqual(2);
});

test('P21: a server with another epoch is another history: watchers leave the old one behind', async () => {
  const random = createRandom(7);
  const network = await openChaosProxy({ random });
  const first = startProgram({ DATA_DIR: await makeDataDir() });
  network.target = await first.url;
  const admin = await makeBoard(network.target);
  await admin.post(Array.from({ length: 5 }, () => ({ kind: 'update', text: 'Old' })));
  const watcher = openSteadyWatcher(network.url, 'rally', random);
  await watcher.reach((await readSnapshot(network.target)).epoch, 6);
  first.child.kill('SIGKILL');
  await first.exited;
  const second = startProgram({ DATA_DIR: await makeDataDir() });
  network.target = await second.url;
  await (await makeBoard(network.target)).post({ kind: 'update', text: 'New' });
  const { epoch } = await readSnapshot(network.target);
  await watcher.reach(epoch, 2);
  expect(watcher.snapshot).toEqual(await readSnapshot(network.target));
});

test('P22: where WebSockets are blocked, watching goes on by long polling', async () => {
  const { url, admin } = await openRoom();
  const network = await openChaosProxy({ random: createRandom(1), blocksWebSockets: true });
  network.target = url;
  const watcher = openSteadyWatcher(network.url, 'rally', createRandom(1));
  const { epoch } = await readSnapshot(url);
  await watcher.reach(epoch, 1);
  const direct = await connect(url);
  await emit(direct, 'watch', { board: 'rally' });
  for (let seq = 2; seq <= 5; seq++) {
    await admin.post({ kind: 'update', text: 'News' });
    await watcher.reach(epoch, seq);
  }
  expect([watcher.transport, watcher.losses]).toEqual(['polling', 0]);
  expect(network.blocked).toBeGreaterThan(0);
  expect(watcher.snapshot).toEqual(await readSnapshot(url));
});
