/**
 * What a board counts: the kinds that it brings, or these two where it brings none. Updates are text, they count one for
 * each, and every board has them.
 */
const DEFAULT_KINDS = ['registration', 'arrest'] as const;

/**
 * The id of a kind that a board brings, once `isKindId` (kind-words.ts) has looked. The compiler takes it for a text of a form that no
 * other word has, so that `kind === 'board'` tells a count from a board's line; the id itself is bare.
 */
type OwnKind = `own ${string}`;
/** The id of a kind whose entries carry a number that claimants state. */
export type CountKind = (typeof DEFAULT_KINDS)[number] | OwnKind;
export type Kind = CountKind | 'update';

/** What a board says about its kinds; one that says nothing counts the default's. */
export interface WithKinds {
  kinds?: readonly { readonly id: CountKind }[];
}

/** The kinds that a board counts, in its order. */
export function countKindsOf({ kinds }: WithKinds): readonly CountKind[] {
  return kinds?.map(({ id }) => id) ?? DEFAULT_KINDS;
}
