/** People over a real store in a folder of their own, with a clock that the test moves and passwords that are cheap. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { watchClock } from '../../server/clock-watch.ts';
import type { Operator } from '../../server/desk/contract.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import type { PasswordCost } from '../../server/people/passwords.ts';
import { openPeople } from '../../server/people/people.ts';
import { createFakeTime } from './fake-time.ts';

/** A fraction of a millisecond, by the same algorithm. */
export const CHEAP: PasswordCost = { memory: 64, passes: 1, parallelism: 1 };
export const OWNER = { name: 'Anna', password: 'correct horse battery' };
const START = Date.parse('2026-03-01T12:00:00Z');

/** @param disk pages of 2 KB that the database may have: a disk that is full soon */
export async function openPeopleRoom(cost = CHEAP, disk: { maxPages?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-people-'));
  const { clock, timers, advance, setClock } = createFakeTime(START);
  const time = {
    get now() {
      return clock.now();
    },
    set now(instant) {
      advance(instant - clock.now());
    },
  };
  const logged: string[] = [];
  const log = { error: (sentence: string) => void logged.push(sentence) };
  const store = await openStore({ dataDir: folder, clock, ...disk });
  const trusted = watchClock({
    clock,
    // It looks whenever it is asked; seven days of looks each second would be slow.
    timers: createFakeTime().timers,
    log: { info: log.error, warn: log.error },
    newestAt: () => 0,
  });
  const people = await openPeople({ store: store.people, clock, trusted, timers, log, cost });
  return {
    ...{ folder, time, setClock, trusted, clock, timers, logged, log, store, people },
    /** The database seen by another process, e.g. an admin at the server. */
    readRows: (sql: string) => withDatabase(folder, (db) => db.prepare(sql).all()),
    change: (sql: string) => withDatabase(folder, (db) => db.exec(sql)),
    async [Symbol.asyncDispose]() {
      await people[Symbol.asyncDispose]();
      trusted[Symbol.dispose]();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

export type PeopleRoom = Awaited<ReturnType<typeof openPeopleRoom>>;

/** A room whose admin is `OWNER`, signed in from a device of her own. */
export async function openRoomWithOwner(cost = CHEAP, disk: { maxPages?: number } = {}) {
  const room = await openPeopleRoom(cost, disk);
  await room.people.ensureAdmin(OWNER);
  const signedIn = await room.people.signIn(OWNER.name, OWNER.password, { address: '192.0.2.1' });
  return { ...room, owner: signedIn.operator, token: signedIn.token, device: signedIn.device };
}

/** Makes an editor of one board by an invite, as the desk would. */
export async function addEditor({ people }: PeopleRoom, by: Operator, name: string, board = 'march') {
  const { token } = await people.invite(by, [board], 'editor');
  return people.join(token, name, `password of ${name}`);
}

function withDatabase<Result>(folder: string, use: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(join(folder, 'tocsin.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}
