/** The live side and the desk over a real store in a folder of its own, with a time that the test moves. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permit } from '../../server/desk/admission.ts';
import { admit } from '../../server/desk/admission.ts';
import type { Desk, Operator } from '../../server/desk/contract.ts';
import { createDesk } from '../../server/desk/desk.ts';
import { alone, inList } from '../../server/json-pointer.ts';
import type { Batch, Ledger } from '../../server/ledger/contract.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import type { EncodedTick, Live } from '../../server/live/contract.ts';
import { openLive } from '../../server/live/live.ts';
import type { Board } from '../../shared/board.ts';
import type { BoardChange } from '../../shared/board-schema.ts';
import { postedBoardSchema } from '../../shared/board-schema.ts';
import type { EntryToPost, PostedEntry } from '../../shared/entry.ts';
import { entrySchemaOf } from '../../shared/entry.ts';
import type { Role } from '../../shared/roles.ts';
import { createFakeTime } from './fake-time.ts';

export const TICK_MS = 250;

const operator = (name: string, board: string, role: 'admin' | 'editor'): Operator => ({
  id: `person ${name}`,
  name,
  grants: [{ board, role }],
  sessionHash: `session of ${name}`,
});
export const ADMIN = operator('Anna', '*', 'admin');
export const EDITOR = operator('Boris', 'march', 'editor');
export const STRANGER = operator('Vera', 'flood', 'editor');

export const MARCH: Board = postedBoardSchema.parse({
  slug: 'march',
  title: 'March',
  zone: 'Europe/Moscow',
  state: 'live',
  places: [
    { id: 'ural', name: 'Ural' },
    { id: 'perm', name: 'Perm', parent: 'ural' },
    { id: 'kazan', name: 'Kazan' },
  ],
});

export interface Logged {
  level: 'info' | 'warn' | 'error' | 'fault';
  sentence: string;
}

interface RoomSettings {
  /** Comes between the live side and the ledger, e.g. to hold an append back. */
  wrap?: (ledger: Ledger) => Ledger;
  /** A folder that another room left. */
  folder?: string;
  /** Pages of 2 KB that the database may have: a disk that is full soon. */
  maxPages?: number;
}

/** The desk for who comes through a door: judged first, as every door does. */
function openDesk(live: Live, desk: Desk) {
  const permit = <R extends Role>(by: Operator, access: R, slug?: string) =>
    // A role that is asked for is what the permit is for.
    admit(live, by, { access, slug }).permit as Permit<R>;
  return {
    post: async (by: Operator, slug: string, entries: readonly PostedEntry[]) =>
      desk.post(permit(by, 'editor', slug), entries, entries.length === 1 ? alone : inList()),
    makeBoard: async (by: Operator, board: Board) => desk.makeBoard(permit(by, 'admin'), board),
    changeBoard: async (by: Operator, slug: string, change: BoardChange) =>
      desk.changeBoard(permit(by, 'admin', slug), change),
    eraseText: async (by: Operator, slug: string, id: string, reason: string) =>
      desk.eraseText(permit(by, 'admin', slug), id, reason),
  };
}

export async function openLiveRoom({ wrap = (ledger) => ledger, folder, ...disk }: RoomSettings = {}) {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'tocsin-live-')));
  const time = createFakeTime();
  const logged: Logged[] = [];
  const say = (level: Logged['level']) => (sentence: string) => void logged.push({ level, sentence });
  const log = { info: say('info'), warn: say('warn'), error: say('error'), fault: say('fault') };
  const store = await openStore({ dataDir, clock: time.clock, ...disk });
  const ledger = wrap(store.ledger);
  const live = await openLive({ ledger, clock: time.clock, timers: time.timers, tickMs: TICK_MS, log });
  const desk = openDesk(live, createDesk({ live, ledger, clock: time.clock }));
  const published: EncodedTick[] = [];
  live.onTick((one) => void published.push(one));
  return {
    ...{ dataDir, time, logged, store, ledger, live, desk, published },
    /** Posts as the editor of the board, through the schema as a door does. */
    post: (...entries: EntryToPost[]) => desk.post(EDITOR, 'march', entries.map(parseEntry)),
    /** Ends without taking the folder away. */
    async close() {
      await live[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
export type LiveRoom = Awaited<ReturnType<typeof openLiveRoom>>;

/** A room with the board `march`. */
export async function openMarch(settings?: RoomSettings): Promise<LiveRoom> {
  const room = await openLiveRoom(settings);
  await room.desk.makeBoard(ADMIN, MARCH);
  return room;
}

export function parseEntry(entry: EntryToPost): PostedEntry {
  return entrySchemaOf().parse(entry);
}

/** So many additional arrests, as the desk hands them to the recorder. */
export function batchOf(count: number): Batch {
  const drafts = Array.from({ length: count }, () => ({
    id: randomUUID(),
    facts: {
      kind: 'arrest' as const,
      op: 'add' as const,
      count: { best: 1 },
      asOf: Date.parse('2026-03-01T12:00:00Z'),
      claimant: 'desk',
      status: 'reported' as const,
    },
    body: '{"count":1,"kind":"arrest","op":"add"}',
  }));
  return { board: 'march', drafts, author: null, receivedAt: Date.parse('2026-03-01T12:00:00Z') };
}
