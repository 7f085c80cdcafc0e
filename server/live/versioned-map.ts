/**
 * A map that can answer "what changed since?". Each value carries the position (a `seq` of the ledger) that a watcher must
 * have reached to know it. A deleted value stays as null, so that a watcher who missed the deletion can still be told.
 */
import { isSameValue } from '#shared/same-value.ts';

export interface VersionedMap<K, V> {
  /** Sets a value; its position changes only if the value does. `undefined` deletes the value and leaves null. */
  set(key: K, value: V | undefined, position: number): void;
  /** Sets a value and its position, even if the value is the same as before. */
  touch(key: K, value: V | null, position: number): void;
  /** The keys whose position is higher than `since`, with their values; null for a deleted one. */
  after(since: number): [K, V | null][];
  keys(): K[];
  /** Removes a key without leaving null behind: for values that watchers drop by themselves. */
  remove(key: K): void;
  /**
   * Removes the oldest keys with a position below `before` until at most `most` are left; with `which: 'gone'` only deleted
   * ones. Returns the highest position that was removed, or 0: a watcher with an older one cannot be told everything.
   */
  prune(most: number, of: { which: 'any' | 'gone'; before: number }): number;
}

export function createVersionedMap<K, V>(): VersionedMap<K, V> {
  // A key is deleted before it is set, so that the map's order is that of the positions, oldest first.
  const entries = new Map<K, { value: V | null; position: number }>();
  let newest = 0;
  const touch = (key: K, value: V | null, position: number) => {
    entries.delete(key);
    entries.set(key, { value, position });
    newest = position;
  };
  return {
    touch,
    set(key, value, position) {
      const before = entries.get(key)?.value ?? null;
      if (!isSameValue(before, value ?? null)) touch(key, value ?? null, position);
    },
    after(since) {
      const changed: [K, V | null][] = [];
      // At most ticks nothing changed at most of the thousands of places: their maps are not walked through.
      if (newest <= since) return changed;
      for (const [key, { value, position }] of entries) if (position > since) changed.push([key, value]);
      return changed;
    },
    keys: () => [...entries.keys()],
    remove: (key) => void entries.delete(key),
    prune(most, { which, before }) {
      let highest = 0;
      for (const [key, { value, position }] of entries) {
        if (entries.size <= most || position >= before) break;
        if (which === 'gone' && value !== null) continue;
        entries.delete(key);
        highest = position;
      }
      return highest;
    },
  };
}
