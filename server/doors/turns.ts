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
}

export function createLanes(timers: Pick<Timers, 'nextTurn'>): Lanes {
  return {
    reading: createTurns(timers, MOST_READING),
    watching: createTurns(timers, MOST_WATCHING),
    pages: createTurns(timers, MOST_READING),
    posting: createTurns(timers, MOST_READING),
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
