/** Looks through the feed for what somebody asked for, a piece a turn: a ledger may hold a hundred thousand posts. */
import type { Moment } from '#shared/counting/columns.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { FeedFilter } from '#shared/feed-filter.ts';
import { createFilter } from '#shared/feed-filter.ts';
import { LIMITS } from '#shared/limits.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { parseInstant } from '#shared/time.ts';
import type { Turns } from './turns.ts';

/** Posts looked at in one turn: some milliseconds, where a text is searched for. */
const LOOKED_AT_ONCE = 1_000;

export interface FoundPosts {
  rows: FeedRow[];
  /** After which post to go on, where there may be more. */
  next: FeedRow | undefined;
}

export interface PostSearch {
  filter: FeedFilter;
  limit: number;
  /** The post after which to begin; left out: the newest. */
  from?: Moment;
}

/** At most `LIMITS.feedSearched` posts are looked at for one question; `next` is then the last of these. */
export async function findPosts(
  read: () => Tally,
  { filter, limit, from }: PostSearch,
  turns: Turns,
): Promise<FoundPosts> {
  const rows: FeedRow[] = [];
  let at = from;
  let end: FeedRow | undefined;
  for (let looked = 0; looked < LIMITS.feedSearched; looked += LOOKED_AT_ONCE) {
    await turns.take();
    const piece = readPiece(read(), at);
    // One more than is asked for says that there is more.
    rows.push(...piece.filter(createFilter(filter, read().board ?? { places: [] })).slice(0, limit + 1));
    if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit - 1] };
    const last = piece.at(-1);
    if (!last || piece.length < LOOKED_AT_ONCE) return { rows, next: undefined };
    at = { asOf: parseInstant(last.asOf), seq: last.seq };
    end = last;
  }
  return { rows, next: end };
}

function readPiece(tally: Tally, at: Moment | undefined): FeedRow[] {
  return at ? tally.feedBefore(at, LOOKED_AT_ONCE) : tally.feed(LOOKED_AT_ONCE);
}
