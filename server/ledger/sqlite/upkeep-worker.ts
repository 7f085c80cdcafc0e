/** The worker that moves the write-ahead log into the database and verifies it, beside the writer. */
import { parentPort, workerData } from 'node:worker_threads';
import { openImmutable, openUpkeep } from './connection.ts';
import type { Verifier } from './verify.ts';
import { createVerifier } from './verify.ts';
import { serveCalls } from './worker-calls.ts';

export interface UpkeepCalls extends Verifier {
  /** Moves what it can from the log into the database without holding up the writer; returns the log's pages. */
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
