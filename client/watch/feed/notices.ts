/** Notices of the browser, from the open page: what is worth looking up for. No server is asked, none is told. */

import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { listStarts } from '#shared/starts.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { showsSame } from '../../board/place-time.ts';
import type { Locale } from '../../words/locale.ts';
import { readerWords } from '../../words/reader-words.ts';
import { titleEntry } from '../entry-words.ts';

/** Key updates, and posts that were corrected or retracted, since a snapshot. */
export function listNews(before: Snapshot, { feed }: Snapshot): FeedRow[] {
  const known = new Map(before.feed.map((row) => [row.id, row]));
  return feed.filter((row) => {
    const was = known.get(row.id);
    const isNewKey = row.key === true && (was ? !was.key : row.seq > before.seq);
    const changed = row.retracted?.at ?? row.corrected?.at;
    const isChanged =
      changed !== undefined && changed !== (was?.retracted?.at ?? was?.corrected?.at) && changed > before.at;
    return isNewKey || isChanged;
  });
}

/** Whether the event began by the reader's own clock between two moments: "7 pm here". */
export function beganHere({ board }: Snapshot, zone: string, before: Instant, now: Instant): boolean {
  return listStarts(board).some(
    ({ at, zone: there }) => before < at && at <= now && showsSame(at, there, zone),
  );
}

export function notify(row: FeedRow, { board }: Snapshot, locale: Locale): void {
  show(
    inLanguage(board.title, locale.lang),
    [titleEntry(row, board, locale), row.retracted ? '' : row.text].filter(Boolean).join('\n'),
    row.id,
  );
}

export function notifyStart({ board }: Snapshot, locale: Locale): void {
  const title = inLanguage(board.title, locale.lang);
  const hour = board.start?.time ?? '';
  show(title, locale.say(readerWords.of(locale.lang).here, { hour, title }), 'start');
}

function show(title: string, body: string, tag: string): void {
  try {
    new Notification(title, { body, tag });
  } catch {
    // Some phones let a page ask and then let only a service worker speak.
  }
}
