/** Writes people, sessions, invites and the audit log, in the writer worker. Each call is one transaction. */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Grant } from '#shared/roles.ts';
import type { Instant } from '#shared/time.ts';
import { foldName } from '../../fold-name.ts';
import type { AuditRecord, Invite, Person, Session } from '../people-store.ts';
import { inTransaction } from './transaction.ts';

export interface PeopleWrites {
  secret(name: string): Uint8Array;
  replacePasswordHash(request: { personId: string; from: string; to: string }): void;
  removeSetUpInvites(request: null): void;
  addPerson(request: { person: Person; grants: readonly Grant[] }): boolean;
  redeemInvite(request: {
    tokenHash: string;
    person: Person;
    now: Instant;
  }): 'added' | 'no-invite' | 'name-taken';
  addInvite(invite: Invite): void;
  addSession(session: Session): void;
  endSession(tokenHash: string): void;
  endSessionsOf(personId: string): void;
  removeExpired(now: Instant): void;
  record(audits: readonly AuditRecord[]): void;
}

export function createPeopleWrites(db: DatabaseSync): PeopleWrites {
  return { ...preparePeople(db), ...prepareSessions(db), ...prepareRecords(db) };
}

type Of<Name extends keyof PeopleWrites> = Pick<PeopleWrites, Name>;

function preparePeople(
  db: DatabaseSync,
): Of<'addPerson' | 'replacePasswordHash' | 'redeemInvite' | 'addInvite' | 'removeSetUpInvites'> {
  const person = db.prepare(
    `INSERT INTO people (id, name, folded_name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (folded_name) DO NOTHING`,
  );
  const grant = db.prepare(
    'INSERT INTO grants (person, board, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const rehash = db.prepare('UPDATE people SET password_hash = ? WHERE id = ? AND password_hash = ?');
  const invite = db.prepare(
    'INSERT INTO invites (token_hash, grants, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
  );
  const openInvite = db.prepare('SELECT grants FROM invites WHERE token_hash = ? AND expires_at > ?');
  const dropInvite = db.prepare('DELETE FROM invites WHERE token_hash = ?');
  const dropSetUp = db.prepare('DELETE FROM invites WHERE created_by IS NULL');

  const insertPerson = (added: Person, grants: readonly Grant[]): boolean => {
    const { id, name, passwordHash, createdAt } = added;
    if (person.run(id, name, foldName(name), passwordHash, createdAt).changes === 0) return false;
    for (const { board, role } of grants) grant.run(id, board, role);
    return true;
  };
  const redeem = (tokenHash: string, added: Person, now: Instant) => {
    const found = openInvite.get(tokenHash, now);
    if (!found) return 'no-invite';
    // Written by addInvite below, from grants.
    if (!insertPerson(added, JSON.parse(String(found.grants)) as Grant[])) return 'name-taken';
    dropInvite.run(tokenHash);
    return 'added';
  };
  return {
    addPerson: ({ person: added, grants }) => inTransaction(db, () => insertPerson(added, grants)),
    replacePasswordHash: ({ personId, from, to }) =>
      inTransaction(db, () => void rehash.run(to, personId, from)),
    redeemInvite: ({ tokenHash, person: added, now }) =>
      inTransaction(db, () => redeem(tokenHash, added, now)),
    addInvite: ({ tokenHash, grants, createdBy, createdAt, expiresAt }) =>
      inTransaction(
        db,
        () => void invite.run(tokenHash, JSON.stringify(grants), createdBy, createdAt, expiresAt),
      ),
    removeSetUpInvites: () => inTransaction(db, () => void dropSetUp.run()),
  };
}

function prepareSessions(
  db: DatabaseSync,
): Of<'addSession' | 'endSession' | 'endSessionsOf' | 'removeExpired'> {
  const add = db.prepare(
    'INSERT INTO sessions (token_hash, person, created_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const end = db.prepare('DELETE FROM sessions WHERE token_hash = ?');
  const endOf = db.prepare('DELETE FROM sessions WHERE person = ?');
  const expired = ['sessions', 'invites'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`),
  );
  return {
    addSession: ({ tokenHash, personId, createdAt, expiresAt }) =>
      inTransaction(db, () => void add.run(tokenHash, personId, createdAt, expiresAt)),
    endSession: (tokenHash) => inTransaction(db, () => void end.run(tokenHash)),
    endSessionsOf: (personId) => inTransaction(db, () => void endOf.run(personId)),
    removeExpired: (now) =>
      inTransaction(db, () => {
        for (const removal of expired) removal.run(now);
      }),
  };
}

function prepareRecords(db: DatabaseSync): Of<'secret' | 'record'> {
  const mint = db.prepare('INSERT INTO secrets (name, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const secret = db.prepare('SELECT bytes FROM secrets WHERE name = ?');
  const audit = db.prepare('INSERT INTO audit (at, person, action, subject) VALUES (?, ?, ?, ?)');
  return {
    secret: (name) =>
      inTransaction(db, () => {
        mint.run(name, randomBytes(32));
        // A STRICT table's column of the type BLOB that is not null.
        return secret.get(name)?.bytes as Uint8Array;
      }),
    record: (audits) =>
      inTransaction(db, () => {
        for (const { at, personId, action, subject } of audits) audit.run(at, personId, action, subject);
      }),
  };
}
