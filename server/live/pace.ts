/** How often to tick: the period stretches when a round takes longer than it, and shrinks after a row of quick ones. */
import type { Log } from '../log.ts';

/** Periods to stretch to, in milliseconds. */
const STRETCHED = [1_000, 2_000, 4_000, 8_000];
/** Quick rounds in a row after which the period shrinks again. */
const CALM_ROUNDS = 10;

export interface Pace {
  /** Milliseconds. */
  readonly period: number;
  /** Takes in how long a round took, in milliseconds. */
  note(elapsed: number): void;
}

export function createPace(tickMs: number, log: Log): Pace {
  const periods = [tickMs, ...STRETCHED.filter((period) => period > tickMs)];
  let step = 0;
  let calm = 0;
  const periodAt = (index: number) => periods[index] ?? tickMs;
  const moveTo = (index: number) => {
    step = index;
    calm = 0;
    return `there is now one every ${periodAt(step)} ms.`;
  };
  return {
    get period() {
      return periodAt(step);
    },
    note(elapsed) {
      const isSlow = elapsed > periodAt(step) && step < periods.length - 1;
      if (isSlow) log.warn(`A tick took ${elapsed} ms: ${moveTo(step + 1)}`);
      if (isSlow || step === 0) return;
      calm = elapsed < periodAt(step - 1) / 2 ? calm + 1 : 0;
      if (calm === CALM_ROUNDS) log.info(`Ticks are quick again: ${moveTo(step - 1)}`);
    },
  };
}
