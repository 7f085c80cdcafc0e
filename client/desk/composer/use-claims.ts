/** Who claims what at a place, as the composer needs it: asked for when the place or the number there changes. */
import type { Ref, ShallowRef } from 'vue';
import { shallowRef, watch } from 'vue';
import type { CountKind } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';
import { useDesk, useOpenBoard } from '../use-desk.ts';

interface There {
  kind: CountKind;
  place: string | null;
}

/** Undefined where nobody knows: no place is chosen, or the server has not answered. */
export function useClaims(
  there: Readonly<Ref<There | undefined>>,
): Readonly<ShallowRef<readonly Figure[] | undefined>> {
  const { api } = useDesk();
  const { slug, snapshot } = useOpenBoard();
  const claims = shallowRef<readonly Figure[]>();
  let asked = 0;

  const ask = async ({ kind, place }: There): Promise<void> => {
    const question = ++asked;
    if (place === null) {
      claims.value = snapshot.value.claims[kind] ?? [];
      return;
    }
    const answer = await api.call('claims', { slug, query: { kind, place } });
    // An older question's answer may come after a newer one's.
    if (question === asked && answer.is === 'answered') claims.value = answer.body.claims;
  };
  watch(
    there,
    () => {
      asked += 1;
      claims.value = undefined;
    },
    { flush: 'sync' },
  );
  watch(
    () => there.value && [there.value.kind, there.value.place, figuresAt(snapshot.value, there.value)],
    () => there.value && ask(there.value),
    { immediate: true },
  );
  return claims;
}

/** Changes when a number there moves. */
function figuresAt(snapshot: Snapshot, { kind, place }: There): unknown {
  return place === null ? snapshot.claims[kind] : snapshot.places.find(({ id }) => id === place)?.[kind];
}
