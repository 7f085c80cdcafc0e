/** The store of people, their roles, sessions and invites: beside the ledger, never in it. */
import type { Grant } from '#shared/roles.ts';
import type { Instant } from '#shared/time.ts';

export interface Person {
  id: string;
  name: string;
  /** An argon2id hash in PHC form. */
  passwordHash: string;
  createdAt: Instant;
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
  /** 32 random bytes under this name, made on the first call; every later call and process gets the same. */
  secret(name: string): Promise<Uint8Array>;
  personByName(name: string): Promise<Person | undefined>;
  person(id: string): Promise<{ person: Person; grants: Grant[] } | undefined>;
  /** Whether anybody holds `admin` on `*`. */
  hasAdmin(): Promise<boolean>;
  /** Adds a person with grants; false when the name is taken. Names compare as `foldName` folds them. */
  addPerson(person: Person, grants: readonly Grant[]): Promise<boolean>;
  /** Replaces a person's hash if it is still `from`: a password that was changed meanwhile must not come back. */
  replacePasswordHash(personId: string, from: string, to: string): Promise<void>;
  /** Takes an unexpired invite and adds the person, in one transaction. */
  redeemInvite(
    tokenHash: string,
    person: Person,
    now: Instant,
  ): Promise<'added' | 'no-invite' | 'name-taken'>;
  addInvite(invite: Invite): Promise<void>;
  /** The invite, unless it was redeemed or has expired. */
  invite(tokenHash: string, now: Instant): Promise<Invite | undefined>;
  /** Removes the set-up invites, which the server itself made (`createdBy` null). */
  removeSetUpInvites(): Promise<void>;
  addSession(session: Session): Promise<void>;
  /** The session with its person and grants, unless it has expired. */
  session(
    tokenHash: string,
    now: Instant,
  ): Promise<{ session: Session; person: Person; grants: Grant[] } | undefined>;
  endSession(tokenHash: string): Promise<void>;
  endSessionsOf(personId: string): Promise<void>;
  removeExpired(now: Instant): Promise<void>;
  record(audit: AuditRecord): Promise<void>;
}
