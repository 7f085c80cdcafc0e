/**
 * How many different sources stand on an entry: what "two sources" and "from 2 sources" mean, for the desk and the pages.
 * The same address is one source however it is titled, and so is a name that an address carries as its title.
 */
import type { Source } from './entry.ts';

/** Both sides have it; their types have not. */
declare const URL: {
  new (address: string): { host: string; pathname: string; search: string };
  canParse(address: string): boolean;
};

export function countSources(sources: readonly Source[] | undefined): number {
  const different: Source[] = [];
  // Each is put into its plain form once, not for each comparison.
  for (const source of (sources ?? []).map(plain)) {
    if (!different.some((known) => isSameSource(known, source))) different.push(source);
  }
  return different.length;
}

/** Those of the list that are the same source as one of `others`, however either is written. */
export function amongThose(list: readonly Source[], others: readonly Source[]): Source[] {
  if (list.length === 0 || others.length === 0) return [];
  const known = others.map(plain);
  return list.filter((source) => {
    const one = plain(source);
    return known.some((other) => isSameSource(one, other));
  });
}

/** Two addresses tell two sources apart; where one has none, their titles do. */
function isSameSource(a: Source, b: Source): boolean {
  if (a.url !== undefined && b.url !== undefined) return a.url === b.url;
  return a.title !== undefined && a.title === b.title;
}

function plain({ url, title }: Source): Source {
  return {
    ...(url !== undefined && { url: plainUrl(url) }),
    ...(title !== undefined && { title: plainTitle(title) }),
  };
}

/** Letters, digits and signs that mean the same in percents (RFC 3986, section 2.3). */
const UNRESERVED = /^%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)$/i;

/**
 * As a browser asks for it, without what leads to the same page all the same: the scheme, `www.`, the fragment, a dot after
 * the host, a slash or a question mark at the end, letters in percents.
 */
function plainUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url.replace(/%[\dA-F]{2}/gi, plainCode));
  const plainHost = host.replace(/^www\./, '').replace(/\.(?=:|$)/, '');
  return `${plainHost}${`${pathname}${search}`.replace(/\/$/, '')}`;
}

function plainCode(code: string): string {
  return UNRESERVED.test(code) ? decodeURIComponent(code) : code.toUpperCase();
}

function plainTitle(title: string): string {
  const seen = title.normalize('NFKC').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  return seen.toLowerCase().replace(/\s+/g, ' ').trim();
}
