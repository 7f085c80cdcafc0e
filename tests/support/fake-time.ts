/** Clocks and timers that stand still until a test moves them. */
import type { Clock, Timers } from '../../server/clock.ts';

interface Waiting {
  at: number;
  callback: () => void;
}

/** A clock that shows what a test says, and that nobody ever set. */
export function clockOf(now: () => number): Clock {
  return { now, monotonic: now, sinceBoot: now };
}

export function createFakeTime(start = Date.parse('2026-03-01T12:00:00Z')) {
  let now = start;
  /** What no setting of the clock moves: timers go by it. */
  let elapsed = 0;
  let waiting: Waiting[] = [];
  const clock: Clock = { now: () => now, monotonic: () => elapsed, sinceBoot: () => elapsed };
  const after: Timers['after'] = (ms, callback) => {
    const timer = { at: elapsed + ms, callback };
    waiting.push(timer);
    return () => {
      waiting = waiting.filter((other) => other !== timer);
    };
  };
  const timers: Timers = { after, nextTurn: (callback) => after(0, callback) };
  return {
    clock,
    timers,
    /** Lets time pass without calling anybody back, as a computation that takes so long does. */
    pass(ms: number) {
      now += ms;
      elapsed += ms;
    },
    /** Sets the clock forward or, with less than 0, back. */
    setClock(ms: number) {
      now += ms;
    },
    /** Moves on by so many milliseconds, calling back whatever is due by then, in order, each in a turn of its own. */
    advance(ms: number, betweenTurns: () => void = () => undefined) {
      const end = elapsed + ms;
      const passUntil = (at: number) => {
        const passed = Math.max(0, at - elapsed);
        elapsed += passed;
        now += passed;
      };
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting = waiting.filter((other) => other !== next);
        passUntil(next.at);
        next.callback();
        betweenTurns();
      }
      passUntil(end);
    },
    get waiting() {
      return waiting.length;
    },
  };
}

export type FakeTime = ReturnType<typeof createFakeTime>;
