/**
 * How many different sources stand on an entry: what "two sources" and "from 2 sources" mean, for the desk and the pages.
 * The same address is one source however it is titled, and so is a name that an address carries as its title.
 */
import type { Source } from './entry.ts';

export function countSources(sources: readonly Source[] | undefined): number {
  const different: Source[] = [];
  for (const source of sources ?? []) {
    if (!different.some((known) => isSameSource(known, source))) different.push(source);
  }
  return different.length;
}

/** Two addresses tell two sources apart; where one has none, their titles do. */
function isSameSource(a: Source, b: Source): boolean {
  if (a.url !== undefined && b.url !== undefined) return plainUrl(a.url) === plainUrl(b.url);
  return a.title !== undefined && b.title !== undefined && plainTitle(a.title) === plainTitle(b.title);
}

/** Without what leads to the same page all the same: the scheme, `www.`, the fragment, a slash at the end. */
function plainUrl(url: string): string {
  const [, host = '', rest = ''] = /^https?:\/\/(?:www\.)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  return host === '' ? url : `${host.toLowerCase()}${rest.endsWith('/') ? rest.slice(0, -1) : rest}`;
}

function plainTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
