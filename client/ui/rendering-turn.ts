/** Long lists that the server renders in pieces, so that nobody else waits for the whole of one. */
import type { InjectionKey } from 'vue';
import { inject, onServerPrefetch } from 'vue';

/** Resolves in a turn of the event loop of its own. */
export const turnKey: InjectionKey<() => Promise<void>> = Symbol('turn');

/** Within a component's setup: on the server it is rendered in a turn of its own, with what is in it. */
export function useTurn(): void {
  const turn = inject(turnKey, undefined);
  if (turn) onServerPrefetch(turn);
}
