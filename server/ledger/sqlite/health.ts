/** How well the store serves, for whoever looks after the server: damage before a disk that takes nothing. */

import type { Health } from '#shared/answers.ts';
import type { Damages, LedgerFault } from '../contract.ts';
import type { Condition } from './store-health.ts';
import type { Writing } from './write-breaker.ts';

export interface HealthParts {
  condition: Condition;
  writing: Writing;
  damages: Damages;
}

/** @throws LedgerFault where it serves nothing */
export async function describeHealth({ condition, writing, damages }: HealthParts): Promise<Health> {
  condition.assertServing();
  await writing.look();
  const boards = damages.all().size;
  if (boards > 0) return { status: 'damaged', boards };
  return writing.stopped ? { status: 'reading-only', why: WHY[writing.stopped.code] } : { status: 'ready' };
}

const WHY: Readonly<Record<LedgerFault['code'], string>> = {
  full: 'The disk is full.',
  'read-only': 'The data folder cannot be written.',
  damaged: "The database's structure is damaged; the numbers of every board were verified.",
  'behind-witness': 'The database is not the one that its witness has seen.',
  locked: 'Another program holds the database.',
  closed: 'The store is closed.',
  failed: 'The store failed.',
};
