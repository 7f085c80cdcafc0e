/** The additions that a lower total replaces: together they say more than it does, so one of them was too much. */
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { parseInstant } from '#shared/time.ts';
import type { CountToPost } from './preview.ts';

export interface TotalToPost extends CountToPost {
  kind: FeedRow['kind'];
  place: string | undefined;
}

/** The additions, newest first; none where the total is not below their sum. Those before an earlier total count in that total. */
export function listReplaced(rows: readonly FeedRow[], total: TotalToPost): FeedRow[] {
  if (total.op !== 'total' || total.status === 'disputed') return [];
  const there = rows.filter((row) => isOfTotal(row, total) && parseInstant(row.asOf) <= total.asOf);
  const earlier = Math.max(...there.filter(({ op }) => op === 'total').map(({ asOf }) => parseInstant(asOf)));
  const additions = there.filter(({ op, asOf }) => op === 'add' && parseInstant(asOf) >= earlier);
  const base = bestOf(
    there.filter(({ op, asOf }) => op === 'total' && parseInstant(asOf) === earlier).slice(0, 1),
  );
  return base + bestOf(additions) > total.count.best ? additions : [];
}

function isOfTotal(row: FeedRow, { kind, place, claimant }: TotalToPost): boolean {
  const stands = !row.retracted && row.status !== 'disputed' && row.count !== undefined;
  return stands && row.kind === kind && row.place === place && row.claimant === claimant;
}

function bestOf(rows: readonly FeedRow[]): number {
  return rows.reduce((sum, { count }) => sum + (count === undefined ? 0 : expandCount(count).best), 0);
}
