/** Rows as ticks carry them: the whole value, and null for each key that a reader may have seen and that is not there. */
import type { FeedRow, Figure, PointChange, RowChange } from '#shared/snapshot.ts';

const CLAIM_KEYS = ['atLeast', 'confirmed', 'day', 'stated'] as const;
/** What a correction, a mark or an erasure can take away; every other key of a feed row stays. */
const FEED_KEYS = ['place', 'day', 'text', 'sources', 'against', 'key', 'pinned'] as const;

export type ClaimChange = RowChange<Figure, 'claimant'>;
export type FeedChange = RowChange<FeedRow, 'id'>;

export function writeClaim(figure: Figure): ClaimChange {
  return { ...nullsFor(figure, CLAIM_KEYS), ...figure };
}

/** A row as first posted needs no nulls: nobody has seen more of it. */
export function writeFeedRow(row: FeedRow): FeedChange {
  return row.version === 1 && !row.erased ? row : { ...nullsFor(row, FEED_KEYS), ...row };
}

export function removeClaim(claimant: string): ClaimChange {
  return {
    claimant,
    best: null,
    low: null,
    high: null,
    atLeast: null,
    confirmed: null,
    asOf: null,
    day: null,
    basis: null,
    stated: null,
  };
}

export function removeFeedRow(row: FeedRow): FeedChange {
  // The keys that a row which is no longer worth reading has now, and those it may have had.
  const nulls = Object.fromEntries([...Object.keys(row), ...FEED_KEYS].map((key) => [key, null]));
  return { ...nulls, id: row.id };
}

export function removePoint(t: number): PointChange {
  return [t, null, null, null, null];
}

function nullsFor<K extends string>(
  row: Partial<Record<K, unknown>>,
  keys: readonly K[],
): Partial<Record<K, null>> {
  const nulls: Partial<Record<K, null>> = {};
  for (const key of keys) if (row[key] === undefined) nulls[key] = null;
  return nulls;
}
