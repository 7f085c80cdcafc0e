/** Which claimant the headline follows, by the board's policy. */

export interface Candidate {
  claimant: string;
  best: number;
  /** Whether it speaks for the place: it has a total there or, if the place has no children, any entry that counts. */
  speaks: boolean;
}

/**
 * The first claimant of the policy that speaks for the place; else the highest of the policy; else the highest of the
 * others that speak for the place; else the highest of all. So the number of one city never becomes that of the nation.
 */
export function chooseHeadline<C extends Candidate>(
  candidates: readonly C[],
  policy: readonly string[],
): C | undefined {
  for (const trusted of policy) {
    const speaker = candidates.find(({ claimant, speaks }) => speaks && claimant === trusted);
    if (speaker !== undefined) return speaker;
  }
  const ranked = candidates.toSorted(byHighest);
  return (
    ranked.find(({ claimant }) => policy.includes(claimant)) ??
    ranked.find(({ speaks }) => speaks) ??
    ranked[0]
  );
}

/** Highest first; ties by the claimant's id in the order of code points, which for `a-z0-9-` is that of `<`. */
export function byHighest(
  a: { claimant: string; best: number },
  b: { claimant: string; best: number },
): number {
  if (a.best !== b.best) return b.best - a.best;
  return a.claimant < b.claimant ? -1 : Number(a.claimant > b.claimant);
}
