/** Where the time comes from. Whoever needs "now" or waits is handed these, so that tests own them. */
import { platform, uptime } from 'node:os';
import type { Instant } from '#shared/time.ts';

export interface Clock {
  now(): Instant;
  /** Milliseconds since some moment of this process, for durations: nobody can set it, and it never goes back. */
  monotonic(): number;
  /** The same for a whole machine: where the system tells (Linux does), the time that it slept counts too. */
  sinceBoot(): number;
}

export interface Timers {
  /** Calls back once, in a turn of its own, after so many milliseconds. Returns what calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once, in the event loop's next turn. Returns what calls it off. */
  nextTurn(callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // Elsewhere the system works its uptime out from the clock that is to be watched.
  sinceBoot: () => (platform() === 'linux' ? uptime() * 1_000 : performance.now()),
};

export const systemTimers: Timers = {
  after(ms, callback) {
    const timeout = setTimeout(callback, ms);
    return () => clearTimeout(timeout);
  },
  nextTurn(callback) {
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  },
};
