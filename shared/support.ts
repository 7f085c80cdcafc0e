/** What an entry rests on. Apart from the rest of what is known of sources, because every page needs it. */
import type { Source } from './entry.ts';

interface Sourced {
  sources?: readonly Source[];
  /** Those of them that a dispute named. */
  against?: readonly Source[];
}

/** The sources of an entry without those that speak against it. */
export function supportOf({ sources = [], against = [] }: Sourced): readonly Source[] {
  return sources.filter(({ url, title }) => !against.some((one) => one.url === url && one.title === title));
}
