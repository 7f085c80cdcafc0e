/**
 * Which posts somebody asked for: one law for the server's pages of the feed, for the page as it is sent, and for posts
 * that come in while it is open.
 */
import type { Board } from './board.ts';
import { kindsOf } from './kind-words.ts';
import type { Kind } from './kinds.ts';
import type { FeedRow } from './snapshot.ts';
import { STATUSES } from './statuses.ts';

export const FEED_STATUSES = [...STATUSES, 'retracted', 'corrected'] as const;
type FeedStatus = (typeof FEED_STATUSES)[number];

/** UTF-16 units of a text that is searched for. */
export const SEARCHED_MOST = 100;

/** All of it has to fit; without a field every post does. */
export interface FeedFilter {
  kind?: Kind;
  key?: true;
  /** There, or anywhere in it. */
  place?: string;
  /** As it holds now: a retracted post is nothing else any more. */
  status?: FeedStatus;
  /** Stands in the text, or in the name of the place. */
  q?: string;
}

export function isFiltering(filter: FeedFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** What an address of a page asks for; what this board does not have is left out: an old link shows all posts. */
export function readFilter(ask: (name: string) => string | undefined, board: Board): FeedFilter {
  const [asked, place, status] = [ask('kind'), ask('place'), ask('status')];
  const kind = kindsOf(board).find((each) => each === asked);
  const q = ask('q')?.slice(0, SEARCHED_MOST).trim();
  const known = FEED_STATUSES.find((each) => each === status);
  return {
    ...(kind !== undefined && { kind }),
    ...(ask('key') === '1' && { key: true as const }),
    ...(place !== undefined && board.places.some(({ id }) => id === place) && { place }),
    ...(known && { status: known }),
    ...(q && { q }),
  };
}

/** As an address or a question to the server carries it. */
export function writeFilter({ key, ...filter }: FeedFilter): Record<string, string> {
  return { ...filter, ...(key && { key: '1' }) };
}

export function createFilter(filter: FeedFilter, board: Pick<Board, 'places'>): (row: FeedRow) => boolean {
  const { kind, key, place, status } = filter;
  const within = place === undefined ? undefined : placesWithin(board, place);
  const said = filter.q === undefined ? undefined : createSearch(filter.q, board);
  return (row) =>
    (kind === undefined || row.kind === kind) &&
    (key === undefined || row.key === true) &&
    (within === undefined || within.has(row.place ?? '')) &&
    (status === undefined || hasStatus(row, status)) &&
    (said === undefined || said(row));
}

function hasStatus({ status, retracted, corrected }: FeedRow, asked: FeedStatus): boolean {
  if (retracted || asked === 'retracted') return retracted !== undefined && asked === 'retracted';
  return asked === 'corrected' ? corrected !== undefined : status === asked;
}

function placesWithin({ places }: Pick<Board, 'places'>, place: string): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const { id, parent } of places)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  const within = new Set([place]);
  // A set hands out what is added while it is gone through.
  for (const id of within) for (const child of children.get(id) ?? []) within.add(child);
  return within;
}

function createSearch(q: string, { places }: Pick<Board, 'places'>): (row: FeedRow) => boolean {
  const asked = fold(q);
  const named = places.filter(({ name }) =>
    (typeof name === 'string' ? [name] : Object.values(name)).some((each) => fold(each).includes(asked)),
  );
  const ids = new Set(named.map(({ id }) => id));
  return ({ text, place }) => (text !== undefined && fold(text).includes(asked)) || ids.has(place ?? '');
}

/** Without what readers do not type: capitals, and the dots of ё. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
