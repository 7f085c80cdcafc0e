/** The worker with the one connection that writes. Commits wait for the disk here, not on the server's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Appender, BatchResult, EraseRequest } from './appender.ts';
import { createAppender } from './appender.ts';
import { openImmutable, openWriter } from './connection.ts';
import type { KeyRange, LineColumns } from './line-columns.ts';
import { prepareColumns } from './line-columns.ts';
import type { PeopleWrites } from './people-writes.ts';
import { createPeopleWrites } from './people-writes.ts';
import { readBodyKey } from './schema.ts';
import { inTransaction } from './transaction.ts';
import { serveCalls } from './worker-calls.ts';

export interface WriterCalls extends Omit<Appender, 'erase'>, PeopleWrites {
  /** `wiped` is false if the log may still hold a copy of the erased text. */
  erase(request: EraseRequest): { result: BatchResult; wiped: boolean };
  /** Writes as much as a large post takes, and deletes it again. */
  probe(request: null): void;
  /** Moves the write-ahead log into the database and empties it; false if a reader was in the way. */
  truncateLog(request: null): boolean;
  /** Moves the log into the database and begins it anew in the same file, which keeps its size. */
  restartLog(request: null): void;
  /** Not in the upkeep worker, which verifies for seconds on end; here a page is read after what was appended before. */
  readColumns(range: KeyRange): LineColumns | undefined;
  close(request: null): void;
}

if (!parentPort) throw new Error('writer-worker.ts runs in a worker.');
// openStore hands these in.
const { path, maxPages, isImmutable } = workerData as {
  path: string;
  maxPages: number;
  isImmutable: boolean;
};
const db = isImmutable ? openImmutable(path) : openWriter(path);
if (!isImmutable) db.exec(`PRAGMA max_page_count = ${maxPages}`);
const appender = createAppender(db, readBodyKey(db));

const truncateLog = () => db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;

serveCalls<WriterCalls>(parentPort, {
  ...createPeopleWrites(db),
  append: appender.append,
  erase: (request) => ({ result: appender.erase(request), wiped: truncateLog() }),
  probe: () =>
    inTransaction(db, () => {
      db.exec(`INSERT OR REPLACE INTO settings (name, value) VALUES ('probe', zeroblob(65536))`);
      db.exec(`DELETE FROM settings WHERE name = 'probe'`);
    }),
  truncateLog,
  restartLog: () => db.exec('PRAGMA wal_checkpoint(RESTART)'),
  readColumns: prepareColumns(db),
  close: () => db.close(),
});
