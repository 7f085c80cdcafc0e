/** A post that changed, with what each change made of it. */
import type { Revision } from '../entry-history.ts';
import { tellChanges } from '../entry-history.ts';
import type { FeedRow } from '../snapshot.ts';
import { formatInstant } from '../time.ts';
import type { TallyState } from './fold-line.ts';
import { rowOf } from './fold-line.ts';
import type { Changed } from './recent-changes.ts';
import type { Revisions } from './revisions.ts';
import type { ChangedPost } from './tally.ts';

/** Changes that are told one by one: some microseconds each. An entry may be changed ten thousand times. */
const MOST_TOLD = 10;

export function tellPost(state: TallyState, { seq, line }: Changed): ChangedPost | undefined {
  const row = rowOf(state, seq);
  if (!row) return undefined;
  const revisions = state.revisions.get(seq);
  return {
    row,
    changedAt: formatInstant(state.columns.at[line] ?? 0),
    isErasure: revisions?.erasures.at(-1) === line,
    revisions: revisions ? tell(revisions) : tellChanges(row, []),
  };
}

function tell({ posted, changes, row }: Revisions): Revision[] {
  if (changes.length <= MOST_TOLD)
    return tellChanges(
      posted,
      changes.map(({ change }) => change),
    );
  return [...tellChanges(posted, []), ...tellOutcome(row)];
}

/** The last correction, as if it had made all of the difference, and the retraction. */
function tellOutcome(row: FeedRow): Revision[] {
  const { corrected, retracted } = row;
  return [
    ...(corrected ? [{ ...corrected, what: 'correction' as const, row }] : []),
    ...(retracted ? [{ ...retracted, what: 'retraction' as const, row }] : []),
  ];
}
