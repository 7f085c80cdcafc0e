/**
 * One order for the keys of whatever is sent: a row keeps the keys that changes added in the order in which they came, and
 * comes back from the disk in another. The same state must be the same bytes wherever and whenever it is made: a strong
 * validator says so of a snapshot.
 */

/** What is in order: most rows of a snapshot are those of the last one, and are not looked into again. */
const inOrder = new WeakSet<object>();

/** The value with the keys of every object in it sorted. What it answers must never be changed. */
export function orderKeys<T>(value: T): T {
  if (typeof value !== 'object' || value === null || inOrder.has(value)) return value;
  const ordered = order(value);
  inOrder.add(ordered);
  // It has the same members.
  return ordered as T;
}

function order(value: object): object {
  if (Array.isArray(value)) return hasKeys(value) ? value.map((row) => orderKeys(row)) : value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, orderKeys(member)]));
}

/** A series has hundreds of points, which are lists of numbers. */
function hasKeys([first]: readonly unknown[]): boolean {
  return typeof first === 'object' && !Array.isArray(first);
}
