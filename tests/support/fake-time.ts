/** A clock and timers that stand still until a test moves them. */
import type { Clock, Timers } from '../../server/clock.ts';

interface Waiting {
  at: number;
  callback: () => void;
}

export function createFakeTime(start = Date.parse('2026-03-01T12:00:00Z')) {
  let now = start;
  let waiting: Waiting[] = [];
  const clock: Clock = { now: () => now };
  const after: Timers['after'] = (ms, callback) => {
    const timer = { at: now + ms, callback };
    waiting.push(timer);
    return () => {
      waiting = waiting.filter((other) => other !== timer);
    };
  };
  const timers: Timers = { after, nextTurn: (callback) => after(0, callback) };
  return {
    clock,
    timers,
    /** Moves the clock alone, as a computation that takes so long does. */
    pass(ms: number) {
      now += ms;
    },
    /** Moves on by so many milliseconds, calling back whatever is due by then, in order, each in a turn of its own. */
    advance(ms: number, betweenTurns: () => void = () => undefined) {
      const end = now + ms;
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting = waiting.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.callback();
        betweenTurns();
      }
      now = Math.max(now, end);
    },
    get waiting() {
      return waiting.length;
    },
  };
}

export type FakeTime = ReturnType<typeof createFakeTime>;
