/**
 * Who waits where for a password check. One check takes 19 MiB and a tenth of a second of a core, so there are two at a
 * time. Devices that signed in before wait in a lane of their own that goes first: however many strangers guess, their
 * owner waits for at most one guess.
 */
import { Refusal } from '../refusal.ts';

export type Lane = 'known' | 'strange';

export interface PasswordLanes {
  /** Runs the work when its turn has come. @throws Refusal `too-many` at once where the lane is full. */
  run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result>;
}

const AT_ONCE = 2;
/** At 18 checks a second the last in a full lane waits less than two seconds; longer would only look broken. */
const WAITING = 32;
const RETRY_AFTER_SECONDS = 2;

export function createPasswordLanes(): PasswordLanes {
  const lanes: Record<Lane, (() => void)[]> = { known: [], strange: [] };
  let running = 0;

  async function run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> {
    if (running < AT_ONCE) running++;
    else await waitIn(lanes[lane]);
    try {
      return await work();
    } finally {
      const next = lanes.known.shift() ?? lanes.strange.shift();
      // Whoever is next takes over this place: freeing it first would let a newcomer slip in between.
      if (next) next();
      else running--;
    }
  }

  return { run };
}

function waitIn(lane: (() => void)[]): Promise<void> {
  if (lane.length >= WAITING) {
    throw new Refusal(
      'too-many',
      'Too many people are signing in at this moment. Try again in a few seconds.',
      {
        retryAfter: RETRY_AFTER_SECONDS,
      },
    );
  }
  return new Promise((resolve) => lane.push(resolve));
}
