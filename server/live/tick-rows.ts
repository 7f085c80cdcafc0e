/** Rows as ticks carry them: the whole row, with null for each key that readers may have and that the row has not. */
import type { FeedRow, Figure, PointChange, RowChange } from '#shared/snapshot.ts';

const CLAIM_KEYS = ['atLeast', 'confirmed', 'day', 'stated'] as const;
/** The keys that a correction, a mark or an erasure can remove; a feed row always has the others. */
const FEED_KEYS = ['place', 'day', 'text', 'sources', 'against', 'key', 'pinned'] as const;

export type ClaimChange = RowChange<Figure, 'claimant'>;
export type FeedChange = RowChange<FeedRow, 'id'>;

export function writeClaim(figure: Figure): ClaimChange {
  return { ...nullsFor(figure, CLAIM_KEYS), ...figure };
}

/** A row in its first version needs no nulls: no reader has an earlier one. */
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
  // Every key that a reader may have of the row: those it has now, and those that an earlier version may have had.
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
