/**
 * One order for the keys of everything that is sent. A row in memory has its keys in the order in which changes added them,
 * and after a restart in another. A snapshot's strong validator promises that the same state is the same bytes.
 */
import type { Snapshot } from '#shared/snapshot.ts';

/** Objects whose keys are in order. Most rows of a snapshot are those of the last one, and are not sorted again. */
const inOrder = new WeakSet<object>();

/** The value with the keys of every object in it sorted. The result must not be changed afterwards. */
export function orderKeys<T>(value: T): T {
  if (typeof value !== 'object' || value === null || inOrder.has(value)) return value;
  const ordered = order(value);
  inOrder.add(ordered);
  // The compiler cannot see that it has the same members.
  return ordered as T;
}

/** The snapshot with its rows in order: `orderKeys` skips those that did not change. Points have no keys. */
export function orderSnapshot(snapshot: Snapshot): Snapshot {
  const { board, headline, checked, claims, places, series, feed } = snapshot;
  return {
    ...snapshot,
    board: orderKeys(board),
    headline: orderKeys(headline),
    checked: orderKeys(checked),
    claims: orderKeys(claims),
    places: places.map(orderKeys),
    series: orderKeys(series),
    feed: feed.map(orderKeys),
  };
}

function order(value: object): object {
  if (Array.isArray(value)) return hasKeys(value) ? value.map((row) => orderKeys(row)) : value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, orderKeys(member)]));
}

/** Whether the rows of a list have keys. The hundreds of points of a series are lists of numbers, and are skipped. */
function hasKeys([first]: readonly unknown[]): boolean {
  return typeof first === 'object' && !Array.isArray(first);
}
