/** The worker that looks after the file beside the writer: moves the write-ahead log into it, and verifies it. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFixed, openUpkeep } from './connection.ts';
import type { Verifier } from './verify.ts';
import { createVerifier } from './verify.ts';
import { answerCalls } from './worker-calls.ts';

export interface UpkeepAnswers extends Verifier {
  /** Moves what it can out of the log without holding up the writer; answers the log's length in pages. */
  checkpoint(request: null): number;
  close(request: null): void;
}

if (!parentPort) throw new Error('upkeep-worker.ts runs in a worker.');
// openStore hands these in.
const { path, isFixed } = workerData as { path: string; isFixed: boolean };
const db = isFixed ? openFixed(path) : openUpkeep(path);

answerCalls<UpkeepAnswers>(parentPort, {
  ...createVerifier(db),
  checkpoint: () => Number(db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log),
  close: () => db.close(),
});
