/** The code and the outline of the map: loaded when it is near, or when somebody asks, where that must be asked for. */
import type { Ref } from 'vue';
import { computed, ref, shallowRef, watch } from 'vue';
import type { MapFrame } from './map-frame.ts';

/** What the map is drawn from: what it is of, and what lies around that. */
export interface Outline {
  land: string;
  around: string;
}

type Which = MapFrame['is'];

/** What there is to load, in kB as it is sent, for whoever is asked. */
export const MAP_SIZES: Readonly<Record<Which, number>> = { russia: 7, world: 14 };

interface LoadedMap {
  which: Which;
  drawn: typeof import('./MapFigure.vue')['default'];
  outline: Outline;
}

interface Wish {
  isNear: Readonly<Ref<boolean>>;
  isAsked: Readonly<Ref<boolean>>;
}

export function useMap(which: Readonly<Ref<Which>>, { isNear, isAsked }: Wish) {
  const loaded = shallowRef<LoadedMap>();
  const hasFailed = ref(false);
  const mustAsk = mustBeAsked();
  const isWanted = computed(() => isAsked.value || (isNear.value && !mustAsk && !hasFailed.value));

  async function load(): Promise<void> {
    const wanted = which.value;
    if (!isWanted.value || loaded.value?.which === wanted) return;
    hasFailed.value = false;
    const came = await Promise.all([import('./MapFigure.vue'), loadOutline(wanted)]).catch(() => undefined);
    if (came) loaded.value = { which: wanted, drawn: came[0].default, outline: came[1] };
    hasFailed.value = !came;
  }

  watch([isWanted, which], () => void load());
  return { loaded, hasFailed, mustAsk, again: load };
}

async function loadOutline(which: Which): Promise<Outline> {
  if (which === 'world') return { land: (await import('./world.ts')).WORLD, around: '' };
  const { RUSSIA, AROUND } = await import('./russia.ts');
  return { land: RUSSIA, around: AROUND };
}

/** On a phone, and where the browser was told to save data. */
function mustBeAsked(): boolean {
  // Not in every browser, nor in the compiler's list of what is.
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true || matchMedia('(width < 40em)').matches;
}
