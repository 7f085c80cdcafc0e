/** Between two ticks that are far apart, as where they are stretched: what was erased is nowhere any more. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Snapshot, Tick } from '../../shared/snapshot.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';

const NAME = 'Petrova';
/** Milliseconds: long enough that all is asked for before the next tick. */
const TICK_MS = 2_000;

// Mutant: an erasure waits for the board's period.
test('D60: when an erasure is acknowledged no public output has the text any more', async () => {
  const { url, admin, watcher } = await openRoom({}, { tickMs: TICK_MS });
  const [told, counted] = [randomUUID(), randomUUID()];
  const arrest = { kind: 'arrest', op: 'add', count: { best: 3, words: `${NAME} and two` } };
  await admin.post([
    { kind: 'update', text: `Maria ${NAME} was seen`, id: told },
    { kind: 'mark', target: told, key: true },
    { ...arrest, id: counted, text: `With ${NAME}`, sources: [{ title: `${NAME} herself` }] },
    { kind: 'retraction', target: counted, reason: `${NAME} asked for it` },
  ]);
  const board = '/api/v1/boards/rally';
  const addresses = [
    ...[board, `${board}/entries`, `${board}/series?kind=arrest`, `${board}/claims?kind=arrest`],
    ...[told, counted].flatMap((id) => [`${board}/entries/${id}`, `/b/rally/e/${id}`]),
    ...['/b/rally', '/b/rally?lang=ru', '/b/rally/places', '/', '/api/v1/boards'],
  ];
  const whoSays = async () => {
    const { body } = await watcher.call<Snapshot>(board);
    const asked = [...addresses, `${board}/changes?since=1&epoch=${body.epoch}`];
    const answers = await Promise.all(
      asked.map(async (address) => ({ address, text: await (await fetch(url + address)).text() })),
    );
    return answers.filter(({ text }) => text.includes(NAME)).map(({ address }) => address);
  };
  const socket = await connect(url);
  const ticks: Tick[] = [];
  socket.on('tick', (tick: Tick) => ticks.push(tick));
  await emit(socket, 'watch', { board: 'rally' });
  await expect.poll(() => ticks.at(-1)?.to, { timeout: 3 * TICK_MS }).toBe(5);
  expect((await whoSays()).length).toBeGreaterThan(6);

  for (const id of [told, counted]) {
    const { status } = await admin.call(`${board}/entries/${id}/text`, {
      method: 'DELETE',
      body: { reason: 'A name' },
    });
    expect(status).toBe(200);
  }
  const sent = performance.now();
  expect(await whoSays()).toEqual([]);
  expect((await watcher.call<Snapshot>(board)).body.seq).toBe(7);
  // The acknowledgement of anything comes after what was sent before it.
  await emit(socket, 'unwatch', { board: 'rally' });
  expect(ticks.map(({ from, to }) => [from, to]).slice(-2)).toEqual([
    [5, 6],
    [6, 7],
  ]);
  expect(JSON.stringify(ticks.slice(-2))).not.toContain(NAME);
  expect(performance.now() - sent).toBeLessThan(TICK_MS);
});
