/** A claimant's own words for a number: "dozens" stays "dozens". */
import type { Kind } from '#shared/kinds.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

type Bounds = Pick<Figure, 'low' | 'best' | 'high'>;

/** Those of a post, where the number is what that stated and nothing was added to it. */
export function wordsOf(row: FeedRow | undefined, { low, best, high }: Bounds): string | undefined {
  const count = row?.count;
  if (typeof count !== 'object' || row?.retracted || row?.status === 'disputed') return undefined;
  const isSame = count.best === best && (count.low ?? best) === low && (count.high ?? best) === high;
  return isSame ? count.words : undefined;
}

interface Spoken {
  kind: Kind;
  /** The place's id; undefined for the whole board. */
  place: string | undefined;
  /** As of when the number is shown. */
  at: Instant;
}

/** The newest post by then that states a number there. @param rows newest first */
export function newestStating(rows: readonly FeedRow[], { kind, place, at }: Spoken): FeedRow | undefined {
  return rows.find(
    (row) =>
      row.kind === kind && row.place === place && row.count !== undefined && parseInstant(row.asOf) <= at,
  );
}
