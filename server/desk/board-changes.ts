/** Making and changing boards: the whole must be sound, and no place or kind with entries may be left out. */
import { randomUUID } from 'node:crypto';
import type { Board } from '#shared/board.ts';
import { changeBoard } from '#shared/board.ts';
import type { BoardChange } from '#shared/board-schema.ts';
import { findBoardFaults } from '#shared/board-schema.ts';
import type { Tally } from '#shared/counting/tally.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { BoardFacts } from '#shared/line.ts';
import { isSameValue } from '#shared/same-value.ts';
import { canonicalJson } from '../canonical-json.ts';
import { alone, pointTo } from '../json-pointer.ts';
import type { Live } from '../live/contract.ts';
import { Refusal } from '../refusal.ts';
import type { Permit } from './admission.ts';
import { refuseNoBoard } from './admission.ts';
import type { DeskParts } from './posting.ts';
import { refuseOutcome } from './posting.ts';

type By = Pick<Permit<'admin'>, 'operator' | 'board'>;

export async function recordNewBoard(parts: DeskParts, { operator }: By, board: Board): Promise<Board> {
  return await recordBoard(parts, { operator, board: board.slug }, board);
}

/** @throws Refusal `invalid`, `place-in-use`, `kind-in-use`, `unchanged` */
export async function recordBoardChange(parts: DeskParts, by: By, change: BoardChange): Promise<Board> {
  const { tally, board } = findBoard(parts.live, by.board);
  const next = changeBoard(board, change);
  refuseLeavingOutKinds(tally, board, next);
  refuseUnsound(next);
  refuseLeavingOut(tally, board, next);
  const set = differingFields(board, next, change);
  if (Object.keys(set).length === 0)
    throw new Refusal('unchanged', 'The board is as this change would make it.');
  return await recordBoard(parts, by, set);
}

async function recordBoard({ live, clock }: DeskParts, by: By, set: BoardFacts['set']): Promise<Board> {
  const draft = { id: randomUUID(), facts: { kind: 'board' as const, set }, body: canonicalJson(set) };
  const outcome = await live.recorder.record({
    board: by.board,
    drafts: [draft],
    author: by.operator.id,
    receivedAt: clock.now(),
  });
  if (outcome.outcome !== 'appended') throw refuseOutcome(outcome, alone);
  return findBoard(live, by.board).board;
}

function findBoard(live: Pick<Live, 'tally'>, slug: string): { tally: Tally; board: Board } {
  const tally = live.tally(slug);
  if (!tally?.board) throw refuseNoBoard();
  return { tally, board: tally.board };
}

/**
 * What no single field can tell. The pointers are those of the change: its fields have the board's names. Fields that it
 * leaves alone are not looked at again: what was taken by an older rule must not keep a board from being changed.
 */
function refuseUnsound(board: Board): void {
  const faults = findBoardFaults(board);
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ path, message }) => ({ pointer: pointTo(path), detail: message }));
  throw new Refusal('invalid', `${errors[0]?.pointer} ${first.message}`, { errors });
}

function refuseLeavingOut(tally: Tally, before: Board, after: Board): void {
  const kept = new Set(after.places.map(({ id }) => id));
  const used = before.places.map(({ id }) => id).filter((id) => !kept.has(id) && isUsed(tally, id));
  const [first] = used;
  if (first === undefined) return;
  throw new Refusal(
    'place-in-use',
    `The place ${first} has entries: keep it in places, with "hidden": true if it is not to be shown.`,
    {
      errors: [{ pointer: '#/places', detail: `takes a list that has the place ${first}: it has entries` }],
      inUse: used,
    },
  );
}

/** Comes first: that other fields name the kind as well is then beside the point. */
function refuseLeavingOutKinds(tally: Tally, before: Board, after: Board): void {
  const kept = new Set(countKindsOf(after));
  const used = countKindsOf(before).filter((kind) => !kept.has(kind) && tally.isNamed(kind));
  const [first] = used;
  if (first === undefined) return;
  throw new Refusal('kind-in-use', `The kind ${first} has entries: keep it in kinds, under any name.`, {
    errors: [{ pointer: '#/kinds', detail: `takes a list that has the kind ${first}: it has entries` }],
    inUse: used,
  });
}

function isUsed(tally: Tally, place: string): boolean {
  return tally.select({ place, limit: 1 }).length > 0;
}

/** A line keeps what changes: the whole list of places need not be written again with a new title. */
function differingFields(before: Board, after: Board, change: BoardChange): BoardFacts['set'] {
  const fields = Object.entries(change).filter(([field]) => {
    const key = field as keyof Board;
    return !isSameValue(before[key], after[key]);
  });
  return Object.fromEntries(fields);
}
