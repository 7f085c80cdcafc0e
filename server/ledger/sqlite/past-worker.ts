/** A worker for what grows with the ledger: boards as they were, and their lines whole. */
import { parentPort, workerData } from 'node:worker_threads';
import { brotliCompressSync } from 'node:zlib';
import { readSnapshot } from '#shared/counting/read-snapshot.ts';
import { BROTLI } from '../../brotli.ts';
import { orderSnapshot } from '../../key-order.ts';
import { stepBack } from '../../step-back.ts';
import { openImmutable, openReader } from './connection.ts';
import type { ExportedLines, LineRange } from './export-lines.ts';
import { prepareExport } from './export-lines.ts';
import { openImageStore } from './image-store.ts';
import { prepareColumns } from './line-columns.ts';
import { createReader } from './reader.ts';
import { createReplayer } from './replayer.ts';
import { serveCalls } from './worker-calls.ts';

/** A question about a board as it was. */
export interface PastQuestion {
  board: string;
  seq: number;
  /** How many erasures there were since the server's start: what was kept from before the last may know its texts. */
  erasures: number;
}

/** JSON, plain and compressed. */
export interface PastSnapshot {
  json: Uint8Array;
  brotli: Uint8Array;
}

export interface PastCalls {
  snapshot(question: PastQuestion): Promise<PastSnapshot>;
  /** Stores the next image of a board that has come to `seq`; false if none is due. */
  makeImage(question: PastQuestion): Promise<boolean>;
  exportLines(range: LineRange): ExportedLines;
  close(request: null): void;
}

export interface PastSettings {
  path: string;
  isImmutable: boolean;
  epoch: string;
  imagesPath: string | undefined;
  /** Lines between two images. */
  imageEvery: number;
}

if (!parentPort) throw new Error('past-worker.ts runs in a worker.');
stepBack();
// The past hands these in.
const { path, isImmutable, epoch, imagesPath, imageEvery } = workerData as PastSettings;
const db = isImmutable ? openImmutable(path) : openReader(path);
const columnsOf = prepareColumns(db);
const reader = createReader(db, async (range) => columnsOf(range));
const images = openImageStore(imagesPath, epoch);
const replayer = createReplayer({ db, reader, images, imageEvery });
let erasures = 0;

function bring(question: PastQuestion) {
  if (question.erasures !== erasures) replayer.forget();
  erasures = question.erasures;
  return replayer.bring(question.board, question.seq);
}

serveCalls<PastCalls>(parentPort, {
  async snapshot(question) {
    const { tally, headHash: head } = await bring(question);
    const json = Buffer.from(JSON.stringify(orderSnapshot(readSnapshot(tally, { epoch, head }))));
    return { json, brotli: brotliCompressSync(json, BROTLI) };
  },
  async makeImage(question) {
    const due = replayer.nextImage(question.board);
    if (due > question.seq) return false;
    await bring({ ...question, seq: due });
    // What could not be stored is not tried again and again.
    return replayer.nextImage(question.board) > due;
  },
  exportLines: prepareExport(db),
  close() {
    images.close();
    db.close();
  },
});
