/** The people store: reads on the server's own thread, writes through the worker that holds the writing connection. */
import type { DatabaseSync } from 'node:sqlite';
import { foldName } from '../../fold-name.ts';
import type { AuditRecord, Grant, Invite, PeopleStore, Person, Session } from '../people-store.ts';
import type { Caller } from './calls.ts';
import { gather } from './gather.ts';
import { rowsOf } from './rows.ts';
import type { WriterAnswers } from './writer.ts';

type PersonRow = [id: string, name: string, passwordHash: string, createdAt: number];
type SessionRow = [tokenHash: string, personId: string, createdAt: number, expiresAt: number];

type InviteRow = [
  tokenHash: string,
  grants: string,
  createdBy: string | null,
  createdAt: number,
  expiresAt: number,
];

const personOf = ([id, name, passwordHash, createdAt]: PersonRow): Person => ({
  id,
  name,
  passwordHash,
  createdAt,
});

const inviteOf = ([tokenHash, grants, createdBy, createdAt, expiresAt]: InviteRow): Invite => ({
  tokenHash,
  // Written by addInvite, from grants.
  grants: JSON.parse(grants) as Grant[],
  createdBy,
  createdAt,
  expiresAt,
});

export function createPeople(db: DatabaseSync, writer: Caller<WriterAnswers>): PeopleStore {
  const byName = rowsOf<PersonRow>(
    db,
    'SELECT id, name, password_hash, created_at FROM people WHERE folded_name = ?',
  );
  const byId = rowsOf<PersonRow>(db, 'SELECT id, name, password_hash, created_at FROM people WHERE id = ?');
  const grants = rowsOf<[Grant['board'], Grant['role']]>(
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
  const withGrants = (id: string): { person: Person; grants: Grant[] } | undefined => {
    const row = byId(id)[0];
    return row && { person: personOf(row), grants: grants(id).map(([board, role]) => ({ board, role })) };
  };
  const sessionOf = ([tokenHash, personId, createdAt, expiresAt]: SessionRow) => {
    const session: Session = { tokenHash, personId, createdAt, expiresAt };
    const whose = withGrants(personId);
    return whose && { session, ...whose };
  };
  // Every action at the desk is recorded: each alone would be a disk write of its own.
  const record = gather((audits: AuditRecord[]) => writer.call('record', audits));

  return {
    secret: (name) => writer.call('secret', name),
    personByName: async (name) => byName(foldName(name)).map(personOf)[0],
    person: async (id) => withGrants(id),
    hasAdmin: async () => admins().length > 0,
    addPerson: (person, held) => writer.call('addPerson', { person, grants: held }),
    replacePasswordHash: (personId, from, to) => writer.call('replacePasswordHash', { personId, from, to }),
    redeemInvite: (tokenHash, person, now) => writer.call('redeemInvite', { tokenHash, person, now }),
    addInvite: (invite) => writer.call('addInvite', invite),
    invite: async (tokenHash, now) => invites(tokenHash, now).map(inviteOf)[0],
    removeSetUpInvites: () => writer.call('removeSetUpInvites', null),
    addSession: (session) => writer.call('addSession', session),
    session: async (tokenHash, now) => sessions(tokenHash, now).map(sessionOf)[0],
    endSession: (tokenHash) => writer.call('endSession', tokenHash),
    endSessionsOf: (personId) => writer.call('endSessionsOf', personId),
    removeExpired: (now) => writer.call('removeExpired', now),
    record,
  };
}
