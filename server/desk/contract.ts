/** What operators may do, as the doors call it. Everything here is sound or throws a `Refusal`. */

import type { Receipt } from '#shared/answers.ts';
import type { Board } from '#shared/board.ts';
import type { BoardChange } from '#shared/board-schema.ts';
import type { PostedEntry } from '#shared/entry.ts';
import type { Grant, Role } from '#shared/roles.ts';
import type { EntryPointer } from '../json-pointer.ts';
import type { Permit } from './admission.ts';

/** Somebody signed in, as read at this very event. */
export interface Operator {
  id: string;
  name: string;
  grants: readonly Grant[];
  /** SHA-256 of the session's token: what ends with it. */
  sessionHash: string;
}

export interface Desk {
  /** `created` is false when every entry was there already with the same body (`200` instead of `201`). */
  post(
    permit: Permit<'editor'>,
    entries: readonly PostedEntry[],
    /** Where each lies in what was sent: what is refused is pointed to there. */
    pointTo: EntryPointer,
  ): Promise<{ created: boolean; receipts: Receipt[] }>;
  /** Takes a permit for all boards. */
  makeBoard(permit: Permit<'admin'>, board: Board): Promise<Board>;
  changeBoard(permit: Permit<'admin'>, change: BoardChange): Promise<Board>;
  eraseText(permit: Permit<'admin'>, id: string, reason: string): Promise<Receipt>;
}

export interface SignedIn {
  operator: Operator;
  /** The session's token, for the cookie alone. */
  token: string;
  /** Milliseconds until it ends. */
  lifetimeMs: number;
  /** Proves later that this person signed in on this device before: a cookie of its own that outlives the session. */
  device: string;
}

export interface People {
  /**
   * @param address the caller's address, used only as a rotating keyed hash in memory
   * @param devices what may be the token of an earlier sign-in on this device, which waits in a lane of its own
   * @param session the token of a session that the browser has, and that ends with this sign-in
   * @throws Refusal `wrong-password`, or `too-many` with `retryAfter`.
   */
  signIn(
    name: string,
    password: string,
    from: { address: string; devices?: readonly string[]; session?: string },
  ): Promise<SignedIn>;
  signOut(token: string): Promise<void>;
  /** The operator behind a session's token, read anew each time; undefined when it has ended. */
  operator(token: string | undefined): Promise<Operator | undefined>;
  /**
   * A one-time token that makes a person with this role on these boards.
   * @throws Refusal `forbidden` where `by` is not an admin of each of them.
   */
  invite(by: Operator, boards: readonly string[], role: Role): Promise<{ token: string; expiresAt: number }>;
  /** @throws Refusal `gone` for an invite that is spent or too old, `name-taken`, `too-many` with `retryAfter`. */
  join(invite: string, name: string, password: string): Promise<SignedIn>;
  /** Whether somebody can sign in and make boards; false until the set-up link was opened. */
  hasAdmin(): Promise<boolean>;
  /** Called with a session's hash when it ends, so that open sockets end too. Returns what unsubscribes. */
  onSessionEnd(listener: (sessionHash: string) => void): () => void;
  /**
   * Makes the admin that TOCSIN_ADMIN names, if there is none; otherwise, if there is none, a one-time set-up token.
   * Earlier set-up tokens are void.
   * @throws Refusal `invalid` for a name or password that nobody could join with, `name-taken`.
   */
  ensureAdmin(named: { name: string; password: string } | undefined): Promise<{ setUpToken?: string }>;
}
