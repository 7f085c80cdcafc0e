/**
 * Who may see and do what with which board: judged here for every route, event and page, once a request. What the desk
 * does, it does for a permit, and nothing else makes one.
 */
import type { Access, Role } from '#shared/roles.ts';
import { isRole, mayAct } from '#shared/roles.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant } from '#shared/time.ts';
import type { Live } from '../live/contract.ts';
import { Refusal } from '../refusal.ts';
import type { Operator } from './contract.ts';

declare const judged: unique symbol;

/** Proof that this person may act in this role on this board, `*` standing for all of them. */
export interface Permit<R extends Role> {
  readonly operator: Operator;
  readonly board: string;
  readonly [judged]: R;
}

/** Who was let in, and where that takes a role, the proof of it. */
export interface Admission {
  operator: Operator | undefined;
  permit: Permit<Role> | undefined;
}

export interface Attempted {
  access: Access;
  /** The board it is about. */
  slug: string | undefined;
}

type Boards = Pick<Live, 'tally' | 'view' | 'withheld'>;

/** @throws Refusal `signed-out`, `no-board`, `forbidden`, `damaged` */
export function admit(live: Boards, operator: Operator | undefined, { access, slug }: Attempted): Admission {
  if (access === 'public' || access === 'own') return { operator, permit: undefined };
  if (access !== 'board' && !operator)
    throw new Refusal('signed-out', 'This takes somebody who is signed in.');
  if (slug !== undefined && !maySee(live, operator, slug)) throw refuseNoBoard();
  const permit = permitFor(operator, access, slug ?? '*');
  const withheld = live.withheld(slug ?? '');
  if (withheld) throw refuseWithheld(withheld.since);
  return { operator, permit };
}

function permitFor(operator: Operator | undefined, access: Access, board: string): Permit<Role> | undefined {
  return operator && isRole(access) ? permitRole(operator, access, board) : undefined;
}

/** @throws Refusal `forbidden` */
export function permitRole<R extends Role>(operator: Operator, role: R, board: string): Permit<R> {
  // The mark of a permit is for the compiler alone.
  if (mayAct(operator.grants, role, board)) return { operator, board } as Permit<R>;
  throw new Refusal(
    'forbidden',
    `This takes the role ${role} on ${board === '*' ? 'all boards' : 'this board'}.`,
  );
}

/** A draft must not be told from a board that is not there; hence one answer for both, without the slug in it. */
export function maySee(live: Boards, operator: Operator | undefined, slug: string): boolean {
  // The newest state counts, and the shown one, which may be a tick older.
  const known = [live.tally(slug)?.board, live.view(slug)?.board, live.withheld(slug)?.board];
  if (!(known[0] || live.withheld(slug))) return false;
  return known.every((board) => board?.state !== 'draft') || mayAct(operator?.grants, 'editor', slug);
}

/** Whether everybody may see a board. */
export function isPublic(live: Boards, slug: string): boolean {
  return maySee(live, undefined, slug);
}

export function refuseNoBoard(): Refusal {
  return new Refusal('no-board', 'There is no board with this slug.');
}

/** Seconds: a backup is not restored sooner. */
const RETRY_WITHHELD = 30;

/** No number of the board leaves the server, and none is taken: what it would be added to does not hold. */
export function refuseWithheld(since: Instant): Refusal {
  const iso = formatInstant(since);
  return new Refusal(
    'damaged',
    `The record of this board does not add up, so its numbers are withheld since ${iso}. Whoever runs the server finds in its log what to do.`,
    { since: iso, retryAfter: RETRY_WITHHELD },
  );
}
