/** An entry as it stands while a batch is judged: as the tally has it, or as earlier entries of the batch leave it. */

import type { Holding } from '#shared/counting/tally.ts';
import type { CorrectionSet, PostedEntry, Source } from '#shared/entry.ts';
import type { ClaimFacts, CountFacts } from '#shared/line.ts';
import { expandCount } from '#shared/posted-count.ts';
import { isSameValue } from '#shared/same-value.ts';
import { parseInstant } from '#shared/time.ts';

type Claim = Omit<ClaimFacts, 'sources'> & Partial<Pick<CountFacts, 'op' | 'count'>>;

export interface Standing {
  claim: Claim & { sources: readonly Source[] };
  key: boolean;
  pinned: boolean;
  retracted: boolean;
  version: number;
}

/** A change to an earlier entry, as posted. */
export type PostedChange = Extract<PostedEntry, { target: string }>;

export function standFirst({ sources = [], ...facts }: ClaimFacts): Standing {
  return { claim: { ...facts, sources }, key: false, pinned: false, retracted: false, version: 1 };
}

export function standAs({ row }: Holding): Standing {
  const { kind, place, op, count, claimant, status, text, sources = [] } = row;
  return {
    claim: {
      kind,
      claimant,
      status,
      sources,
      asOf: parseInstant(row.asOf),
      ...(place !== undefined && { place }),
      ...(op !== undefined && { op }),
      ...(count !== undefined && { count: expandCount(count) }),
      ...(text !== undefined && { text }),
    },
    key: row.key === true,
    pinned: row.pinned === true,
    retracted: row.retracted !== undefined,
    version: row.version,
  };
}

/** The entry after a change; undefined where that changes nothing. Pure. */
export function changeStanding(before: Standing, change: PostedChange): Standing | undefined {
  const after = apply(before, change);
  return isSameValue(before, after) ? undefined : { ...after, version: before.version + 1 };
}

function apply(before: Standing, change: PostedChange): Standing {
  const { claim } = before;
  switch (change.kind) {
    case 'retraction':
      return { ...before, retracted: true };
    case 'mark':
      return { ...before, key: change.key ?? before.key, pinned: change.pinned ?? before.pinned };
    case 'status': {
      const added = change.sources.filter((source) => !claim.sources.some((had) => isSameValue(had, source)));
      return { ...before, claim: { ...claim, status: change.status, sources: [...claim.sources, ...added] } };
    }
    case 'correction':
      return { ...before, claim: correct(claim, change.set) };
  }
}

/** Whole fields are replaced; null empties one. */
function correct(claim: Standing['claim'], { place, text, ...set }: CorrectionSet): Standing['claim'] {
  const { place: placeBefore, text: textBefore, ...rest } = claim;
  const placeAfter = place === undefined ? placeBefore : place;
  const textAfter = text === undefined ? textBefore : text;
  return {
    ...rest,
    ...set,
    ...(placeAfter != null && { place: placeAfter }),
    ...(textAfter != null && { text: textAfter }),
  };
}
