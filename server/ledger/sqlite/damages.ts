/** What is known to be wrong with single boards. It is known until the server starts again: nothing mends by itself. */
import type { Clock } from '../../clock.ts';
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
  const listeners = new Set<(board: string) => void>();
  return {
    of: (board) => damages.get(board),
    all: () => damages,
    note(board, sentence) {
      if (damages.has(board)) return;
      damages.set(board, { since: withheldSince.get(board) ?? clock.now(), sentence });
      log.error(sentence);
      for (const listener of listeners) listener(board);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
