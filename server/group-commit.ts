/** Group commit: what comes while a write runs goes together into the next one, so that many waiters share one commit. */
export interface GroupCommit<T> {
  add(item: T): void;
  /** Resolves once everything that was added has been written. */
  drained(): Promise<void>;
}

/**
 * @param write must not reject: it tells those who wait what became of their items
 * @param take removes from the queue what goes into the next write, at least one item
 */
export function createGroupCommit<T>(
  write: (group: T[]) => Promise<void>,
  take: (queue: T[]) => T[] = (queue) => queue.splice(0),
): GroupCommit<T> {
  const queue: T[] = [];
  let running: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    // What is added in the same turn goes together into the first write too.
    await Promise.resolve();
    while (queue.length > 0) await write(take(queue));
    running = undefined;
  }

  return {
    add(item) {
      queue.push(item);
      running ??= writeAll();
    },
    drained: async () => running,
  };
}
