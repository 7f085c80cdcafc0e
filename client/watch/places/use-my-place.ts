/** The place that the reader calls their own: on this device alone, and for one board. Nothing of it is ever sent. */
import type { Ref } from 'vue';
import { ref } from 'vue';
import { keep, readKept } from '../../ui/kept.ts';

const KEPT_AS = 'tocsin-place-';

export interface MyPlace {
  place: Readonly<Ref<string | undefined>>;
  /** Without a place it is forgotten. */
  choose(place: string | undefined): void;
}

export function useMyPlace(slug: string): MyPlace {
  const place = ref(readKept(KEPT_AS + slug));
  return {
    place,
    choose(chosen) {
      place.value = chosen;
      keep(KEPT_AS + slug, chosen);
    },
  };
}
