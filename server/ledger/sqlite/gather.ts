/** Gathers what comes while a write runs into the next write: many waiters, one durable transaction. */
export function gather<T>(write: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let next: { items: T[]; written: Promise<void> } | undefined;
  let running: Promise<void> = Promise.resolve();
  return (item) => {
    if (!next) {
      const items: T[] = [];
      const start = () => {
        next = undefined;
        return write(items);
      };
      // Whether the write before this one failed is told to those who wait for it, not to these.
      running = running.then(start, start);
      next = { items, written: running };
    }
    next.items.push(item);
    return next.written;
  };
}
