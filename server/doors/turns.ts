/**
 * A lane in which those wait who ask for what takes longer than a moment. Each has a turn of the event loop of its own:
 * three hundred who ask for a thousand lines, a series or a page ask in one turn, and would else be served in one.
 */
import type { Timers } from '../clock.ts';
import { Refusal } from '../refusal.ts';

/** Readers that may wait: the answer of each lies in memory so far. */
export const MOST_READING = 200;
/** Different questions of watchers, who are not to be refused because of a stranger's. Nothing of them is kept. */
const MOST_WATCHING = 2_000;

export interface Turns {
  /**
   * Resolves in a turn of its own, which all have together who wait with the same key: one makes what they all take.
   * @throws Refusal `busy` where too many wait
   */
  take(key?: string): Promise<void>;
}

/** Those who wait for what grows with the ledger. Each holds no more than its question so far. */
const MOST_GROWING = 20;
/** That much of it at a time: as many workers answer it. */
const GROWING_AT_ONCE = 2;
/** Seconds after which it is worth to come back. */
const RETRY_GROWING = 2;

/** A lane for what is worked out elsewhere: so much of it at a time. */
export interface Lane {
  /**
   * Does the work when it is its turn.
   * @param isUnderWay for who was let in already, and goes on: they wait in any case
   * @throws Refusal `busy` where too many wait
   */
  run<T>(work: () => Promise<T>, isUnderWay?: boolean): Promise<T>;
}

/** One lane for each, so that who watches waits for nobody who reads far back. */
export interface Lanes {
  /** Lines of the ledger, and numbers that are worked out for who asks. */
  reading: Turns;
  /** What changed since a watcher looked. */
  watching: Turns;
  /** Pages to be rendered. */
  pages: Turns;
  /** Pieces of long lists that are posted. */
  posting: Turns;
  /** What grows with the ledger: a board as it was, exports, pictures. */
  growing: Lane;
}

export function createLanes(timers: Pick<Timers, 'nextTurn'>): Lanes {
  return {
    reading: createTurns(timers, MOST_READING),
    watching: createTurns(timers, MOST_WATCHING),
    pages: createTurns(timers, MOST_READING),
    posting: createTurns(timers, MOST_READING),
    growing: createLane(GROWING_AT_ONCE, MOST_GROWING),
  };
}

function createLane(atOnce: number, mostWaiting: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(isUnderWay: boolean): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= mostWaiting && !isUnderWay)
      throw new Refusal('busy', 'More that takes long is asked for than one server can do: try again.', {
        retryAfter: RETRY_GROWING,
      });
    // Who leaves hands its place on.
    await new Promise<void>((resolve) => void waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run(work, isUnderWay = false) {
      await enter(isUnderWay);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

function createTurns(timers: Pick<Timers, 'nextTurn'>, mostWaiting: number): Turns {
  const waiting: (() => void)[] = [];
  const together = new Map<string, Promise<void>>();

  function next(): void {
    waiting.shift()?.();
    if (waiting.length > 0) timers.nextTurn(next);
  }

  function wait(): Promise<void> {
    if (waiting.length >= mostWaiting)
      throw new Refusal('busy', 'More is being read at this moment than one server can: try again.');
    return new Promise((resolve) => {
      if (waiting.push(resolve) === 1) timers.nextTurn(next);
    });
  }

  return {
    async take(key) {
      if (key === undefined) return wait();
      const known = together.get(key);
      if (known !== undefined) return known;
      const turn = wait();
      together.set(key, turn);
      await turn;
      together.delete(key);
    },
  };
}
