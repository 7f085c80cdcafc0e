/** Has drawings made into pictures by a worker, which is started when there is one to draw and ends when there is none. */
import { Worker } from 'node:worker_threads';
import type { Timers } from '../../clock.ts';

export interface Drawing {
  no: number;
  svg: string;
}

export type DrawnCard = { no: number } & ({ png: Uint8Array } | { fault: string });

export interface CardDrawer extends AsyncDisposable {
  /** The picture (PNG) of a drawing (SVG). */
  draw(svg: string): Promise<Buffer>;
}

const IDLE_MS = 60_000;

export function createCardDrawer(timers: Timers): CardDrawer {
  const waiting = new Map<number, PromiseWithResolvers<Buffer>>();
  let worker: Worker | undefined;
  let drawings = 0;
  let callOff: (() => void) | undefined;

  function end(error: Error): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(new URL('./card-worker.ts', import.meta.url));
    started.on('message', take);
    started.on('error', end);
    started.on('exit', () => {
      if (worker === started) end(new Error('The worker that draws has ended.'));
    });
    return started;
  }

  function take(drawn: DrawnCard): void {
    const asked = waiting.get(drawn.no);
    waiting.delete(drawn.no);
    if ('png' in drawn) asked?.resolve(Buffer.from(drawn.png));
    else asked?.reject(new Error(drawn.fault));
    if (waiting.size === 0) callOff = timers.after(IDLE_MS, () => void stop());
  }

  async function stop(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  return {
    draw(svg) {
      callOff?.();
      worker ??= start();
      const asked = Promise.withResolvers<Buffer>();
      drawings += 1;
      waiting.set(drawings, asked);
      worker.postMessage({ no: drawings, svg } satisfies Drawing);
      return asked.promise;
    },
    async [Symbol.asyncDispose]() {
      callOff?.();
      await stop();
      end(new Error('The server is stopping.'));
    },
  };
}
