/** How the numbers grew start by start: asked of the server, and again a while after the board's numbers changed. */
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import type { WaveAnswer } from '#shared/wave.ts';
import { waveKind } from '#shared/wave.ts';
import type { Api } from '../../net/api.ts';
import { createApi } from '../../net/api.ts';
import { createDelay } from '../../net/create-delay.ts';

/** Undefined where there is nothing to ask for, or no answer came. */
export async function askWave(
  { board, places }: Snapshot,
  api: Api = createApi((...call) => fetch(...call)),
): Promise<WaveAnswer | undefined> {
  const kind = waveKind(board, places);
  if (kind === undefined || !board.start) return undefined;
  const result = await api.call('wave', { slug: board.slug, query: { kind } });
  return result.is === 'answered' ? result.body : undefined;
}

/** Within a component's setup. */
export function followWave(
  snapshot: Readonly<Ref<Snapshot>>,
  first: WaveAnswer | undefined,
  ask: typeof askWave = askWave,
): Readonly<ShallowRef<WaveAnswer | undefined>> {
  const answer = shallowRef(first);
  const later = createDelay(() => {
    // What was known stays until there is an answer; without one it is asked again.
    void ask(snapshot.value).then((answered) => {
      if (answered) answer.value = answered;
      else if (waveKind(snapshot.value.board, snapshot.value.places) !== undefined) later.start();
    });
  });
  watch(() => snapshot.value.places, later.start);
  if (!first) later.start();
  onScopeDispose(later.cancel);
  return answer;
}
