/** The boards that are known to be damaged. A damage is noted until the next start: nothing mends by itself. */
import type { Clock } from '../../clock.ts';
import { createListeners } from '../../listeners.ts';
import type { Damage, Damages } from '../contract.ts';
import type { StoreLog } from '../store.ts';

export interface DamageParts {
  clock: Clock;
  log: StoreLog;
  /** When the numbers of a board were first withheld, where an earlier run of the server found that. */
  withheldSince: ReadonlyMap<string, number>;
}

export function createDamages({ clock, log, withheldSince }: DamageParts): Damages {
  const damages = new Map<string, Damage>();
  const listeners = createListeners<string>();
  return {
    of: (board) => damages.get(board),
    all: () => damages,
    note(board, sentence) {
      if (damages.has(board)) return;
      damages.set(board, { since: withheldSince.get(board) ?? clock.now(), sentence });
      log.error(sentence);
      listeners.call(board);
    },
    onDamage: listeners.add,
  };
}
