/** Where people, their roles, sessions and invites are kept: beside the ledger, never in it. */
import type { Instant } from '#shared/time.ts';

export type Role = 'admin' | 'editor';

export interface Person {
  id: string;
  name: string;
  /** An argon2id hash in PHC form. */
  passwordHash: string;
  createdAt: Instant;
}

/** What a person may do where: a board's slug, or `*` for all of them. */
export interface Grant {
  board: string;
  role: Role;
}

export interface Session {
  /** SHA-256 of the token, hexadecimal: the token itself is kept by the browser alone. */
  tokenHash: string;
  personId: string;
  createdAt: Instant;
  expiresAt: Instant;
}

export interface Invite {
  tokenHash: string;
  grants: readonly Grant[];
  createdBy: string | null;
  createdAt: Instant;
  expiresAt: Instant;
}

/** What happened at the desk, for the audit log: who did what to what. Never an address. */
export interface AuditRecord {
  at: Instant;
  personId: string | null;
  action: string;
  subject: string;
}

export interface PeopleStore {
  personByName(name: string): Promise<Person | undefined>;
  person(id: string): Promise<{ person: Person; grants: Grant[] } | undefined>;
  /** Whether anybody holds `admin` on `*`. */
  hasAdmin(): Promise<boolean>;
  /** Adds a person with grants; false when the name is taken (names compare without case). */
  addPerson(person: Person, grants: readonly Grant[]): Promise<boolean>;
  /** Takes an unexpired invite and adds the person, in one transaction. */
  redeemInvite(tokenHash: string, person: Person, now: Instant): Promise<'added' | 'no-invite' | 'name-taken'>;
  addInvite(invite: Invite): Promise<void>;
  addSession(session: Session): Promise<void>;
  /** The session with its person and grants, unless it has expired. */
  session(tokenHash: string, now: Instant): Promise<{ session: Session; person: Person; grants: Grant[] } | undefined>;
  endSession(tokenHash: string): Promise<void>;
  endSessionsOf(personId: string): Promise<void>;
  removeExpired(now: Instant): Promise<void>;
  record(audit: AuditRecord): Promise<void>;
}
