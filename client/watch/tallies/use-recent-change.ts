/** What a number changed by just now: shown beside it for ten seconds, and marked by one tint in two. */
import type { Ref } from 'vue';
import { onScopeDispose, ref, watch } from 'vue';

export interface RecentChange {
  /** The sum of the changes of a burst; 0 when there is nothing to show. */
  by: Readonly<Ref<number>>;
  /** Grows with each tint, so that an element keyed by it plays its tint anew. */
  tint: Readonly<Ref<number>>;
}

const SHOWN_MS = 10_000;
const BETWEEN_TINTS_MS = 2_000;

export function useRecentChange(number: () => number | undefined): RecentChange {
  const by = ref(0);
  const tint = ref(0);
  let ending: ReturnType<typeof setTimeout> | undefined;
  let tintedAt = Number.NEGATIVE_INFINITY;

  watch(number, (now, before) => {
    if (now === undefined || before === undefined) return;
    by.value += now - before;
    const at = performance.now();
    if (at - tintedAt >= BETWEEN_TINTS_MS) {
      tintedAt = at;
      tint.value += 1;
    }
    clearTimeout(ending);
    ending = setTimeout(() => {
      by.value = 0;
    }, SHOWN_MS);
  });
  onScopeDispose(() => clearTimeout(ending));
  return { by, tint };
}
