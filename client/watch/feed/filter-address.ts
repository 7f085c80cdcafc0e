/** The filter of the posts in the page's address, beside whatever else stands there. */
import type { Board } from '#shared/board.ts';
import type { FeedFilter } from '#shared/feed-filter.ts';
import { readFilter, writeFilter } from '#shared/feed-filter.ts';

export const FILTER_NAMES = ['kind', 'key', 'place', 'status', 'q'] as const;

export function readAddress(board: Board): FeedFilter {
  const asked = new URLSearchParams(location.search);
  return readFilter((name) => asked.get(name) ?? undefined, board);
}

/** In the place of the entry in the browser's history: going back leaves the page, as it did before. */
export function writeAddress(filter: FeedFilter): void {
  const url = new URL(location.href);
  for (const name of FILTER_NAMES) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(writeFilter(filter))) url.searchParams.set(name, value);
  history.replaceState(history.state, '', url);
}
