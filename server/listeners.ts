/** Those who want to hear of one kind of event. */
export interface Listeners<Event> {
  /** Returns what removes the listener again. */
  add(listener: (event: Event) => void): () => void;
  call(event: Event): void;
}

/** @param onFault called with what a listener throws, so that the others hear of the event; left out, `call` throws it */
export function createListeners<Event>(onFault?: (error: unknown) => void): Listeners<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    call(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          if (!onFault) throw error;
          onFault(error);
        }
      }
    },
  };
}
