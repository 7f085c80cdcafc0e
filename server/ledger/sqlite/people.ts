/** The people store: reads on the server's own thread, writes through the worker that holds the writing connection. */
import type { DatabaseSync } from 'node:sqlite';
import type { AuditRecord, PeopleStore } from '../people-store.ts';
import type { LogTender } from './checkpointer.ts';
import { gather } from './gather.ts';
import type { PeopleReads } from './people-reads.ts';
import { createPeopleReads } from './people-reads.ts';
import type { Condition } from './store-health.ts';
import type { Caller } from './worker-calls.ts';
import type { Writing } from './write-breaker.ts';
import type { WriterAnswers } from './writer-worker.ts';

export interface PeopleParts {
  /** The reading connection. */
  db: DatabaseSync;
  writer: Caller<WriterAnswers>;
  tender: LogTender;
  condition: Condition;
  writing: Writing;
}

export function createPeople({ db, writer, tender, condition, writing }: PeopleParts): PeopleStore {
  const reads = createPeopleReads(db);
  const read = <T>(ask: (reads: PeopleReads) => T): Promise<T> => condition.whileServing(() => ask(reads));
  const write: typeof writer.call = (name, request) => {
    tender.wrote(1);
    return condition.whileServing(() => writing.attempt(() => writer.call(name, request)));
  };
  return {
    secret: async (name) => (await read((from) => from.secret(name))) ?? write('secret', name),
    personByName: (name) => read((from) => from.personByName(name)),
    person: (id) => read((from) => from.person(id)),
    hasAdmin: () => read((from) => from.hasAdmin()),
    addPerson: (person, grants) => write('addPerson', { person, grants }),
    replacePasswordHash: (personId, from, to) => write('replacePasswordHash', { personId, from, to }),
    redeemInvite: (tokenHash, person, now) => write('redeemInvite', { tokenHash, person, now }),
    addInvite: (invite) => write('addInvite', invite),
    invite: (tokenHash, now) => read((from) => from.invite(tokenHash, now)),
    removeSetUpInvites: () => write('removeSetUpInvites', null),
    addSession: (session) => write('addSession', session),
    session: (tokenHash, now) => read((from) => from.session(tokenHash, now)),
    endSession: (tokenHash) => write('endSession', tokenHash),
    endSessionsOf: (personId) => write('endSessionsOf', personId),
    removeExpired: (now) => write('removeExpired', now),
    // Every action at the desk is recorded: each alone would be a write to the disk of its own.
    record: gather((audits: AuditRecord[]) => write('record', audits)),
  };
}
