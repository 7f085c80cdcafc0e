/**
 * A shared-exclusive lock for each board. Posts share it; a change of the board has it alone, so that no entry lands at a
 * place that the change leaves out.
 */
export interface BoardLocks {
  /** Runs `act` beside other shared ones, once no exclusive one runs or waits. */
  shared<T>(slug: string, act: () => Promise<T>): Promise<T>;
  /** Runs `act` alone, once those that run have ended. Posts that come meanwhile wait for it. */
  exclusive<T>(slug: string, act: () => Promise<T>): Promise<T>;
}

export function createBoardLocks(): BoardLocks {
  const sharers = new Map<string, Set<Promise<unknown>>>();
  const holders = new Map<string, Promise<unknown>>();

  return {
    async shared(slug, act) {
      // Nothing is awaited between the last look and the taking: two would both find the lock free.
      for (let holder = holders.get(slug); holder; holder = holders.get(slug)) await settled(holder);
      const acts = sharers.get(slug) ?? new Set();
      sharers.set(slug, acts);
      const acting = act();
      acts.add(acting);
      try {
        return await acting;
      } finally {
        acts.delete(acting);
        if (acts.size === 0) sharers.delete(slug);
      }
    },
    async exclusive(slug, act) {
      for (let holder = holders.get(slug); holder; holder = holders.get(slug)) await settled(holder);
      const acting = Promise.all([...(sharers.get(slug) ?? [])].map(settled)).then(act);
      holders.set(slug, acting);
      try {
        return await acting;
      } finally {
        holders.delete(slug);
      }
    },
  };
}

/** Resolves when it has ended, whether well or not. */
async function settled(acting: Promise<unknown>): Promise<void> {
  await acting.catch(() => undefined);
}
