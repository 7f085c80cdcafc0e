/**
 * A semaphore for password checks. One check takes 19 MiB and a tenth of a second of a core, so two run at a time. Those
 * that wait stand in two queues: one for devices that signed in before, which goes first, and one for strangers. However
 * many strangers guess, the owner of a known device waits for one guess at most.
 */
import { Refusal } from '../refusal.ts';

export type Queue = 'known' | 'strange';

export interface PasswordSemaphore {
  /** Runs the work when its turn has come. @throws Refusal `too-many` at once if the queue is full. */
  run<Result>(queue: Queue, work: () => Promise<Result>): Promise<Result>;
}

const AT_ONCE = 2;
/** At 18 checks a second the last in a full queue waits for less than two seconds; longer would look broken. */
const QUEUE_MOST = 32;
const RETRY_AFTER_SECONDS = 2;

export function createPasswordSemaphore(): PasswordSemaphore {
  const queues: Record<Queue, (() => void)[]> = { known: [], strange: [] };
  let running = 0;

  async function run<Result>(queue: Queue, work: () => Promise<Result>): Promise<Result> {
    if (running < AT_ONCE) running++;
    else await waitIn(queues[queue]);
    try {
      return await work();
    } finally {
      const next = queues.known.shift() ?? queues.strange.shift();
      // The next one takes over this place: were it freed first, a newcomer could slip in between.
      if (next) next();
      else running--;
    }
  }

  return { run };
}

function waitIn(queue: (() => void)[]): Promise<void> {
  if (queue.length >= QUEUE_MOST) {
    throw new Refusal(
      'too-many',
      'Too many people are signing in at this moment. Try again in a few seconds.',
      {
        retryAfter: RETRY_AFTER_SECONDS,
      },
    );
  }
  return new Promise((resolve) => queue.push(resolve));
}
