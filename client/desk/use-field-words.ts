/** What a row says in one of its fields, in the reader's language. */

import type { HistoryField } from '#shared/entry-history.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import { useLocale } from '../words/use-locale.ts';
import { useRowWords } from './ledger/use-row-words.ts';
import { useDesk } from './use-desk.ts';

/** Returns a function of a row and a field; its text is empty where the row says nothing there. */
export function useFieldWords(): (row: FeedRow | undefined, field: HistoryField) => string {
  const { messages, say } = useLocale();
  const { words } = useDesk();
  const write = useRowWords();
  const time = (row: FeedRow) => {
    const there = write.timeThere(row);
    return [write.time(row), ...(there ? [say(words.composer.there, there)] : [])].join(', ');
  };
  return (row, field) => {
    if (row?.[field] === undefined) return '';
    const writers: Record<HistoryField, () => string> = {
      place: () => write.placeName(row.place),
      op: () => write.count(row),
      count: () => write.count(row),
      asOf: () => time(row),
      claimant: () => write.claimantName(row.claimant),
      status: () => messages.status[row.status],
      text: () => row.text ?? '',
      sources: () => write.sources(supportOf(row)),
      against: () => write.sources(row.against),
      key: () => words.panel.yes,
      pinned: () => words.panel.yes,
    };
    return writers[field]();
  };
}
