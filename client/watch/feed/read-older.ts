/** Reads the feed back beyond what the snapshot holds, each post as it holds now. */

import { compareFeedRows } from '#shared/feed-order.ts';
import { FEED_PAGE_MAX } from '#shared/limits.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';

export interface OlderPage {
  /** As the feed has them, newest first. */
  rows: FeedRow[];
  /** There is nothing before these. */
  isAll: boolean;
}

/** Both are undefined where the server did not answer: the next call tries the same again. */
export interface OlderPosts {
  /** The twenty posts that follow this one. */
  step(last: FeedRow): Promise<OlderPage | undefined>;
  /**
   * The posts from the one that follows `last` to `oldest`, anew: ticks bring changes of the newest posts alone, but a
   * correction has to reach everybody who sees the error, and so has a post that came late. Undefined also where they are
   * more than `MOST_READ`.
   */
  renew(last: FeedRow, oldest: FeedRow): Promise<FeedRow[] | undefined>;
}

const STEP = 20;
/** Posts that are read at once at most, a hundred an answer. */
const MOST_READ = 1_000;

export function readOlder(api: Api, slug: string): OlderPosts {
  async function read({ asOf, seq }: FeedRow, limit: number): Promise<OlderPage | undefined> {
    const page = await api.call('feed', { slug, query: { asOf, seq, limit } });
    if (page.is !== 'answered') return undefined;
    return { rows: page.body.feed, isAll: page.body.feed.length < limit };
  }

  async function renew(last: FeedRow, oldest: FeedRow): Promise<FeedRow[] | undefined> {
    const rows: FeedRow[] = [];
    while (rows.length < MOST_READ) {
      const page = await read(rows.at(-1) ?? last, FEED_PAGE_MAX);
      if (!page) return undefined;
      rows.push(...page.rows);
      const end = rows.findLastIndex((row) => compareFeedRows(row, oldest) <= 0) + 1;
      if (page.isAll || end < rows.length) return rows.slice(0, end);
    }
    return undefined;
  }

  return { step: (last) => read(last, STEP), renew };
}
