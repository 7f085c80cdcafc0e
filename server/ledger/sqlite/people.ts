/** The people store: it reads on the server's own thread, and writes through the writer worker. */
import type { DatabaseSync } from 'node:sqlite';
import { createGroupCommit } from '../../group-commit.ts';
import type { AuditRecord, PeopleStore } from '../people-store.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { PeopleReads } from './people-reads.ts';
import { createPeopleReads } from './people-reads.ts';
import type { StoreHealth } from './store-health.ts';
import type { Caller } from './worker-calls.ts';
import type { WriteBreaker } from './write-breaker.ts';
import type { WriterCalls } from './writer-worker.ts';

export interface PeopleParts {
  /** The reading connection. */
  db: DatabaseSync;
  writer: Caller<WriterCalls>;
  checkpointer: Checkpointer;
  health: StoreHealth;
  breaker: WriteBreaker;
}

export function createPeople({ db, writer, checkpointer, health, breaker }: PeopleParts): PeopleStore {
  const reads = createPeopleReads(db);
  const read = <T>(ask: (reads: PeopleReads) => T): Promise<T> => health.ifServing(() => ask(reads));
  const write: typeof writer.call = (name, request) => {
    checkpointer.noteWritten(1);
    return health.ifServing(() => breaker.attempt(() => writer.call(name, request)));
  };
  // Every action at the desk is recorded: written one by one, each would cost a commit of its own.
  const records = createGroupCommit(async (group: PendingRecord[]) => {
    try {
      await write(
        'record',
        group.map(({ audit }) => audit),
      );
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  });
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
    record(audit) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      records.add({ audit, resolve, reject });
      return promise;
    },
  };
}

interface PendingRecord {
  audit: AuditRecord;
  resolve(): void;
  reject(error: unknown): void;
}
