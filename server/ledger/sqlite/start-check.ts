/**
 * What is looked at before a store serves: that the database has what its witness has seen, and that each board's newest
 * lines add up. Both take milliseconds whatever the history. The rest (some
 * seconds for a million lines: SHA-256 alone takes one) is verified in the upkeep worker while the store serves, and fails it when something is found.
 */

import { LedgerFault } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import type { Caller } from './calls.ts';
import type { Condition } from './condition.ts';
import { faultOf } from './faults.ts';
import type { Testimony, WitnessedHead } from './head-witness.ts';
import type { UpkeepAnswers } from './upkeep-worker.ts';

/** Lines of each board that are verified before the first is served. */
const NEWEST = 1_000;

/** What a verification came to: nothing, or the line that does not add up. */
function damageAt(board: string, seq: number): LedgerFault {
  return new LedgerFault(
    'damaged',
    `Entry ${seq} of board ${board} is not what was stored: restore a backup.`,
  );
}

/** @throws LedgerFault `behind-witness` when the database lacks a line that its witness has seen, or has another. */
export function assertWitnessed(
  testimony: Testimony,
  { epoch, hashAt }: { epoch: string; hashAt(board: string, seq: number): string | undefined },
): void {
  const missing = testimony.heads.find(({ board, seq, hash }) => hashAt(board, seq) !== hash);
  if (!missing && (testimony.epoch === epoch || testimony.heads.length === 0)) return;
  const lacks = missing
    ? `lacks entry ${missing.seq} of board ${missing.board}, which`
    : 'is another one than';
  throw new LedgerFault(
    'behind-witness',
    `The database ${lacks} its head witness has seen. If you restored a backup, delete head-witness.json; otherwise the database has lost entries: restore a backup.`,
  );
}

/** @throws LedgerFault `damaged` */
export async function checkNewest(
  upkeep: Caller<UpkeepAnswers>,
  heads: readonly WitnessedHead[],
): Promise<void> {
  for (const { board, seq } of heads) {
    const found = await upkeep.call('verifyBoard', { slug: board, from: Math.max(1, seq - NEWEST + 1) });
    if (found !== undefined) throw damageAt(board, found);
  }
}

/** Verifies everything and fails the store when something is found. Never throws. */
export async function checkAll(
  upkeep: Caller<UpkeepAnswers>,
  heads: readonly WitnessedHead[],
  { condition, log }: { condition: Condition; log: StoreLog },
): Promise<void> {
  try {
    await upkeep.call('checkFile', null);
    for (const { board } of heads) {
      const found = await upkeep.call('verifyBoard', { slug: board, from: 1 });
      if (found !== undefined) throw damageAt(board, found);
    }
  } catch (error) {
    if (condition.fault) return;
    const fault = faultOf(error);
    condition.fail(fault);
    log.error(fault.message);
  }
}
