/** Puts beside a chart's points how far the claimants differ. What asks for it is loaded where any do. */
import type { Ref } from 'vue';
import { computed, effectScope, onScopeDispose, shallowRef, watch } from 'vue';
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Choice } from './choice.ts';
import { listContenders } from './contenders.ts';
import type { Bands } from './follow-claims.ts';
import type { Frame } from './frame.ts';
import type { KindSeries } from './picture.ts';
import type { BoardRequests } from './use-board-requests.ts';

interface Banded {
  snapshot: Readonly<Ref<Snapshot>>;
  choice: Readonly<Ref<Choice>>;
  frame: Readonly<Ref<Frame>>;
  requests: BoardRequests;
}

type AnySeries = Partial<Record<Kind, KindSeries>>;

export function useBands(series: Readonly<Ref<AnySeries>>, of: Banded): Readonly<Ref<AnySeries>> {
  const bands = shallowRef<Readonly<Ref<Bands>>>();
  const scope = effectScope();
  onScopeDispose(() => scope.stop());
  const isContested = computed(() => {
    const { board, claims, headline } = of.snapshot.value;
    // Of a place it is not known before it is asked for.
    if (of.choice.value.place !== undefined) return true;
    return countKindsOf(board).some(
      (kind) => listContenders(claims[kind] ?? [], headline[kind]?.claimant).length > 0,
    );
  });
  watch(isContested, (is) => is && void follow(), { immediate: true });

  async function follow(): Promise<void> {
    const loaded = await import('./follow-claims.ts').catch(() => undefined);
    scope.run(() => {
      bands.value ??= loaded?.followClaims(of.snapshot, of.choice, of.frame, of.requests);
    });
  }

  return computed(() => {
    const known = bands.value?.value ?? [];
    if (known.length === 0) return series.value;
    const banded = known.flatMap(([kind, claims]): [Kind, KindSeries][] => {
      const own = series.value[kind];
      return own ? [[kind, { ...own, claims }]] : [];
    });
    return { ...series.value, ...Object.fromEntries(banded) };
  });
}
