/** The tick period, with backoff: it grows when a round takes longer than it, and shrinks after ten calm periods. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** The periods to back off to, in milliseconds. */
const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000];
/** Periods without a slow round after which the period shrinks again. */
const CALM_PERIODS = 10;

export interface Pace {
  /** Milliseconds. */
  readonly period: number;
  /** Notes how many milliseconds the present round has taken so far, and whether it is over. */
  note(elapsed: number, isOver: boolean): void;
}

export function createPace(tickMs: number, clock: Clock, log: Log): Pace {
  const periods = [tickMs, ...BACKOFF_MS.filter((period) => period > tickMs)];
  let step = 0;
  /** The monotonic time since which every round was quick. */
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
      // A round that is not over counts too: if boards are due again before all had their turn, it never ends.
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
