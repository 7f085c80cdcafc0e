/** The preview of the composer's post, as it is typed and as the numbers move. */
import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { bigOf, policyFor } from '#shared/board.ts';
import { isCountKind } from '#shared/kind-words.ts';
import { useOpenBoard } from '../use-desk.ts';
import type { CountToPost, Preview } from './preview.ts';
import { previewPost } from './preview.ts';
import { useClaims } from './use-claims.ts';

export interface ComposedPreview {
  /** The count as it would be posted, where everything about it can be read. */
  counted: ComputedRef<CountToPost | undefined>;
  /** Undefined where it cannot be known: for an update, for a correction, without the server. */
  preview: ComputedRef<Preview | undefined>;
}

export function usePreview(): ComposedPreview {
  const { board, composer, snapshot } = useOpenBoard();
  const { draft, read } = composer;

  // Two refs of their own: `there` stays the same object while something else is typed, and is not asked for again.
  const kindNow = computed(() => draft.value.kind);
  const placeNow = computed(() => read.value.place);
  const there = computed(() => {
    const [kind, place] = [kindNow.value, placeNow.value];
    return isCountKind(kind) && place !== undefined ? { kind, place } : undefined;
  });
  const claims = useClaims(there);
  const counted = computed(() => {
    const { count, time, claimant } = read.value;
    if (!(there.value && count && claimant) || 'problem' in count || 'problem' in time) return undefined;
    const { status } = draft.value;
    return { op: count.op, count: count.count, asOf: time.asOf, claimant, status };
  });
  /** The figure that is here already, until the server has answered: enough where the headline is the claimant's own. */
  const ownHeadline = computed(() => {
    if (!there.value) return undefined;
    const { kind, place } = there.value;
    const figure = snapshot.value.places.find(({ id }) => id === place)?.[kind];
    return figure && figure.claimant === read.value.claimant ? [figure] : undefined;
  });
  const preview = computed(() => {
    const known = claims.value ?? ownHeadline.value;
    if (!(there.value && counted.value && known) || draft.value.correcting) return undefined;
    const { kind, place } = there.value;
    const { places } = board.value;
    return previewPost(counted.value, {
      claims: known,
      policy: policyFor(board.value, kind),
      isLeaf: place === null ? places.length === 0 : !places.some(({ parent }) => parent === place),
      big: bigOf(board.value, kind),
    });
  });
  return { counted, preview };
}
