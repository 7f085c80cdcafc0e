/**
 * Whose turn it is at a board. Posts go side by side; a change of the board waits for them and has it to itself, so that
 * no post can land at a place that the change leaves out.
 */
export interface Turns {
  share<T>(slug: string, act: () => Promise<T>): Promise<T>;
  alone<T>(slug: string, act: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const sharing = new Map<string, Set<Promise<unknown>>>();
  const last = new Map<string, Promise<unknown>>();

  return {
    async share(slug, act) {
      // Nothing may be awaited between seeing that nobody is at it and taking one's turn.
      for (let other = last.get(slug); other; other = last.get(slug)) await settled(other);
      const acts = sharing.get(slug) ?? new Set();
      sharing.set(slug, acts);
      const acting = act();
      acts.add(acting);
      try {
        return await acting;
      } finally {
        acts.delete(acting);
        if (acts.size === 0) sharing.delete(slug);
      }
    },
    async alone(slug, act) {
      for (let other = last.get(slug); other; other = last.get(slug)) await settled(other);
      const acting = Promise.all([...(sharing.get(slug) ?? [])].map(settled)).then(act);
      last.set(slug, acting);
      try {
        return await acting;
      } finally {
        last.delete(slug);
      }
    },
  };
}

/** When it is over, whatever came of it. */
async function settled(acting: Promise<unknown>): Promise<void> {
  await acting.catch(() => undefined);
}
