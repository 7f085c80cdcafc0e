/**
 * Values by key, each with the number up to which watchers must have been told to know it. A value that is gone stays
 * as null, so that whoever missed its end can still be told.
 */
import { isSameValue } from '#shared/same-value.ts';

export interface Stamps<K, V> {
  /** Takes a value in, with its stamp where it is another than before. Undefined: there is none any more. */
  put(key: K, value: V | undefined, stamp: number): void;
  /** Takes a value in and stamps it, also where it is the same. */
  putAgain(key: K, value: V | null, stamp: number): void;
  /** What changed after that number. */
  after(since: number): [K, V | null][];
  keys(): K[];
  /** Drops a value without a trace: watchers let go of it by themselves. */
  drop(key: K): void;
  /**
   * Forgets the oldest stamped before a number until no more than `most` are left (those that are gone alone, if asked
   * so). Answers the highest stamp that was forgotten, 0 where none was: who knows less cannot be told everything.
   */
  forget(most: number, of: { which: 'any' | 'gone'; before: number }): number;
}

export function createStamps<K, V>(): Stamps<K, V> {
  // A value is deleted before it is set, so that the order of the map is that of the stamps, oldest first.
  const kept = new Map<K, { value: V | null; stamp: number }>();
  let newest = 0;
  const putAgain = (key: K, value: V | null, stamp: number) => {
    kept.delete(key);
    kept.set(key, { value, stamp });
    newest = stamp;
  };
  return {
    putAgain,
    put(key, value, stamp) {
      const before = kept.get(key)?.value ?? null;
      if (!isSameValue(before, value ?? null)) putAgain(key, value ?? null, stamp);
    },
    after(since) {
      const changed: [K, V | null][] = [];
      // Most of thousands of places are quiet at any one tick.
      if (newest <= since) return changed;
      for (const [key, { value, stamp }] of kept) if (stamp > since) changed.push([key, value]);
      return changed;
    },
    keys: () => [...kept.keys()],
    drop: (key) => void kept.delete(key),
    forget(most, { which, before }) {
      let highest = 0;
      for (const [key, { value, stamp }] of kept) {
        if (kept.size <= most || stamp >= before) break;
        if (which === 'gone' && value !== null) continue;
        kept.delete(key);
        highest = stamp;
      }
      return highest;
    },
  };
}
