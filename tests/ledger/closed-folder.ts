/** Folders of stores that were closed, and hands in their databases. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Draft } from '../../server/ledger/contract.ts';
import type { StoreSettings } from '../../server/ledger/sqlite/open-store.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import type { Store } from '../../server/ledger/store.ts';
import { createFakeTime } from '../support/fake-time.ts';
import { appendOne, batch, makeBoard, NOON } from './drafts.ts';
import { scratchFolder } from './scratch.ts';

export function open(dataDir: string, more: Partial<StoreSettings> = {}): Promise<Store> {
  const { clock, timers } = createFakeTime(NOON);
  return openStore({ dataDir, clock, timers, ...more });
}

/** A folder with the board `march`, whose first line is followed by these. */
export async function writeFolder(drafts: readonly Draft[]): Promise<string> {
  const folder = scratchFolder();
  await using store = await open(folder);
  await makeBoard(store.ledger);
  await appendOne(store.ledger, batch('march', drafts));
  return folder;
}

/** What somebody with the file at hand can do to it. */
export function edit(folder: string, sql: string): void {
  using db = openHere(folder);
  db.exec(sql);
}

export function readRows(folder: string, sql: string): Record<string, unknown>[] {
  using db = openHere(folder);
  return db.prepare(sql).all();
}

function openHere(folder: string): DatabaseSync {
  return new DatabaseSync(join(folder, 'tocsin.db'), { enableForeignKeyConstraints: false });
}
