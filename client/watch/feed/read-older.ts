/** Reads the feed back beyond what the snapshot holds, each post as it holds now. */

import type { FeedFilter } from '#shared/feed-filter.ts';
import { isFiltering, writeFilter } from '#shared/feed-filter.ts';
import { compareFeedRows } from '#shared/feed-order.ts';
import { FEED_PAGE_MAX } from '#shared/limits.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';

/** What tells a post's place in the feed. */
export type Place = Pick<FeedRow, 'asOf' | 'seq'>;

export interface OlderPage {
  /** As the feed has them, newest first. */
  rows: FeedRow[];
  /** There is nothing before these. */
  isAll: boolean;
  /** Where to go on: of a search the last post that was looked at. */
  next?: Place;
}

/** Both are undefined where the server did not answer: the next call tries the same again. */
export interface OlderPosts {
  /** The twenty posts that follow this place; without one the newest. */
  step(last: Place | undefined): Promise<OlderPage | undefined>;
  /**
   * The posts from the one that follows `last` to `oldest`, anew: ticks bring changes of the newest posts alone, but a
   * correction has to reach everybody who sees the error, and so has a post that came late. Undefined also where they are
   * more than `MOST_READ`.
   */
  renew(last: Place | undefined, oldest: FeedRow): Promise<FeedRow[] | undefined>;
}

const STEP = 20;
/** Posts that are read at once at most, a hundred an answer. */
const MOST_READ = 1_000;

export function readOlder(api: Api, slug: string, filter: () => FeedFilter = () => ({})): OlderPosts {
  async function read(last: Place | undefined, limit: number): Promise<OlderPage | undefined> {
    const place = last && { asOf: last.asOf, seq: last.seq };
    const page = await api.call('feed', { slug, query: { ...writeFilter(filter()), ...place, limit } });
    if (page.is !== 'answered') return undefined;
    const { feed: rows, next } = page.body;
    const isAll = isFiltering(filter()) ? !next : rows.length < limit;
    return { rows, isAll, ...(next && { next }) };
  }

  async function renew(last: Place | undefined, oldest: FeedRow): Promise<FeedRow[] | undefined> {
    const rows: FeedRow[] = [];
    let at = last;
    while (rows.length < MOST_READ) {
      const page = await read(at, FEED_PAGE_MAX);
      if (!page) return undefined;
      rows.push(...page.rows);
      at = page.next ?? rows.at(-1) ?? at;
      const end = rows.findLastIndex((row) => compareFeedRows(row, oldest) <= 0) + 1;
      if (page.isAll || end < rows.length || at === undefined) return rows.slice(0, end);
    }
    return undefined;
  }

  return { step: (last) => read(last, STEP), renew };
}
