/** The kinds of a board as they are typed: with each its goal, whom it trusts, its cadence and its big figure. */
import type { Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Row } from './form-rows.ts';
import { idOfReference, idOfRow, knownRow } from './form-rows.ts';
import type { Find } from './row-subjects.ts';
import { SUBJECTS } from './row-subjects.ts';
import { bothOf, readLength, readWhole, writeLength } from './typed-values.ts';

/** Nobody counts updates, but news of them can be due as well. */
export const UPDATE: Kind = 'update';

/** A row for each kind that the board counts; those of the default have no name of the board's. */
export function kindRowsOf(board: Partial<Board>): Row[] {
  const listed = new Set(board.claimants?.map(({ id }) => id));
  return countKindsOf(board).map((kind) => {
    const item = board.kinds?.find(({ id }) => id === kind);
    const trusted = board.policy?.[kind] ?? [];
    return knownRow(kind, item, {
      ...SUBJECTS.kinds.blank,
      ...bothOf(item?.name),
      id: kind,
      goal: String(board.goals?.[kind] ?? ''),
      policy: trusted.map((id) => (listed.has(id) ? `@${id}` : id)).join(' '),
      ...writeLength(board.cadence?.[kind]),
      big: board.big?.[kind] ?? 'best',
    });
  });
}

/** What is said kind by kind. */
export function writeKindFields(rows: readonly Row[], updates: { every: string; unit: string }, find: Find) {
  const each = (field: string, write: (typed: Row['typed']) => unknown) =>
    rows.flatMap((row) => (row.typed[field]?.trim() ? [[idOfRow(row), write(row.typed)] as const] : []));
  const ofUpdates = updates.every.trim() === '' ? [] : [[UPDATE, readLength(updates.every, updates.unit)]];
  return {
    goals: Object.fromEntries(each('goal', ({ goal = '' }) => readWhole(goal))),
    policy: Object.fromEntries(each('policy', ({ policy = '' }) => idsOfPolicy(policy, find))),
    big: Object.fromEntries(each('big', ({ big }) => big).filter(([, big]) => big !== 'best')),
    cadence: Object.fromEntries([
      ...each('every', ({ every = '', unit = '' }) => readLength(every, unit)),
      ...ofUpdates,
    ]),
  };
}

function idsOfPolicy(policy: string, find: Find): string[] {
  return policy
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => idOfReference(id, find.claimants));
}
