/** Whom the headline follows: the board's policy, and what comes of it where nobody that it trusts speaks. */

export interface Candidate {
  claimant: string;
  best: number;
  /** It has a total standing at the place or, where the place has no children, any entry that holds there. */
  speaks: boolean;
}

/**
 * The first whom the policy trusts that speaks for the place; else the highest whom it trusts; else the highest of the
 * others that speak for it; else the highest of all. So one city never becomes the nation's number.
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
