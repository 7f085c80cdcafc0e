/** The feed as it was last published: the newest rows, and at which position each row last changed. */
import type { Tally } from '#shared/counting/tally.ts';
import { LIMITS } from '#shared/limits.ts';
import type { FeedChange } from './tick-rows.ts';
import { removeFeedRow, writeFeedRow } from './tick-rows.ts';
import { createVersionedMap } from './versioned-map.ts';

/** Changed rows that are remembered. A watcher who missed more than these takes the snapshot. */
const REMEMBERED = 1_000;

export interface PublishedFeed {
  /** Publishes the rows with these `seq`, as the tally has them now. */
  refresh(changed: ReadonlySet<number>, position: number): void;
  after(since: number): FeedChange[];
  /** A watcher with an older position must take the snapshot: some rows that changed since are no longer remembered. */
  readonly horizon: number;
}

/** @param start the position up to which watchers have the feed from the snapshot */
export function createPublishedFeed(tally: Tally, start: number): PublishedFeed {
  const rows = createVersionedMap<string, FeedChange>();
  let published = start;
  let horizon = start;
  /** Ids of the newest rows, which every snapshot has. */
  let newest = new Set<string>();

  function publish(seq: number, position: number): void {
    const entry = tally.entryState(seq)?.row;
    if (!entry) return;
    const row = tally.feedRow(seq);
    rows.touch(entry.id, row ? writeFeedRow(row) : removeFeedRow(entry), position);
  }

  /** Rows that are among the newest again, because others were removed, have left every page: they are sent again. */
  function publishReturned(changed: ReadonlySet<number>, position: number): void {
    const now = tally.feed(LIMITS.feedRows);
    for (const { id, seq } of now) if (!(newest.has(id) || changed.has(seq))) publish(seq, position);
    newest = new Set(now.map(({ id }) => id));
  }

  return {
    refresh(changed, position) {
      if (newest.size > 0 && changed.size === 0) return;
      for (const seq of selectRows(tally, changed, published)) publish(seq, position);
      publishReturned(changed, position);
      published = position;
      horizon = Math.max(horizon, rows.prune(REMEMBERED, { which: 'any', before: position }));
    },
    after: (since) => rows.after(since).flatMap(([, row]) => row ?? []),
    get horizon() {
      return horizon;
    },
  };
}

/**
 * The changed rows to publish. A row that watchers may have is always among them, whatever its age: a correction must reach
 * everybody who saw the error. Of many new rows only those that a page keeps are: an import of 10,000 posts must not be
 * sent to 10,000 watchers.
 */
function selectRows(tally: Tally, changed: ReadonlySet<number>, published: number): number[] {
  const seqs = [...changed];
  if (seqs.filter((seq) => seq > published).length <= LIMITS.feedRows) return seqs;
  const onPages = new Set(tally.feed(LIMITS.feedRowsKept).map(({ seq }) => seq));
  return seqs.filter((seq) => seq <= published || onPages.has(seq));
}
