/**
 * Boards as they were, answered by two workers. They are started when somebody asks, and end when nobody has asked for a
 * while: two more heaps are what a server that nobody asks need not have. Meanwhile they store an image of each board's
 * tally each so many lines, so that no answer begins at the first line.
 */
import { Worker } from 'node:worker_threads';
import type { Timers } from '../../clock.ts';
import { LedgerFault } from '../../ledger-fault.ts';
import type { Past } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { PastCalls, PastSettings } from './past-worker.ts';
import type { Caller } from './worker-calls.ts';
import { callWorker } from './worker-calls.ts';

const WORKERS = 2;
const IDLE_MS = 60_000;
/** Of a worker's heap, in MB: what is young is dropped soon. Unbounded, two heaps grow as far as the machine lets them. */
const YOUNG_MB = 8;

export interface PastKeeper extends Past, AsyncDisposable {
  /** Notes that a board has come to this line: an image may be due. */
  noteWritten(board: string, seq: number): void;
  /** From now on no answer is made of what was read before. */
  noteErasure(): void;
}

export interface PastParts extends PastSettings {
  /** The most that the heap of a worker may take, in MB: beyond, its questions fail and another one begins. */
  heapMb: number;
  timers: Timers;
  log: StoreLog;
}

interface PastWorker {
  caller: Caller<PastCalls>;
  callsUnderWay: number;
}

export function keepPast({ timers, log, heapMb, ...settings }: PastParts): PastKeeper {
  const workers = new Set<PastWorker>();
  let erasures = 0;
  let isClosed = false;
  let callOff: (() => void) | undefined;

  function start(): PastWorker {
    const worker = new Worker(new URL('./past-worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: heapMb },
    });
    const started: PastWorker = {
      caller: callWorker<PastCalls>(worker, () => workers.delete(started)),
      callsUnderWay: 0,
    };
    workers.add(started);
    return started;
  }

  /** The one with the least to do; another one where each has something, and there may be more. */
  function choose(): PastWorker {
    const [leastBusy] = [...workers].sort((a, b) => a.callsUnderWay - b.callsUnderWay);
    const isFree = leastBusy?.callsUnderWay === 0 || workers.size >= WORKERS;
    return leastBusy && isFree ? leastBusy : start();
  }

  async function use<T>(ask: (caller: Caller<PastCalls>) => Promise<T>): Promise<T> {
    if (isClosed) throw new LedgerFault('closed', 'The store is closed.');
    callOff?.();
    const worker = choose();
    worker.callsUnderWay += 1;
    try {
      return await ask(worker.caller);
    } finally {
      worker.callsUnderWay -= 1;
      const isIdle = [...workers].every(({ callsUnderWay }) => callsUnderWay === 0);
      if (isIdle && !isClosed) callOff = timers.after(IDLE_MS, () => void end());
    }
  }

  async function end(): Promise<void> {
    const ending = [...workers];
    workers.clear();
    await Promise.all(ending.map(({ caller }) => caller[Symbol.asyncDispose]()));
  }

  const images = createImageMaker({
    imageEvery: settings.imageEvery,
    make: (board, seq) => use((caller) => caller.call('makeImage', { board, seq, erasures })),
    note: (error) => log.warn(`Older numbers will be slow to come. ${faultOf(error).message}`),
  });
  return {
    async snapshot(board, seq) {
      for (;;) {
        const before = erasures;
        const answer = await use((caller) => caller.call('snapshot', { board, seq, erasures }));
        // A text that was erased meanwhile may stand in it.
        if (before === erasures) return answer;
      }
    },
    exportLines: (board, range) => use((caller) => caller.call('exportLines', { board, ...range })),
    noteWritten(board, seq) {
      if (settings.imagesPath !== undefined) images.note(board, seq);
    },
    noteErasure() {
      erasures += 1;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      callOff?.();
      await end();
    },
  };
}

interface ImageMaking {
  imageEvery: number;
  /** Resolves to false when no image is due any more. */
  make(board: string, seq: number): Promise<boolean>;
  note(error: unknown): void;
}

/** Makes one image after the other, so that a worker stays free for who asks. */
function createImageMaker({ imageEvery, make, note }: ImageMaking) {
  const due = new Map<string, number>();
  const looked = new Map<string, number>();
  let isMaking = false;

  async function makeAll(): Promise<void> {
    for (let next = due.entries().next().value; next; next = due.entries().next().value) {
      const [board, seq] = next;
      if (!(await make(board, seq)) && due.get(board) === seq) due.delete(board);
    }
  }

  return {
    note(board: string, seq: number) {
      if (seq < (looked.get(board) ?? 0) + imageEvery) return;
      looked.set(board, seq - (seq % imageEvery));
      due.set(board, seq);
      if (isMaking) return;
      isMaking = true;
      makeAll()
        .catch((error: unknown) => {
          due.clear();
          note(error);
        })
        .finally(() => {
          isMaking = false;
        });
    },
  };
}
