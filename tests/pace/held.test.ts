/** For how long the server's thread is held, whatever is asked of a board with as many places as there may be. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { setup } from '../support/build-client.ts';
import type { Measured } from '../support/measured-server.ts';
import { makeDataDir } from '../support/server-process.ts';
import type { Caller } from '../support/server-room.ts';
import { ADMIN, signIn } from '../support/server-room.ts';

const PLACES = LIMITS.places;
const LINES = 5_000;
const BOARD = '/api/v1/boards/rally';

/** Milliseconds. */
const MOST_HELD = 50;

const ASKED = [
  `${BOARD}/wave?kind=arrest`,
  `${BOARD}/places/recent`,
  BOARD,
  '/b/rally',
  '/b/rally?lang=ru',
  '/b/rally/places',
  `${BOARD}?seq=40{n}`,
  `${BOARD}?seq=7{n}`,
  `${BOARD}/series?kind=arrest`,
  `${BOARD}/series?kind=arrest&place=p77`,
  `${BOARD}/claims?kind=arrest`,
  `${BOARD}/feed?q=nothing-of-the-kind`,
  `${BOARD}/entries?limit=1000`,
  `${BOARD}/export.ndjson`,
  `${BOARD}/export.csv`,
  '/b/rally/card.png',
  '/b/rally/feed.atom',
  '/b/rally/feed.json',
  '/b/rally/text',
  '/b/rally/start.ics',
  '/b/rally/embed?kind=arrest',
];

async function openMeasured() {
  const dataDir = await makeDataDir();
  const child = fork(join(import.meta.dirname, '../support/measured-server.ts'), [dataDir]);
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    async measure(): Promise<Measured> {
      const said = once(child, 'message');
      child.send('measure');
      const [measured] = (await said) as [Measured];
      return measured;
    },
  };
}

/** A country's towns in three zones, and an evening of posts about them. */
async function fill(admin: Caller): Promise<void> {
  const now = Date.now();
  const zones = [undefined, 'Asia/Omsk', 'Asia/Kolkata'];
  const places = Array.from({ length: PLACES }, (_, at) => ({
    id: `p${at}`,
    name: `Place ${at}`,
    zone: zones[at % zones.length],
  }));
  const start = { date: new Date(now).toISOString().slice(0, 10), time: '19:00' };
  const board = { slug: 'rally', title: 'Rally', zone: 'Europe/Moscow', state: 'live', start, places };
  expect(await admin.call('/api/v1/boards', { method: 'POST', body: board })).toMatchObject({ status: 201 });
  const entries = Array.from({ length: LINES }, (_, no) => {
    const about = {
      place: `p${(no * 7919) % PLACES}`,
      asOf: new Date(now - (LINES - no) * 500).toISOString(),
    };
    return no % 10 === 0
      ? { kind: 'update', text: `News no. ${no} of a place in which something has happened`, ...about }
      : { kind: no % 3 ? 'arrest' : 'registration', op: 'add', count: no % 17, ...about };
  });
  expect(await admin.post(entries)).toMatchObject({ status: 201 });
}

// Mutants: fifty places a turn and the whole board's span for each; the wave, the places' page or a page in one go.
test('P130: nothing that is asked of a board with 5,000 places holds the server for more than 50 ms', async () => {
  await setup();
  const { url, measure } = await openMeasured();
  const admin = await signIn(url, ADMIN);
  await fill(admin);
  const held = new Map<string, Measured>();
  const ask = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } });
    expect([path, response.status]).toEqual([path, 200]);
    await response.arrayBuffer();
    return measure();
  };
  for (const n of ['11', '22']) {
    // After a change of the board nothing is known of what was worked out before.
    expect(await admin.call(BOARD, { method: 'PATCH', body: { title: `Rally ${n}` } })).toMatchObject({
      status: 200,
    });
    await expect
      .poll(async () => (await measure()).longest, { timeout: 20_000, interval: 300 })
      .toBeLessThan(5);
    for (const path of ASKED) {
      const [now, before] = [await ask(path.replace('{n}', n)), held.get(path)];
      held.set(path, {
        longest: Math.min(now.longest, before?.longest ?? now.longest),
        inAll: Math.min(now.inAll, before?.inAll ?? now.inAll),
      });
    }
  }
  const told = [...held].map(
    ([path, { longest, inAll }]) => `${longest.toFixed(0)} of ${inAll.toFixed(0)} ms: ${path}`,
  );
  console.log(told.join('\n'));
  // What else a machine does makes a turn longer, never shorter: the shorter of two says what it takes.
  expect([...held].filter(([, { longest }]) => longest > MOST_HELD)).toEqual([]);
  // To read what happened at each place takes a fifth of writing them all out; a look at all others for each, twice that.
  const inAll = (path: string) => held.get(path)?.inAll ?? Number.NaN;
  expect(inAll(`${BOARD}/places/recent`)).toBeLessThan(inAll('/b/rally/places'));
}, 120_000);
