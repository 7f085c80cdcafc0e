/**
 * What is made once for its version, however many ask, and kept while there is room: what was made longest ago goes. It is
 * kept before it is made, so that a crowd that comes meanwhile waits for the same one.
 */
export interface ReadyStore<T> {
  find(key: string, version: string, make: () => Promise<T>): Promise<T>;
}

export interface ReadyBounds<T> {
  /** How many. */
  most: number;
  /** Bytes of all of them, and of one. */
  mostBytes: number;
  weigh(made: T): number;
}

interface Kept<T> {
  version: string;
  made: Promise<T>;
  bytes: number;
}

export function createReadyStore<T>({ most, mostBytes, weigh }: ReadyBounds<T>): ReadyStore<T> {
  const kept = new Map<string, Kept<T>>();
  let bytes = 0;

  function remove(key: string, entry: Kept<T> | undefined = kept.get(key)): void {
    if (entry === undefined || kept.get(key) !== entry) return;
    kept.delete(key);
    bytes -= entry.bytes;
  }

  /** The newest stays, however heavy. */
  function makeRoom(): void {
    for (const key of kept.keys()) {
      if ((kept.size <= most && bytes <= mostBytes) || kept.size === 1) return;
      remove(key);
    }
  }

  async function measure(key: string, entry: Kept<T>): Promise<void> {
    const made = await entry.made;
    if (kept.get(key) !== entry) return;
    entry.bytes = weigh(made);
    bytes += entry.bytes;
    makeRoom();
  }

  return {
    find(key, version, make) {
      const known = kept.get(key);
      if (known?.version === version) return known.made;
      remove(key);
      const entry: Kept<T> = { version, made: make(), bytes: 0 };
      kept.set(key, entry);
      makeRoom();
      // What could not be made is asked for again by the next one.
      void measure(key, entry).catch(() => remove(key, entry));
      return entry.made;
    },
  };
}
