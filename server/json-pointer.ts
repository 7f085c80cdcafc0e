/** A JSON pointer as a URI fragment (RFC 6901, section 6), e.g. `#/count/low`. */
export function pointTo(path: readonly PropertyKey[]): string {
  return `#${path.map((key) => `/${escapeKey(String(key))}`).join('')}`;
}

function escapeKey(key: string): string {
  const shown = key.length > 100 ? `${key.slice(0, 100)}…` : key;
  // A lone half of a surrogate pair has no UTF-8, and encodeURIComponent throws at it.
  return encodeURIComponent(shown.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Where each of several entries lies in what was sent, by its index. */
export type EntryPointer = (index: number) => string;

/** Of a list that lies at this pointer. */
export function inList(list = '#'): EntryPointer {
  return (index) => `${list}/${index}`;
}

/** Of an entry that was sent by itself. */
export const alone: EntryPointer = () => '#';
