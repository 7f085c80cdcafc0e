/** A filter in words: "Arrests, Kazan, confirmed, “square”". */
import type { Board } from '#shared/board.ts';
import type { FeedFilter } from '#shared/feed-filter.ts';
import { feedWords } from '../../words/feed-words.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';
import { namePlace } from './feed-change.ts';

export function sayFilter({ kind, key, place, status, q }: FeedFilter, board: Board, locale: Locale): string {
  const words = feedWords.of(locale.lang);
  const { status: statuses } = locale.messages;
  const parts = [
    kind && nameKind(kind, board, locale),
    key && words.keyOnly,
    place && namePlace(board, place, locale),
    status && (status === 'corrected' ? words.corrected : statuses[status]),
    q && locale.say(words.quoted, { words: q }),
  ];
  return parts.filter(Boolean).join(', ');
}
