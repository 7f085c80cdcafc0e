/** The worker that looks after the file beside the writer: moves the write-ahead log into it, and verifies it. */
import { parentPort, workerData } from 'node:worker_threads';
import { openImmutable, openUpkeep } from './connection.ts';
import type { Verifier } from './verify.ts';
import { createVerifier } from './verify.ts';
import { serveCalls } from './worker-calls.ts';

export interface UpkeepCalls extends Verifier {
  /** Moves what it can out of the log without holding up the writer; answers the log's length in pages. */
  checkpoint(request: null): number;
  close(request: null): void;
}

if (!parentPort) throw new Error('upkeep-worker.ts runs in a worker.');
// openStore hands these in.
const { path, isImmutable } = workerData as { path: string; isImmutable: boolean };
const db = isImmutable ? openImmutable(path) : openUpkeep(path);

serveCalls<UpkeepCalls>(parentPort, {
  ...createVerifier(db),
  checkpoint: () => Number(db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log),
  close: () => db.close(),
});
