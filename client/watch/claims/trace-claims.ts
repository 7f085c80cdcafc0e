/** Which post each claim stands on, of those that are known. */

import type { CountKind } from '#shared/kinds.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';

export interface Traced {
  kind: CountKind;
  /** Undefined for the whole board. */
  place: string | undefined;
}

/** The post that states a claim; of a sum the newest that it counts. */
export function traceClaim(
  rows: readonly FeedRow[],
  claim: Figure,
  { kind, place }: Traced,
): FeedRow | undefined {
  const entry = claim.stated?.entry;
  return rows.find((row) => {
    if (entry !== undefined) return row.id === entry;
    if (row.kind !== kind || row.claimant !== claim.claimant || row.asOf !== claim.asOf) return false;
    return claim.basis === 'summed' || row.place === place;
  });
}
