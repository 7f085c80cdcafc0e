/** How often to tick: the period stretches when a round takes longer than it, and shrinks after a time of quick ones. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Periods to stretch to, in milliseconds. */
const STRETCHED = [1_000, 2_000, 4_000, 8_000];
/** Periods without a slow round after which the period shrinks again. */
const CALM_PERIODS = 10;

export interface Pace {
  /** Milliseconds. */
  readonly period: number;
  /** Takes in how many milliseconds the present round has taken so far, and whether it is over. */
  note(elapsed: number, isOver: boolean): void;
}

export function createPace(tickMs: number, clock: Clock, log: Log): Pace {
  const periods = [tickMs, ...STRETCHED.filter((period) => period > tickMs)];
  let step = 0;
  /** Since when all rounds were quick. */
  let calmSince = 0;
  const periodAt = (index: number) => periods[index] ?? tickMs;
  const moveTo = (index: number) => {
    step = index;
    calmSince = clock.monotonic();
    return `there is now one every ${periodAt(step)} ms.`;
  };
  return {
    get period() {
      return periodAt(step);
    },
    note(elapsed, isOver) {
      // Also a round that is not over: where boards are due again before all had their turn, it never is.
      const isSlow = elapsed > periodAt(step) && step < periods.length - 1;
      if (isSlow) log.warn(`A tick took ${Math.round(elapsed)} ms: ${moveTo(step + 1)}`);
      if (isSlow || step === 0 || !isOver) return;
      const now = clock.monotonic();
      if (elapsed >= periodAt(step - 1) / 2) calmSince = now;
      if (now - calmSince >= CALM_PERIODS * periodAt(step)) {
        log.info(`Ticks are quick again: ${moveTo(step - 1)}`);
      }
    },
  };
}
