/** The place that the reader calls their own: on this device alone, and for one board. Nothing of it is ever sent. */
import type { Ref } from 'vue';
import { ref } from 'vue';

const KEPT_AS = 'tocsin-place-';

export interface MyPlace {
  place: Readonly<Ref<string | undefined>>;
  /** Without a place it is forgotten. */
  choose(place: string | undefined): void;
}

export function useMyPlace(slug: string): MyPlace {
  const place = ref(readKept(slug));
  return {
    place,
    choose(chosen) {
      place.value = chosen;
      keep(slug, chosen);
    },
  };
}

function readKept(slug: string): string | undefined {
  try {
    return localStorage.getItem(KEPT_AS + slug) ?? undefined;
  } catch {
    // Storage is refused in some private windows; the place is then chosen for this page alone.
    return undefined;
  }
}

function keep(slug: string, place: string | undefined): void {
  try {
    if (place === undefined) localStorage.removeItem(KEPT_AS + slug);
    else localStorage.setItem(KEPT_AS + slug, place);
  } catch {
    // As above.
  }
}
