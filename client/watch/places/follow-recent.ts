/** Asks the server for the last hour and the sources of the places, once their table is near, and again when they changed. */
import type { Ref } from 'vue';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { RecentPlaces } from '#shared/recent-places.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';
import { createApi } from '../../net/api.ts';
import { createDelay } from '../../net/create-delay.ts';
import type { RecentById } from './hour.ts';
import { indexRecent } from './hour.ts';

/** @param isNear whether the table is on the screen or about to be */
export function followRecent(
  snapshot: Readonly<Ref<Snapshot>>,
  isNear: Readonly<Ref<boolean>>,
  api: Pick<Api, 'call'> = createApi((...call) => fetch(...call)),
): Readonly<Ref<RecentById | undefined>> {
  const recent = shallowRef<RecentById>();
  let told: RecentPlaces | undefined;
  let isAsking = false;

  const again = createDelay(() => void ask());

  async function ask(): Promise<void> {
    if (isAsking || !isNear.value) return;
    isAsking = true;
    const result = await api.call('recentPlaces', { slug: snapshot.value.board.slug });
    isAsking = false;
    if (result.is === 'answered') {
      told = result.body;
      recent.value = indexRecent(told);
    }
    if (told?.seq !== snapshot.value.seq) again.start();
  }

  watch(isNear, () => void ask(), { immediate: true });
  watch(
    () => snapshot.value.seq,
    () => isNear.value && again.start(),
  );
  onScopeDispose(() => again.cancel());
  return recent;
}
