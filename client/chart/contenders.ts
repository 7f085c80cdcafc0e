/** Whose numbers of the whole board differ: what is loaded for them is loaded where there are any. */
import type { Figure } from '#shared/snapshot.ts';

/** So many of the highest and of the lowest. */
const MOST_AN_END = 4;

/**
 * Those who speak for all of it: by a total of their own, or as the one whom the page follows. Who counts one city and
 * nothing else does not contest the nation's number. Empty where they all say the same.
 */
export function listContenders(claims: readonly Figure[], followed: string | undefined): Figure[] {
  const speaking = claims.filter(
    ({ basis, stated, claimant }) => basis !== 'summed' || stated || claimant === followed,
  );
  const sorted = speaking.toSorted((a, b) => b.best - a.best);
  if (sorted.at(0)?.best === sorted.at(-1)?.best) return [];
  return [...sorted.slice(0, MOST_AN_END), ...sorted.slice(MOST_AN_END).slice(-MOST_AN_END)];
}
