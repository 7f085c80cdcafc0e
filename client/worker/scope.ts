/** What a service worker has around it, as far as ours asks for it: the compiler knows either pages or workers. */

interface Extendable extends Event {
  /** The browser leaves the worker running until then. */
  waitUntil(work: Promise<unknown>): void;
}

export interface Asked extends Extendable {
  readonly request: Request;
  /** What the browser asked for while it woke the worker. */
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Told extends Extendable {
  readonly data: unknown;
}

interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Extendable) => void): void;
  addEventListener(type: 'message', listen: (event: Told) => void): void;
  addEventListener(type: 'fetch', listen: (event: Asked) => void): void;
}

// In a worker the global object is this.
export const worker = globalThis as unknown as WorkerScope;
