/** The live side as a whole: the boards in memory, the one writer, and the ticks. */
import type { Clock, Timers } from '../clock.ts';
import type { Ledger } from '../ledger/contract.ts';
import { createListeners } from '../listeners.ts';
import type { Log } from '../log.ts';
import { readBoards } from './boards.ts';
import type { EncodedTick, Live } from './contract.ts';
import { createRecorder } from './recorder.ts';
import { startTicker } from './ticker.ts';

export interface LiveParts {
  ledger: Ledger;
  clock: Clock;
  timers: Timers;
  /** Milliseconds between ticks. */
  tickMs: number;
  log: Log;
}

/**
 * Builds every board from the ledger and begins to tick. Its disposal records what the queue holds and sends a last tick;
 * the ledger stays open.
 */
export async function openLive({ ledger, clock, timers, tickMs, log }: LiveParts): Promise<Live> {
  const boards = await readBoards(ledger);
  const tickListeners = createListeners<EncodedTick>((error) =>
    log.fault('a listener to ticks', error, false),
  );
  const damageListeners = createListeners<string>();
  const recorder = createRecorder({
    ledger,
    log,
    fold(slug, outcome) {
      if (outcome.outcome !== 'appended') return undefined;
      const note = () => {
        const board = boards.find(slug);
        if (!board) return;
        // Once the admin is told that a text is erased, no snapshot or merged tick may still have it.
        if (outcome.lines.some(({ kind }) => kind === 'erasure')) ticker.tickAtOnce(board);
        else ticker.note(board);
      };
      const reading = boards.take(slug, outcome.lines, outcome.headHash);
      if (!reading) note();
      return reading?.then(note);
    },
  });
  const ticker = startTicker({
    ...{ boards: boards.all, tickMs, clock, timers, log, publish: tickListeners.call },
  });
  const stopListening = ledger.damages.onDamage((slug) => {
    const board = boards.withhold(slug);
    if (board) ticker.drop(board);
    damageListeners.call(slug);
  });

  return {
    epoch: ledger.epoch,
    recorder,
    withheld: boards.withheld,
    allWithheld: boards.allWithheld,
    onWithheld: damageListeners.add,
    slugs: () => boards.all().map(({ slug }) => slug),
    tally: (slug) => boards.find(slug)?.tally,
    view: (slug) => boards.find(slug)?.view,
    onTick: tickListeners.add,
    tickNow: () => ticker.tickNow(),
    async [Symbol.asyncDispose]() {
      ticker.stop();
      stopListening();
      await recorder.drain();
      ticker.tickNow();
    },
  };
}
