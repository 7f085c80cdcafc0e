/** Whom to turn to: for everybody, and for each place. */
import type { Board } from '#shared/board.ts';
import type { placesWords } from '../../words/places-words.ts';

export type Contact = Board['contacts'][number];

/** What their list is called. Whoever comes to a board with kinds of its own need not be detained. */
export function headContacts(
  { kinds }: Pick<Board, 'kinds'>,
  words: Pick<ReturnType<typeof placesWords.of>, 'contacts' | 'contactsOther'>,
): string {
  return kinds ? words.contactsOther : words.contacts;
}

/** Those of a place and of the places that it lies in, the nearest first; then those for everybody. */
export function contactsFor(
  { contacts, places }: Pick<Board, 'contacts' | 'places'>,
  place: string,
): Contact[] {
  const parents = new Map(places.map(({ id, parent }) => [id, parent]));
  const path: (string | undefined)[] = [];
  for (let at: string | undefined = place; at !== undefined && !path.includes(at); at = parents.get(at))
    path.push(at);
  return [...path, undefined].flatMap((where) => contacts.filter((contact) => contact.place === where));
}

/** In the board's order; those for everybody first, then place by place. */
export function groupContacts({ contacts, places }: Pick<Board, 'contacts' | 'places'>): Contact[] {
  const order = new Map(places.filter(({ hidden }) => !hidden).map(({ id }, index) => [id, index + 1]));
  const rank = ({ place }: Contact) => (place === undefined ? 0 : (order.get(place) ?? places.length + 1));
  return contacts.toSorted((a, b) => rank(a) - rank(b));
}

/** What a telephone dials, as an address. */
export function dial(phone: string): string {
  return `tel:${[...phone].filter((sign) => '+0123456789'.includes(sign)).join('')}`;
}
