/** Reads people, their grants, sessions and invites. */
import type { DatabaseSync } from 'node:sqlite';
import type { Grant } from '#shared/roles.ts';
import type { Instant } from '#shared/time.ts';
import { foldName } from '../../fold-name.ts';
import type { Invite, Person, Session } from '../people-store.ts';
import { rowsOf } from './rows.ts';

interface WithGrants {
  person: Person;
  grants: Grant[];
}

export interface PeopleReads {
  secret(name: string): Uint8Array | undefined;
  personByName(name: string): Person | undefined;
  person(id: string): WithGrants | undefined;
  hasAdmin(): boolean;
  invite(tokenHash: string, now: Instant): Invite | undefined;
  session(tokenHash: string, now: Instant): ({ session: Session } & WithGrants) | undefined;
}

type PersonRow = [id: string, name: string, passwordHash: string, createdAt: Instant];
type GrantRow = [board: string, role: Grant['role']];
type SessionRow = [tokenHash: string, personId: string, createdAt: Instant, expiresAt: Instant];
type InviteRow = [
  tokenHash: string,
  grants: string,
  createdBy: string | null,
  createdAt: Instant,
  expiresAt: Instant,
];

export function createPeopleReads(db: DatabaseSync): PeopleReads {
  const person = 'SELECT id, name, password_hash, created_at FROM people WHERE';
  const byName = rowsOf<PersonRow>(db, `${person} folded_name = ?`);
  const byId = rowsOf<PersonRow>(db, `${person} id = ?`);
  const grantsOf = rowsOf<GrantRow>(
    db,
    'SELECT board, role FROM grants WHERE person = ? ORDER BY board, role',
  );
  const admins = rowsOf<[number]>(db, `SELECT 1 FROM grants WHERE board = '*' AND role = 'admin' LIMIT 1`);
  const sessions = rowsOf<SessionRow>(
    db,
    'SELECT token_hash, person, created_at, expires_at FROM sessions WHERE token_hash = ? AND expires_at > ?',
  );
  const invites = rowsOf<InviteRow>(
    db,
    'SELECT token_hash, grants, created_by, created_at, expires_at FROM invites WHERE token_hash = ? AND expires_at > ?',
  );
  const withGrants = (id: string): WithGrants | undefined => {
    const row = byId(id)[0];
    return row && { person: personOf(row), grants: grantsOf(id).map(([board, role]) => ({ board, role })) };
  };
  const secrets = rowsOf<[Uint8Array]>(db, 'SELECT bytes FROM secrets WHERE name = ?');
  return {
    secret: (name) => secrets(name)[0]?.[0],
    personByName: (name) => byName(foldName(name)).map(personOf)[0],
    person: withGrants,
    hasAdmin: () => admins().length > 0,
    invite: (tokenHash, now) => invites(tokenHash, now).map(inviteOf)[0],
    session(tokenHash, now) {
      const row = sessions(tokenHash, now)[0];
      const whose = row && withGrants(row[1]);
      return whose && { session: sessionOf(row), ...whose };
    },
  };
}

function personOf([id, name, passwordHash, createdAt]: PersonRow): Person {
  return { id, name, passwordHash, createdAt };
}

function sessionOf([tokenHash, personId, createdAt, expiresAt]: SessionRow): Session {
  return { tokenHash, personId, createdAt, expiresAt };
}

function inviteOf([tokenHash, grants, createdBy, createdAt, expiresAt]: InviteRow): Invite {
  // Written by addInvite, from grants.
  return { tokenHash, grants: JSON.parse(grants) as Grant[], createdBy, createdAt, expiresAt };
}
