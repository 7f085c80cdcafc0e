/**
 * A server's store under load, to be killed: appends what it is told to with several callers at once, and says which
 * ids were acknowledged. Run as `node crash-child.ts FOLDER FIRST COUNT`.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../server/clock.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import { crashDraft } from './crash-drafts.ts';
import { batch } from './drafts.ts';

const [, , folder = '', first = '0', count = '0'] = process.argv;
const CALLERS = 8;

const store = await openStore({ dataDir: folder, clock: systemClock });
let next = Number(first);
const last = next + Number(count);

async function post(): Promise<void> {
  while (next < last) {
    const number = next++;
    await store.ledger.append([batch('march', [crashDraft(number)])]);
    // Written at once, past every buffer: what the parent reads was acknowledged before the kill.
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: CALLERS }, post));
await store[Symbol.asyncDispose]();
