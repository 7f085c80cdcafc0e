/** Clocks and timers. Code that needs the time or waits is handed these, so that tests control them. */
import { platform, uptime } from 'node:os';
import type { Instant } from '#shared/time.ts';

export interface Clock {
  now(): Instant;
  /** Milliseconds since some moment of this process, for durations: nobody can set it, and it never falls. */
  monotonic(): number;
  /** Milliseconds since the machine started. On Linux the time in which it slept counts too. */
  sinceBoot(): number;
}

export interface Timers {
  /** Calls back once, after so many milliseconds. Returns what cancels that. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once, in the next turn of the event loop. Returns what cancels that. */
  nextTurn(callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // Other systems compute their uptime from the clock, which is what is to be watched.
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
