/** What the board's rule of confirming means for an entry, as far as this desk knows. */
import { countSources } from '#shared/different-sources.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import { useLocale } from '../words/use-locale.ts';
import { useDesk, useOpenBoard } from './use-desk.ts';

export interface Confirming {
  /** Whoever is signed in wrote or corrected it on this device, and the rule asks for somebody else. */
  isOwn(row: FeedRow): boolean;
  /** What confirming it takes; empty where any operator may. */
  hint(row: FeedRow): string;
}

export function useConfirming(): Confirming {
  const { words, outbox, author } = useDesk();
  const { board, slug } = useOpenBoard();
  const { say, format } = useLocale();
  return {
    isOwn(row) {
      if (board.value.confirming !== 'second-person') return false;
      return outbox.items.value.some(
        ({ id, author: by, entry, target, ...item }) =>
          item.board === slug &&
          by === author() &&
          (id === row.id ||
            (entry.kind === 'correction' && target?.id === row.id && item.state.is === 'kept')),
      );
    },
    hint: (row) =>
      say(words.rules[board.value.confirming], { count: format.count(countSources(supportOf(row))) }),
  };
}
