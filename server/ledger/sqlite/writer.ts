/** The worker that holds the one writing connection. Commits wait for the disk here, not on the server's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Appender } from './appender.ts';
import { createAppender } from './appender.ts';
import { answerCalls } from './calls.ts';
import { openWriter } from './connection.ts';
import type { PeopleWrites } from './people-writes.ts';
import { createPeopleWrites } from './people-writes.ts';

export interface WriterAnswers extends Appender, PeopleWrites {
  /** Moves the write-ahead log into the database and empties it. False when a reader was in the way. */
  truncateLog(request: null): boolean;
  close(request: null): void;
}

if (!parentPort) throw new Error('writer.ts runs in a worker.');
// openStore hands in the path.
const db = openWriter((workerData as { path: string }).path);
const bodyKey = db.prepare(`SELECT value FROM settings WHERE name = 'body_key'`).get()?.value as Uint8Array;
const appender = createAppender(db, bodyKey);

const truncateLog = () => db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;

answerCalls<WriterAnswers>(parentPort, {
  ...appender,
  ...createPeopleWrites(db),
  erase(request) {
    const result = appender.erase(request);
    // The log still holds the page as it was, with the text on it.
    truncateLog();
    return result;
  },
  truncateLog,
  close: () => db.close(),
});
